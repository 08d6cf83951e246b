import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantAt, readDate } from '../../src/mail/dates.js';
import { corpusIsHere, corpusNote, expectedRows } from './corpus.js';

const sure = (instant: string) => ({ instant, certain: true });
const unsure = (instant: string) => ({ instant, certain: false });

describe('readDate', () => {
  it.each([
    ['Mon, 6 Feb 2012 18:42:10 +0100', sure('2012-02-06T17:42:10Z')],
    ['6 Feb 2012 18:42 +0100', sure('2012-02-06T17:42:00Z')],
    ['Mon,06 Feb 2012 18:42:10 -0500 (EST)', sure('2012-02-06T23:42:10Z')],
    ['Mon (a (nested) day), 6 Feb 2012 18:42:10 -0000', sure('2012-02-06T18:42:10Z')],
    ['Mon, 6 Feb 2012 18:42:10 EST', sure('2012-02-06T23:42:10Z')],
    ['Mon, 6 Feb 2012 18:42:10 PDT', sure('2012-02-07T01:42:10Z')],
    ['Mon, 6 Feb 2012 18:42:10 ut', sure('2012-02-06T18:42:10Z')],
    ['06 Feb 2012 10:00:00 "GMT"', sure('2012-02-06T10:00:00Z')],
    ['Mon, 6 Feb 2012 18:42:10 +0100 CET', sure('2012-02-06T17:42:10Z')],
    ['Mon Feb 06 2012 18:42:10 GMT+0100 (Mitteleuropäische Zeit)', sure('2012-02-06T17:42:10Z')],
    ['Mon, 6 Feb 2012 18:42:10 +01:00', sure('2012-02-06T17:42:10Z')],
    ['Mon, 6 Feb 2012 18:42:10 (CET)', sure('2012-02-06T17:42:10Z')],
    ['Wed, 6 Feb 2012 18:42:10 +0000', sure('2012-02-06T18:42:10Z')],
    ['lun., 6 Feb 2012 18:42:10 +0000', sure('2012-02-06T18:42:10Z')],
    ['6-Feb-2012 18:42:10 +0000', sure('2012-02-06T18:42:10Z')],
    ['Monday, 06-Feb-12 18:42:10 UTC', sure('2012-02-06T18:42:10Z')],
    ['2012-02-06T18:42:10Z', sure('2012-02-06T18:42:10Z')],
    ['2012-02-06 18:42:10 +0100', sure('2012-02-06T17:42:10Z')],
    ['Feb 6, 2012 6:42 PM EST', sure('2012-02-06T23:42:00Z')],
    ['Feb 6, 2012 12:05 am EST', sure('2012-02-06T05:05:00Z')],
    ['Thu, 31 Dec 2015 23:59:60 +0000', sure('2016-01-01T00:00:00Z')],
    ['29 Feb 2012 10:00:00 +0000', sure('2012-02-29T10:00:00Z')],
    ['6 Feb 3609 10:00:00 +0000', sure('3609-02-06T10:00:00Z')],
  ])('reads %s', (value, expected) => {
    expect(readDate(value)).toEqual(expected);
  });

  it.each([
    ['Mon Feb  6 18:42:10 CET 2012', sure('2012-02-06T17:42:10Z')],
    ['Mon Feb  6 18:42:10 CEST 2012', sure('2012-02-06T16:42:10Z')],
    ['Mon Feb  6 18:42:10 JST 2012', sure('2012-02-06T09:42:10Z')],
    ['Mon Feb  6 18:42:10 2012 +0100', sure('2012-02-06T17:42:10Z')],
    ['Mon Feb  6 18:42:10 2012', unsure('2012-02-06T18:42:10Z')],
    ['Mon Feb  6 18:42:10 BST 2012', unsure('2012-02-06T17:42:10Z')],
  ])('reads the ctime form %s', (value, expected) => {
    expect(readDate(value)).toEqual(expected);
  });

  it.each([
    ['Mon, 6 Feb 2012 18:42:10', unsure('2012-02-06T18:42:10Z')],
    ['Mon, 6 Feb 2012 18:42:10 XYZT', unsure('2012-02-06T18:42:10Z')],
    ['Mon, 6 Feb 2012 18:42:10 A', unsure('2012-02-06T18:42:10Z')],
    ['Mon, 6 Feb 2012 18:42:10 W. Europe Standard Time', unsure('2012-02-06T18:42:10Z')],
    ['Mon, 6 Feb 2012 18:42:10 constructor', unsure('2012-02-06T18:42:10Z')],
    ['Mon, 6 Feb 2012', unsure('2012-02-06T00:00:00Z')],
    ['Mon, 6 Feb 2012 18:42:10 +1500', unsure('2012-02-06T03:42:10Z')],
  ])('is not certain of %s', (value, expected) => {
    expect(readDate(value)).toEqual(expected);
  });

  it.each([
    ['6 Feb 12 10:00 EST', '2012-02-06T15:00:00Z'],
    ['6 Feb 49 10:00 GMT', '2049-02-06T10:00:00Z'],
    ['6 Feb 50 10:00 GMT', '1950-02-06T10:00:00Z'],
    ['6 Feb 99 10:00 GMT', '1999-02-06T10:00:00Z'],
    ['6 Feb 100 10:00 GMT', '2000-02-06T10:00:00Z'],
    ['6 Feb 112 10:00 GMT', '2012-02-06T10:00:00Z'],
  ])('reads the short year of %s', (value, expected) => {
    expect(readDate(value)).toEqual(sure(expected));
  });

  it.each([
    '',
    'no date',
    'Yesterday, around noon',
    'Mon, 06 Feb 2012 25:61:00 +9900',
    '31 Feb 2012 10:00:00 +0000',
    '29 Feb 2011 10:00:00 +0000',
    '0 Feb 2012 10:00:00 +0000',
    '6 Foo 2012 10:00:00 +0000',
    '2012-13-06T10:00:00Z',
    '2012-02-31T10:00:00Z',
    '6 Feb 2012 24:00:00 +0000',
    '6 Feb 2012 10:60:00 +0000',
    '6 Feb 2012 10:00:00 +0199',
    '6 Feb 2012 10:00:00 +9900',
    '6 Feb 2012 13:00 PM',
    '6 Feb 0012 10:00:00 +0000',
    '6 Feb 20120 10:00:00 +0000',
    'We met on 6 Feb 2012 at 10:00',
    '6 7 Feb 2012 10:00:00 +0000',
    'Feb 2012 10:00:00 +0000',
    '31 Dec 9999 23:59:59 -1200',
  ])('does not take %s for a date', (value) => {
    expect(readDate(value)).toBeNull();
  });

  it('reads back every instant it is given, in every offset', () => {
    const offsets = fc.integer({ min: -14 * 60, max: 14 * 60 });
    const times = fc.date({ min: new Date('1971-01-01'), max: new Date('2999-12-30'), noInvalidDate: true });
    fc.assert(
      fc.property(times, offsets, (time, minutes) => {
        const local = new Date(time.getTime() + minutes * 60_000).toUTCString().replace('GMT', '');
        const sign = minutes < 0 ? '-' : '+';
        const size = Math.abs(minutes);
        const zone = sign + String(Math.floor(size / 60)).padStart(2, '0') + String(size % 60).padStart(2, '0');
        expect(readDate(local + zone)).toEqual(sure(`${time.toISOString().slice(0, 19)}Z`));
      }),
    );
  });

  it('gives up on a hostile header at once', () => {
    const start = performance.now();
    expect(readDate(`${'('.repeat(200_000)}6 Feb 2012 10:00:00 +0000`)).toBeNull();
    expect(performance.now() - start).toBeLessThan(100);
  });

  it('never throws', () => {
    const word = fc.constantFrom('6', 'Feb', '2012', '10:00', '+0100', '(', ')', ',', '"', 'PM', '-', '31', 'Mon');
    fc.assert(fc.property(fc.array(word), (words) => void readDate(words.join(' '))));
    fc.assert(fc.property(fc.string(), (text) => void readDate(text)));
  });
});

