/** Days as the export counts them: `start` inclusive, `end` exclusive, in UTC, on the Date header (measured). */
import type { Instant } from '../../model.js';
import type { Selection } from '../kind.js';

/** `YYYY-MM-DD` */
export type Day = string;

/** The days from the first, inclusive, to the last, exclusive; null is without end. Real lists hold mail dated 3609. */
export interface Period {
  readonly from: Day | null;
  readonly to: Day | null;
}

/** All there is. */
export const ALWAYS: Period = { from: null, to: null };

/** What lies outside of these is a mistake or spam, and is halved last. */
const FIRST_MAIL = '1970-01-01';
const LAST_MAIL = '2100-01-01';
const FIRST_DAY = '0001-01-01';
const LAST_DAY = '9999-12-31';
const DAY_MS = 86_400_000;

/** A month of the calendar; null when there is none such (`/2004/13/` is 404). */
export function periodOfMonth(year: string, month: string): Period | null {
  const from = dayAt(Date.parse(`${year}-${month.padStart(2, '0')}-01`));
  if (from === null) return null;
  return { from, to: dayAt(Date.UTC(Number(year), Number(month), 1)) };
}

export function periodOfDay(year: string, month: string, day: string): Period | null {
  const from = readDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return from === null ? null : { from, to: dayAfter(from) };
}

/** The period that two days name; null when neither is a day. */
export function readPeriod(start: string | null, end: string | null): Period | null {
  const from = readDay(start ?? '');
  const to = readDay(end ?? '');
  return from === null && to === null ? null : { from, to };
}

/** The days that a selection can be in. */
export function periodOf({ since, until }: Selection): Period {
  return {
    from: since?.slice(0, 10) ?? null,
    to: until === undefined ? null : until.endsWith('T00:00:00Z') ? until.slice(0, 10) : dayAfter(until.slice(0, 10)),
  };
}

/** What two periods share. It is empty (`from` not before `to`) where they share nothing. */
export function shared(a: Period, b: Period): Period {
  const from = a.from === null || (b.from !== null && b.from > a.from) ? b.from : a.from;
  const to = a.to === null || (b.to !== null && b.to < a.to) ? b.to : a.to;
  return { from, to };
}

export function isEmpty({ from, to }: Period): boolean {
  return from !== null && to !== null && from >= to;
}

export function holds({ from, to }: Period, date: Instant | null): boolean {
  return date !== null && (from === null || date >= from) && (to === null || date < to);
}

/** A period year by year: the first and the last chunk reach as far as the period does, the list's years lie between. */
export function yearly(period: Period, firstYear: number, lastYear: number): Period[] {
  const first = Math.max(firstYear, yearOf(period.from ?? FIRST_DAY));
  const last = Math.min(lastYear, yearOf(period.to ?? LAST_DAY));
  const starts: Day[] = [];
  for (let year = first + 1; year <= last; year += 1) {
    const start = `${String(year).padStart(4, '0')}-01-01`;
    if (period.to === null || start < period.to) starts.push(start);
  }
  return [period.from, ...starts].map((from, index) => ({ from, to: starts[index] ?? period.to }));
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** Whether the period is a year or less, so that one request will do. */
export function isShort({ from, to }: Period): boolean {
  return from !== null && to !== null && Date.parse(to) - Date.parse(from) <= 366 * DAY_MS;
}

/** The two halves of a period; null for a single day, which cannot be halved. An open end is cut where honest mail ends. */
export function halves({ from, to }: Period): readonly [Period, Period] | null {
  const middle = middleOf(from, to);
  if (middle === null) return null;
  return [
    { from, to: middle },
    { from: middle, to },
  ];
}

function middleOf(from: Day | null, to: Day | null): Day | null {
  if (from === null && (to === null || to > FIRST_MAIL)) return FIRST_MAIL;
  if (to === null && (from === null || from < LAST_MAIL)) return LAST_MAIL;
  const first = Date.parse(from ?? FIRST_DAY);
  const last = Date.parse(to ?? LAST_DAY);
  const days = Math.floor((last - first) / DAY_MS);
  return days < 2 ? null : dayAt(first + Math.floor(days / 2) * DAY_MS);
}

function readDay(text: string): Day | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dayAt(Date.parse(text)) === text ? text : null;
}

export function dayAfter(day: Day): Day | null {
  return dayAt(Date.parse(day) + DAY_MS);
}

/** The day that lies so many days before an instant; null without one. */
export function daysBefore(instant: Instant | null, days: number): Day | null {
  return instant === null ? null : dayAt(Date.parse(instant) - days * DAY_MS);
}

function dayAt(time: number): Day | null {
  const text = Number.isNaN(time) ? '' : new Date(time).toISOString();
  return /^\d{4}-/.test(text) ? text.slice(0, 10) : null;
}
