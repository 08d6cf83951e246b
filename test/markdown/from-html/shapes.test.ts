/** Lists of Word, tables, images and links, as mail has them; every expectation is written by hand. */
import { describe, expect, it } from 'vitest';
import { fromHtml, renderBlocks } from '../../../src/markdown/index.js';

const convert = (html: string): string => renderBlocks(fromHtml(html).blocks);

describe('the lists of Outlook', () => {
  const item = (level: number, marker: string, words: string, where = 'Middle'): string =>
    `<p class="MsoListParagraphCxSp${where}" style="text-indent:-18.0pt;mso-list:l0 level${level} lfo1"><![if !supportLists]><span style="font-family:Symbol"><span style="mso-list:Ignore">${marker}<span style="font:7.0pt &quot;Times New Roman&quot;">&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>${words}<o:p></o:p></p>\n`;

  it('nest by their level', () => {
    const html = `<p class="MsoNormal">We need:<o:p></o:p></p>${item(1, '·', 'ropes', 'First')}${item(2, 'o', 'red')}${item(3, '§', 'dark red')}${item(2, 'o', 'green')}${item(1, '·', 'lamps', 'Last')}<p class="MsoNormal">By Friday.</p>`;
    expect(convert(html)).toBe('We need:\n\n- ropes\n  - red\n    - dark red\n  - green\n- lamps\n\nBy Friday.\n');
  });

  it('count, and keep their letters', () => {
    const html = `${item(1, '3.', 'ropes')}${item(2, 'a)', 'red')}${item(2, 'b)', 'green')}${item(1, '4.', 'lamps')}`;
    expect(convert(html)).toBe('3. ropes\n   - a) red\n   - b) green\n4. lamps\n');
  });

  it('end where another kind begins', () => {
    expect(convert(`${item(1, '1.', 'one')}${item(1, '·', 'a')}`)).toBe('1. one\n\n- a\n');
  });

  it('are paragraphs where no bullet is shown', () => {
    expect(convert('<p class="MsoListParagraph" style="mso-list:l0 level1 lfo1">indented</p>')).toBe('indented\n');
  });
});

describe('tables', () => {
  it('escape a bar once', () => {
    expect(
      convert(
        '<table><thead><tr><th>a|b</th><th>c</th></tr></thead><tr><td><code>x|y</code></td><td>\\|</td></tr></table>',
      ),
    ).toBe('| a\\|b | c |\n| --- | --- |\n| `x\\|y` | \\\\\\| |\n');
  });

  it('take the first row for the head', () => {
    expect(convert('<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>')).toBe(
      '| 1 | 2 |\n| --- | --- |\n| 3 | 4 |\n',
    );
  });

  it('keep their columns where cells span some', () => {
    const html =
      '<table><tr><th>Boat</th><th colspan="2">Seats</th></tr><tr><td rowspan="2">Gull</td><td>fore</td><td>4</td></tr><tr><td>aft</td><td>2</td></tr></table>';
    expect(convert(html)).toBe('| Boat | Seats | |\n| --- | --- | --- |\n| Gull | fore | 4 |\n| | aft | 2 |\n');
  });

  it('keep marks and links in their cells, and lines as spaces', () => {
    const html =
      '<table><tr><th>A</th><th>B</th></tr><tr><td><p>one</p><p><b>two</b></p></td><td><a href="https://example.org/">x<br>y</a></td></tr></table>';
    expect(convert(html)).toBe('| A | B |\n| --- | --- |\n| one **two** | [x y](https://example.org/) |\n');
  });

  it('are blocks in reading order where they lay out', () => {
    const html =
      '<table role="presentation"><tr><td><h2>Left</h2>one</td><td><h2>Right</h2>two</td></tr><tr><td>three</td><td>four</td></tr></table>';
    expect(convert(html)).toBe('# Left\n\none\n\n# Right\n\ntwo\n\nthree  \nfour\n');
  });

  it('hold data inside one that lays out', () => {
    const html =
      '<table><tr><td>Boats:<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table></td></tr></table>';
    expect(convert(html)).toBe('Boats:\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n');
  });

  it('may have 5,000 rows', () => {
    const rows = Array.from({ length: 5_000 }, (_, row) => `<tr><td>${row}</td><td>b</td></tr>`).join('');
    const lines = convert(`<table><tr><th>A</th><th>B</th></tr>${rows}</table>`).trimEnd().split('\n');
    expect(lines).toHaveLength(5_002);
    expect(lines.at(-1)).toBe('| 4999 | b |');
  });
});

