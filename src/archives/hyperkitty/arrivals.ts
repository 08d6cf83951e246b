/**
 * What a list has got since it was last read, by the API's list of the mail that the server took in last: late mail with an old date
 * is in it as well. One page of it, when nothing has come.
 */
import type { ApiEmail } from './api.js';
import type { Archive } from './archive.js';
import { LAST_NOTED } from './stamp.js';

/** So many emails an API page holds by itself, too: about 8 KB. */
const FIRST_PAGE = 10;
const NEXT_PAGES = 100;
/** Whoever was away for longer reads the years again. */
const MOST_ARRIVALS = 5000;

export interface Arrivals {
  /** The emails that came after those noted, the last first; null where none of these is to be found any more. */
  readonly emails: readonly ApiEmail[] | null;
  /** How many emails the list has. */
  readonly total: number;
  /** Those that came last, noted or not. */
  readonly newest: readonly string[];
  /** All emails of the list, where the API does not answer in pages; null where it does. */
  readonly every: readonly ApiEmail[] | null;
}

/** Asks for the emails that came after those with a `noted` hash. Throws `GiveUpOnPage` when the API is closed. */
export async function arrivalsAfter(noted: ReadonlySet<string>, archive: Archive): Promise<Arrivals> {
  const emails: ApiEmail[] = [];
  let newest: readonly string[] = [];
  for (;;) {
    const asked = emails.length === 0 ? FIRST_PAGE : NEXT_PAGES;
    const { items, total } = await archive.arrivals(emails.length, asked);
    if (newest.length === 0) newest = items.slice(0, LAST_NOTED).map(({ hash }) => hash);
    const all = { total: total ?? items.length, newest, every: total === null ? items : null };
    const at = items.findIndex(({ hash }) => noted.has(hash));
    emails.push(...(at < 0 ? items : items.slice(0, at)));
    if (at >= 0) return { ...all, emails };
    const over = total === null || items.length === 0 || emails.length >= Math.min(total, MOST_ARRIVALS);
    if (over) return { ...all, emails: null };
  }
}
