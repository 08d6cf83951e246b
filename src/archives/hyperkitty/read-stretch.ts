/** A stretch of a list as the events of a scan: its years, each with its messages. */
import { GiveUpOnPage } from '../../errors.js';
import type { Issue } from '../../issues.js';
import type { GetPage, Instant } from '../../model.js';
import type { Known, ScanEvent, VolumeOutcome } from '../kind.js';
import type { Addresses } from './addresses.js';
import type { Archive } from './archive.js';
import type { Stretch } from './plan.js';
import { digestOf, positionOf, scannedOf } from './scanned.js';
import { LAST_NOTED, readStamp, type Stamp, writeStamp } from './stamp.js';
import { type Candidate, candidatesIn } from './volume.js';
import { covers, type Year, yearAt, yearOf } from './years.js';

/** What the reading of one list goes by. */
export interface Scan {
  readonly archive: Archive;
  readonly get: GetPage;
  readonly known: Known;
  readonly addresses: Addresses;
  /** Whether the API may be asked about single messages of an export. */
  readonly mayAsk: boolean;
  readonly paged: boolean | null;
  /** The hashes of the mail that came last, by the API; null while nobody has asked. */
  newest: readonly string[] | null;
  /** The list cannot be read on: its host is away, or it is closed to us. */
  over: boolean;
}

/** The years of the stretch that have mail, or are asked for, in order of time. */
export function readStretch(stretch: Stretch, scan: Scan): AsyncIterable<ScanEvent> {
  async function* source(): AsyncIterable<Found> {
    for (const period of stretch.periods) yield* candidatesIn(period, scan.archive, scan.get);
  }
  return readFound(source(), stretch, scan);
}

type Found = Candidate | { readonly issue: Issue };

/** The same of messages that were found otherwise; `stretch` says which years these are all of. */
export async function* readFound(found: AsyncIterable<Found>, stretch: Stretch, scan: Scan): AsyncIterable<ScanEvent> {
  const { archive, addresses, mayAsk } = scan;
  const { years: byYear, issues, failure } = await gather(found, scan);
  const exported = [...byYear.values()].flat().flatMap((each) => each.exported ?? []);
  await addresses.learn(exported, archive, mayAsk);
  const numbers = new Set([...stretch.years.map(({ number }) => number), ...byYear.keys()]);
  if (numbers.size === 0) for (const issue of issues) yield { type: 'issue', issue };
  let first = true;
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const year = yearAt(archive.place(), number);
    yield { type: 'volume', volume: year.ref };
    if (first) for (const issue of issues) yield { type: 'issue', issue };
    first = false;
    yield* readYear(year, byYear.get(number) ?? [], failure, stretch, scan);
  }
}

interface Gathered {
  readonly years: ReadonlyMap<number, readonly Candidate[]>;
  readonly issues: readonly Issue[];
  /** The stretch could not be read to its end. */
  readonly failure: boolean;
}

async function gather(found: AsyncIterable<Found>, scan: Scan): Promise<Gathered> {
  const years = new Map<number, Candidate[]>();
  const issues: Issue[] = [];
  const seen = new Set<string>();
  let failure = false;
  try {
    for await (const candidate of found) {
      if ('issue' in candidate) issues.push(candidate.issue);
      else if (!seen.has(candidate.hash)) {
        seen.add(candidate.hash);
        const number = yearOf(candidate.date);
        const some = years.get(number) ?? [];
        some.push(candidate);
        years.set(number, some);
      }
    }
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    failure = true;
    issues.push(error.issue);
    scan.over = isForGood(error.issue);
  }
  return { years, issues, failure };
}

/** Issues that every other year of the list would meet as well. */
function isForGood({ code }: Issue): boolean {
  return code !== 'TIMED_OUT' && code !== 'SERVER_FAILED' && code !== 'BODY_BROKEN' && code !== 'TOO_LARGE';
}

/** The messages of one year in order of time, and how its reading ended. */
async function* readYear(
  year: Year,
  candidates: readonly Candidate[],
  failure: boolean,
  stretch: Stretch,
  scan: Scan,
): AsyncIterable<ScanEvent> {
  const { archive, known, addresses, mayAsk } = scan;
  const place = archive.place();
  const before = known.stamp(year.ref.url);
  const digests = new Map(candidates.map((each) => [each, digestOf(each, place)]));
  const fresh = candidates.filter((each) => !known.has(digests.get(each) ?? ''));
  const isWhole = stretch.periods.some((period) => covers(period, year));
  if (!failure && !isWhole && fresh.length === 0 && before !== null) {
    yield { type: 'volume-end', outcome: 'unchanged', stamp: before };
    return;
  }
  let unread = false;
  for (const candidate of inOrder(candidates)) {
    const digest = digests.get(candidate) ?? '';
    if (known.has(digest)) {
      yield { type: 'kept', digest, position: positionOf(placed(candidate)) };
      continue;
    }
    try {
      yield { type: 'message', scanned: await scannedOf(candidate, archive, addresses, mayAsk) };
    } catch (error) {
      if (!(error instanceof GiveUpOnPage)) throw error;
      unread = true;
      yield { type: 'issue', issue: error.issue };
    }
  }
  // A message that nobody can read is not gone, and reading all its year again would not bring it.
  const outcome: VolumeOutcome = failure ? 'incomplete' : isWhole && !unread ? 'read' : 'extended';
  const stamp = failure ? null : await stampOf(candidates, fresh.length, before, isWhole, stretch, scan);
  yield { type: 'volume-end', outcome, stamp };
}

/** What is noted of the year; null of one that was never read whole. */
async function stampOf(
  candidates: readonly Candidate[],
  fresh: number,
  before: string | null,
  isWhole: boolean,
  stretch: Stretch,
  scan: Scan,
): Promise<string | null> {
  const old = before === null ? null : readStamp(before);
  if (!isWhole && old === null) return null;
  const filed =
    candidates
      .flatMap(({ exported }) => exported?.filed ?? [])
      .sort()
      .at(-1) ?? null;
  const count = isWhole ? candidates.length : (old?.count ?? 0) + fresh;
  const stamp: Stamp = {
    count: stretch.count ?? count,
    last: await lastOf(candidates, old, isWhole, scan),
    filed: isWhole || (filed ?? '') > (old?.filed ?? '') ? filed : (old?.filed ?? null),
    obscured: scan.addresses.obscured(),
    paged: scan.paged,
  };
  return writeStamp(stamp);
}

/** The hashes of the mail that the server took in last: the order of its exports, else the API's word. */
async function lastOf(
  candidates: readonly Candidate[],
  old: Stamp | null,
  isWhole: boolean,
  scan: Scan,
): Promise<string[]> {
  if (candidates.some(({ exported }) => exported === undefined)) scan.newest ??= await newestOf(scan.archive);
  const last = candidates.slice(-LAST_NOTED).map(({ hash }) => hash);
  return [...new Set([...(isWhole ? [] : (old?.last ?? [])), ...last])].slice(-LAST_NOTED).concat(scan.newest ?? []);
}

async function newestOf(archive: Archive): Promise<string[]> {
  try {
    const { items } = await archive.arrivals(0, LAST_NOTED);
    return items.slice(0, LAST_NOTED).map(({ hash }) => hash);
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    return [];
  }
}

function inOrder(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...candidates].sort((a, b) => positionOf(placed(a)) - positionOf(placed(b)));
}

function placed({ date, exported }: Candidate): { date: Instant | null; archivedAt?: Instant } {
  const archivedAt = exported?.message.archivedAt;
  return { date, ...(archivedAt === undefined ? {} : { archivedAt }) };
}