describe('images and links', () => {
  it.each([
    ['an image in the mail', '<img src="cid:plan@example.org" alt="The plan">', '![The plan](cid:plan@example.org)'],
    ['an image elsewhere', '<img src="https://example.org/p.png" alt="Pier">', '[Pier](https://example.org/p.png)'],
    ['a pixel', 'a<img src="https://example.org/o.gif" style="width:1px;height:1px">', 'a'],
    ['an image as data', '<img src="data:image/png;base64,AAAA" alt="Pier">', 'Pier'],
    ['a refused link', '<a href="vbscript:x">click</a>', 'click'],
    [
      'a link around an image without a name',
      '<a href="https://example.org/a"><img src="https://example.org/b.png"></a>',
      '<https://example.org/a>',
    ],
    [
      'a link around an image',
      '<a href="https://example.org/a"><img src="https://example.org/b.png" alt="Pier"></a>',
      '[Pier](https://example.org/a)',
    ],
    ['a link around a space', '<a href="https://example.org/a">&nbsp;</a>', '<https://example.org/a>'],
    ['a link around nothing', 'a<a href="https://example.org/a"></a>', 'a'],
    [
      'a link around blocks',
      '<a href="https://example.org/a"><div>one</div><p>two</p></a>',
      '[one](https://example.org/a)\n\n[two](https://example.org/a)',
    ],
    [
      'a link that says another address',
      '<a href="https://evil.example/x">https://bank.example/</a>',
      '[https://bank.example/](https://evil.example/x)',
    ],
    [
      'a link behind a tracker',
      '<a href="https://eur01.safelinks.protection.example/?url=https%3A%2F%2Fexample.org%2F&amp;data=1">https://example.org/</a>',
      '[https://example.org/](https://eur01.safelinks.protection.example/?url=https%3A%2F%2Fexample.org%2F&data=1)',
    ],
    [
      'a link with brackets in its text',
      '<a href="https://example.org/(a)">[x]</a>',
      '[\\[x\\]](https://example.org/(a))',
    ],
  ])('%s', (_, html, markdown) => {
    expect(convert(html)).toBe(`${markdown}\n`);
  });

  it.each([
    ['a preview', '<div style="display:none;max-height:0">Preview</div><p>yes</p>'],
    ['a preview without height', '<div style="max-height:0px;overflow:hidden">Preview</div><p>yes</p>'],
    ['a style in the body', '<p>yes</p><style>p{}</style>'],
    ['a comment', '<!-- no --><p>yes</p>'],
  ])('leave out %s', (_, html) => {
    expect(convert(html)).toBe('yes\n');
  });

  it('keep what only Outlook hides', () => {
    expect(convert('<p style="mso-hide:all">yes</p>')).toBe('yes\n');
  });
});

it('code has no lines, so that a line in it ends it', () => {
  expect(convert('<code><div>the </div>ropes</code>')).toBe('`the`  \n`ropes`\n');
});

describe('hostile shapes', () => {
  it.each([
    ['200,000 divs', `${'<div>'.repeat(200_000)}deep${'</div>'.repeat(200_000)}after`, 'deep  \nafter\n'],
    ['90,000 divs', `${'<div>'.repeat(90_000)}deep${'</div>'.repeat(90_000)}after`, 'deep\n\nafter\n'],
    ['190,000 open bold tags', `${'<b>'.repeat(190_000)}deep`, '**deep**\n'],
    ['150,000 end tags that end nothing', `${'<b>'.repeat(1_000)}${'</i>'.repeat(150_000)}deep`, '**deep**\n'],
    ['100,000 quotes', `${'<blockquote>'.repeat(100_000)}deep`, `${'> '.repeat(24)}deep\n`],
    ['a comment of a megabyte', `<!--${'-x'.repeat(500_000)}--><p>deep</p>`, 'deep\n'],
    ['20,000 nested tables', `${'<table><tr><td>'.repeat(20_000)}deep`, 'deep\n'],
    ['a tag of 100,000 attributes', `<p ${'a=">" '.repeat(100_000)}>deep</p>`, 'deep\n'],
    ['a mail that ends in a tag', '<p>deep</p><a href="x', 'deep\n'],
  ])('%s', (_, html, markdown) => {
    const { blocks, spans } = fromHtml(html);
    expect(renderBlocks(blocks)).toBe(markdown);
    expect(spans).toEqual([{ type: 'own', from: 0, to: html.length }]);
  });

  it('keeps the words of more tags than a tree is made of', () => {
    const { blocks, spans } = fromHtml(`<style>x</style>${'<p>a &amp; <b>b</b>|</p>'.repeat(60_000)}<p>last</p>`);
    const lines = renderBlocks(blocks)
      .split('\n')
      .filter((line) => line !== '');
    expect(lines).toHaveLength(60_001);
    expect(lines[0]).toBe('a & b\\|  ');
    expect(lines.at(-1)).toBe('last');
    expect(spans).toHaveLength(1);
  });
});