describe.skipIf(!corpusIsHere)(`the corpus's dates${corpusNote}`, () => {
  it('are all read as the ground truth has them', () => {
    // 25:61 +9900: the reader behind the ground truth computed an instant from it; to us it is no date.
    const rows = expectedRows().filter((row) => row.date_header !== null && row.kind !== 'impossible-date');
    expect(rows.length).toBeGreaterThan(900);
    const wrong = rows
      .map((row) => ({
        header: row.date_header,
        meant: row.date_utc,
        read: readDate(row.date_header ?? '')?.instant ?? null,
      }))
      .filter(({ meant, read }) => meant !== read);
    expect(wrong).toEqual([]);
  });
});

describe('the usual form, which has a way of its own', () => {
  const seconds = fc.integer({ min: 0, max: Date.UTC(2099, 11, 30) / 1000 });
  const offset = fc.integer({ min: -13 * 60, max: 13 * 60 });

  it('means what it says, and what the same date means in another form', () => {
    fc.assert(
      fc.property(seconds, offset, (time, minutes) => {
        const local = new Date((time + minutes * 60) * 1000);
        fc.pre(local.getTime() >= 0);
        const [day, date, month, year, clock] = local.toUTCString().split(/[, ]+/);
        const east = Math.abs(minutes);
        const zone = `${minutes < 0 ? '-' : '+'}${String(Math.floor(east / 60)).padStart(2, '0')}${String(east % 60).padStart(2, '0')}`;
        const expected = sure(`${new Date(time * 1000).toISOString().slice(0, 19)}Z`);
        expect(readDate(`${day}, ${date} ${month} ${year} ${clock} ${zone}`)).toEqual(expected);
        expect(readDate(`${day},  ${date}  ${month} ${year}  ${clock} ${zone}`)).toEqual(expected);
      }),
    );
  });

  it.each(['30 Feb 2012', '31 Apr 2012', '29 Feb 2011', '0 Mar 2012', '00 Mar 2012'])('knows no %s', (day) => {
    expect(readDate(`${day} 18:42:10 +0100`)).toBeNull();
  });
});

describe('instantAt', () => {
  it('writes every second of its years, in any order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 253_402_300_799 }), (time) => {
        expect(instantAt(time)).toBe(`${new Date(time * 1000).toISOString().slice(0, 19)}Z`);
      }),
    );
  });

  it.each([-1, 253_402_300_800, Number.NaN, Number.POSITIVE_INFINITY])('has none for %d', (time) => {
    expect(instantAt(time)).toBeNull();
  });
});
