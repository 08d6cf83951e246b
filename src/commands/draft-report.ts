/** What `listpress draft` tells: a report for a person, or the same as data. */
import type { Receipt } from '../crawl/receipt.js';
import { describeIssue, type Issue, leavesUnread } from '../issues.js';
import type { Draft } from '../posts/draft.js';
import type { Report } from '../reports/compose.js';
import type { CarriedFiles } from './carry.js';
import { type CommonOptions, type Io, issueAsData } from './io.js';
import { coloursFor, harmlessLines, plural, printable, toJson, widthOf, wrap } from './terminal.js';

/** Nothing of what was asked for could be read. */
export interface NothingDrafted {
  readonly draft: null;
  readonly issues: readonly Issue[];
}

export interface Drafted {
  readonly draft: Draft;
  /** The whole file. */
  readonly text: string;
  /** The Markdown below the front matter. */
  readonly body: string;
  readonly report: Report;
  readonly attached: CarriedFiles;
  /** The name that its files share. */
  readonly stem: string;
  readonly saved: {
    readonly status: 'written' | 'refreshed' | 'unchanged' | 'laid-beside' | 'not-written';
    /** As the user would type it. */
    readonly path: string;
    readonly newPath?: string;
  };
  readonly issues: readonly Issue[];
}

/** The result as one JSON object on standard output. */
export function printData(result: Drafted | NothingDrafted, receipt: Receipt | null, { out }: Io): void {
  const issues = result.issues.map(issueAsData);
  if (result.draft === null) {
    out(`${toJson({ path: null, status: 'nothing-read', issues, receipt }, 2)}\n`);
    return;
  }
  const { draft, report, attached, saved } = result;
  const data = {
    path: saved.path,
    status: saved.status,
    ...(saved.newPath === undefined ? {} : { newPath: saved.newPath }),
    frontMatter: Object.fromEntries(draft.fields),
    words: countWords(result.body),
    sources: draft.sources,
    files: attached.files.map(({ content, ...file }) => ({ ...file, size: content.length })),
    images: attached.images,
    setAside: report.setAside,
    issues,
    receipt,
    ...(saved.status === 'not-written' ? { text: result.text } : {}),
  };
  out(`${toJson(data, 2)}\n`);
}

const DONE = {
  written: 'written',
  refreshed: 'brought up to date',
  unchanged: 'unchanged, as it was drafted before',
  'laid-beside': 'left as it was edited',
  'not-written': 'not written (--dry-run)',
} as const;

/** The path (or, in a dry run, the text) on standard output; the report on standard error. */
export function printReport(
  result: Drafted | NothingDrafted,
  { quiet, verbose, dryRun }: CommonOptions,
  { out, err, terminal, screen }: Io,
): void {
  const { bold, dim, yellow, red } = coloursFor(terminal);
  const columns = widthOf(terminal);
  const line = (text: string, indent = '', colour = (shown: string) => shown) =>
    err(`${colour(wrap(printable(text), columns, indent))}\n`);

  if (result.draft !== null) {
    const text = screen?.isTTY ? harmlessLines(result.text) : result.text;
    out(dryRun ? text : `${result.saved.newPath ?? result.saved.path}\n`);
    if (!quiet) {
      const { report, attached, draft, saved } = result;
      const files = attached.files.length - attached.images;
      const made = [
        plural(countWords(result.body), 'word'),
        plural(draft.sources.length, 'source'),
        plural(attached.images, 'image'),
        ...(files > 0 ? [plural(files, 'attachment')] : []),
        result.issues.length === 0 ? 'no issues' : plural(result.issues.length, 'issue'),
      ];
      line(`${saved.path} ${DONE[saved.status]}: ${made.join(', ')}.`, '  ', bold);
      for (const source of draft.sources) {
        line(`  from  ${source.title}${source.url === null ? '' : ` · ${source.url}`}`, '        ', dim);
      }
      for (const file of attached.files) line(`  file  ${file.path}`, '        ', dim);
      const aside = summary(report);
      if (aside !== '') line(`  set aside, not lost: ${aside}`, '        ', dim);
      if (verbose) for (const passage of report.setAside) err(passageInFull(passage));
    }
  }
  for (const issue of result.issues) {
    const unread = leavesUnread(issue);
    if (!quiet || unread) line(`  ${unread ? '!' : '·'} ${describeIssue(issue)}`, '    ', unread ? red : yellow);
  }
  if (quiet) return;
  if (result.draft === null) line('Nothing could be read, so nothing was drafted.');
  else line(nextStep(result), '');
}

/** What a passage is and what it says, for a person who wants to judge whether it belongs into the post. */
function passageInFull({ type, source, text }: Report['setAside'][number]): string {
  const lines = text.split('\n').map((line) => `    | ${printable(line)}\n`);
  return `  ${NAMES[type] ?? type} of source ${source + 1}:\n${lines.join('')}`;
}

function nextStep({ saved, report }: Drafted): string {
  switch (saved.status) {
    case 'not-written':
      return 'Next: run it again without --dry-run to write the draft.';
    case 'laid-beside':
      return `Next: compare ${saved.path} with ${saved.newPath ?? ''}, take over what you want, then delete the new one.`;
    default: {
      const images = report.blocks.some(({ markdown }) => markdown.startsWith('!['));
      return `Next: edit ${saved.path}${images ? ', describe its images for readers who cannot see them' : ''}, then set draft: false.`;
    }
  }
}

/** `2 greetings, 1 signature` */
function summary({ setAside }: Report): string {
  const counts = new Map<string, number>();
  for (const { type } of setAside) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, count]) => plural(count, NAMES[type] ?? type)).join(', ');
}

const NAMES: Readonly<Record<string, string>> = {
  attribution: 'attribution line',
  footer: 'list footer',
  pgp: 'PGP line',
  log: 'chat log',
  notice: 'scrub notice',
  signoff: 'sign-off',
};

const words = new Intl.Segmenter('und', { granularity: 'word' });

/** Words as Unicode segments them (UAX #29), so that Japanese counts too. Link destinations are not words. */
export function countWords(markdown: string): number {
  let count = 0;
  for (const { isWordLike } of words.segment(markdown.replace(/\]\([^)]*\)/g, ']'))) if (isWordLike) count += 1;
  return count;
}
