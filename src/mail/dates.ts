/**
 * The Date header as an instant. Never the machine's zone, never today: a date that cannot be read is null, and one whose zone has
 * to be assumed says so.
 */
import type { Instant } from '../model.js';
import { offsetOf, type Zone } from './zones.js';

export interface ReadDate {
  readonly instant: Instant;
  /** False where the zone is missing, unknown or claimed by several countries, or where only the day is given. */
  readonly certain: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  /^(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/i;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?$/;
/** A day name in any language, before the date: `Mon`, `lun.`. It is never believed: `Tue, 6 Feb 2012` was a Monday. */
const DAY_NAME = /^\p{L}{1,12}\.?$/u;
const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
/** Longer than any date; a hostile header is not scanned further. */
const LONGEST = 200;
/** `Mon, 06 Feb 2012 18:42:10 +0100 (CET)`: nearly every Date header, so that it has a way of its own, in less than half the time. */
const USUAL =
  /^(?:[A-Za-z]{3}, )?(\d{1,2}) ([A-Za-z]{3}) (19[7-9]\d|20\d\d) (\d{2}):(\d{2}):(\d{2}) ([+-])(0\d|1[0-3])([0-5]\d)(?: \([A-Za-z]*\))?$/;

/**
 * Reads a Date header (RFC 5322 §3.3, with the obsolete forms of §4.3), or the `Mon Feb  6 18:42:10 CET 2012` of ctime that old
 * archives hold. Null when it is not a date or names a moment that does not exist (31 February, 25:61).
 */
export function readDate(value: string): ReadDate | null {
  return readUsual(value) ?? readUnusual(value);
}

/** The usual form, where it names a moment that exists; null leaves the rest to `readUnusual`, which is never otherwise minded. */
function readUsual(value: string): ReadDate | null {
  const match = value.length > LONGEST ? null : USUAL.exec(value);
  if (match === null) return null;
  const [, day, name = '', year, hour, minute, second, sign, hours, minutes] = match;
  const month = MONTHS.indexOf(name.toLowerCase());
  if (month < 0 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  // Every month has 28 days; of the others the calendar is asked.
  if (Number(day) > 28 && new Date(Date.UTC(Number(year), month, Number(day))).getUTCDate() !== Number(day))
    return null;
  const east = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60 : 60);
  const time = Date.UTC(Number(year), month, Number(day), Number(hour), Number(minute), Number(second)) / 1000 - east;
  const instant = Number(day) < 1 ? null : instantAt(time);
  return instant === null ? null : { instant, certain: true };
}

const DAY = 86_400;
/** The first second of the year 10000, which instants have no room for. */
const TOO_LATE = 253_402_300_800;
/** `00` to `59`. */
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
/** The day that was asked for last, and how it is written: mails of one day follow one another. */
let lastDay = 0;
let lastDate = '1970-01-01';

/** The instant so many whole seconds after 1970 began; null before that, and from the year 10000 on. */
export function instantAt(seconds: number): Instant | null {
  if (!(seconds >= 0 && seconds < TOO_LATE)) return null;
  const day = Math.floor(seconds / DAY);
  if (day !== lastDay) {
    lastDate = new Date(day * DAY * 1000).toISOString().slice(0, 10);
    lastDay = day;
  }
  const rest = Math.floor(seconds) - day * DAY;
  const two = (number: number) => TWO_DIGITS[Math.floor(number)];
  return `${lastDate}T${two(rest / 3600)}:${two((rest % 3600) / 60)}:${two(rest % 60)}Z`;
}

function readUnusual(value: string): ReadDate | null {
  const text = value.slice(0, LONGEST).trim();
  const iso = ISO.exec(text);
  if (iso !== null) {
    const [, year = '', month = '', day = '', hour = '', minute = '', second = '0', zone] = iso;
    return instantOf({
      year,
      month: Number(month) - 1,
      day,
      hour,
      minute,
      second,
      zone: offsetOf(zone?.replace(':', '')),
    });
  }
  const { words, comments } = wordsOf(text);
  const monthAt = words.findIndex((word) => MONTH.test(word));
  const month = MONTHS.indexOf(words[monthAt]?.slice(0, 3).toLowerCase() ?? '');
  if (month < 0) return null;

  const before = words.slice(0, monthAt);
  const after = words.slice(monthAt + 1);
  const day = takeNumber(before, before.length - 1) ?? takeNumber(after, 0);
  if (day === null || day.length > 2 || before.length > 1 || !before.every((word) => DAY_NAME.test(word))) return null;

  const timeAt = after.findIndex((word) => TIME.test(word));
  const time = TIME.exec(after[timeAt] ?? '');
  // Before the time stands the year or nothing; after it the zone, and in ctime's order the year at last.
  const between = timeAt < 0 ? after : after.slice(0, timeAt);
  const rest = timeAt < 0 ? [] : after.slice(timeAt + 1);
  const year =
    takeNumber(between, 0) ??
    takeNumber(
      rest,
      rest.findIndex((word) => /^\d{4,}$/.test(word)),
    );
  if (year === null || between.length > 0) return null;
  const half = /^[ap]\.?m\.?$/i.test(rest[0] ?? '') ? rest.shift()?.charAt(0).toLowerCase() : undefined;
  const zone = zoneOf(rest, comments);
  if (zone === null) return null;
  const [, hour = '0', minute = '0', second = '0'] = time ?? [];
  return instantOf({
    year: fullYear(year),
    month,
    day,
    hour: half === undefined ? hour : twentyFour(hour, half),
    minute,
    second,
    zone: time === null ? { minutes: 0, certain: false } : zone,
  });
}

/** The words of a date, its comments (RFC 5322 §3.2.2) set aside: `+0200 (CEST)`, `"GMT"`, `6-Feb-2012`. */
function wordsOf(text: string): { words: string[]; comments: string[] } {
  const comments: string[] = [];
  let bare = text;
  for (let before = ''; before !== bare; ) {
    before = bare;
    bare = bare.replace(/\(([^()]*)\)/g, (_, comment: string) => {
      comments.push(comment.trim());
      return ' ';
    });
  }
  const words = bare
    .replace(/(\d)-(\p{L}{3,9})-(\d)/gu, '$1 $2 $3')
    .split(/[\s,"]+/)
    .filter((word) => word !== '');
  return { words, comments };
}

/** Takes the number at this place out of the words; `6.` counts as 6. */
function takeNumber(words: string[], at: number): string | null {
  const number = /^(\d{1,6})\.?$/.exec(words[at] ?? '')?.[1];
  if (number === undefined) return null;
  words.splice(at, 1);
  return number;
}

/** The zone that the words after the time name; a comment is asked only when there is none. Null when they are no zone at all. */
function zoneOf(words: readonly string[], comments: readonly string[]): Zone | null {
  const joined = words.join(' ');
  // `GMT+0200`, as browsers print dates; `+0100 CET`, which says it twice; `W. Europe Standard Time`.
  const numeric = /^(?:(?:GMT|UTC?) ?)?([+-]\d{2}:?\d{2})(?: \D*)?$/i.exec(joined)?.[1];
  if (numeric !== undefined) return offsetOf(numeric.replace(':', ''));
  if (/\d/.test(joined) || words.length > 4) return null;
  return offsetOf(words.length === 0 ? comments[0] : joined);
}

/** RFC 5322 §4.3: 00–49 is this century, 50–99 and every three-digit year count from 1900. */
function fullYear(year: string): string {
  if (year.length > 3) return year;
  const number = Number(year);
  return String(year.length < 3 && number < 50 ? 2000 + number : 1900 + number);
}

function twentyFour(hour: string, half: string): string {
  const number = Number(hour);
  if (number < 1 || number > 12) return '99';
  return String((number % 12) + (half === 'p' ? 12 : 0));
}

interface Parts {
  readonly year: string;
  readonly month: number;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
  readonly zone: Zone | null;
}

function instantOf({ year, month, day, hour, minute, second, zone }: Parts): ReadDate | null {
  if (zone === null || Number(year) < 1900 || Number(year) > 9999) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  const date = new Date(Date.UTC(Number(year), month, Number(day)));
  // Date.UTC lets 31 February run into March; a mail that says so has no date.
  if (date.getUTCMonth() !== month || date.getUTCDate() !== Number(day)) return null;
  const time = date.getTime() + (Number(hour) * 60 + Number(minute) - zone.minutes) * 60_000 + Number(second) * 1000;
  const text = new Date(time).toISOString();
  return /^\d{4}-/.test(text) ? { instant: `${text.slice(0, 19)}Z`, certain: zone.certain } : null;
}
