/**
 * Whole archives: a list is its index, and for each volume that may have changed one text and one thread.html. What the index says of
 * a text tells an old volume's changes without a request; the newest is asked, conditionally, each time.
 */
import { GiveUpOnPage } from '../../errors.js';
import { instantAt } from '../../mail/dates.js';
import type { Instant } from '../../model.js';
import type { ArchiveLink, ScanEvent, ScanTools, VolumeRef } from '../kind.js';
import { indexOf, type Place, periodOf, placeOf } from './links.js';
import { readListIndex, type VolumeEntry } from './list-index.js';
import { scanFile, scanUnlisted } from './scan-page.js';
import { scanVolume, type VolumeTask } from './scan-volume.js';
import { watched } from './unanswered.js';
import { bytesOf } from './volume.js';

const DAY_MS = 86_400_000;

/** Reads all that a link names: the list, the volume, the message of its volume, the saved page. */
export function scan(link: ArchiveLink, tools: ScanTools): AsyncIterable<ScanEvent> {
  const place = placeOf(link.url);
  if (place === null) return scanFile(link, tools);
  if (place.volumeUrl === undefined) return scanList(place, tools);
  if (link.form === 'volume') return scanOneVolume(place, place.volumeUrl, tools);
  return scanMessage(link, place, place.volumeUrl, tools);
}

async function* scanList(place: Place, tools: ScanTools): AsyncIterable<ScanEvent> {
  const { list, listUrl } = place;
  const archive = { type: 'archive', kind: 'pipermail', url: listUrl, list } as const;
  let volumes: readonly VolumeEntry[];
  try {
    const page = await tools.get({ url: indexOf(listUrl), role: 'list-index' });
    const read = readListIndex(await bytesOf(page), page.contentType, listUrl);
    if (read === null) throw new GiveUpOnPage({ code: 'PAGE_UNREADABLE', url: page.origin.url, role: 'list index' });
    volumes = oldestFirst(read);
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    yield { ...archive, volumes: null };
    yield { type: 'issue', issue: error.issue };
    return;
  }
  const newest = volumes.at(-1);
  const wanted = volumes.filter(({ name }) => mayHold(name, tools));
  yield { ...archive, volumes: wanted.length };
  const known = tools.known(listUrl);
  const host = watched(tools.get);
  const watching = { ...tools, get: host.get };
  for (const entry of wanted) {
    // What was not begun stays as it was noted, and is read the next time.
    if (host.isGone()) return;
    const { url, name, textUrl, label } = entry;
    const task = { ref: refOf(url, name), list, listUrl, textUrl, label, isNewest: entry === newest };
    yield* scanVolume(task, watching, known);
  }
}

async function* scanOneVolume(place: Place, volumeUrl: string, tools: ScanTools): AsyncIterable<ScanEvent> {
  const { list, listUrl, volume = '' } = place;
  yield { type: 'archive', kind: 'pipermail', url: listUrl, list, volumes: 1 };
  yield* scanVolume(taskOf(place, refOf(volumeUrl, volume)), tools, tools.known(listUrl));
}

/** A message of its volume; by its page where no index lists it. */
async function* scanMessage(
  link: ArchiveLink,
  place: Place,
  volumeUrl: string,
  tools: ScanTools,
): AsyncIterable<ScanEvent> {
  const { list, listUrl, volume = '' } = place;
  yield { type: 'archive', kind: 'pipermail', url: listUrl, list, volumes: 1 };
  const task = { ...taskOf(place, refOf(volumeUrl, volume)), only: link.url };
  let found = false;
  for await (const event of scanVolume(task, tools, tools.known(listUrl))) {
    if (event.type === 'message' || event.type === 'kept') found = true;
    if (event.type === 'volume-end' && !found && tools.pages !== false)
      yield* scanUnlisted(link.url, place, volumeUrl, tools);
    yield event;
  }
}

function taskOf({ list, listUrl }: Place, ref: VolumeRef): VolumeTask {
  return { ref, list, listUrl, textUrl: undefined, label: null, isNewest: true };
}

/** The index has the newest first; a list that changed its volumes from months to quarters has them in the order of their names. */
function oldestFirst(volumes: readonly VolumeEntry[]): VolumeEntry[] {
  const end = ({ name }: VolumeEntry) => periodOf(name)?.to ?? 0;
  const start = ({ name }: VolumeEntry) => periodOf(name)?.from ?? 0;
  return [...volumes].reverse().sort((a, b) => end(a) - end(b) || start(a) - start(b));
}

function refOf(url: string, name: string): VolumeRef {
  const period = periodOf(name);
  return { url, name, from: instantOf(period?.from), to: instantOf(period?.to) };
}

function instantOf(time: number | undefined): Instant | null {
  return time === undefined ? null : instantAt(time / 1000);
}

/** Whether a volume can hold a message of these days. Volumes are cut in the server's zone, so a day either side is allowed for. */
export function mayHold(
  volume: string,
  { since, until }: { readonly since?: Instant; readonly until?: Instant },
): boolean {
  const period = periodOf(volume);
  if (period === null) return true;
  if (since !== undefined && period.to + DAY_MS < Date.parse(since)) return false;
  return until === undefined || period.from - DAY_MS < Date.parse(until);
}
