/** The companion: where each passage came from, and the text that was generated. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Companion, companionOf, readCompanion, sha256, writeCompanion } from '../../src/posts/companion.js';
import { writeDocument } from '../../src/posts/document.js';
import type { Draft } from '../../src/posts/draft.js';
import type { ReportBlock } from '../../src/reports/compose.js';

const EMPTY = sha256('');
const SOURCE = {
  title: 'Notes',
  author: 'Ann Bee',
  date: '2012-02-06T17:05:33Z',
  url: 'https://lists.example.org/pipermail/summit/2012-February/000001.html',
  message_id: '<1@example.org>',
  list: 'summit',
  origin: { url: 'https://lists.example.org/pipermail/summit/2012-February/000001.html', sha256: EMPTY },
} as const;

const draftOf = (blocks: readonly ReportBlock[], title = 'T'): Draft => ({
  slug: 't',
  date: '2012-03-14',
  fields: [
    ['title', title],
    ['date', '2012-03-14'],
  ],
  blocks,
  sources: [SOURCE],
  setAside: [{ type: 'signature', from: 20, to: 30, source: 0, text: 'Ann' }],
});

const textOf = ({ fields, blocks }: Draft) =>
  writeDocument({ fields, body: blocks.map(({ markdown }) => markdown).join('\n\n') });

const sample: Companion = {
  draft: 't.md',
  sources: [{ title: 'Notes', url: SOURCE.url, message_id: SOURCE.message_id, sha256: EMPTY }],
  files: [{ path: 't/a.png', url: null, sha256: EMPTY }],
  blocks: [{ lines: '8-9', source: 1, passage: '0-12' }],
  setAside: [{ source: 1, type: 'signature', passage: '20-30' }],
  beside: [{ path: 't.new.md', sha256: EMPTY }],
  generated: '---\ntitle: T\n---\n\ntext\n',
};

describe('sha256', () => {
  // FIPS 180-2, appendix B.1.
  it('is the hash of the standard', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256(new Uint8Array([97, 98, 99]))).toBe(sha256('abc'));
  });
});

it('names what the draft does not print, without printing it', () => {
  const draft = draftOf([{ markdown: 'text', source: 0, from: 0, to: 12 }]);
  const companion = companionOf(draft, 't.md', textOf(draft), []);
  expect(companion.setAside).toEqual(sample.setAside);
  expect(writeCompanion(companion)).not.toContain('Ann\n');
});

describe('a companion written and read again', () => {
  it('holds any generated text', () => {
    const lines = fc
      .array(
        fc.constantFrom(
          '---',
          '# x',
          '  indented',
          '\ttab',
          'trailing  ',
          '',
          '<<<<<<< HEAD',
          'a: b',
          '\r',
          '...',
          '🎉',
        ),
      )
      .map((parts) => parts.join('\n'));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), lines), (generated) => {
        expect(readCompanion(writeCompanion({ ...sample, generated }))).toMatchObject({ ...sample, generated });
      }),
      { numRuns: 600 },
    );
  });

  it('is YAML that others read, one line for each block and file', () => {
    const text = writeCompanion(sample);
    expect(parse(text)).toEqual({ listpress: 1, ...sample });
    expect(text).toMatch(/^#/);
    expect(text.split('\n').filter((line) => line.includes('t/a.png'))).toHaveLength(1);
    expect(text).toMatch(/\n {2}- \{ lines: 8-9, source: 1, passage: 0-12 \}\n/);
    expect(text).toContain('generated: |\n  ---\n  title: T\n');
  });
});

describe('readCompanion', () => {
  const good = writeCompanion(sample);
  it.each([
    ['nothing', ''],
    ['another file', '# A post\n\ntext\n'],
    ['a list', '- a\n'],
    ['a text', 'text'],
    ['broken YAML', 'listpress: 1\n a: ['],
    ['another version', good.replace('listpress: 1', 'listpress: 2')],
    ['no text', 'listpress: 1\ndraft: t.md\n'],
    ['a merge conflict', good.replace('  text', '<<<<<<< ours\n  text\n=======\n  other\n>>>>>>> theirs')],
    ['a conflict in the comment', `<<<<<<< ours\n# a\n=======\n# b\n>>>>>>> theirs\n${good}`],
    ['a key twice, as a careless merge leaves it', `${good}generated: other\n`],
    ['an alias', 'listpress: 1\ngenerated: &a x\ndraft: *a\n'],
    ['beside that is no list', good.replace(/beside:\n.*\n/, 'beside: 3\n')],
    ['an entry of beside that is no file', good.replace(/beside:\n.*\n/, 'beside: [3]\n')],
    ['blocks that are no list', good.replace(/blocks:\n.*\n/, 'blocks: x\n')],
    ['files that are no list', good.replace(/files:\n.*\n/, 'files: {}\n')],
    ['sources that are no list', 'listpress: 1\nsources: x\ngenerated: x\n'],
  ])('is null for %s', (_, text) => {
    expect(readCompanion(text)).toBeNull();
  });

  it('takes an earlier one that had nothing beside it', () => {
    expect(readCompanion('listpress: 1\ngenerated: x\n')).toEqual({
      draft: '',
      sources: [],
      files: [],
      blocks: [],
      setAside: [],
      beside: [],
      generated: 'x',
    });
  });
});

describe('companionOf', () => {
  it('names sources and files', () => {
    const draft = draftOf([{ markdown: 'x', source: 0 }]);
    const { sources, files, beside } = companionOf(draft, 't.md', textOf(draft), sample.files);
    expect(sources).toEqual(sample.sources);
    expect(files).toEqual(sample.files);
    expect(beside).toEqual([]);
  });

  it('points at the lines of a text that one can count', () => {
    const draft = draftOf([
      { markdown: 'Opening.', source: null },
      { markdown: '## Notes', source: 0, from: 0, to: 5 },
      { markdown: '- a\n- b\n- c', source: 0 },
    ]);
    // 1 ---, 2 title, 3 date, 4 ---, 5 blank, 6 Opening., 8 heading, 10–12 list
    expect(companionOf(draft, 't.md', textOf(draft), []).blocks).toEqual([
      { lines: '8-8', source: 1, passage: '0-5' },
      { lines: '10-12', source: 1 },
    ]);
  });

  it('points at each block’s own lines, even where front matter or other blocks say the same', () => {
    const markdown = fc.oneof(
      fc.constantFrom('a', 'T', 'title: a', '---', 'a\n\na', 'a\na'),
      fc
        .array(fc.constantFrom('a', 'b', '- x', '## h', ''), { minLength: 1, maxLength: 4 })
        .map((parts) => `x${parts.join('\n')}x`),
    );
    const block = fc.record({ markdown, source: fc.constantFrom(null, 0) });
    fc.assert(
      fc.property(
        fc.array(block, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('a', 'T', 'a\n\na', 'xax'),
        (blocks, title) => {
          const draft = draftOf(blocks, title);
          const text = textOf(draft);
          const lines = text.split('\n');
          const found = companionOf(draft, 't.md', text, []).blocks.map((each) => {
            const [first = 0, last = 0] = each.lines.split('-').map(Number);
            return { first, last, text: lines.slice(first - 1, last).join('\n') };
          });
          const own = blocks.filter(({ source }) => source !== null);
          expect(found.map((each) => each.text)).toEqual(own.map((each) => each.markdown));
          const end = lines.indexOf('---', 1) + 1;
          expect(found.every(({ first }) => first > end)).toBe(true);
          expect(found.every(({ first }, at) => at === 0 || first > (found[at - 1]?.last ?? 0))).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });
});
