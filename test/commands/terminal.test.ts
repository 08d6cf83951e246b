/** Words on a screen. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  coloursFor,
  columnsOf,
  cutTo,
  harmless,
  harmlessLines,
  inBytes,
  inThousands,
  inTime,
  plural,
  printable,
  toJson,
  wrap,
} from '../../src/commands/terminal.js';

/** What a terminal obeys, and what makes a line run backwards. */
const COMMANDS = [
  '\u{1b}[2J',
  '\u{1b}]0;title\u{7}',
  '\u{9b}31m',
  '\u{8}',
  '\r',
  '\u{85}',
  '\u{202e}gpj.exe',
  '\u{2028}',
];

describe('what strangers wrote', () => {
  it.each(COMMANDS)('is no command to a terminal: %j', (command) => {
    const text = `a${command}b`;
    for (const made of [printable(text), harmless(text), harmlessLines(text)]) {
      expect(made).not.toMatch(/\p{Cc}|[\u{2028}\u{2029}\u{202a}-\u{202e}]/u);
      expect(made).toMatch(/^a.*b$/);
    }
    expect(harmless(text)).toHaveLength(text.length);
  });

  it('keeps its lines only where it has lines', () => {
    expect(harmlessLines('a\n\tb\u{1b}c')).toBe('a\n\tb c');
    expect(harmless('a\n\tb')).toBe('a  b');
    expect(printable('a\n\tb')).toBe('a b');
  });

  it('keeps everything else, whatever the language', () => {
    const text = 'Grüße, 日本語, עברית, 👩‍💻 e\u{301}';
    for (const make of [printable, harmless, harmlessLines]) expect(make(text)).toBe(text);
  });
});

describe('toJson', () => {
  it('says the same as JSON, in ASCII where a terminal or a reader of lines would stumble', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(fc.oneof(text, fc.constantFrom(...COMMANDS)), (value) => {
        const json = toJson({ value });
        expect(JSON.parse(json)).toEqual({ value });
        expect(json).not.toMatch(/\p{Cc}|[\u{2028}\u{2029}\u{202a}-\u{202e}\u{2066}-\u{2069}]/u);
      }),
    );
  });
});

describe('numbers', () => {
  it('are written as people read them', () => {
    expect([0, 999, 1000, 33240, 1234567].map(inThousands)).toEqual(['0', '999', '1,000', '33,240', '1,234,567']);
    expect([plural(1, 'retry', 'retries'), plural(2, 'retry', 'retries'), plural(0, 'message')]).toEqual([
      '1 retry',
      '2 retries',
      '0 messages',
    ]);
    expect([1, 999, 1000, 12_345, 3_400_000].map(inBytes)).toEqual(['1 byte', '999 bytes', '1 kB', '12 kB', '3.4 MB']);
    expect([1, 1000, 8400, 89_000, 90_000, 3_600_000, 4_800_000 + 3_600_000].map(inTime)).toEqual([
      '1 s',
      '1 s',
      '9 s',
      '89 s',
      '2 min',
      '60 min',
      '2 h 20 min',
    ]);
  });
});

describe('width', () => {
  it('is counted in columns', () => {
    expect(columnsOf('abc')).toBe(3);
    expect(columnsOf('日本')).toBe(4);
    expect(columnsOf('e\u{301}')).toBe(1);
    expect(columnsOf(coloursFor({ isTTY: true, columns: 80 }).bold('abc'))).toBe(3);
  });

  it('is kept to when a text is cut', () => {
    expect(cutTo('abcdef', 6)).toBe('abcdef');
    expect(cutTo('abcdef', 4)).toBe('abc…');
    expect(cutTo('日本語', 4)).toBe('日…');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, columns) => {
        expect(columnsOf(cutTo(printable(text), columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('colours', () => {
  it('are for terminals whose user has nothing against them', () => {
    expect(coloursFor({ isTTY: true, columns: 80 }).bold('a')).not.toBe('a');
    expect(coloursFor({ isTTY: false, columns: 80 }).bold('a')).toBe('a');
    expect(coloursFor({ isTTY: true, columns: 80, colours: false }).bold('a')).toBe('a');
  });
});

describe('wrap', () => {
  it('breaks between words, later lines indented', () => {
    expect(wrap('  ! one two three four', 12, '    ')).toBe('  ! one two\n    three\n    four');
  });

  it('breaks no address and leaves no mark alone', () => {
    const url = 'https://lists.example.org/pipermail/summit/2012-February/001084.html';
    expect(wrap(`  ! ${url} is gone.`, 40, '    ')).toBe(`  ! ${url}\n    is gone.`);
  });

  it('loses no word', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,20}$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 80 }), (given, columns) => {
        expect(wrap(given.join(' '), columns, '  ').split(/\s+/)).toEqual(given);
      }),
    );
  });
});
