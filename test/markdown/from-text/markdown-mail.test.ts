import { describe, expect, it } from 'vitest';
import { fromText, renderBlocks, type TextOptions } from '../../../src/markdown/index.js';

const convert = (text: string, options: TextOptions = {}): string => renderBlocks(fromText(text, options).blocks);

describe('mails written in Markdown', () => {
  it.each([
    ['two headings', '# One\n\nText *here*.\n\n## Two\n\nText.\n', '# One\n\nText *here*.\n\n## Two\n\nText.\n'],
    ['a heading and a link', '# One\n\n[x](https://example.org/)\n', '# One\n\n[x](https://example.org/)\n'],
    [
      'definitions move to where they are used',
      '# One\n\n## Two\n\n[x][1]\n\n[1]: https://example.org/\n',
      '# One\n\n## Two\n\n[x](https://example.org/)\n',
    ],
    [
      'HTML is text',
      '# One\n\nText.\n\n## Two\n\nMore <b>text</b>.\n',
      '# One\n\nText.\n\n## Two\n\nMore &lt;b>text&lt;/b>.\n',
    ],
  ])('%s', (_, text, markdown) => {
    expect(convert(text)).toBe(markdown);
  });

  it.each([
    ['one number sign', '# one\n', '\\# one\n'],
    ['comments in a script', '# one\n# two\n# three\n', '\\# one  \n\\# two  \n\\# three\n'],
    ['one link', '[x](https://example.org/)\n', '\\[x](<https://example.org/>)\n'],
  ])('%s is not enough', (_, text, markdown) => {
    expect(convert(text)).toBe(markdown);
  });
});
