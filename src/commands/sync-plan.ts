/** `sync --dry-run`: what a sync would ask for, as far as an index can tell. Nothing is written. */
import { archiveKinds } from '../archives/index.js';
import { type Known, NOTHING_KNOWN, type ScanTools } from '../archives/kind.js';
import type { Config } from '../config/settings.js';
import { GiveUpOnPage } from '../errors.js';
import { describeIssue, type Issue, leavesUnread } from '../issues.js';
import type { GetPage, PageRole } from '../model.js';
import { type Io, issueAsData } from './io.js';
import { openPages } from './pages.js';
import { receiptLines } from './receipt-report.js';
import { openStored } from './stored.js';
import type { SyncOptions, SyncTools } from './sync.js';
import type { Target } from './targets.js';
import { plural, printable, toJson, widthOf, wrap } from './terminal.js';
import { createTurns, type Turn } from './turns.js';

export interface Wanted {
  readonly targets: readonly Target[];
  readonly issues: readonly Issue[];
  readonly args: readonly string[];
  readonly tools: SyncTools;
}

/** What would be done with one archive. */
interface ArchivePlan {
  readonly url: string;
  readonly list: string | null;
  /** Volumes that would be read, with the address that would be asked first. */
  readonly toRead: { readonly volume: string; readonly url: string | null }[];
  unchanged: number;
}

/** What a dry run asks for all the same: what says which volumes there are. */
const INDEXES: ReadonlySet<PageRole | 'folder'> = new Set(['list-index', 'folder']);

/** Says what a sync would read. Gives back the exit code. */
export async function planSync(wanted: Wanted, config: Config, options: SyncOptions, io: Io): Promise<number> {
  const pages = openPages(wanted.args, options, config, io);
  const store = await openStored(io);
  try {
    const plans: ArchivePlan[] = [];
    const issues = [...wanted.issues];
    const known = (url: string): Known =>
      options.full ? NOTHING_KNOWN : { ...NOTHING_KNOWN, ...store?.stampsOf(url) };
    for (const target of wanted.targets) {
      const planned = await planOne(target, { ...wanted.tools, known, get: pages.get }, createTurns(io.signal));
      plans.push(...planned.plans);
      issues.push(...planned.issues);
    }
    pages.done();
    const receipt = pages.receipt();
    if (options.json) io.out(`${toJson({ plans, issues: issues.map(issueAsData), receipt }, 2)}\n`);
    else printPlans(plans, issues, receiptLines(receipt, [], 0), options, io);
    return issues.some(leavesUnread) ? 1 : 0;
  } finally {
    store?.close();
    await pages.close();
  }
}

/** Scans with a `get` that hands out indexes alone, and notes what else was wanted. */
async function planOne({ link, list }: Target, tools: ScanTools, turn: Turn) {
  const plans: ArchivePlan[] = [];
  const issues: Issue[] = [];
  let refused: string | null = null;
  const indexesOnly: GetPage = async (request) => {
    if (INDEXES.has(request.role)) return await tools.get(request);
    refused ??= request.url;
    throw new GiveUpOnPage({ code: 'PAGE_NOT_ASKED', url: request.url });
  };
  let volume: string | null = null;
  const scanTools: ScanTools = { ...tools, get: indexesOnly, pages: false };
  for await (const event of archiveKinds[link.kind].scan(link, scanTools)) {
    const plan = plans.at(-1);
    if (event.type === 'archive') plans.push({ url: event.url, list: list ?? event.list, toRead: [], unchanged: 0 });
    else if (event.type === 'volume') volume = event.volume.name;
    else if (event.type === 'issue' && event.issue.code !== 'PAGE_NOT_ASKED') issues.push(event.issue);
    else if (event.type === 'volume-end' && plan !== undefined) {
      if (event.outcome === 'unchanged') plan.unchanged += 1;
      else plan.toRead.push({ volume: volume ?? '', url: refused });
      refused = null;
    }
    await turn();
  }
  if (plans.length === 0 && refused !== null) {
    plans.push({ url: link.url, list, toRead: [{ volume: 'all of it', url: refused }], unchanged: 0 });
  }
  return { plans, issues };
}

/** How many volumes are named without `--verbose`. */
const MOST_VOLUMES = 5;

function printPlans(
  plans: readonly ArchivePlan[],
  issues: readonly Issue[],
  receipt: readonly string[],
  { quiet, verbose }: SyncOptions,
  { out, err, terminal }: Io,
): void {
  const line = (text: string, indent = '    ') => wrap(printable(text), widthOf(terminal), indent);
  for (const { url, list, toRead, unchanged } of plans) {
    const same = unchanged > 0 ? `, ${plural(unchanged, 'volume')} unchanged` : '';
    out(`${line(`${list ?? url}: would read ${plural(toRead.length, 'volume')}${same}.`)}\n`);
    const shown = verbose ? toRead : toRead.slice(-MOST_VOLUMES);
    if (shown.length < toRead.length) out(`  … ${plural(toRead.length - shown.length, 'older volume')}\n`);
    for (const volume of shown)
      out(`  ${printable(`${volume.volume}${volume.url === null ? '' : `  ${volume.url}`}`)}\n`);
  }
  for (const issue of issues) err(`${line(`  ! ${describeIssue(issue)}`)}\n`);
  if (quiet) return;
  receipt.forEach((text, index) => {
    err(`${line(index === 0 ? text : `  ${text}`)}\n`);
  });
  err('Nothing was written. Run it again without --dry-run to sync.\n');
}
