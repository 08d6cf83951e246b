/** What `listpress search` shows. */
import { describe, expect, it } from 'vitest';
import type { Io } from '../../src/commands/io.js';
import { printHits, printHitsAsData } from '../../src/commands/search-report.js';
import { columnsOf } from '../../src/commands/terminal.js';
import type { SearchHit, SearchResult, StoredList } from '../../src/store/archive-store.js';
import { aMessage } from '../helpers/fake-writer.js';

const text = 'the bar at FOSDEM 2012 was full of people who had resume tokens';
const hit: SearchHit = {
  message: aMessage('a', { subject: 'Notes from FOSDEM' }),
  list: 'summit',
  alternateUrls: [],
  thread: '<a@example.org>',
  threadSize: 5,
  score: 3.2,
  snippet: { text, hits: [{ from: 11, to: 17 }] },
};
const hostile: SearchHit = {
  ...hit,
  message: aMessage('b', {
    subject: 'Notes\u{1b}]0;owned\u{7}\nFrom: ann',
    from: { name: '\u{9b}2JBob', address: null },
    date: null,
  }),
  threadSize: 1,
  snippet: { text: 'a\u{1b}[2Jb FOSDEM\u{202e}c', hits: [{ from: 7, to: 13 }] },
};
const lists = [{ name: 'summit', messages: 45 }] as unknown as readonly StoredList[];
const months = [
  { month: '2011-12', count: 3 },
  { month: '2012-02', count: 20 },
];
const resultOf = (...hits: SearchHit[]): SearchResult => ({ hits, total: hits.length, months });

function show(result: SearchResult, io: Partial<Io> = {}, options = {}, filters: readonly string[] = []) {
  let [out, err] = ['', ''];
  const own = { out: (part: string) => (out += part), err: (part: string) => (err += part) };
  printHits({ query: 'fosdem notes', result, filters, lists }, options, {
    terminal: { isTTY: false, columns: 80 },
    ...io,
    ...own,
  } as unknown as Io);
  return { out, err };
}

const tty = { screen: { isTTY: true, columns: 80 } };

describe('in a pipe', () => {
  it('has four lines for a hit, and no colour', () => {
    expect(show(resultOf(hit))).toEqual({
      out: [
        'Notes from FOSDEM',
        '  summit · 2012-02-06 · Ann Bee · thread of 5',
        `  ${text}`,
        '  http://lists.example.org/pipermail/summit/2012-February/a.html',
        '',
      ].join('\n'),
      err: '',
    });
  });

  it('says on standard error that there are more', () => {
    expect(show({ ...resultOf(hit, hit), total: 1234 }).err).toBe(
      'The best 2 of 1,234 messages; --limit shows more.\n',
    );
    expect(show({ ...resultOf(hit, hit), total: 1234 }, {}, { quiet: true }).err).toBe('');
  });
});

describe('on a terminal', () => {
  it('has the chart above, and the hits marked', () => {
    const { out } = show({ ...resultOf(hit), total: 23 }, tty);
    const [first = '', ...rest] = out.split('\n');
    expect(first).toContain('23 messages');
    expect(first).toContain(' from 2011-12 to 2012-02, the best 1 of them here');
    expect(rest.some((line) => line.includes('█'))).toBe(true);
    expect(out).toMatch(/bar at .*\u{1b}\[\d+m.*FOSDEM.*\u{1b}\[\d+m.* 2012/u);
    expect(out).toContain('\n  http://lists.example.org/pipermail/summit/2012-February/a.html\n');
  });

  it.each([40, 60, 80])('fits %d columns, addresses aside', (columns) => {
    const { out } = show(resultOf(hit, hit), { screen: { isTTY: true, columns } });
    for (const line of out.split('\n')) {
      if (!line.includes('http://')) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
    }
  });

  it('has no colour for who wants none', () => {
    const { out } = show(resultOf(hit), { screen: { isTTY: true, columns: 80, colours: false } });
    expect(out).not.toContain('\u{1b}');
  });
});

describe('mail', () => {
  it.each([[{}], [{ screen: { isTTY: true, columns: 80, colours: false } }]])('commands no terminal: %j', (io) => {
    const { out } = show(resultOf(hostile), io);
    expect(out.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\u{202e}/u);
    expect(out).toContain('no date');
    expect(out).toContain('a [2Jb FOSDEM c');
  });
});

describe('nothing found', () => {
  it('says where was looked, and what could help', () => {
    const { out, err } = show({ hits: [], total: 0, months: [] });
    expect(out).toBe('');
    expect(err.replaceAll('\n', ' ')).toContain(
      'Nothing in the 45 messages of summit has “fosdem notes”. Try fewer words',
    );
    expect(err.replaceAll('\n', ' ')).toContain('listpress sync');
    expect(show({ hits: [], total: 0, months: [] }, {}, { quiet: true }).err).toBe('');
  });

  it('advises against the options that were given, and no others', () => {
    const none = { hits: [], total: 0, months: [] };
    expect(show(none).err).not.toContain('--');
    const { err } = show(none, {}, {}, ['--list', '--from']);
    expect(err.replaceAll('\n', ' ')).toContain('or no --list and no --from;');
    expect(err).not.toContain('--since');
  });
});

describe('as data', () => {
  it('is one object with every hit', () => {
    let out = '';
    printHitsAsData('fosdem', resultOf(hit, hostile), { out: (part: string) => (out += part) } as unknown as Io);
    const data = JSON.parse(out);
    expect(Object.keys(data)).toEqual(['query', 'total', 'months', 'hits']);
    expect(data.hits[0]).toEqual({
      ...{ id: '<a@example.org>', url: hit.message.url, alternateUrls: [], list: 'summit' },
      ...{ subject: 'Notes from FOSDEM', from: { name: 'Ann Bee', address: null }, date: '2012-02-06T17:05:33Z' },
      ...{ thread: '<a@example.org>', threadSize: 5, score: 3.2, snippet: hit.snippet },
    });
    expect(out).not.toMatch(/[\u{1b}\u{9b}]/u);
  });
});
