/** `listpress sync`: whole lists into the store of this folder, asking for no more than may be new. */
import { archiveKinds } from '../archives/index.js';
import type { ScanTools } from '../archives/kind.js';
import { readUrlTemplate } from '../archives/mbox/url-template.js';
import { StopRun } from '../errors.js';
import { type Issue, leavesUnread } from '../issues.js';
import type { Instant } from '../model.js';
import type { StoreWriter } from '../store/archive-store.js';
import { createMailReaders } from '../workers/index.js';
import { assertGiven, field } from './given.js';
import { healthOf } from './health.js';
import type { CommonOptions, Io } from './io.js';
import { openPages } from './pages.js';
import { readSelection, type SelectionOptions } from './selection.js';
import { loadConfig } from './settings.js';
import { type ArchiveTally, createIntake } from './store-scan.js';
import { openStored, openWriter } from './stored.js';
import { showHealth } from './sync-health.js';
import { planSync } from './sync-plan.js';
import { createSyncProgress, type SyncProgress } from './sync-progress.js';
import { printSync, printSyncAsData, type Synced } from './sync-report.js';
import { syncTargets, type Target } from './targets.js';
import { createTurns } from './turns.js';

export interface SyncOptions extends CommonOptions, Pick<SelectionOptions, 'since' | 'until'> {
  /** Read volumes that look unchanged, too. */
  readonly full?: boolean;
  /** False: no page of a message is asked for. */
  readonly pages?: boolean;
  readonly urlTemplate?: string;
  readonly health?: boolean;
}

/** What a scan is handed, but for what depends on the list. */
export type SyncTools = Omit<ScanTools, 'known' | 'get'>;

/** Brings lists up to date. Gives back the exit code: 0 all was read, 1 something could not be, 130 it was stopped. */
export async function sync(args: readonly string[], options: SyncOptions, io: Io): Promise<number> {
  assertGiven(options);
  const tools = toolsFrom(options);
  const config = await loadConfig(options, io);
  if (options.dryRun && options.health) return await showHealth(args, config, options, io);
  const { targets, issues } = await syncTargets(args, config, io);
  if (options.dryRun) return await planSync({ targets, issues, args, tools }, config, options, io);

  const progress = createSyncProgress(options, io);
  const pages = openPages(args, options, config, io, progress);
  const { readMails, ...readers } = createMailReaders({ signal: io.signal });
  try {
    const run = await syncAll(targets, { ...tools, get: pages.get, readMails }, options, progress, io);
    pages.done();
    const strays = [...issues, ...run.strays];
    const synced: Synced = { ...run, strays, receipt: pages.receipt(), ...(await whatIsThere(run, options, io)) };
    if (options.json) printSyncAsData(synced, io);
    else printSync(synced, options, io);
    if (run.stopped) return 130;
    return [...strays, ...run.archives.flatMap(({ unread }) => unread)].some(leavesUnread) ? 1 : 0;
  } finally {
    await readers.close();
    await pages.close();
  }
}

/** Options that can be wrong are checked before anything is asked of anyone. */
function toolsFrom({ since, until, pages, urlTemplate }: SyncOptions): SyncTools {
  if (urlTemplate !== undefined) readUrlTemplate(urlTemplate);
  const days = readSelection({ ...field('since', since), ...field('until', until) });
  return {
    ...field('since', days.since),
    ...field('until', days.until),
    ...(pages === false ? { pages } : {}),
    ...field('urlTemplate', urlTemplate),
  };
}

interface Run {
  readonly archives: readonly ArchiveTally[];
  readonly strays: readonly Issue[];
  /** Ctrl-C. */
  readonly stopped: boolean;
}

/** One target after the other: the hosts are asked at their own pace anyway, and there is one store to write. */
async function syncAll(
  targets: readonly Target[],
  tools: Omit<ScanTools, 'known'>,
  options: SyncOptions,
  progress: SyncProgress,
  io: Io,
): Promise<Run> {
  const archives: ArchiveTally[] = [];
  const strays: Issue[] = [];
  const store = await openWriter(io, progress);
  try {
    const stored = await archivesStored(io);
    for (const target of targets) {
      if (io.signal.aborted) break;
      const part = await syncOne(target, tools, store, { ...options, stored }, progress, io);
      archives.push(...part.archives);
      strays.push(...part.strays);
    }
  } finally {
    store.close();
  }
  return { archives, strays, stopped: io.signal.aborted };
}

/** Scans one target into the store. After Ctrl-C what was read is kept, and nothing is concluded from what was not. */
async function syncOne(
  { link, list }: Target,
  tools: Omit<ScanTools, 'known'>,
  store: StoreWriter,
  { full = false, stored }: SyncOptions & { readonly stored: ReadonlySet<string> },
  progress: SyncProgress,
  io: Io,
): Promise<Omit<Run, 'stopped'>> {
  const now = () => instantOf(io.now());
  const isStored = (url: string) => stored.has(url);
  const intake = createIntake(store, { kind: link.kind, list, full, isStored, now }, progress);
  const turn = createTurns(io.signal);
  try {
    for await (const event of archiveKinds[link.kind].scan(link, { ...tools, known: intake.known })) {
      intake.take(event);
      await turn();
    }
    intake.end(now());
  } catch (error) {
    if (!(error instanceof StopRun && io.signal.aborted)) throw error;
    intake.end(null);
  }
  return { archives: intake.tallies, strays: intake.strays };
}

/** The addresses of the archives that the store has. */
async function archivesStored(io: Io): Promise<ReadonlySet<string>> {
  const store = await openStored(io);
  const urls = store?.lists().flatMap(({ archives }) => archives.map(({ url }) => url));
  store?.close();
  return new Set(urls);
}

/** What the store has of these lists now, and how their archives are. */
async function whatIsThere(
  { archives }: Run,
  { health }: SyncOptions,
  io: Io,
): Promise<Pick<Synced, 'lists' | 'searchable' | 'health'>> {
  const store = await openStored(io);
  if (store === null) return { lists: [], searchable: false, health: null };
  try {
    const urls = new Set(archives.map(({ url }) => url));
    const all = store.lists();
    const searchable = all.some(({ messages }) => messages > 0);
    const lists = all.filter((list) => list.archives.some(({ url }) => urls.has(url)));
    return { lists, searchable, health: health ? lists.map((list) => healthOf(list, store)) : null };
  } finally {
    store.close();
  }
}

function instantOf(milliseconds: number): Instant {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
