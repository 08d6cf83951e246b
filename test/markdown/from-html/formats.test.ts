/** Words that are marked up by a style, or by tags that overlap, and what stands around them; every expectation is written by hand. */
import { describe, expect, it } from 'vitest';
import { fromHtml, renderBlocks } from '../../../src/markdown/index.js';

const convert = (html: string): string => renderBlocks(fromHtml(html).blocks);

describe('styles', () => {
  it.each([
    ['<span style="color:red;font-weight: 700">a</span> b', '**a** b'],
    ['<font style="font-weight:bold !important">a</font> b', '**a** b'],
    ['<span style="font-weight:500">a</span> b', 'a b'],
    ['<p style="font-style:italic">a</p>', '*a*'],
    ['<span style="TEXT-DECORATION: underline line-through">a</span> b', '~~a~~ b'],
    [
      '<a href="https://example.org/" style="text-decoration-line:line-through">a</a> b',
      '[~~a~~](https://example.org/) b',
    ],
    ['<ul><li style="text-decoration:line-through">a</li><li>b</li></ul>', '- ~~a~~\n- b'],
    ['<b style="font-weight:normal">a <span style="font-weight:700">b</span></b>', 'a **b**'],
    ['<b>a <span style="font-weight:normal">b <b>c</b></span> d</b>', '**a** b **c** **d**'],
    ['<i style="font-style:normal">a</i>', 'a'],
    ['<h2><span style="font-weight:bold;font-style:italic">a</span></h2>', '# *a*'],
    ['<h2><span style="font-weight:bold">a<h3>b</h3></span></h2><b>c</b>', '# a\n\n## b\n\n**c**'],
    ['<a href="https://example.org/" style="font-weight:bold">a</a>', '[a](https://example.org/)'],
    [
      '<table><tr><th>A</th><th>B</th></tr><tr><td style="font-weight:bold">1</td><td><span style="font-weight:bold">2</span></td></tr></table>',
      '| A | B |\n| --- | --- |\n| 1 | **2** |',
    ],
  ])('%s', (html, markdown) => {
    expect(convert(html)).toBe(`${markdown}\n`);
  });
});

describe('tags that overlap', () => {
  it.each([
    ['<b>nine, <i>not</b> at ten</i>, <b>or</b> so', '**nine, _not_** *at ten*, **or** so'],
    ['<b><i><s>a</b> b</i> c</s> d', '**_~~a~~_** *~~b~~* ~~c~~ d'],
    ['<a href="https://example.org/">x <b>a</a> b</b> c', '[x **a**](https://example.org/) **b** c'],
    ['<b>a <i>b</b> c', '**a _b_** c'],
    ['<b>a <i>b</b> c<p>d</i> e</p>', '**a _b_** c\n\nd e'],
  ])('%s', (html, markdown) => {
    const { blocks, spans } = fromHtml(html);
    expect(renderBlocks(blocks)).toBe(`${markdown}\n`);
    expect(spans).toEqual([{ type: 'own', from: 0, to: html.length }]);
  });

  it('keep the places of what follows', () => {
    const html = '<b>a <i>b</b> c</i><div id="Signature">Ann Keller</div>';
    const { spans } = fromHtml(html);
    expect(spans.map(({ from, to }) => html.slice(from, to))).toEqual([
      '<b>a <i>b</b> c</i>',
      '<div id="Signature">Ann Keller</div>',
    ]);
  });

  it('may be many', () => {
    const { spans } = fromHtml('<b>a<i>b</b>c</i>'.repeat(20_000));
    expect(spans).toHaveLength(1);
  });
});

describe('lines', () => {
  const wide = 'The museum lends us the rowing boat for the whole of August, but only';

  it.each([
    ['that a mailer wrapped are joined', `${wide}<br>if we carry it`, `${wide} if we carry it`],
    ['also around marks', `${wide} if <b>we</b><br><i>carry</i> it<br>back`, `${wide} if **we** *carry* it  \nback`],
    ['are meant where the first is short', 'The boat<br>is away', 'The boat  \nis away'],
    ['are meant where a sentence begins', `${wide}<br>Carry it`, `${wide}  \nCarry it`],
    [
      'end without a space',
      '<p>ropes <img src="https://example.org/o.gif" width=1 height=1> <br> lamps <b> red </b> </p>',
      'ropes  \nlamps **red**',
    ],
  ])('%s', (_, html, markdown) => {
    expect(convert(html)).toBe(`${markdown}\n`);
  });
});

