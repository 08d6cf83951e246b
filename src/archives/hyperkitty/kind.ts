/** Mailman 3's archive: a list in one request where its export is on, exact texts from its API, pages only where both refuse. */
import { GiveUpOnPage } from '../../errors.js';
import type { GetPage, Message } from '../../model.js';
import type { ArchiveKind, ArchiveLink, Finding, Selection } from '../kind.js';
import { isEverything, selects } from '../selection.js';
import { archiveAt } from './archive.js';
import { isInList, type ListPlace, placeOf, recognise } from './links.js';
import { readList, readLists } from './lists.js';
import { readMessage } from './read-message.js';
import { scan } from './scan.js';
import { conversationOf, readConversation } from './thread.js';

export const hyperkitty: ArchiveKind = { name: 'hyperkitty', recognise, read, scan };

async function* read(link: ArchiveLink, selection: Selection, get: GetPage): AsyncIterable<Finding> {
  const place = placeOf(link.url);
  if (place === null) return;
  try {
    if (!isInList(place)) yield* readLists(link.url, place.base, selection, get);
    else if (place.message !== undefined) yield* readMessageLink(place, place.message, selection, get);
    else if (place.thread !== undefined) yield* readThreadLink(place, place.thread, selection, get);
    else yield* readList(link.url, place, selection, get);
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    // The address that the user gave, not the door at which it was refused.
    const { issue } = error;
    yield { type: 'issue', issue: 'url' in issue ? { ...issue, url: link.url } : issue };
  }
}

/** A message's own link; with its thread when that is asked for. */
async function* readMessageLink(
  place: ListPlace,
  hash: string,
  selection: Selection,
  get: GetPage,
): AsyncIterable<Finding> {
  const archive = archiveAt(place, get);
  const read = await readMessage({ hash }, archive, get);
  if (selection.thread) yield* conversationOf({ ...read, hash }, () => false, archive, get);
  else yield { type: 'message', message: read.message, cited: true };
}

/** A thread's link names all of it: its first message is cited, and those that the selection chooses. */
async function* readThreadLink(
  place: ListPlace,
  hash: string,
  selection: Selection,
  get: GetPage,
): AsyncIterable<Finding> {
  const chosen = (message: Message) => !isEverything(selection) && selects(message, selection);
  yield* readConversation(hash, new Map(), chosen, archiveAt(place, get), get);
}
