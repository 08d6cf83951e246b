/** What `listpress sync` tells at its end: each list, the receipt, the health of the archives; in words or as data. */
import type { VolumeOutcome } from '../archives/kind.js';
import type { Receipt } from '../crawl/receipt.js';
import { describeIssue, type Issue, leavesUnread } from '../issues.js';
import type { StoredList } from '../store/archive-store.js';
import { type HealthReport, healthText } from './health.js';
import { type CommonOptions, type Io, issueAsData } from './io.js';
import { receiptLines, skippedOf } from './receipt-report.js';
import type { ArchiveTally } from './store-scan.js';
import { coloursFor, inThousands, plural, printable, toJson, widthOf, wrap } from './terminal.js';

export interface Synced {
  readonly archives: readonly ArchiveTally[];
  /** What belongs to no archive. */
  readonly strays: readonly Issue[];
  readonly stopped: boolean;
  readonly receipt: Receipt | null;
  /** The lists of these archives as the store has them now. */
  readonly lists: readonly StoredList[];
  /** The store has messages, of these lists or of others. */
  readonly searchable: boolean;
  readonly health: readonly HealthReport[] | null;
}

/** A list, and what was done with each of its archives. */
interface ListPart {
  readonly name: string;
  readonly stored: StoredList | null;
  readonly archives: readonly ArchiveTally[];
}

/** How many sentences of one archive are printed without `--verbose`. */
const MOST_SENTENCES = 10;

/** All of it as one JSON object on standard output. */
export function printSyncAsData(synced: Synced, { out }: Io): void {
  const { archives, strays, stopped, receipt, health } = synced;
  const unread = unreadOf(synced);
  const data = {
    lists: partsOf(synced).map(({ name, stored, archives: own }) => ({
      name,
      messages: stored?.messages ?? null,
      threads: stored?.threads ?? null,
      firstDate: stored?.firstDate ?? null,
      lastDate: stored?.lastDate ?? null,
      archives: own.map(({ issues, unread: missed, ...tally }) => ({
        ...tally,
        issues: Object.fromEntries(issues),
        unread: missed.map(issueAsData),
      })),
    })),
    added: sum(archives, ({ added }) => added),
    changed: sum(archives, ({ changed }) => changed),
    gone: sum(archives, ({ gone }) => gone),
    issues: strays.map(issueAsData),
    skipped: skippedOf(unread),
    stopped,
    receipt,
    health,
  };
  out(`${toJson(data, 2)}\n`);
}

/** The summary and the receipt on standard error; the health reports, which are to be passed on, on standard output. */
export function printSync(synced: Synced, { quiet, verbose }: CommonOptions, io: Io): void {
  const { bold, dim, red } = coloursFor(io.terminal);
  const columns = widthOf(io.terminal);
  const line = (text: string, indent = '  ', colour = (shown: string) => shown) =>
    io.err(`${colour(wrap(printable(text), columns, indent))}\n`);
  const sentences = (issues: readonly Issue[]) => {
    const shown = verbose ? issues : issues.slice(0, MOST_SENTENCES);
    for (const issue of shown) line(`  ! ${describeIssue(issue)}`, '    ', red);
    const more = issues.length - shown.length;
    if (more > 0) line(`  ! … and ${inThousands(more)} more; --verbose shows them all.`, '    ', red);
  };

  for (const part of partsOf(synced)) {
    if (!quiet) {
      for (const archive of part.archives) line(summaryOf(part, archive), '  ', bold);
      const remarks = sum(part.archives, ({ issues, unread }) => sum([...issues.values()], (n) => n) - unread.length);
      for (const text of storedLines(part.stored, remarks)) line(`  ${text}`, '  ', dim);
    }
    for (const archive of part.archives) sentences(archive.unread);
  }
  sentences(synced.strays.filter(leavesUnread));
  if (!quiet) {
    const unchanged = sum(synced.archives, ({ volumes }) => volumes.unchanged);
    receiptLines(synced.receipt, skippedOf(unreadOf(synced)), unchanged).forEach((text, index) => {
      line(index === 0 ? text : `  ${text}`, '    ', dim);
    });
    if (synced.stopped) line('Stopped. What was read is kept; the same command goes on from there.', '', bold);
    else line(nextStep(synced), '');
  }
  if (synced.health !== null) io.out(synced.health.map(healthText).join('\n'));
}

/** `summit: 45 new, 0 changed, 0 gone; 4 volumes read.` */
function summaryOf(
  { name, archives }: ListPart,
  { url, added, changed, gone, volumes, finished }: ArchiveTally,
): string {
  const which = archives.length > 1 ? `${name} (${url})` : name;
  const counts = `${inThousands(added)} new, ${inThousands(changed)} changed, ${inThousands(gone)} gone`;
  const read = VOLUMES.flatMap(([outcome, word]) =>
    volumes[outcome] > 0 ? [`${inThousands(volumes[outcome])} ${word}`] : [],
  );
  const seen = read.length === 0 ? 'no volume read' : `volumes: ${read.join(', ')}`;
  return `${which}: ${counts}; ${seen}${finished ? '' : '; not to its end'}.`;
}

const VOLUMES: readonly (readonly [VolumeOutcome, string])[] = [
  ['read', 'read'],
  ['extended', 'extended'],
  ['unchanged', 'unchanged'],
  ['incomplete', 'incomplete'],
];

function storedLines(stored: StoredList | null, remarks: number): string[] {
  const { messages, threads, firstDate, lastDate } = stored ?? {
    messages: 0,
    threads: 0,
    firstDate: null,
    lastDate: null,
  };
  const span = firstDate === null || lastDate === null ? '' : `, ${firstDate.slice(0, 10)} to ${lastDate.slice(0, 10)}`;
  const kept =
    stored === null ? [] : [`In the store: ${plural(messages, 'message')} in ${plural(threads, 'thread')}${span}.`];
  const said = remarks === 0 ? [] : [`${plural(remarks, 'remark')} on what was read; --health tells them.`];
  return [...kept, ...said];
}

function nextStep({ lists, searchable }: Synced): string {
  const first = lists.find(({ messages }) => messages > 0);
  if (!searchable) return 'There is nothing to search yet.';
  if (first === undefined) return 'Nothing was added; what was synced before is there as it was.';
  return `Next: listpress search WORDS, or listpress messages ${first.name}`;
}

/** The archives by list: an old and a new archive of one list belong together. */
function partsOf({ archives, lists }: Synced): ListPart[] {
  const parts = new Map<string, { name: string; stored: StoredList | null; archives: ArchiveTally[] }>();
  for (const archive of archives) {
    const stored = lists.find((list) => list.archives.some(({ url }) => url === archive.url)) ?? null;
    const name = stored?.name ?? archive.list ?? archive.url;
    const part = parts.get(name) ?? { name, stored, archives: [] };
    parts.set(name, part);
    part.archives.push(archive);
  }
  return [...parts.values()];
}

function unreadOf({ archives, strays }: Synced): Issue[] {
  return [...archives.flatMap(({ unread }) => unread), ...strays.filter(leavesUnread)];
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