describe('code', () => {
  it.each([
    ['<pre class="lang-c++ x"><code>a</code></pre>', '~~~c++\na\n~~~'],
    ['<pre><code class="hljs language-js">a</code></pre>', '~~~js\na\n~~~'],
    ['<pre><code class="language-a(b)">a</code></pre>', '~~~\na\n~~~'],
    [
      '<pre><code>def rope(length):\n    return length</code></pre>',
      '~~~python\ndef rope(length):\n    return length\n~~~',
    ],
  ])('%s', (html, markdown) => {
    expect(convert(html)).toBe(`${markdown}\n`);
  });
});

it.each([
  ['<code>ropes <img src="cid:a@example.org" alt="lamps"></code>', '`ropes lamps`'],
  ['<code>ropes <img src="cid:a@example.org"></code>', '`ropes`'],
  [
    '<a href="https://example.org/"><b><img src="https://example.org/a.png"><br>ropes</b></a>',
    '[**ropes**](https://example.org/)',
  ],
  ['ropes <code><img src="cid:a@example.org"></code>', 'ropes'],
  ['<s>~ ropes</s>', '~~&#126; ropes~~'],
])('%s', (html, markdown) => {
  expect(convert(html)).toBe(`${markdown}\n`);
});

it('ends with the mail where a tag never does', () => {
  const html = '<a href="https://example.org/x">&nbsp;';
  expect(fromHtml(html).blocks).toEqual([
    { type: 'paragraph', markdown: '<https://example.org/x>', from: 0, to: html.length },
  ]);
});

describe('links that a gateway wrapped', () => {
  const wrapped =
    'https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa&data=ann%40example.org';

  it.each([
    [`<a href="${wrapped}">the map</a>`, '[the map](https://example.org/a)'],
    [`<a href="${wrapped}">${wrapped}</a>`, '<https://example.org/a>'],
    [`<a href="${wrapped}">https://example.org/a</a>`, '<https://example.org/a>'],
    [`<a href="${wrapped}">&nbsp;</a>`, '<https://example.org/a>'],
    [`See ${wrapped}.`, 'See <https://example.org/a>.'],
  ])('%s', (html, markdown) => {
    expect(convert(html)).toBe(`${markdown}\n`);
  });
});

describe('cells that lay out', () => {
  it.each([
    [
      'a button',
      '<table><tr><td>one</td></tr><tr><td><a href="https://example.org/">Read</a></td></tr><tr><td>two</td></tr></table>',
      'one\n\n[Read](https://example.org/)\n\ntwo',
    ],
    [
      'blocks',
      '<table><tr><td><div>one</div><div>two</div></td></tr><tr><td><div>three</div></td></tr></table>',
      'one  \ntwo\n\nthree',
    ],
    [
      'the links of a bar',
      '<table role=presentation><tr><td><a href="https://example.org/a">A</a></td><td><a href="https://example.org/b">B</a></td></tr></table>',
      '[A](https://example.org/a)  \n[B](https://example.org/b)',
    ],
  ])('part paragraphs: %s', (_, html, markdown) => {
    expect(convert(html)).toBe(`${markdown}\n`);
  });
});

describe('the header of a forwarded mail', () => {
  it.each([
    [
      '-----Original Message-----<br><b>From:</b> Tom Reed<br><b>Sent:</b> Monday<br><b>Subject:</b> ropes<br><br>Forty-two ropes.',
      'Original Message  \n**From:** Tom Reed  \n**Sent:** Monday  \n**Subject:** ropes\n\nForty-two ropes.',
    ],
    [
      '<div class="gmail_quote"><div>---------- Forwarded message ---------</div><div><br></div><div>Forty-two ropes.</div></div>',
      '---------- Forwarded message ---------\n\nForty-two ropes.',
    ],
  ])('%s', (html, markdown) => {
    expect(convert(html)).toBe(`${markdown}\n`);
  });
});
