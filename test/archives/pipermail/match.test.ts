/** The pages of a volume and its texts, brought together only where that is certain. */
import { describe, expect, it } from 'vitest';
import { matchVolume, pairVolume } from '../../../src/archives/pipermail/match.js';
import type { ThreadEntry } from '../../../src/archives/pipermail/thread-index.js';
import type { VolumeRecord } from '../../../src/archives/pipermail/volume-text.js';
import { readDate } from '../../../src/mail/dates.js';

const entry = (number: number, given: Partial<ThreadEntry> = {}): ThreadEntry => ({
  url: `p${number}`,
  number,
  subject: 'Room 4',
  author: 'Ann Bee',
  epoch: null,
  id: null,
  parentUrl: null,
  ...given,
});
const record = (text: string, given: Partial<VolumeRecord> = {}): VolumeRecord => ({
  from: 'ann at example.org (Ann Bee)',
  subject: 'Room 4',
  dateHeader: null,
  sent: given.dateHeader == null ? null : readDate(given.dateHeader),
  id: null,
  inReplyTo: null,
  references: [],
  text,
  ...given,
});
const pairs = (entries: readonly ThreadEntry[], records: readonly VolumeRecord[]) =>
  [...matchVolume(entries, records).values()].map(({ entry, record, by }) => [entry.url, record.text, by]).sort();

// 2012-02-06T17:42:10Z
const EPOCH = 1328550130;
const DATE = 'Mon, 06 Feb 2012 18:42:10 +0100';

describe('mails that share one Message-ID', () => {
  const ID = '<one@example.org>';
  const first = record('first', { id: ID, dateHeader: DATE });
  const other = record('other', { id: ID, dateHeader: 'Tue, 07 Feb 2012 18:42:10 +0100', subject: 'Floor' });

  it('are two mails where their dates are two, and the page of one is not the other’s', () => {
    const page = entry(1, { epoch: EPOCH });
    expect(pairVolume([page], [first, other]).loose.map(({ text }) => text)).toEqual(['other']);
    expect(pairs([page, entry(2, { subject: 'Floor', epoch: EPOCH + 86_400 })], [first, other])).toEqual([
      ['p1', 'first', 'time-and-subject'],
      ['p2', 'other', 'time-and-subject'],
    ]);
  });

  it('have a page each where one of them was archived twice', () => {
    const pages = [1, 2, 3].map((number) => entry(number, { id: ID, epoch: EPOCH + (number === 3 ? 86_400 : 0) }));
    expect(pairs(pages, [first, other, { ...first, text: 'again' }])).toEqual([
      ['p1', 'first', 'message-id'],
      ['p2', 'again', 'message-id'],
      ['p3', 'other', 'message-id'],
    ]);
  });
});

