import { describe, expect, it } from 'vitest';
import { fromText, renderBlocks, type TextOptions } from '../../../src/markdown/index.js';

const convert = (text: string, options: TextOptions = {}): string => renderBlocks(fromText(text, options).blocks);

const fenced = (lang: string, code: string): string => `~~~${lang}\n${code}\n~~~\n`;

describe('code', () => {
  it.each([
    ['a fence', '```js\nx\n\ny\n```\n', fenced('js', 'x\n\ny')],
    ['indented code', '    if (a) {\n        b();\n    }\n', fenced('', 'if (a) {\n    b();\n}')],
    ['a shell session', '$ ls -l\ntotal 0\n', fenced('console', '$ ls -l\ntotal 0')],
    ['money', '$ 500 were paid\n', '$ 500 were paid\n'],
    [
      'XML',
      '<message to="room">\n  <body>hi</body>\n</message>\n',
      '~~~xml\n<message to="room">\n  <body>hi</body>\n</message>\n~~~\n',
    ],
    ['Python', '>>> a = 1\n>>> print(a)\n1\n', fenced('python', '>>> a = 1\n>>> print(a)\n1')],
    [
      'a table',
      'Name      Seats\nSea       8\nHarbour   12\n',
      fenced('', 'Name      Seats\nSea       8\nHarbour   12'),
    ],
    ['a drawing', '  +---+\n  | o |\n  +---+\n', fenced('', '+---+\n| o |\n+---+')],
    [
      'a program’s log',
      'Feb  6 18:42:10 host a[1]: x\nFeb  6 18:42:11 host a[1]: y\n',
      fenced('', 'Feb  6 18:42:10 host a[1]: x\nFeb  6 18:42:11 host a[1]: y'),
    ],
    [
      'prose that is indented',
      '    This is only a paragraph that somebody indented.\n',
      'This is only a paragraph that somebody indented.\n',
    ],
    ['an ellipsis above a list', '...\n- - item\n', '...\n\n- - item\n'],
    ['a sum of money', '5$ the\n/year/\n', '5&#36; the  \n*year*\n'],
    [
      'code in an item keeps its columns',
      '- ___\n    + [1]\n  the\nFrom: Ann\n',
      '- ```\n  ___\n    + [1]\n  the\n  ```\n\nFrom: Ann\n',
    ],
    ['a template in code', '    x = {{ y }};\n', 'x = &#123;&#123; y }};\n'],
  ])('%s', (_, text, markdown) => {
    expect(convert(text)).toBe(markdown);
  });

  it('takes a diff by the counts of its hunks', () => {
    const diff = '--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n\n';
    expect(convert(`Patch:\n\n${diff}Thanks.\n`)).toBe(`Patch:\n\n${fenced('diff', diff.trimEnd())}\nThanks.\n`);
  });
});
