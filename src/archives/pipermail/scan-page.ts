/** A scan of one page: of one that was saved to a file, or of a message that no index lists. */
import { createHash } from 'node:crypto';
import { GiveUpOnPage } from '../../errors.js';
import type { Message } from '../../model.js';
import type { ArchiveLink, ScanEvent, ScanTools } from '../kind.js';
import type { Place } from './links.js';
import { assembleMessage } from './message.js';
import { messageFrom, type ReadPage, readPage } from './read-page.js';
import { writeStamp } from './stamp.js';
import { volumeAt } from './volume.js';

/** A page that was saved to a file: an archive of one volume with one message. */
export async function* scanFile({ url }: ArchiveLink, tools: ScanTools): AsyncIterable<ScanEvent> {
  const archive = { type: 'archive', kind: 'pipermail', url } as const;
  try {
    const read = await readPage(url, tools.get);
    const { page, origin } = read;
    yield { ...archive, list: page.list, volumes: 1 };
    yield { type: 'volume', volume: { url, name: decodeURIComponent(url.replace(/^.*\//, '')), from: null, to: null } };
    yield oneMessage(assembleMessage({ page, origin, url: null, list: page.list, listUrl: null }), read, 0);
    const { sha256: index } = origin;
    const stamp = writeStamp({ label: null, text: null, index, open: true, pages: true, dead: [] });
    yield { type: 'volume-end', outcome: 'read', stamp };
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    yield { ...archive, list: null, volumes: null };
    yield { type: 'issue', issue: error.issue };
  }
}

/** A message of a volume that its index does not list, within the events of that volume. */
export async function* scanUnlisted(url: string, place: Place, volumeUrl: string, tools: ScanTools) {
  try {
    const read = await readPage(url, tools.get);
    const message = await messageFrom(read, place, volumeAt(volumeUrl, tools.get), tools.get);
    // Pages are numbered in the order of the archive, and there are never more messages before one than its number says.
    yield oneMessage(message, read, Number(/(\d+)\.html?$/.exec(url)?.[1] ?? 0));
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    yield { type: 'issue', issue: error.issue } satisfies ScanEvent;
  }
}

function oneMessage(message: Message, { url, origin }: ReadPage, position: number): ScanEvent {
  const digest = createHash('sha256').update(`page ${url}\n${origin.sha256}`).digest('hex');
  return { type: 'message', scanned: { message, digest, position } };
}
