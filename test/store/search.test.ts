import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../src/model.js';
import type { ArchiveStore } from '../../src/store/archive-store.js';
import { drivers, month, numbered, openSummit, stored, useFolders, writeVolume } from './made.js';

const folder = useFolders();

/** Text → the queries that must find it, and some that must not. */
const TEXTS: Readonly<Record<string, { text: string; finds: readonly string[]; not?: readonly string[] }>> = {
  cpp: {
    text: 'We wrote it in C++ and not in Rust.',
    finds: ['C++', 'c++', '"in C++ and"', 'C++ rust', 'RUST', 'ru*', '"wrote it"', 'rust OR zebra', '(C++)', 'c'],
    not: ['rust zebra', 'rust -wrote', '"it wrote"', 'rus', 'rust NOT wrote', 'C#'],
  },
  c: { text: 'Chapter c of the book', finds: ['c', 'chapter c'], not: ['C++', 'C#', '"c of book"'] },
  sharp: {
    text: 'A C# program on .NET, and node.js',
    finds: ['C#', '.NET', 'node.js', 'c# .net', 'net'],
    not: ['C++'],
  },
  net: { text: 'the net is down', finds: ['net', 'NET'], not: ['.NET', 'node.js', 'js'] },
  hyphen: {
    text: 'See foo-bar, list:summit2012, title:x and https://example.org/a?b=c#d',
    finds: ['foo-bar', 'list:summit2012', 'title:x', 'https://example.org/a?b=c#d', 'example.org', 'foo bar'],
    not: ['bar-foo', 'foo -bar', 'list:nobody'],
  },
  german: {
    text: 'Die Übersicht über das Café',
    finds: ['übersicht', 'ubersicht', 'CAFE', 'café', 'cafe\u0301', 'ÜBER*'],
    not: ['uber*sicht'],
  },
  japanese: {
    text: '東京都で会議を開きます。ﾃｽﾄ Python入門',
    finds: [
      '東京',
      '京都',
      '東京都',
      '会議',
      '都',
      '京都で',
      '開きます',
      'テスト',
      'テ',
      'Python入門',
      'python',
      '"東京都で会議"',
    ],
    not: ['東都', '会議東京', '入門Python', '"東京 会議"'],
  },
  korean: { text: '한국어 메일링 리스트', finds: ['한국어', '국어', '메일', '리스트'], not: ['한어'] },
  thai: { text: 'การประชุมครั้งที่สอง', finds: ['ประชุม', 'การประชุม', 'ครั้ง', 'ส'], not: ['ชุมประ'] },
  hindi: { text: 'हिन्दी में संदेश', finds: ['हिन्दी', 'संदेश'], not: ['हन्दी', 'हिन्दि'] },
  odd: {
    text: 'An 🎉 emoji, a NUL \0, NEAR( and AND or "',
    finds: ['NEAR(', 'emoji', 'nul', '"emoji', 'near AND emoji', '🎉 emoji'],
  },
};

const keys = Object.keys(TEXTS);
const messages: readonly Message[] = keys.map((key, index) =>
  numbered(index + 1, {
    id: `<${key}@example.org>`,
    subject: 'x1',
    from: { name: 'Nobody', address: null },
    text: TEXTS[key]?.text ?? '',
  }),
);

