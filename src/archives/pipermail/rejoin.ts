/**
 * Mails that a volume's text takes for several: Pipermail escapes nothing there, so that an author who writes a `From ` line and a
 * header into his mail would speak in another's name. The index does not list such a part, and the page of the mail before it has
 * it: only that page tells it from a mail that an index has lost.
 */
import { GiveUpOnPage } from '../../errors.js';
import type { GetPage } from '../../model.js';
import type { Known } from '../kind.js';
import { digestOf, type Item } from './items.js';
import { readMessagePage } from './message-page.js';
import { bytesOf } from './volume.js';
import { type CutRecord, joinedRecord } from './volume-text.js';

/**
 * The items, with the parts of one mail as one record. Asks for a page where records without one follow a record with one; what its
 * page does not prove stays as it was.
 */
export async function rejoined(
  items: readonly Item[],
  records: readonly CutRecord[],
  known: Known,
  get: GetPage,
): Promise<readonly Item[]> {
  if (items.every(({ entry }) => entry !== null)) return items;
  const places = new Map(records.map((record, index) => [record, index]));
  const whole: Item[] = [];
  for (let at = 0; at < items.length; ) {
    const item = items[at] as Item;
    const followers = followersAt(items, at, places);
    // What was looked into once needs no page again.
    const isKnown = (last: CutRecord) => known.has(digestOf(joined(item, last), 'whole'));
    const noted = followers.findLastIndex(isKnown) + 1;
    const isApart = followers[0] === undefined || known.has(digestOf({ entry: null, record: followers[0] }, 'whole'));
    const parts = noted > 0 || isApart ? noted : await partsOnPage(item, followers, get);
    const last = followers[parts - 1];
    whole.push(last === undefined ? item : joined(item, last));
    at += 1 + parts;
  }
  return whole;
}

/** The item with all of the text from its record to this one. */
function joined(item: Item, last: CutRecord): Item {
  if (item.entry === null || item.record === null) return item;
  return { ...item, record: joinedRecord(item.record, last) };
}

/** The records without a page that stand behind this item's in the text, one after the other. */
function followersAt(items: readonly Item[], at: number, places: ReadonlyMap<CutRecord, number>): CutRecord[] {
  const first = items[at];
  const followers: CutRecord[] = [];
  if (first === undefined || first.entry === null || first.record === null) return followers;
  let place = places.get(first.record) ?? Number.NaN;
  for (let next = items[at + 1]; next !== undefined && next.entry === null; next = items[at + followers.length + 1]) {
    place += 1;
    if (places.get(next.record) !== place) break;
    followers.push(next.record);
  }
  return followers;
}

/** How many of these records, from the first on, the item's page has as its own text. */
async function partsOnPage({ entry }: Item, followers: readonly CutRecord[], get: GetPage): Promise<number> {
  if (entry === null) return 0;
  try {
    const page = await get({ url: entry.url, role: 'message' });
    const read = readMessagePage(await bytesOf(page), page.contentType);
    const shown = read?.body.kind === 'text' ? lettersOf(read.body.text) : '';
    const missing = followers.findIndex(
      ({ bytes }) => !shown.includes(lettersOf(Buffer.from(bytes).toString('latin1'))),
    );
    return missing < 0 ? followers.length : missing;
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    return 0;
  }
}

/** What both views have of a text, whatever its charset lost and however they obscure its addresses. */
function lettersOf(text: string): string {
  return text.replace(/\sat\s|[^A-Za-z0-9]+/g, '');
}
