import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStoreFile, type StoreFile } from '../../src/store/database.js';
import { conditionsOf } from '../../src/store/filters.js';
import { type Ranking, rankAtOnce, rankWords, sourceOf } from '../../src/store/ranking.js';
import { expressionFor, parseQuery } from '../../src/store/search-query.js';
import { drivers, numbered, openSummit, stored, useFolders, writeVolume } from './made.js';

const folder = useFolders();

/** A word in the subject of each seventh message, in the text of two thirds, and quoted by the rest. */
const messages = Array.from({ length: 400 }, (_, n) =>
  numbered(n, {
    date:
      n % 40 === 0
        ? null
        : `20${String(10 + (n % 5))}-${String((n % 12) + 1).padStart(2, '0')}-0${(n % 9) + 1}T00:00:00Z`,
    subject: n % 7 === 0 ? 'About the room' : 'Agenda',
    text: n % 3 === 0 ? '> the room\n\nYes.' : `the room ${'and more '.repeat(n % 11)}`,
    from: { name: n % 2 === 0 ? 'Ann Example' : 'Bob Example', address: null },
  }),
);

describe.each(drivers)('words that are too common to be scored (%s)', (driver) => {
  let file: StoreFile;
  beforeAll(async () => {
    const dir = folder();
    (await stored(dir, driver, (writer) => void writeVolume(openSummit(writer), messages))).close();
    file = await openStoreFile(dir, 'read', { driver });
  });
  afterAll(() => file.close());

  const both = (query: string, filter: Parameters<typeof conditionsOf>[0], limit: number): Ranking[] => {
    const { terms, without } = parseQuery(query, () => false);
    const source = sourceOf(expressionFor(terms, without), null, conditionsOf(filter, []));
    return file.within('read', (db) => [rankAtOnce(db, source, limit), rankWords(db, source, limit, 100)]);
  };

  it.each([
    ['room', {}],
    ['room', { since: '2012-01-01T00:00:00Z', until: '2014-01-01T00:00:00Z' }],
    ['room', { from: 'ann' }],
    ['room -agenda', {}],
    ['the', { match: 'about' }],
    ['example', {}],
  ] as const)('are counted all the same: %s %j', (query, filter) => {
    const [scored, common] = both(query, filter, 30);
    expect([common?.total, common?.months]).toEqual([scored?.total, scored?.months]);
    const ids = common?.ranked.map(({ id }) => id) ?? [];
    expect(ids).toHaveLength(Math.min(30, common?.total ?? 0));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are ranked by subject and sender, then the newest', () => {
    const [, common] = both('room', {}, 100);
    const subjectOf = (id: number) => messages[id - 1]?.subject;
    const ids = common?.ranked.map(({ id }) => id) ?? [];
    const titled = messages.filter(({ subject }) => subject === 'About the room').length;
    expect(ids.slice(0, titled).map(subjectOf)).toEqual(Array(titled).fill('About the room'));
    const dates = ids.slice(titled).map((id) => messages[id - 1]?.date ?? '');
    expect(dates).toEqual([...dates].sort().reverse());
    expect(dates).toHaveLength(100 - titled);
  });
});