describe.each(drivers)('a search (%s)', (driver) => {
  let store: ArchiveStore;
  beforeAll(async () => {
    store = await stored(folder(), driver, (writer) => void writeVolume(openSummit(writer), messages));
  });
  afterAll(() => store.close());
  const found = (query: string) => store.search(query, {}, 100).hits.map(({ message }) => message.id?.slice(1, -13));

  it.each(keys)('finds what a person means: %s', (key) => {
    const { finds, not = [] } = TEXTS[key] ?? { finds: [] };
    expect(finds.filter((query) => !found(query).includes(key))).toEqual([]);
    expect(not.filter((query) => found(query).includes(key))).toEqual([]);
  });

  it('tells what makes a word another from the word', () => {
    expect([found('C++'), found('C#'), found('.NET'), found('node.js')]).toEqual([
      ['cpp'],
      ['sharp'],
      ['sharp'],
      ['sharp'],
    ]);
  });

  it('has no words to look for in signs, and looks for nothing else then', () => {
    expect(['🎉', '???', '"', '-', '*', '""', '( )'].map((query) => store.search(query, {}, 5).total)).toEqual([
      0, 0, 0, 0, 0, 0, 0,
    ]);
  });

  it('gives everything, newest first, when nothing is asked for, and leaves out what is not wanted', () => {
    expect(found('')).toEqual([...keys].reverse());
    expect(found('-c -x1')).toEqual([]);
    expect(found('-c')).not.toContain('cpp');
    expect(found('-c')).toContain('german');
  });

  it('never fails, whatever is typed', () => {
    const words = fc.constantFrom(
      'C++',
      '"',
      '-',
      '*',
      'NEAR(',
      'AND',
      'OR',
      'NOT',
      '^',
      '{subject}',
      ':',
      '+',
      '(',
      ')',
      "'",
      '東',
      '\0',
      '🎉',
      '\ud83c',
      'list:',
      'title:',
      'from:"',
      'foo-bar',
      '.net',
      '\u{e000}',
      '%',
      ';',
    );
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(fc.oneof(words, fc.string({ maxLength: 5 }))).map((parts) => parts.join('')),
      fc.array(words).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(typed, (query) => {
        const { hits, total } = store.search(query, {}, 3);
        expect(hits.length).toBe(Math.min(3, total));
        for (const { snippet } of hits) expect(snippet.text).not.toContain('\n');
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ['one word', 'a'.repeat(10_000)],
    ['two thousand words', Array.from({ length: 2000 }, (_, n) => `w${n}`).join(' ')],
    ['two thousand times one word', 'rust '.repeat(2000)],
    ['a phrase', `"${'we wrote '.repeat(1100)}"`],
    ['letters', '東京'.repeat(5000)],
    ['quotes', '"'.repeat(10_000)],
    ['alternatives', 'rust OR '.repeat(1200)],
    ['exclusions', Array.from({ length: 2000 }, (_, n) => `-w${n}`).join(' ')],
  ])('takes ten thousand characters: %s', (_name, query) => {
    expect(store.search(query, {}, 5).total).toBeGreaterThanOrEqual(0);
  });
});

describe.each(drivers)('the hits of a search (%s)', (driver) => {
  it('are ranked: who says it above twenty who quote it, the subject above both', async () => {
    const says = numbered(1, { text: 'The quorum was reached, after a long while in which nothing happened at all.' });
    const quotes = Array.from({ length: 20 }, (_, n) =>
      numbered(n + 2, { text: `> The quorum was reached\n> quorum, quorum\n\nYes, number ${n}.` }),
    );
    const titled = numbered(30, { subject: 'Quorum', text: 'See below.' });
    const store = await stored(
      folder(),
      driver,
      (writer) => void writeVolume(openSummit(writer), [...quotes, says, titled]),
    );
    const { hits, total } = store.search('quorum', {}, 5);
    expect([hits[0]?.message.id, hits[1]?.message.id, total]).toEqual([titled.id, says.id, 22]);
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).sort((a, b) => b - a));
    // Of equals, the newest.
    expect(hits[2]?.message.id).toBe('<21@example.org>');
    store.close();
  });

  it('find the sender, and the fields by their names', async () => {
    const messages = [
      numbered(1, { from: { name: 'Ann Example', address: null }, subject: 'Room', text: 'Bob was here' }),
      numbered(2, { from: { name: 'Bob Example', address: null }, subject: 'Agenda', text: 'Ann was in the room' }),
    ];
    const store = await stored(folder(), driver, (writer) => void writeVolume(openSummit(writer), messages));
    const first = (query: string) => store.search(query, {}, 5).hits.map(({ message }) => message.id?.slice(1, 2));
    expect([
      first('from:bob'),
      first('author:"ann example"'),
      first('subject:room'),
      first('title:room from:ann'),
    ]).toEqual([['2'], ['1'], ['1'], ['1']]);
    store.close();
  });

  it('are all counted, by month, whatever the limit; as a plain loop counts them', async () => {
    const words = ['apple', 'pear', 'plum', 'quince'];
    const all = Array.from({ length: 300 }, (_, n) =>
      numbered(n, {
        date: n % 50 === 0 ? null : `20${10 + (n % 3)}-${String((n % 12) + 1).padStart(2, '0')}-01T00:00:00Z`,
        text: words.filter((_word, index) => (n >> index) % 2 === 0).join(' '),
        issues: n % 7 === 0 ? [{ code: 'NO_ARCHIVE_ASKED', url: '' }] : [],
      }),
    );
    const store = await stored(folder(), driver, (writer) => void writeVolume(openSummit(writer), all));
    for (const query of ['apple', 'pear plum', 'quince -apple', 'apple OR pear', '']) {
      const expected = all.filter(({ body, issues }) => {
        const said = body.kind === 'text' ? body.text.split(' ') : [];
        const has = (word: string) => said.includes(word);
        const matches: Record<string, boolean> = {
          apple: has('apple'),
          'pear plum': has('pear') && has('plum'),
          'quince -apple': has('quince') && !has('apple'),
          'apple OR pear': has('apple') || has('pear'),
          '': true,
        };
        return matches[query] && issues.length === 0;
      });
      const counts = new Map<string, number>();
      for (const { date } of expected)
        if (date !== null) counts.set(date.slice(0, 7), (counts.get(date.slice(0, 7)) ?? 0) + 1);
      const { total, months, hits } = store.search(query, {}, 3);
      expect([query, total, hits.length]).toEqual([query, expected.length, 3]);
      expect(months).toEqual([...counts].sort().map(([name, count]) => ({ month: name, count })));
    }
    store.close();
  });

  it('come with a passage on one line, in which they are marked', async () => {
    const filler = 'Nothing of interest stands here, line after line. '.repeat(40);
    const messages = [
      numbered(1, { text: `${filler}\nThen the  quorum\nof the C++ group met in Zürich. ${filler}` }),
      numbered(2, { text: `> a quorum once quoted\n\nMy own words about 東京都 and the Zürich room` }),
      numbered(3, { subject: 'quorums', text: 'Only the subject.' }),
      numbered(4, { body: { kind: 'html', html: '<style>quorum{}</style><p>A <b>quo</b>rum &amp; more</p>' } }),
    ];
    const store = await stored(folder(), driver, (writer) => void writeVolume(openSummit(writer), messages, month()));
    const marked = (query: string, id: number) => {
      const hit = store.search(query, {}, 9).hits.find(({ message }) => message.id === `<${id}@example.org>`);
      const { text, hits } = hit?.snippet ?? { text: '', hits: [] };
      return { text, marks: hits.map(({ from, to }) => text.slice(from, to)) };
    };
    const long = marked('quorum zurich', 1);
    expect(long.text).toContain('Then the quorum of the C++ group met in Zürich.');
    expect(long.text.length).toBeLessThanOrEqual(170);
    expect(long.text).toMatch(/^….*…$/);
    expect(long.marks).toEqual(['quorum', 'Zürich']);
    expect(marked('"quorum of the" C++', 1).marks).toEqual(['quorum of the', 'C++']);
    expect(marked('京都', 2).marks).toEqual(['京都']);
    expect(marked('zuri*', 2).marks).toEqual(['Zürich']);
    expect(marked('quoted', 2)).toEqual({ text: 'a quorum once quoted', marks: ['quoted'] });
    expect(marked('quorums', 3)).toEqual({ text: 'Only the subject.', marks: [] });
    expect(marked('quorum', 4)).toEqual({ text: 'A quorum & more', marks: ['quorum'] });
    store.close();
  });
});
