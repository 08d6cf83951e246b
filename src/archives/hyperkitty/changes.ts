/** What has come to the years of a list, and gone from them, since they were read: where the API tells it. */
import type { Instant } from '../../model.js';
import type { ApiEmail } from './api.js';
import type { Archive } from './archive.js';
import type { Arrivals } from './arrivals.js';
import { dayAfter, daysBefore, isEmpty, type Period, shared } from './periods.js';
import type { Parts } from './plan.js';
import { type NotedYear, type Recount, recount } from './recount.js';
import { spanOf } from './span.js';
import { yearAt, yearOf, yearsFrom } from './years.js';

/** Mails that are further apart than this are asked for by themselves. */
const GAP_DAYS = 31;

/** By the numbers of the years that are read whole: how many mails each has, where the server has told. */
type Whole = Map<number, number | undefined>;

/**
 * The days to which mail came, the years that were never read, and the years that have more or less mail than they should. What
 * lies outside of the `window` is not looked into.
 */
export async function changedParts(
  noted: readonly NotedYear[],
  arrivals: Arrivals,
  archive: Archive,
  window: Period,
): Promise<Parts> {
  const came = byYear(arrivals.emails ?? []);
  const counts = new Map(noted.map(({ year, stamp }) => [year.number, stamp.count]));
  const whole: Whole = new Map();
  for (const number of came.keys()) if (!counts.has(number)) whole.set(number, undefined);
  const expected = expectedYears(noted, came, archive);
  const sum = expected.reduce((all, { count }) => all + count, 0);
  if (arrivals.emails === null || sum !== arrivals.total) {
    await addDiffering(whole, noted, expected, arrivals, archive, window);
  }
  const numbers = [...new Set([...counts.keys(), ...whole.keys()])].sort((a, b) => a - b);
  return numbers.map((number) => {
    const year = yearAt(archive.place(), number);
    const emails = came.get(number) ?? [];
    if (whole.has(number)) {
      const count = whole.get(number);
      return { periods: [year.period], years: [year], ...(count === undefined ? {} : { count }) };
    }
    if (emails.length === 0) return { unchanged: year };
    const periods = daysOf(emails.map(({ date }) => date ?? '')).map((days) => shared(days, year.period));
    return { periods, years: [year], count: (counts.get(number) ?? 0) + emails.length };
  });
}

/** The years with the mail that they should have by now, in order. */
function expectedYears(
  noted: readonly NotedYear[],
  came: ReadonlyMap<number, readonly ApiEmail[]>,
  archive: Archive,
): Recount[] {
  const counts = new Map(noted.map(({ year, stamp }) => [year.number, stamp.count]));
  for (const [number, { length }] of came) counts.set(number, (counts.get(number) ?? 0) + length);
  const numbers = [...counts.keys()].sort((a, b) => a - b);
  return numbers.map((number) => ({ year: yearAt(archive.place(), number), count: counts.get(number) ?? 0 }));
}

/** The numbers do not agree: years were never read, or mail was deleted, or came where nobody looked. */
async function addDiffering(
  whole: Whole,
  noted: readonly NotedYear[],
  expected: readonly Recount[],
  arrivals: Arrivals,
  archive: Archive,
  window: Period,
): Promise<void> {
  const span = await spanOf(archive);
  const years = span === null ? [] : yearsFrom(archive.place(), span.first, span.last);
  const unread = years.filter(({ number }) => noted.every(({ year }) => year.number !== number));
  if (unread.length === 0) {
    const differ = await differing(expected, arrivals, archive);
    for (const { year, count } of differ ?? []) whole.set(year.number, count);
    if (differ === null) for (const { year } of expected) whole.set(year.number, undefined);
    return;
  }
  for (const { number, period } of unread) if (!isEmpty(shared(period, window))) whole.set(number, undefined);
  // Nobody can say to which of the years that were read the mail came: the last of them is the likeliest.
  const last = noted.at(-1)?.year.number;
  if (arrivals.emails === null && last !== undefined) whole.set(last, undefined);
}

/** The years of which the server has another number of mails than is expected; null where it cannot be asked. */
async function differing(
  expected: readonly Recount[],
  { total, every }: Arrivals,
  archive: Archive,
): Promise<readonly Recount[] | null> {
  if (every === null) return recount(expected, total, archive);
  const real = byYear(every);
  const counts = new Map(expected.map(({ year, count }) => [year.number, count]));
  return [...new Set([...real.keys(), ...counts.keys()])].flatMap((number) => {
    const count = real.get(number)?.length ?? 0;
    return count === (counts.get(number) ?? 0) ? [] : [{ year: yearAt(archive.place(), number), count }];
  });
}

function byYear(emails: readonly ApiEmail[]): Map<number, ApiEmail[]> {
  const years = new Map<number, ApiEmail[]>();
  for (const email of emails) {
    const number = yearOf(email.date);
    years.set(number, [...(years.get(number) ?? []), email]);
  }
  return years;
}

/** The days of these dates, in as many periods as they have gaps between them. */
function daysOf(dates: readonly Instant[]): Period[] {
  const periods: { from: string; to: string | null }[] = [];
  for (const date of [...dates].sort()) {
    const day = date.slice(0, 10);
    const last = periods.at(-1);
    const near = last !== undefined && (daysBefore(date, GAP_DAYS) ?? '') <= (last.to ?? day);
    if (last !== undefined && near) last.to = dayAfter(day);
    else periods.push({ from: day, to: dayAfter(day) });
  }
  return periods;
}
