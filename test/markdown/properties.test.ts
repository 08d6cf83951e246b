import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toLines } from '../../src/markdown/from-text/lines.js';
import { isMarkdown } from '../../src/markdown/from-text/markdown-mail.js';
import { escapeText, fromHtml, fromText, renderBlocks } from '../../src/markdown/index.js';
import { everything } from '../helpers/span-types.js';
import { unfaithful } from './faithful.js';
import { keptText, toHtml, visibleText, wordsOf } from './visible.js';

const keep = new Set(['own', 'quote', 'attribution', 'forward', 'log']);

const words = fc.constantFrom(
  'the',
  'Summit',
  'Zoë',
  'snake_case',
  '2*3*4',
  '*bold*',
  '/italic/',
  '_under_',
  '/usr/bin',
  '`code`',
  '{{ site.x }}',
  '{% include %}',
  '<script>',
  '&copy;',
  '[1]',
  '[x](javascript:alert)',
  'https://example.org/a_b(c)?x=1&y=2',
  '<http://example.org/x>',
  'ann@example.org',
  '#tag',
  '1.',
  '2)',
  '-',
  '*',
  '+',
  'o',
  '>',
  '|',
  '~~x~~',
  'a|b',
  ':',
  '\\',
  '`',
  '**',
  '___',
  '会議',
  'の',
  'www.example.org',
  '--',
  '!',
);
const prefix = fc.constantFrom(
  '',
  '',
  '',
  '',
  '  ',
  '    ',
  '\t',
  '> ',
  '> > ',
  '>>> ',
  '- ',
  '* ',
  '1. ',
  '2) ',
  'a) ',
  '| ',
  ': ',
  '# ',
  '[1] ',
  '$ ',
  '[10:00:01] <ann> ',
);
const special = fc.constantFrom(
  '',
  '',
  '',
  '-----',
  '=====',
  '-- ',
  '___________________',
  '```',
  '~~~',
  '---js',
  '--- a',
  '+++ b',
  '@@ -1,2 +1,2 @@',
  '-----BEGIN PGP SIGNED MESSAGE-----',
  '-----BEGIN PGP SIGNATURE-----',
  '-------- Original Message --------',
  'From: Ann',
  'Date: today',
  'Subject: x',
  'On Mon, Feb 6, 2012 at 18:42, Ann wrote:',
  'Hi all,',
  '|---|---|',
  '+---+---+',
  '[1] https://example.org/one',
);
const line = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(prefix, fc.array(words, { maxLength: 14 })).map(([start, list]) => start + list.join(' ')),
  },
  { weight: 1, arbitrary: special },
);
const mail = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));
const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 300 }), mail);

function expectFaithful(text: string, options: Parameters<typeof fromText>[1]): void {
  // What passes as Markdown says what its Markdown says; the goldens hold it.
  fc.pre(!isMarkdown(toLines(text).filter((line) => line.depth === 0)));
  const converted = fromText(text, { redact: false, ...options });
  expect(converted.spans.map((span) => text.slice(span.from, span.to)).join('')).toBe(text);
  const markdown = renderBlocks(converted.blocks);
  const signed = text.includes('-----BEGIN PGP SIGNED MESSAGE-----');
  expect(unfaithful(keptText(text, converted, keep), markdown, { signed })).toBeUndefined();
  expect(markdown).not.toMatch(/\{\{|\{%|\{#|\[\[/);
  const html = toHtml(markdown);
  expect(html).not.toMatch(/<script|javascript:alert\)?"/i);
  for (const block of converted.blocks)
    expect(block.from >= 0 && block.to <= text.length && block.from <= block.to).toBe(true);
}

describe('any text', () => {
  it('shows the same words in the same order', () => {
    fc.assert(
      fc.property(mail, (text) => expectFaithful(text, {})),
      { numRuns: 600 },
    );
  });

  it('shows them without reflow', () => {
    fc.assert(
      fc.property(mail, (text) => expectFaithful(text, { reflow: false })),
      { numRuns: 150 },
    );
  });

  it('covers every string with spans and never throws', () => {
    fc.assert(
      fc.property(anything, fc.boolean(), (text, flowed) => {
        const converted = fromText(text, { flowed });
        expect(converted.spans.map((span) => text.slice(span.from, span.to)).join('')).toBe(text);
        expect(renderBlocks(converted.blocks)).not.toMatch(/\{\{|\{%|\{#/);
      }),
      { numRuns: 400 },
    );
  });
});

describe('escapeText', () => {
  it('renders as exactly the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 80 }),
          fc.array(words).map((list) => list.join('')),
        ),
        (text) => {
          const shown = visibleText(toHtml(escapeText(text)));
          expect(shown.replace(/\s+/g, ' ').trim()).toBe(text.replace(/[\s\u0000-\u001f]+/g, ' ').trim());
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('any HTML', () => {
  const tag = fc.constantFrom(
    'p',
    'div',
    'b',
    'i',
    'blockquote',
    'ul',
    'li',
    'ol',
    'table',
    'tr',
    'td',
    'h2',
    'code',
    'a href="https://example.org/"',
    'span',
    'br',
  );
  const html = fc.array(
    fc.oneof(
      words.map((word) => `${word.replaceAll('&', '&amp;').replaceAll('<', '&lt;')} `),
      tag.map((name) => `<${name}>`),
      tag.map((name) => `</${name.split(' ')[0]}>`),
    ),
    { maxLength: 40 },
  );

  it('shows the same words in the same order', () => {
    fc.assert(
      fc.property(html, (parts) => {
        const source = parts.join('');
        const said = wordsOf(
          parts
            .filter((part) => !part.startsWith('<'))
            .join('')
            .replaceAll('&lt;', '<')
            .replaceAll('&amp;', '&'),
        );
        const { blocks, spans } = fromHtml(source, { redact: false, keep: everything });
        expect(spans.map((span) => source.slice(span.from, span.to)).join('')).toBe(source);
        const markdown = renderBlocks(blocks);
        expect(markdown).not.toMatch(/\{\{|\{%|\{#|\[\[/);
        const shown = toHtml(markdown);
        expect(wordsOf(visibleText(shown)).filter((word) => !/^\d+$/.test(word))).toEqual(
          said.filter((word) => !/^\d+$/.test(word)),
        );
        expect(shown).not.toContain('<script');
      }),
      { numRuns: 300 },
    );
  });
});
