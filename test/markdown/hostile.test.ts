import { describe, expect, it } from 'vitest';
import { fromBody, fromHtml, fromText, renderBlocks } from '../../src/markdown/index.js';
import { toHtml, visibleText } from './visible.js';

const text = (input: string): string => renderBlocks(fromText(input).blocks);
const html = (input: string): string => renderBlocks(fromHtml(input).blocks);

describe('hostile mail', () => {
  it.each(['---js\n{ a: 1 }\n---\n\nText', '---\ntitle: x\n---\n\nText', '+++\ntitle = 1\n+++\n\nText'])(
    '%j is no front matter fence of the draft',
    (input) => {
      const shown = toHtml(`Before.\n\n${text(input)}`);
      expect(shown).not.toMatch(/<h[12]>/);
      expect(visibleText(shown)).toContain('Text');
    },
  );

  it('shows a typed script as text', () => {
    expect(toHtml(text('Look: <script>alert(1)</script>')).trim()).toBe(
      '<p>Look: &lt;script&gt;alert(1)&lt;/script&gt;</p>',
    );
    expect(toHtml(html('<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>')).trim()).toBe(
      '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>',
    );
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScript:alert(1)',
    'java\nscript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '&#106;avascript:alert(1)',
  ])('keeps the text of a link to %j', (target) => {
    expect(html(`<p><a href="${target}">click</a></p>`)).toBe('click\n');
    expect(toHtml(text(`[click](${target})`))).not.toContain('<a ');
  });

  it('refuses such a link in a mail that is Markdown', () => {
    const markdown = text(
      '# One\n\n## Two\n\n[click](javascript:alert(1)) ![x](data:image/png,x) <b onclick=x>bold</b>\n',
    );
    expect(toHtml(markdown)).not.toMatch(/href="javascript|src="data|<b/);
  });

  it.each([
    '{{ site.x }}',
    '{% include x %}',
    '{# note #}',
    '{{< figure >}}',
    '{{% x %}}',
    '[[wiki]]',
    'a `{{ x }}` b',
    '    $ echo {{ x }};\n    {% raw %};',
    '```\n{{ x }}\n```',
  ])('makes %j inert', (input) => {
    const markdown = text(input);
    expect(markdown).not.toMatch(/\{\{|\{%|\{#|\[\[/);
    expect(visibleText(toHtml(markdown)).replace(/[`\s\u00a0]/g, '')).toBe(input.replace(/[`\s]/g, ''));
  });

  it.each([
    ['an alternative text', html('<img src="cid:a" alt="{{ x }} {% y %} <script>"> ![z]')],
    ['the address of an image', html('<img src="cid:{{ x }}{% y %}"><img src="https://example.org/{{ x }}">')],
    ['an image of a mail in Markdown', text('# A\n\n## B\n\n![{{ x }} <script>](cid:{{y}})')],
    ['what stands beside a fence', text('# A\n\n## B\n\n```js {{ x }}\n1\n```\n\n``` {% y %}\n2\n```')],
  ])('makes templates in %s inert', (_, markdown) => {
    expect(markdown).not.toMatch(/\{\{|\{%|\\?<script/);
  });

  it('leaves no attributes beside a fence', () => {
    expect(text('# A\n\n## B\n\n``` {.a onclick="x"}\n1\n```')).not.toContain('onclick');
  });

  it.each([
    ['a quote', '> ```\n> a\n>\n> <script>alert(1)</script>\n> ```\nNo.'],
    ['a list', '- a\n\n  ```\n  b\n\n  <script>alert(1)</script>\n  ```\n- c'],
  ])('keeps a script in the code of %s from Python-Markdown, which knows no fences there', (_, input) => {
    const markdown = text(input);
    expect(markdown).not.toContain('```');
    expect(markdown).toContain('`<script>alert(1)</script>`');
  });

  it('keeps a script behind backticks in code from kramdown, which ends the code there', () => {
    expect(html('<p><code>a ``` &lt;script></code></p>')).toBe('a \\`\\`\\` &lt;script>\n');
  });

  it('never makes a title of the line above three dashes', () => {
    expect(toHtml(text('This is a sentence that somebody wrote.\n---\nAnd another.'))).not.toMatch(/<h[1-6]>/);
  });

  it.each([
    ['nested divs', () => html(`${'<div>'.repeat(20_000)}deep${'</div>'.repeat(20_000)}`)],
    ['nested bold', () => html(`${'<b>'.repeat(20_000)}deep`)],
    ['nested quotes', () => html(`${'<blockquote>'.repeat(20_000)}deep`)],
    ['nested tables', () => html(`${'<table><tr><td>'.repeat(5_000)}deep`)],
    ['quote marks', () => text(`${'>'.repeat(20_000)} deep`)],
    ['quote marks with spaces', () => text(`${'> '.repeat(20_000)}deep`)],
    ['brackets', () => text(`deep ${'['.repeat(20_000)}`)],
    ['stars', () => text(`deep ${'*'.repeat(20_000)}`)],
    ['stars and words', () => text(`deep ${'*a '.repeat(20_000)}`)],
    ['backticks', () => text(`deep ${'`'.repeat(20_000)}`)],
    ['underscores', () => text(`deep ${'_a'.repeat(20_000)}`)],
    ['angle brackets', () => text(`deep ${'<http://'.repeat(20_000)}`)],
    ['addresses', () => text(`deep ${'a@'.repeat(20_000)}`)],
    ['a long line', () => text(`deep ${'word '.repeat(100_000)}`)],
    ['many lists', () => text(`deep\n\n${'- a\n'.repeat(5_000)}`)],
    [
      'deepening lists',
      () => text(`deep\n\n${Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}- a`).join('\n')}`),
    ],
    ['dashes', () => text(`deep\n${'-\n'.repeat(10_000)}`)],
    ['colons', () => text(`deep\n${'a: b\n'.repeat(10_000)}`)],
    ['numbers', () => text(`deep\n${'1. a\n\n'.repeat(5_000)}`)],
  ])('survives %s', (_, convert) => {
    expect(convert()).toContain('deep');
  });

  it('reads a document without an end as text', () => {
    const { blocks } = fromBody({ kind: 'text', text: '<html>\n<body>\nHello' });
    expect(toHtml(renderBlocks(blocks))).toContain('&lt;html&gt;');
  });
});
