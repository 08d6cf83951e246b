/** Lists in all the ways that mail has them; every expectation is written by hand. */
import { describe, expect, it } from 'vitest';
import { fromHtml, renderBlocks } from '../../../src/markdown/index.js';

const convert = (html: string): string => renderBlocks(fromHtml(html).blocks);

describe('a list right inside a list', () => {
  it.each([
    [
      'belongs to the item above',
      '<ul><li>a</li><ul><li>b</li><ol><li>c</li></ol><li>d</li></ul><li>e</li></ul><p>f</p>',
      '- a\n  - b\n    1. c\n  - d\n- e\n\nf\n',
    ],
    ['goes on behind another', '<ul><li>a</li><ul><li>b</li></ul><ul><li>c</li></ul></ul>', '- a\n  - b\n  * c\n'],
    ['stands alone where there is no item', '<ul><ul><li>b</li></ul><li>c</li></ul>', '- b\n\n* c\n'],
    ['below words', '<ul><li>a</li>between<ul><li>b</li></ul></ul>', '- a\n\nbetween\n\n- b\n'],
  ])('%s', (_, html, markdown) => {
    expect(convert(html)).toBe(markdown);
  });
});

describe('lists that count in letters', () => {
  const items = '<li>ropes</li><li>lamps</li>';

  it.each([
    [`<ol type="a">${items}</ol>`, '- a. ropes\n- b. lamps\n'],
    [`<ol type="A" start="26">${items}</ol>`, '- Z. ropes\n- AA. lamps\n'],
    [`<ol type="i" start=3>${items}</ol>`, '- iii. ropes\n- iv. lamps\n'],
    ['<ol type="I"><li value="9">ropes</li><li>lamps</li></ol>', '- IX. ropes\n- X. lamps\n'],
    [`<ol style="list-style-type: lower-alpha">${items}</ol>`, '- a. ropes\n- b. lamps\n'],
    [
      '<ol><li style="list-style-type:upper-roman"><b>ropes</b></li><li>lamps</li></ol>',
      '- I. **ropes**\n- II. lamps\n',
    ],
    [`<ol type="1">${items}</ol>`, '1. ropes\n2. lamps\n'],
    [`<ol type="a" style="list-style-type:decimal">${items}</ol>`, '1. ropes\n2. lamps\n'],
    ['<ol type="a"><li><ul><li>red</li></ul></li></ol>', '- a.\n  - red\n'],
    ['<ol type="a"><li><pre><code>x = 1;</code></pre></li></ol>', '- a.\n  ```\n  x = 1;\n  ```\n'],
    ['<ol type="a"><li><p>one</p><p>two</p></li></ol>', '- a. one\n\n  two\n'],
  ])('%s', (html, markdown) => {
    expect(convert(html)).toBe(markdown);
  });
});

describe('points that somebody typed', () => {
  it.each([
    [
      'in lines, some with marks',
      '- <b>ropes</b><br>- the <a href="https://example.org/a">lamps</a>',
      '- **ropes**\n- the [lamps](https://example.org/a)\n',
    ],
    [
      'in divs',
      '<div>Two things:</div><div>- ropes</div><div>- <i>lamps</i></div>',
      'Two things:\n\n- ropes\n- *lamps*\n',
    ],
    [
      'further to the right',
      '&nbsp;- ropes<br>&nbsp; &nbsp;- red<br>&nbsp;&nbsp;&nbsp;- <b>green</b><br>&nbsp;- lamps',
      '- ropes\n  - red\n  - **green**\n- lamps\n',
    ],
    ['with numbers', 'Next:<br>1) the <b>ropes</b><br>2) the lamps', 'Next:\n\n1. the **ropes**\n2. the lamps\n'],
    ['in a quote', '<blockquote type="cite">- <b>ropes</b><br>- lamps</blockquote>', '> - **ropes**\n> - lamps\n'],
    ['but not a single one', 'ropes<br>- <b>lamps</b>', 'ropes  \n\\- **lamps**\n'],
    [
      'a dash is no point',
      'ropes - <b>red</b><br>lamps - green<br>hooks',
      'ropes - **red**  \nlamps - green  \nhooks\n',
    ],
  ])('%s', (_, html, markdown) => {
    expect(convert(html)).toBe(markdown);
  });
});
