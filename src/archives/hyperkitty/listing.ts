/** The API's list of a list's emails: in pages, or (Debian's settings) everything at once, whatever was asked. */
import type { ApiEmail } from './api.js';
import { API_PAGE, type Archive } from './archive.js';
import { holds, type Period } from './periods.js';

export interface Listing {
  /** The emails of the period, oldest first. */
  readonly emails: readonly ApiEmail[];
  /** The Message-IDs, with brackets, of all that was seen, by hash: some are the parents of these. */
  readonly ids: ReadonlyMap<string, string>;
}

/** Listings as far as they are known: a broken export may ask for several days of one list. */
const known = new WeakMap<Archive, Map<number, Promise<Page>>>();

interface Page {
  readonly items: readonly ApiEmail[];
  readonly total: number | null;
}

/** The emails of a period. Where the server keeps the order that it is asked for, the pages before the period are not read. */
export async function emailsIn(period: Period, archive: Archive): Promise<Listing> {
  const pages = known.get(archive) ?? new Map<number, Promise<Page>>();
  known.set(archive, pages);
  const pageAt = (offset: number): Promise<Page> => {
    const page = pages.get(offset) ?? archive.byDate(offset, API_PAGE);
    pages.set(offset, page);
    return page;
  };
  const first = await pageAt(0);
  const seen = new Map<string, ApiEmail>();
  for (const email of first.items) seen.set(email.hash, email);
  const { total } = first;
  const step = first.items.length;
  if (total !== null && step > 0 && step < total) {
    const ordered = isOrdered(first.items);
    const start = ordered ? await pageOfStart(period, step, total, pageAt) : 1;
    for (let number = start; number * step < total; number += 1) {
      const { items } = await pageAt(number * step);
      const before = seen.size;
      for (const email of items) seen.set(email.hash, email);
      // A server that ignores the offset answers with what is known already, and its count may say anything.
      const isOver = number > 0 && seen.size === before;
      if (isOver || (ordered && isPast(period, items[0]))) break;
    }
  }
  const all = [...seen.values()];
  const emails = all.filter(({ date }) => holds(period, date) || (date === null && isAlways(period)));
  emails.sort((a, b) => (a.date ?? '').localeCompare(b.date ?? ''));
  const every = (await Promise.all(pages.values())).flatMap(({ items }) => items);
  return { emails, ids: new Map(every.map(({ hash, id }) => [hash, `<${id}>`])) };
}

/** The number of the first page whose last email is not before the period, found by halving. */
async function pageOfStart(
  { from }: Period,
  step: number,
  total: number,
  pageAt: (offset: number) => Promise<Page>,
): Promise<number> {
  if (from === null) return 1;
  let low = 0;
  let high = Math.ceil(total / step);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const { items } = await pageAt(middle * step);
    const last = items.at(-1)?.date;
    if (last !== undefined && last !== null && last < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isOrdered(emails: readonly ApiEmail[]): boolean {
  return emails.length > 1 && emails.every(({ date }, index) => (emails[index - 1]?.date ?? '') <= (date ?? ''));
}

function isPast({ to }: Period, email: ApiEmail | undefined): boolean {
  return to !== null && email?.date !== null && email?.date !== undefined && email.date >= to;
}

function isAlways({ from, to }: Period): boolean {
  return from === null && to === null;
}