describe('matchVolume', () => {
  it('pairs by the Message-ID before anything else', () => {
    const entries = [
      entry(1, { id: '<a@example.org>', epoch: EPOCH }),
      entry(2, { id: '<b@example.org>', epoch: EPOCH }),
    ];
    const records = [
      record('b', { id: '<b@example.org>', dateHeader: DATE }),
      record('a', { id: '<a@example.org>', dateHeader: DATE }),
    ];
    expect(pairs(entries, records)).toEqual([
      ['p1', 'a', 'message-id'],
      ['p2', 'b', 'message-id'],
    ]);
  });

  it('pairs by the time filed and the subject, whatever its characters became', () => {
    const entries = [entry(1, { epoch: EPOCH, subject: 'Straße 4' }), entry(2, { epoch: EPOCH, subject: 'Hall' })];
    const records = [
      record('hall', { dateHeader: DATE, subject: 'Hall' }),
      record('strasse', { dateHeader: DATE, subject: 'Stra?e 4' }),
    ];
    expect(pairs(entries, records)).toEqual([
      ['p1', 'strasse', 'time-and-subject'],
      ['p2', 'hall', 'time-and-subject'],
    ]);
  });

  it('pairs by the time where the clock of all is off by a zone', () => {
    const entries = [entry(1, { epoch: EPOCH + 3600 }), entry(2, { epoch: EPOCH + 3600, author: 'Zoë Amsinck' })];
    const records = [
      record('ann', { dateHeader: DATE }),
      record('zoe', { dateHeader: DATE, from: 'zoe at example.org (Zoë Amsinck)' }),
    ];
    expect(pairs(entries, records)).toEqual([
      ['p1', 'ann', 'time-and-subject'],
      ['p2', 'zoe', 'time-and-subject'],
    ]);
  });

  it('believes the clock of most, where mails came an hour apart', () => {
    const hours = [0, 1, 2, 3];
    const date = (hour: number) => `Mon, 06 Feb 2012 ${18 + hour}:42:10 +0100`;
    const entries = hours.map((hour) => entry(hour, { epoch: EPOCH + hour * 3600 - 3600 }));
    const records = hours.map((hour) => record(String(hour), { dateHeader: date(hour) }));
    expect(pairs(entries, records)).toEqual(hours.map((hour) => [`p${hour}`, String(hour), 'time-and-subject']));
  });

  it('pairs by author and subject where the clock is off by no zone', () => {
    const entries = [entry(1, { epoch: EPOCH + 77 }), entry(2, { epoch: EPOCH + 99, author: 'Zoë Amsinck' })];
    const records = [
      record('ann', { dateHeader: DATE }),
      record('zoe', { dateHeader: DATE, from: 'zoe at example.org (Zoë Amsinck)' }),
    ];
    expect(pairs(entries, records)).toEqual([
      ['p1', 'ann', 'author-and-subject'],
      ['p2', 'zoe', 'author-and-subject'],
    ]);
  });

  it('pairs a subject whose address or entity the index wrote otherwise', () => {
    const entries = [
      entry(1, { epoch: EPOCH, subject: 'ann at example.org: & ©' }),
      entry(2, { epoch: EPOCH, subject: '=?utf-8?B?8J+OiQ==?= hall' }),
    ];
    const records = [
      record('a', { dateHeader: DATE, subject: 'ann@example.org: &amp; &copy;' }),
      record('b', { dateHeader: DATE, subject: '🎉 hall' }),
    ];
    expect(pairs(entries, records)).toHaveLength(2);
  });

  it('sees through the ? that a us-ascii list puts for other letters', () => {
    const entries = [entry(1, { author: 'Zoë Amsinck', subject: 'Über Straßen' })];
    const records = [record('zoe', { from: 'zoe at example.org (Zo? Amsinck)', subject: '?ber Stra?en' })];
    expect(pairs(entries, records)).toEqual([['p1', 'zoe', 'author-and-subject']]);
  });

  it('does not see through it where that would fit two', () => {
    const entries = [entry(1, { author: 'Zoë A', subject: 'É' }), entry(2, { author: 'Zoé A', subject: 'È' })];
    const records = [
      record('1', { from: 'z at example.org (Zo? A)', subject: '?' }),
      record('2', { from: 'z at example.org (Zo? A)', subject: '?' }),
    ];
    expect(pairs(entries, records)).toEqual([]);
  });

  it('pairs copies in the order of time, when both views have as many', () => {
    const entries = [entry(9, { epoch: EPOCH + 9 }), entry(1, { epoch: EPOCH })];
    expect(pairs(entries, [record('first'), record('second')])).toEqual([
      ['p1', 'first', 'author-and-subject'],
      ['p9', 'second', 'author-and-subject'],
    ]);
  });

  it('leaves copies alone when it has not', () => {
    expect(pairs([entry(1), entry(2)], [record('only')])).toEqual([]);
    expect(pairs([entry(1)], [record('a'), record('b')])).toEqual([]);
  });

  it('is not led by the order', () => {
    expect(pairs([entry(1, { subject: 'One' })], [record('two', { subject: 'Two' })])).toEqual([]);
  });

  it('sets Re: and case aside', () => {
    expect(pairs([entry(1, { subject: 'room 4' })], [record('x', { subject: 'Re: Room 4' })])).toHaveLength(1);
  });

  it('knows the author of 1999 and one without a name', () => {
    expect(pairs([entry(1)], [record('x', { from: 'Ann Bee ann@example.org' })])).toHaveLength(1);
    expect(
      pairs([entry(1, { author: 'ann at example.org' })], [record('x', { from: 'ann at example.org' })]),
    ).toHaveLength(1);
  });

  it('pairs nothing twice', () => {
    const id = '<a@example.org>';
    const entries = [entry(1, { id }), entry(2)];
    const matches = matchVolume(entries, [record('a', { id }), record('b')]);
    expect([...matches.values()].map(({ record }) => record.text).sort()).toEqual(['a', 'b']);
  });

  it('bears an empty volume', () => {
    expect(matchVolume([], [record('x')]).size).toBe(0);
    expect(matchVolume([entry(1)], []).size).toBe(0);
  });
});
