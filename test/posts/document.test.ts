/** Front matter that means the same to every reader, and never runs. */
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { parse as parseYaml12 } from 'yaml';
import { type Fields, parseValue, readDocument, writeDocument } from '../../src/posts/document.js';

/** The YAML 1.1 reader that gray-matter (and with it Eleventy and many others) uses when nobody hands it another. */
const yaml11 = createRequire(createRequire(import.meta.url).resolve('gray-matter'))('js-yaml') as {
  safeLoad(text: string): Record<string, unknown>;
};

/** What stands between the two `---` lines, found without the code under test. */
function frontMatterOf(text: string): string {
  const lines = text.split('\n');
  expect(lines[0]).toBe('---');
  return lines.slice(1, lines.indexOf('---', 1)).join('\n');
}

/** A body as a post can hold it: line ends are `\n`, no blank lines around it. */
const asBody = (text: string) => `${text.replace(/\r\n?/g, '\n').replace(/^\n+/, '').replace(/\s*$/, '')}\n`;

const AWKWARD = [
  '---',
  '--- js',
  '---js\n{ a: 1 }\n---',
  '...',
  '+++',
  'a: b',
  'a #b',
  "it's",
  '"quoted"',
  'both "of\' them',
  '{{ site.title }}',
  '{% raw %}',
  '🎉',
  '12:30',
  '1:2:3',
  'yes',
  ':smile:',
  'No',
  'on',
  'y',
  'NULL',
  'null',
  '~',
  '',
  ' ',
  ' led',
  'trailed ',
  '010',
  '0o17',
  '0x1F',
  '1_000',
  '1e3',
  '.5',
  '-.inf',
  '.NaN',
  '2012-13-45',
  '2012-03-14',
  '2012-03-14 12:30:00',
  '- item',
  '# comment',
  '&anchor',
  '*alias',
  '!tag',
  '!!js/function "function () {}"',
  '@at',
  '`tick`',
  '%percent',
  '|',
  '>',
  '? key',
  '[a, b]',
  '{a: b}',
  '<<',
  '=',
  'a\nb',
  'a\n---\nb',
  '\n\nlead',
  'tail\n\n',
  'a\r\nb',
  'tab\there',
  'nel\u0085sep\u2028par\u2029',
  'bell\u0007 esc\u001b[2J del\u007f c1\u009b',
  '\u{feff}bom',
  'nbsp\u00a0',
  'x'.repeat(300),
  `${'word '.repeat(60)}end`,
];

const anyText = fc.oneof(
  fc.constantFrom(...AWKWARD),
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replaceAll('\0', '')),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(fc.constantFrom(...AWKWARD, '\n', ': ', ' #', '-', '"', "'", '\\'), { maxLength: 6 })
    .map((parts) => parts.join('')),
);
const aBody = fc.oneof(
  fc.constantFrom(
    '---js\n{ a: globalThis.__pwned = 1 }\n---\n',
    '---\ntitle: other\n---\ntext',
    '---',
    '+++\ntitle = "x"\n+++',
    '\u{feff}---js\nx\n---',
    'one\r\ntwo\r\n',
    '\n\n---\n\n',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.constantFrom('---', '---js', '\n', '\r\n', 'text', '{{x}}', '```'), { maxLength: 8 })
    .map((p) => p.join('')),
);

describe('a post written and read again', () => {
  it('holds every title, author and field, and every body', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, anyText, aBody, (title, author, value, tag, body) => {
        const fields: Fields = [
          ['title', title],
          ['author', author],
          ['blog_id', value],
          ['tags', [tag, title]],
          ['draft', true],
          ['sources', [{ title, author: null, url: value }]],
        ];
        const read = readDocument(writeDocument({ fields, body }));
        expect(read.fields).toEqual(fields);
        expect(asBody(read.body)).toBe(asBody(body));
      }),
      { numRuns: 600 },
    );
  });

  it('says the same to YAML 1.1 readers and to plain YAML 1.2 readers', () => {
    fc.assert(
      fc.property(anyText, anyText, aBody, (title, tag, body) => {
        const fields: Fields = [
          ['title', title],
          ['tags', [tag]],
          ['nested', { deep: { text: title, list: [tag] } }],
        ];
        const text = writeDocument({ fields, body });
        const expected = { title, tags: [tag], nested: { deep: { text: title, list: [tag] } } };
        expect(yaml11.safeLoad(frontMatterOf(text))).toEqual(expected);
        expect(parseYaml12(frontMatterOf(text))).toEqual(expected);
      }),
      { numRuns: 600 },
    );
  });

  it.each(AWKWARD)('keeps %j', (text) => {
    const written = writeDocument({ fields: [['title', text]], body: 'x' });
    expect(readDocument(written).fields).toEqual([['title', text]]);
    expect(yaml11.safeLoad(frontMatterOf(written))).toEqual({ title: text });
  });

  it('keeps fields whose names mean something to YAML 1.1, in their order', () => {
    const fields: Fields = [
      ['yes', 'a'],
      ['on', 'b'],
      ['y', 'c'],
      ['null', 'd'],
      ['__proto__', 'e'],
      ['constructor', 'f'],
    ];
    const written = writeDocument({ fields, body: '' });
    expect(readDocument(written).fields).toEqual(fields);
    // `yes:`, `on:` and `y:` are booleans to libyaml (Jekyll, PyYAML): the names stand quoted.
    expect(written).toMatch(/^"yes": a\n"on": b\n"y": c\n"null": d$/m);
  });

  it('keeps numbers, truth values and nothing as what they are', () => {
    const fields: Fields = [
      ['count', 3],
      ['draft', true],
      ['author', null],
      ['list', ['a', 1, false]],
      ['empty', []],
    ];
    const written = writeDocument({ fields, body: 'x' });
    expect(yaml11.safeLoad(frontMatterOf(written))).toEqual(Object.fromEntries(fields));
    expect(readDocument(written).fields).toEqual(fields);
  });
});

