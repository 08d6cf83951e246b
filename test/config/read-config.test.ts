/** `listpress.yaml`: what it can say, and what a mistake in it is told. */
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/read-config.js';
import { defaultConfig } from '../../src/config/settings.js';
import { UsageError } from '../../src/errors.js';

const mistakes = (...lines: string[]): string[] => {
  try {
    readConfig(lines.join('\n'), 'listpress.yaml');
  } catch (error) {
    if (error instanceof UsageError) return error.message.split('\n');
    throw error;
  }
  return [];
};

describe('readConfig', () => {
  it('reads every setting', () => {
    const text = [
      'contact: ann@example.org',
      'authors:',
      '  Marit Tveitsund: marit',
      '  Tom@Example.org: tom',
      'lists:',
      '  summit: https://lists.example.org/pipermail/summit/',
      '  docs@lists.example.org:',
      '    - https://lists.example.org/pipermail/docs/',
      '    - https://lists.example.org/hyperkitty/list/docs@lists.example.org/',
      '  saved: mail/notes.mbox',
      'out: content/posts',
      'delay: 0',
      'concurrency: 8',
      'redact: false',
    ].join('\n');
    expect(readConfig(text, 'listpress.yaml')).toEqual({
      contact: 'ann@example.org',
      authors: new Map([
        ['marit tveitsund', 'marit'],
        ['tom@example.org', 'tom'],
      ]),
      lists: new Map([
        ['summit', ['https://lists.example.org/pipermail/summit/']],
        [
          'docs@lists.example.org',
          [
            'https://lists.example.org/pipermail/docs/',
            'https://lists.example.org/hyperkitty/list/docs@lists.example.org/',
          ],
        ],
        ['saved', ['mail/notes.mbox']],
      ]),
      out: 'content/posts',
      delay: 0,
      concurrency: 8,
      redact: { addresses: 'keep', phones: 'keep' },
      quotes: 'fold',
      signatures: false,
      reflow: true,
    });
  });

  it.each(['', '\n# only a comment\n', '{}', '---\n', '\u{feff}# marked\n'])(
    'is what holds without a file for %j',
    (text) => {
      expect(readConfig(text, 'listpress.yaml')).toEqual(defaultConfig);
    },
  );

  it('reads Windows line ends', () => {
    expect(readConfig('out: posts\r\ndelay: 5\r\n', 'x')).toMatchObject({ out: 'posts', delay: 5 });
  });

  it.each([
    [
      ['out: posts', 'colour: red'],
      /^listpress\.yaml:2:1 “colour” is not a setting here; the settings are .*\bauthors\b.*\.$/,
    ],
    [['delay: soon'], /^listpress\.yaml:1:8 delay: .*number.*\.$/],
    [['delay: -1'], /^listpress\.yaml:1:8 delay: .*\.$/],
    [['delay: 1.5'], /^listpress\.yaml:1:8 delay: .*\.$/],
    [['concurrency: 9'], /^listpress\.yaml:1:14 concurrency: .*8\.$/],
    [['redact: yes please'], /^listpress\.yaml:1:9 redact: give true, false, or addresses: and phones: below it\.$/],
    [['out: ""'], /^listpress\.yaml:1:6 out: .*\.$/],
    [['authors:', '  Ann: ann', '  Bee: 3'], /^listpress\.yaml:3:8 authors\.Bee: .*string.*\.$/],
    [['authors: [a]'], /^listpress\.yaml:1:10 authors: .*\.$/],
    [
      ['lists:', '  a: https://example.org/about'],
      /^listpress\.yaml:2:6 lists\.a: “https:\S+” is not a link into .*\.$/,
    ],
    [
      ['lists:', '  a:', '    - b.mbox', '    - ftp://x/'],
      /^listpress\.yaml:4:7 lists\.a\.1: “ftp:\S+” is not a link.*\.$/,
    ],
    [['lists:', '  a: []'], /^listpress\.yaml:2:6 lists\.a: give the link of .*\.$/],
    [['lists:', '  a:'], /^listpress\.yaml:2:5 lists\.a: give the link of .*\.$/],
    [['lists:', '  a: [3]'], /^listpress\.yaml:2:7 lists\.a\.0: a link is text\.$/],
    [['lists:', '  a: ""'], /^listpress\.yaml:2:6 lists\.a: the link is empty\.$/],
    [['lists:', '  a/b: c.mbox'], /^listpress\.yaml:2:8 lists\.a\/b: a name has letters, .*\.$/],
    [['lists:', '  a: c.mbox', '  b: c.mbox'], /^listpress\.yaml:3:6 lists\.b: “c\.mbox” stands under a already\.$/],
    [
      ['lists:', '  a: https://lists.example.org/pipermail/summit/2012-February/001084.html'],
      /^listpress\.yaml:2:6 lists\.a: “https:\S+” is a message; give the link of its list\.$/,
    ],
    [['lists: [a]'], /^listpress\.yaml:1:8 lists: .*\.$/],
  ])('names the place and the mistake: %j', (lines, sentence) => {
    const found = mistakes(...lines);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(sentence);
  });

  it('names every mistake, each on its line', () => {
    const found = mistakes('colour: red', 'size: 3', 'delay: soon');
    expect(found.map((line) => line.split(' ')[0]).sort()).toEqual([
      'listpress.yaml:1:1',
      'listpress.yaml:2:1',
      'listpress.yaml:3:8',
    ]);
  });

  it.each([[['- a', '- b']], [['just text']], [['42']]])('says that %j is no mapping', (lines) => {
    const [sentence = ''] = mistakes(...lines);
    expect(sentence).toMatch(/^listpress\.yaml:1:1 [A-Z“].*\.$/);
    expect(sentence).not.toContain(' : ');
  });

  it.each([
    [['out: [posts'], '1:'],
    [['out: a', 'out: b'], '2:1'],
    [['a: 1', '---', 'b: 2'], '2:1'],
  ])('says where %j is not YAML', (lines, place) => {
    const [sentence = ''] = mistakes(...lines);
    expect(sentence.startsWith(`listpress.yaml:${place}`)).toBe(true);
    expect(sentence).toContain('is not YAML');
  });

  it('says that an alias leads nowhere', () => {
    expect(mistakes('out: *nothing')).toEqual([expect.stringMatching(/^listpress\.yaml .*nothing.*\.$/)]);
  });

  it('refuses an alias bomb', () => {
    const levels = Array.from({ length: 12 }, (_, at) =>
      at === 0 ? 'a0: &a0 [lol, lol]' : `a${at}: &a${at} [${`*a${at - 1}, `.repeat(9)}*a${at - 1}]`,
    );
    expect(mistakes(...levels)).toEqual([expect.stringMatching(/^listpress\.yaml.*alias/i)]);
  });

  it('runs nothing', () => {
    const marker = globalThis as { __pwned?: number };
    expect(mistakes('out: !!js/function "function () { globalThis.__pwned = 1 }"')).toEqual([]);
    expect(marker.__pwned).toBeUndefined();
  });

  it('keeps authors with names that JavaScript has for itself', () => {
    const { authors } = readConfig('authors:\n  constructor: carl\n', 'x');
    expect(authors.get('constructor')).toBe('carl');
    expect(readConfig('', 'x').authors.get('constructor')).toBeUndefined();
  });
});
