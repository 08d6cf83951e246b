/**
 * The volumes of a list: the calendar years of its mail. A year's name never changes, whatever it was asked for with, so that what is
 * noted of it is found again. Mail of broken clocks (1970, 2042, 3609 are real) is in volumes of its own, which only exist where
 * there is such mail.
 */
import type { Instant } from '../../model.js';
import type { Known, VolumeRef } from '../kind.js';
import { exportUrl, type ListPlace } from './links.js';
import type { Period } from './periods.js';

/** All that says it is older than the lists of the web is one volume, and so is all that is too far off. */
export const FIRST_YEAR = 1995;
const LAST_YEAR = 2100;

export interface Year {
  readonly number: number;
  readonly period: Period;
  readonly ref: VolumeRef;
}

export function yearAt(place: ListPlace, year: number): Year {
  const number = Math.min(Math.max(year, FIRST_YEAR), LAST_YEAR);
  const from = number === FIRST_YEAR ? null : `${number}-01-01`;
  const to = number === LAST_YEAR ? null : `${number + 1}-01-01`;
  const url = exportUrl(place, { ...(from === null ? {} : { start: from }), ...(to === null ? {} : { end: to }) });
  const name = from === null ? `until ${number}` : to === null ? `from ${number}` : String(number);
  return { number, period: { from, to }, ref: { url, name, from: instantOf(from), to: instantOf(to) } };
}

/** The year that a mail of this date is filed under; a mail without a date is with the oldest. */
export function yearOf(date: Instant | null): number {
  return Math.min(Math.max(Number(date?.slice(0, 4) ?? FIRST_YEAR), FIRST_YEAR), LAST_YEAR);
}

/** The years from the first to the last, both included. */
export function yearsFrom(place: ListPlace, first: number, last: number): Year[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => yearAt(place, first + index));
}

/** The years of which something is noted, with what it is, in order of time. */
export function notedYears(place: ListPlace, known: Known): { readonly year: Year; readonly stamp: string }[] {
  return yearsFrom(place, FIRST_YEAR, LAST_YEAR).flatMap((year) => {
    const stamp = known.stamp(year.ref.url);
    return stamp === null ? [] : [{ year, stamp }];
  });
}

/** Whether the period holds all of the year. */
export function covers(period: Period, year: Year): boolean {
  const { from, to } = year.period;
  const begins = period.from === null || (from !== null && period.from <= from);
  const ends = period.to === null || (to !== null && period.to >= to);
  return begins && ends;
}

function instantOf(day: string | null): Instant | null {
  return day === null ? null : `${day}T00:00:00Z`;
}