describe('dates', () => {
  it.each([
    '2012-03-14',
    '2012-03-14 12:30',
    '2012-03-14 12:30:00',
    '2012-03-14T12:30:00Z',
    '2012-03-14 12:30:00 +0100',
    '2012-03-14 12:30:00+01:00',
  ])('stand plain under date: %s', (date) => {
    const fields: Fields = [
      ['date', date],
      ['sources', [{ date }]],
    ];
    const text = writeDocument({ fields, body: 'x' });
    expect(text).toContain(`\ndate: ${date}\n`);
    expect(text).toContain(`\n    - date: ${date}\n`);
    expect(readDocument(text).fields).toEqual(fields);
  });

  it('are quoted elsewhere, where a reader would make a moment of a text', () => {
    expect(writeDocument({ fields: [['title', '2012-03-14']], body: '' })).toContain('title: "2012-03-14"');
    expect(writeDocument({ fields: [['date', 'yes']], body: '' })).toContain('date: "yes"');
  });
});

describe('front matter in a language that is code', () => {
  const marker = globalThis as { __pwned?: number };
  afterEach(() => {
    delete marker.__pwned;
  });

  it.each([
    'js',
    'javascript',
    'JS',
    'JavaScript',
    'coffee',
    'coffeescript',
    'cson',
    'json',
    'toml',
    'constructor',
    'toString',
    '__proto__',
    ' js',
  ])('is refused and never run: ---%s', (language) => {
    const text = `---${language}\n{ "a": (globalThis.__pwned = 1) }\n---\nbody\n`;
    expect(() => readDocument(text)).toThrow(/YAML/);
    expect(() => readDocument(`\u{feff}${text.replaceAll('\n', '\r\n')}`)).toThrow(/YAML/);
    expect(marker.__pwned).toBeUndefined();
  });

  it('is not run when it stands in a body', () => {
    const body = '---js\n{ a: globalThis.__pwned = 1 }\n---\n';
    const text = writeDocument({ fields: [['title', 'T']], body });
    expect(readDocument(text)).toEqual({ fields: [['title', 'T']], body });
    expect(marker.__pwned).toBeUndefined();
  });

  it('is not run by a tag of YAML', () => {
    const text = '---\na: !!js/function "function () { globalThis.__pwned = 1 }"\n---\n';
    try {
      readDocument(text);
    } catch {
      // Refusing is as good.
    }
    expect(marker.__pwned).toBeUndefined();
  });

  it('reads YAML that names itself', () => {
    expect(readDocument('---yaml\na: 1\n---\nx\n')).toEqual({ fields: [['a', 1]], body: 'x\n' });
    expect(readDocument('--- yml\na: 1\n---\nx\n')).toEqual({ fields: [['a', 1]], body: 'x\n' });
  });
});

describe('readDocument', () => {
  it('gives a file without front matter back as its body', () => {
    expect(readDocument('# Title\n\ntext\n')).toEqual({ fields: [], body: '# Title\n\ntext\n' });
    expect(readDocument('')).toEqual({ fields: [], body: '' });
    expect(readDocument('----\nfour dashes\n')).toEqual({ fields: [], body: '----\nfour dashes\n' });
  });

  it('reads Windows line ends and a byte order mark', () => {
    expect(readDocument('\u{feff}---\r\na: 1\r\n---\r\ntext\r\n')).toEqual({ fields: [['a', 1]], body: 'text\n' });
  });

  it.each(['---\n\ntext', '---\n- a\n- b\n---\n', '---\n"text"\n---\n', '---\n42\n---\n'])(
    'refuses what is no mapping: %j',
    (text) => {
      expect(() => readDocument(text)).toThrow('mapping');
    },
  );

  it('refuses an alias bomb', () => {
    const levels = Array.from({ length: 12 }, (_, at) =>
      at === 0 ? 'a0: &a0 [lol, lol]' : `a${at}: &a${at} [${`*a${at - 1}, `.repeat(9)}*a${at - 1}]`,
    );
    expect(() => readDocument(`---\n${levels.join('\n')}\n---\n`)).toThrow(/alias/i);
  });

  it('hands every caller its own object', () => {
    const text = '---\ntags: [a]\n---\n';
    const tags = readDocument(text).fields[0]?.[1] as string[];
    tags.push('b');
    expect(readDocument(text).fields).toEqual([['tags', ['a']]]);
  });
});

describe('parseValue', () => {
  it.each([
    ['3', 3],
    ['true', true],
    ['blog', 'blog'],
    ['[a, b]', ['a', 'b']],
    ['yes', 'yes'],
    ['12:30', '12:30'],
    ['', null],
    ['a: [', 'a: ['],
    ['*nothing', '*nothing'],
    ['2012-03-14', '2012-03-14'],
  ])('%j is %j', (text, value) => {
    expect(parseValue(text)).toEqual(value);
  });

  it('gives a value for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(parseValue(text)).not.toBeUndefined();
      }),
    );
  });
});
