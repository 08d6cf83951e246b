/**
 * In which years a list has more mail, or less, than was noted: a deleted mail leaves no other trace. Where the API orders its emails
 * by date, the one at the place where a year should begin tells, so that a few pages of two emails are enough.
 */
import type { Archive } from './archive.js';
import type { Stamp } from './stamp.js';
import type { Year } from './years.js';

export interface NotedYear {
  readonly year: Year;
  readonly stamp: Stamp;
}

/** A year and how many mails it has. */
export interface Recount {
  readonly year: Year;
  readonly count: number;
}

/** Around the place where a year should begin, so many emails are looked at, half of them on each side. */
const WINDOW = 100;

/**
 * The years whose number of mails is not what is expected, with the number they have. `total` is the list's. Null where the server
 * keeps no order, or too many differ for a few requests.
 */
export async function recount(
  expected: readonly Recount[],
  total: number,
  archive: Archive,
): Promise<readonly Recount[] | null> {
  const ends: number[] = [];
  for (const { count } of expected) ends.push((ends.at(-1) ?? 0) + count);
  const found: Recount[] = [];
  let shift = 0;
  for (let from = 0; (ends.at(-1) ?? 0) + shift !== total; ) {
    const at = await firstWrong(expected, ends, shift, from, total, archive);
    const wrong = at === null ? undefined : expected[at];
    const end = at === null ? undefined : ends[at];
    if (at === null || wrong === undefined || end === undefined) return null;
    const real = at === expected.length - 1 ? total : await endOf(wrong.year, end + shift, total, archive);
    if (real === null) return null;
    found.push({ year: wrong.year, count: wrong.count + real - end - shift });
    shift = real - end;
    from = at + 1;
  }
  return found;
}

/** The first year, from `from` on, that does not end where it should; null where the server keeps no order. */
async function firstWrong(
  expected: readonly Recount[],
  ends: readonly number[],
  shift: number,
  from: number,
  total: number,
  archive: Archive,
): Promise<number | null> {
  let low = from;
  // The last year is wrong when no other is.
  let high = expected.length - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const year = expected[middle]?.year;
    if (year === undefined) return null;
    const right = await endsAt(year, (ends[middle] ?? 0) + shift, total, archive);
    if (right === null) return null;
    if (right) low = middle + 1;
    else high = middle;
  }
  return low < expected.length ? low : null;
}

/** Whether the mail of a year, and of those before it, ends at this place. */
async function endsAt(year: Year, place: number, total: number, archive: Archive): Promise<boolean | null> {
  const offset = Math.max(0, Math.min(place, total) - 1);
  const dates = await datesAt(offset, 2, archive);
  if (dates === null) return null;
  const before = dates.filter((date) => isWithin(year, date)).length;
  return offset + before === place;
}

/** The place at which the mail of a year, and of those before it, ends; null where that is not near `expected`. */
async function endOf(year: Year, expected: number, total: number, archive: Archive): Promise<number | null> {
  const offset = Math.max(0, Math.min(expected, total) - WINDOW / 2);
  const dates = await datesAt(offset, WINDOW, archive);
  if (dates === null) return null;
  const before = dates.filter((date) => isWithin(year, date)).length;
  const beginsInside = before > 0 || offset === 0;
  const endsInside = before < dates.length || offset + dates.length === total;
  return beginsInside && endsInside ? offset + before : null;
}

function isWithin(year: Year, date: string): boolean {
  return year.period.to === null || date < year.period.to;
}

/** The dates of the emails from a place on, in order; null where they are in none. */
async function datesAt(offset: number, limit: number, archive: Archive): Promise<string[] | null> {
  const { items, total } = await archive.byDate(offset, limit);
  if (total === null) return null;
  const dates = items.map(({ date }) => date ?? '');
  return dates.every((date, index) => (dates[index - 1] ?? '') <= date) ? dates : null;
}
