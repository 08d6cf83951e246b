/** `listpress draft`: from links to a draft post. */
import { join, resolve } from 'node:path';
import type { Selection } from '../archives/kind.js';
import type { Config } from '../config/settings.js';
import { UsageError } from '../errors.js';
import { leavesUnread } from '../issues.js';
import type { GetPage } from '../model.js';
import { type Companion, companionOf } from '../posts/companion.js';
import { readPostDate } from '../posts/dates.js';
import { type Fields, parseValue, writeDocument } from '../posts/document.js';
import { frontMatter, stemOf } from '../posts/draft.js';
import { frontOf } from '../posts/front.js';
import { slugOf } from '../posts/slug.js';
import { composeReport } from '../reports/compose.js';
import { doubtfulAddresses } from '../reports/leftovers.js';
import { chooseStem, pathsOf, saveDraft } from '../store/drafts.js';
import { assertWritable } from '../store/files.js';
import { carryAttachments } from './carry.js';
import { type Drafted, type NothingDrafted, printData, printReport } from './draft-report.js';
import { gather } from './gather.js';
import { assertGiven } from './given.js';
import type { CommonOptions, Io } from './io.js';
import { knownMessages } from './known.js';
import { parseLink } from './links.js';
import { openPages } from './pages.js';
import { readSelection, type SelectionOptions } from './selection.js';
import { loadConfig } from './settings.js';
import { howShown, type ShownOptions } from './shown.js';

export interface DraftOptions extends CommonOptions, SelectionOptions, ShownOptions {
  readonly title?: string;
  readonly date?: string;
  readonly author?: string;
  readonly category?: readonly string[];
  readonly tag?: readonly string[];
  readonly slug?: string;
  /** `key=value`, as given. */
  readonly set?: readonly string[];
}

/** Drafts one post from links and files. Gives back the exit code: 0 all was read, 1 something could not be. */
export async function draft(links: readonly string[], options: DraftOptions, io: Io): Promise<number> {
  const config = await loadConfig(options, io);
  const out = options.out ?? config.out ?? 'output';
  const plan = { ...readGiven(options), selection: readSelection(options), out, config, options };
  if (!options.dryRun) await assertWritable(resolve(io.cwd, out));

  const pages = openPages(links, options, config, io);
  try {
    const made = await makeDraft(links, plan, pages.get, io);
    const result = made.draft === null || options.dryRun ? made : await save(made, out, io);
    pages.done();
    if (options.json) printData(result, pages.receipt(), io);
    else printReport(result, options, io);
    return result.draft === null || result.issues.some(leavesUnread) ? 1 : 0;
  } finally {
    await pages.close();
  }
}

interface Given {
  readonly date: string | undefined;
  readonly set: Fields;
}

/** Options that can be wrong are checked before anything is asked of anyone. */
function readGiven(options: DraftOptions): Given {
  const { date, set = [], title, slug } = options;
  assertGiven(options);
  const read = date === undefined ? undefined : readPostDate(date);
  if (read === null) {
    throw new UsageError(`--date “${date}” is not a date; write it as 2012-03-14 or "2012-03-14 12:30".`);
  }
  if (title !== undefined && title.trim() === '') throw new UsageError('--title is empty; leave it out or give one.');
  if (slug !== undefined && slugOf(slug) !== slug) {
    throw new UsageError(`--slug “${slug}” is not a safe file name; “${slugOf(slug)}” would be.`);
  }
  return { date: read, set: set.map(readSet) };
}

/** Fields with an option of their own, or that are Listpress's to write. */
const OWN_FIELDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    title: 'use --title',
    date: 'use --date',
    author: 'use --author',
    category: 'use --category',
    categories: 'use --category',
    tags: 'use --tag',
    draft: 'Listpress writes it',
    sources: 'Listpress writes it',
  }),
);

function readSet(text: string): Fields[number] {
  const match = /^([^=\s][^=]*)=(.*)$/s.exec(text);
  const name = match?.[1]?.trim() ?? '';
  if (match === null || !/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(name)) {
    throw new UsageError(`--set “${text}” is not key=value; write for example --set blog_id=blog.`);
  }
  const own = OWN_FIELDS.get(name);
  if (own !== undefined) throw new UsageError(`--set ${name}=… is not possible: ${own}.`);
  return [name, parseValue(match[2] ?? '')];
}

interface Plan extends Given {
  readonly selection: Selection;
  readonly out: string;
  readonly config: Config;
  readonly options: DraftOptions;
}

/** Reads the links, gets what the messages carry, and composes the post. Writes nothing. */
async function makeDraft(
  links: readonly string[],
  { date, set, selection, out, config, options }: Plan,
  get: GetPage,
  io: Io,
): Promise<Drafted | NothingDrafted> {
  const parsed = links.map((link) => parseLink(link, io.cwd));
  const { cited, replies, issues } = await gather(parsed, selection, get);
  const [first, ...others] = cited;
  if (first === undefined) return { draft: null, issues };

  const { title, author } = options;
  const front = frontOf({ title, date, author, authors: config.authors }, [first, ...others, ...replies]);
  if (front.date === null) {
    throw new UsageError('No message has a date that can be read; give the post one with --date "2012-03-14 12:30".');
  }
  const slug = options.slug ?? slugOf(front.title);
  const messages = [...cited, ...replies];
  const isOurs = (source: Companion['sources'][number]) =>
    messages.some(
      ({ url, id, origin }) =>
        (url !== null && url === source.url) ||
        (id !== null && id === source.message_id) ||
        origin.sha256 === source.sha256,
    );
  const stem = await chooseStem(resolve(io.cwd, out), stemOf({ date: front.date, slug }), isOurs);
  const { folder } = pathsOf(resolve(io.cwd, out), stem);

  const shown = howShown(options, config);
  const attached = await carryAttachments(messages, folder, stem, get);
  const report = composeReport({
    cited: [first, ...others],
    replies,
    carried: attached.carried,
    passages: { ...shown, known: await knownMessages(messages, options, io) },
  });
  const fields = frontMatter({
    title: front.title,
    date: front.date,
    author: front.author,
    set,
    categories: options.category ?? [],
    tags: options.tag ?? [],
    sources: report.sources,
  });
  const body = report.blocks.map(({ markdown }) => markdown).join('\n\n');
  return {
    draft: {
      slug,
      date: front.date,
      fields,
      blocks: report.blocks,
      sources: report.sources,
      setAside: report.setAside,
    },
    text: writeDocument({ fields, body }),
    body,
    report,
    attached,
    stem,
    saved: { status: 'not-written', path: join(out, `${stem}.md`) },
    issues: [
      ...issues,
      ...front.issues,
      ...attached.issues,
      ...(shown.redact.addresses === 'keep' ? [] : doubtfulAddresses(report)),
    ],
  };
}

/** Writes the draft, its files and its companion; an edited draft stays, and the new text is laid beside it. */
async function save(made: Drafted, out: string, io: Io): Promise<Drafted> {
  const { draft: post, text, attached, issues, stem } = made;
  const files = attached.files.map(({ content: _, ...file }) => file);
  const companion = companionOf(post, `${stem}.md`, text, files);
  const { status, newName } = await saveDraft(resolve(io.cwd, out), stem, text, companion, attached.files);
  const { path } = made.saved;
  if (status !== 'laid-beside') return { ...made, saved: { status, path } };
  const newPath = join(out, newName);
  return { ...made, saved: { status, path, newPath }, issues: [...issues, { code: 'DRAFT_EDITED', path, newPath }] };
}
