import { describe, expect, it } from 'vitest';
import { fromText, renderBlocks, type TextOptions } from '../../../src/markdown/index.js';

const convert = (text: string, options: TextOptions = {}): string => renderBlocks(fromText(text, options).blocks);

describe('reference links', () => {
  it.each([
    [
      'a line that is used is left out',
      'See [1].\n\n[1] https://example.org/a\n',
      'See [\\[1\\]](https://example.org/a).\n',
    ],
    ['one that nobody uses stays', 'See.\n\n[1] https://example.org/a\n', 'See.\n\n\\[1] <https://example.org/a>\n'],
    ['one that is not defined stays as typed', 'See [2].\n', 'See \\[2].\n'],
    [
      'one that says more stays, and is a link too',
      'See [1].\n\n[1] The plan: https://example.org/a\n',
      'See [\\[1\\]](https://example.org/a).\n\n[\\[1\\]](https://example.org/a) The plan: <https://example.org/a>\n',
    ],
    [
      'two meanings are none',
      'See [1].\n\n[1] https://example.org/a\n[1] https://example.org/b\n',
      'See \\[1].\n\n\\[1] <https://example.org/a>  \n\\[1] <https://example.org/b>\n',
    ],
    [
      'a wrapped address',
      'See [1].\n\n[1] https://example.org/summit/\n    slides.html\n',
      'See [\\[1\\]](https://example.org/summit/slides.html).\n',
    ],
    [
      'an address and a word below the quote that follows',
      'See [1].\n\n[1] https://example.org/summit/\n> quoted\n> more\n  slides.html\n',
      'See [\\[1\\]](https://example.org/summit/).\n\n> quoted  \n> more\n\nslides.html\n',
    ],
    [
      'not in code',
      'See.\n\n    x[1] = y[1];\n\n[1] https://example.org/a\n',
      'See.\n\n~~~\nx[1] = y[1];\n~~~\n\n\\[1] <https://example.org/a>\n',
    ],
  ])('%s', (_, text, markdown) => {
    expect(convert(text)).toBe(markdown);
  });
});
