import { describe, expect, it } from 'vitest';
import { fromHtml, type HtmlOptions, renderBlocks } from '../../../src/markdown/index.js';

const convert = (html: string, options: HtmlOptions = {}): string => renderBlocks(fromHtml(html, options).blocks);

describe('fromHtml', () => {
  it.each([
    [
      'divs are lines, an empty one ends a paragraph',
      '<div>one</div><div>two</div><div><br></div><div>three</div>',
      'one  \ntwo\n\nthree\n',
    ],
    ['two line breaks end a paragraph', 'one<br><br>two', 'one\n\ntwo\n'],
    ['bold across blocks', '<b><div>one</div><p>two</p></b>', '**one**\n\n**two**\n'],
    ['emphasis beside a letter', '<p><b>Title:</b>text, f<i>o</i>o</p>', '**Title**&#58;text, f*o*o\n'],
    ['struck out words', '<p><s>Friday</s> Thursday</p>', '~~Friday~~ Thursday\n'],
    ['headings', '<h1>One</h1><h3>Two <b>bold</b></h3>', '# One\n\n## Two **bold**\n'],
    ['lists', '<ul><li>a</li><li>b<ol start="3"><li>c</li></ol></li></ul>', '- a\n- b\n\n  3. c\n'],
    ['an item without a list', '<li>a</li>', '- a\n'],
    [
      'gmail quotes',
      '<div class="gmail_quote">On Monday Ann wrote:<blockquote>Hi</blockquote></div>',
      'On Monday Ann wrote:\n\n> Hi\n',
    ],
    ['code', '<pre><code>a {\n  b\n}</code></pre>', '~~~\na {\n  b\n}\n~~~\n'],
    [
      'preformatted mail',
      '<pre>wrapped lines that somebody typed into a mail on a terminal, and that\ngo on here\n\n- a\n- b</pre>',
      'wrapped lines that somebody typed into a mail on a terminal, and that go on here\n\n- a\n- b\n',
    ],
    ['quotes in preformatted mail', '<pre>&gt; quoted\n\nown</pre>', '> quoted\n\nown\n'],
    [
      'a data table',
      '<table><tr><th>A</th><th>B</th></tr><tr><td>1|2</td><td>x<br>y</td></tr></table>',
      '| A | B |\n| --- | --- |\n| 1\\|2 | x y |\n',
    ],
    ['a layout table', '<table><tr><td><p>left</p></td><td><p>right</p></td></tr></table>', 'left\n\nright\n'],
    [
      'what is not shown',
      '<title>t</title><style>s</style><script>x</script><p style="display:none">no</p><p>yes</p>',
      'yes\n',
    ],
    ['a tracking pixel', '<p>a<img src="https://example.org/p.gif" width=1 height=1></p>', 'a\n'],
    [
      'an image that lies elsewhere',
      '<p>a <img src="https://example.org/p.png" alt="The [pier]"> <img src="https://example.org/q.png"></p>',
      'a [The \\[pier\\]](https://example.org/p.png) <https://example.org/q.png>\n',
    ],
    [
      'an image in a link',
      '<p><a href="https://example.org/"><b><img src="https://example.org/p.png" alt="Pier"></b></a></p>',
      '[**Pier**](https://example.org/)\n',
    ],
    ['an image', '<p><img src="cid:pic@example.org" alt="The [pier]"></p>', '![The \\[pier\\]](cid:pic@example.org)\n'],
    [
      'a link that says its address',
      '<a href="https://example.org/a_b">https://example.org/a_b</a>',
      '<https://example.org/a_b>\n',
    ],
    [
      'characters that mean something in Markdown',
      '<p>1. a_b *c* {{ d }} &amp;copy;</p>',
      '1\\. a_b \\*c\\* &#123;&#123; d }} &amp;copy;\n',
    ],
    ['nothing', '<div><br>&nbsp;</div>', ''],
  ])('%s', (_, html, markdown) => {
    expect(convert(html)).toBe(markdown);
  });

  it('shortens addresses unless told not to', () => {
    const html = '<p><a href="mailto:ann@example.org">ann@example.org</a></p>';
    expect(convert(html)).toBe('a…@example.org\n');
    expect(convert(html, { redact: false })).toContain('mailto:ann@example.org');
  });

  it('says that the whole is the author’s own', () => {
    expect(fromHtml('<p>x</p>').spans).toEqual([{ type: 'own', from: 0, to: 8 }]);
  });
});
