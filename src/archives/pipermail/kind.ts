/** Mailman 2's archive, as it really is: three views of a volume that prove one another. */
import { GiveUpOnPage } from '../../errors.js';
import type { GetPage, Message } from '../../model.js';
import type { ArchiveKind, ArchiveLink, Finding, Selection } from '../kind.js';
import { selects } from '../selection.js';
import { indexOf, type Place, periodOf, placeOf, recognise } from './links.js';
import { readListIndex, type VolumeEntry } from './list-index.js';
import { assembleMessage } from './message.js';
import { messageFrom, readPage } from './read-page.js';
import { mayHold, scan } from './scan.js';
import { findThread } from './threads.js';
import { dateOf, type Volume, volumeAt } from './volume.js';

export const pipermail: ArchiveKind = { name: 'pipermail', recognise, read, scan };

async function* read(link: ArchiveLink, selection: Selection, get: GetPage): AsyncIterable<Finding> {
  try {
    if (link.form === 'message') yield* readMessageLink(link.url, selection, get);
    else if (link.form === 'file') yield* readFile(link.url, selection, get);
    else yield* readVolumes(link, selection, get);
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    yield { type: 'issue', issue: error.issue };
  }
}

/** A message's own link: its page, its volume's text for the headers, and its thread when that is asked for. */
async function* readMessageLink(link: string, selection: Selection, get: GetPage): AsyncIterable<Finding> {
  const read = await readPage(link, get);
  const place = placeOf(read.url);
  if (place?.volumeUrl === undefined) return;
  const volume = volumeAt(place.volumeUrl, get);
  const message = await messageFrom(read, place, volume, get);
  if (selection.thread) yield* readThread(message, read.url, place, volume, get);
  else yield { type: 'message', message, cited: true };
  yield* issuesOf(volume);
}

async function readMessage(url: string, place: Place, volume: Volume, get: GetPage): Promise<Message> {
  return messageFrom(await readPage(url, get), place, volume, get);
}

/** The whole thread: its first message and the linked one are cited, the others are the discussion. */
async function* readThread(
  linked: Message,
  linkedUrl: string,
  place: Place,
  volume: Volume,
  get: GetPage,
): AsyncIterable<Finding> {
  const pages = await findThread(linkedUrl, volume, (await followingVolume(place, get)) ?? undefined);
  let missing = 0;
  for (const { url, volume: home } of pages) {
    try {
      const message = url === linkedUrl ? linked : await readMessage(url, place, home, get);
      yield { type: 'message', message, cited: url === linkedUrl || url === pages[0]?.url };
    } catch (error) {
      if (!(error instanceof GiveUpOnPage)) throw error;
      missing += 1;
      yield { type: 'issue', issue: error.issue };
    }
  }
  if (missing > 0) yield { type: 'issue', issue: { code: 'THREAD_INCOMPLETE', url: linkedUrl, missing } };
}

/** The next volume of the list, where answers written after a month's end lie; null for the newest. */
async function followingVolume(place: Place, get: GetPage): Promise<Volume | null> {
  const volumes = await volumesOf(place.listUrl, get).catch((error: unknown) => {
    if (error instanceof GiveUpOnPage) return [];
    throw error;
  });
  const start = periodOf(place.volume ?? '')?.to ?? Number.POSITIVE_INFINITY;
  const next = volumes
    .filter((entry) => (periodOf(entry.name)?.from ?? 0) >= start)
    .sort((a, b) => (periodOf(a.name)?.from ?? 0) - (periodOf(b.name)?.from ?? 0))[0];
  return next === undefined ? null : volumeAt(next.url, get, next.textUrl);
}

async function volumesOf(listUrl: string, get: GetPage): Promise<VolumeEntry[]> {
  const page = await get({ url: indexOf(listUrl), role: 'list-index' });
  const volumes = readListIndex(new Uint8Array(await page.body.arrayBuffer()), page.contentType, listUrl);
  if (volumes === null) throw new GiveUpOnPage({ code: 'PAGE_UNREADABLE', url: listUrl, role: 'list index' });
  return volumes;
}

/** A volume or a whole list: what the selection chooses, oldest first. */
async function* readVolumes(link: ArchiveLink, selection: Selection, get: GetPage): AsyncIterable<Finding> {
  const place = placeOf(link.url);
  if (place === null) return;
  if (selection.since === undefined && selection.until === undefined && selection.match === undefined) {
    yield { type: 'issue', issue: { code: 'LINK_NEEDS_CHOICE', url: link.url } };
    return;
  }
  const volumes =
    place.volumeUrl === undefined
      ? (await volumesOf(place.listUrl, get)).filter((entry) => mayHold(entry.name, selection)).reverse()
      : [{ url: place.volumeUrl, textUrl: undefined }];
  let found = 0;
  const seen = new Set<string>();
  for (const { url, textUrl } of volumes) {
    const volume = volumeAt(url, get, textUrl);
    for await (const finding of readChosen(volume, place, selection, seen, get)) {
      if (finding.type === 'message') found += 1;
      yield finding;
    }
    yield* issuesOf(volume);
  }
  if (found === 0) yield { type: 'issue', issue: { code: 'NOTHING_MATCHES', url: link.url } };
}

async function* readChosen(
  volume: Volume,
  place: Place,
  selection: Selection,
  seen: Set<string>,
  get: GetPage,
): AsyncIterable<Finding> {
  const matches = await volume.matches();
  const entries = [...(await volume.entries())].sort((a, b) => a.number - b.number);
  for (const entry of entries) {
    const { record } = matches.get(entry.url) ?? {};
    const date = dateOf(record === undefined ? { entry } : { entry, record });
    if (seen.has(entry.url) || !selects({ subject: entry.subject, date }, selection)) continue;
    try {
      const message = await readMessage(entry.url, place, volume, get);
      if (!selection.thread) {
        seen.add(entry.url);
        yield { type: 'message', message, cited: true };
        continue;
      }
      for await (const finding of readThread(message, entry.url, place, volume, get)) {
        const url = finding.type === 'message' ? finding.message.url : null;
        if (url !== null && seen.has(url)) continue;
        if (url !== null) seen.add(url);
        yield finding;
      }
    } catch (error) {
      if (!(error instanceof GiveUpOnPage)) throw error;
      yield { type: 'issue', issue: error.issue };
    }
  }
}

/** A saved page: all that it says, and no more. Within a copy of its archive it is read like a page of the archive. */
async function* readFile(url: string, selection: Selection, get: GetPage): AsyncIterable<Finding> {
  if (placeOf(url)?.volumeUrl !== undefined) {
    yield* readMessageLink(url, selection, get);
    return;
  }
  const { page, origin } = await readPage(url, get);
  const message = assembleMessage({ page, origin, url: null, list: page.list, listUrl: null });
  yield { type: 'message', message, cited: true };
}

function* issuesOf(volume: Volume): Iterable<Finding> {
  for (const issue of volume.issues) yield { type: 'issue', issue };
}
