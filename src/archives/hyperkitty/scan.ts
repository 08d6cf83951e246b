/** Whole lists for the store: a list or all lists of a host, by years; a month, a thread or a message as a part of its years. */
import { GiveUpOnPage } from '../../errors.js';
import type { Issue } from '../../issues.js';
import type { ArchiveLink, ScanEvent, ScanTools } from '../kind.js';
import { createAddresses } from './addresses.js';
import { archiveAt } from './archive.js';
import { readHost } from './host.js';
import { isInList, type ListPlace, listUrl, placeOf } from './links.js';
import { ALWAYS, isEmpty, periodOf, shared } from './periods.js';
import { planScan } from './plan.js';
import { readStretch, type Scan } from './read-stretch.js';
import { scanThread } from './scan-thread.js';
import { readStamp } from './stamp.js';
import { notedYears } from './years.js';

/** Reads all that the link names. What cannot be read is an issue; `StopRun` passes. */
export async function* scan(link: ArchiveLink, tools: ScanTools): AsyncIterable<ScanEvent> {
  const place = placeOf(link.url);
  if (place === null) return;
  if (isInList(place)) {
    yield* scanList(place, link.url, tools);
    return;
  }
  let lists: ListPlace[];
  try {
    lists = await readHost(place.base, tools.get);
  } catch (error) {
    yield issueOf(error, link.url);
    return;
  }
  for (const list of lists) yield* scanList(list, listUrl(list), tools);
}

/** `url` is the link that was given, by which a failure of all of it is named. */
async function* scanList(place: ListPlace, url: string, tools: ScanTools): AsyncIterable<ScanEvent> {
  const archive = archiveAt(place, tools.get);
  const address = listUrl(place);
  yield { type: 'archive', kind: 'hyperkitty', url: address, list: place.list, volumes: null };
  const known = tools.known(address);
  const noted = notedYears(place, known).flatMap(({ stamp }) => readStamp(stamp)?.obscured ?? []);
  const scan: Scan = {
    archive,
    get: tools.get,
    known,
    addresses: createAddresses(noted.at(-1) ?? null),
    mayAsk: tools.pages ?? true,
    paged: null,
    newest: null,
    over: false,
  };
  try {
    if (place.thread !== undefined || place.message !== undefined) yield* scanThread(place, scan);
    else yield* scanPeriod(place, scan, tools);
  } catch (error) {
    yield issueOf(error, url);
  }
}

async function* scanPeriod(place: ListPlace, scan: Scan, tools: ScanTools): AsyncIterable<ScanEvent> {
  const { since, until } = tools;
  const dates = { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
  const window = shared(place.period ?? ALWAYS, periodOf({ ...dates, thread: false }));
  if (isEmpty(window)) return;
  if (place.period !== undefined) {
    // A month's link means that month; its year is read when somebody asks for the list.
    yield* readStretch({ periods: [window], years: [] }, scan);
    return;
  }
  const { parts, newest, paged } = await planScan(scan.archive, scan.known, window);
  const list: Scan = { ...scan, newest, paged };
  for (const part of parts) {
    if (list.over) return;
    if ('unchanged' in part) {
      const { ref } = part.unchanged;
      yield { type: 'volume', volume: ref };
      yield { type: 'volume-end', outcome: 'unchanged', stamp: scan.known.stamp(ref.url) };
    } else yield* readStretch(part, list);
  }
}

function issueOf(error: unknown, url: string): { readonly type: 'issue'; readonly issue: Issue } {
  if (!(error instanceof GiveUpOnPage)) throw error;
  const { issue } = error;
  return { type: 'issue', issue: 'url' in issue ? { ...issue, url } : issue };
}
