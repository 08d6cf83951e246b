/** A message by its page: what the page says, with the headers that its volume's text has of it. */
import { GiveUpOnPage } from '../../errors.js';
import { readDate } from '../../mail/dates.js';
import type { GetPage, Message, Origin } from '../../model.js';
import { withHtmlPart } from './html-part.js';
import { type Place, recognise } from './links.js';
import { assembleMessage } from './message.js';
import { type MessagePage, readMessagePage } from './message-page.js';
import type { ThreadEntry } from './thread-index.js';
import { dateOf, type Volume } from './volume.js';
import type { VolumeRecord } from './volume-text.js';

export interface ReadPage {
  /** The message's address: where a redirect led, when that is a message's address in an archive; else what was asked for. */
  readonly url: string;
  readonly page: MessagePage;
  readonly origin: Origin;
}

/** Asks for a message's page. Throws `GiveUpOnPage` where it cannot be had or is none. */
export async function readPage(asked: string, get: GetPage): Promise<ReadPage> {
  const { body, contentType, origin } = await get({ url: asked, role: 'message' });
  const page = readMessagePage(new Uint8Array(await body.arrayBuffer()), contentType);
  if (page === null) throw new GiveUpOnPage({ code: 'PAGE_UNREADABLE', url: origin.url, role: 'message' });
  const moved = URL.canParse(origin.url) && recognise(new URL(origin.url))?.form === 'message';
  return { url: moved ? origin.url : asked, page, origin };
}

/** Finds a page's headers and puts the message together. A page of a copy on this disk has no permalink. */
export async function messageFrom(read: ReadPage, place: Place, volume: Volume, get: GetPage): Promise<Message> {
  const { page, origin, url } = read;
  const { entry, record } = await headersOf(url, page, volume);
  const permalink = url.startsWith('file:') ? null : url;
  const { list, listUrl } = place;
  return withHtmlPart(assembleMessage({ page, origin, url: permalink, list, listUrl, entry, record }), get);
}

/**
 * What the volume knows of a page: its record by the page's own Message-ID, else by the Date header that old pages show, else as
 * the index and the text match.
 */
async function headersOf(
  url: string,
  page: MessagePage,
  volume: Volume,
): Promise<{ entry?: ThreadEntry | undefined; record?: VolumeRecord | undefined }> {
  const records = await volume.records();
  const [byId, ...copies] = page.id === null ? [] : records.filter((record) => record.id === page.id);
  if (byId !== undefined && copies.length === 0) return { record: byId };
  // Pages before 2.1.10 show the Date header itself, with its offset: it names the record, or proves a match wrong.
  const shown = /[+-]\d{4}\b/.test(page.dateText) ? readDate(page.dateText)?.instant : undefined;
  const sameTime = shown === undefined ? [] : records.filter((record) => dateOf({ record }) === shown);
  if (sameTime.length === 1) return { record: sameTime[0] };
  const match = (await volume.matches()).get(url);
  const entry = match?.entry ?? (await volume.entries()).find((candidate) => candidate.url === url);
  const proven = match !== undefined && (shown === undefined || dateOf({ record: match.record }) === shown);
  return proven ? match : { entry };
}
