import { describe, expect, it } from 'vitest';
import { fromText, renderBlocks, type TextOptions } from '../../../src/markdown/index.js';

const convert = (text: string, options: TextOptions = {}): string => renderBlocks(fromText(text, options).blocks);

describe('inline text', () => {
  it.each([
    ['*bold* and /italic/ and _under_', '**bold** and *italic* and *under*'],
    ['**bold**, //somewhere//', '**bold**, *somewhere*'],
    ['("*all of it*")', '("**all of it**")'],
    ["`code` and `quoted' and ``x''", "`code` and \\`quoted' and \\`\\`x''"],
    ['/usr/bin, /etc/ and s/Friday/Thursday/', '/usr/bin, /etc/ and s/Friday/Thursday/'],
    ['snake_case __init__ 2*3*4 a * b * c', 'snake_case \\_\\_init\\_\\_ 2\\*3\\*4 a * b * c'],
    ['*.txt and *.md', '\\*.txt and \\*.md'],
    ['either/or and 1/2', 'either/or and 1/2'],
    ['see https://example.org/a_b(c)?x=1&y=2.', 'see <https://example.org/a_b(c)?x=1&y=2>.'],
    ['<https://example.org/>, <URL:http://example.org/x>', '<https://example.org/>, <http://example.org/x>'],
    ['www.example.org/~ann/', '[www.example.org/~ann/](http://www.example.org/~ann/)'],
    ['name<https://example.org/>', 'name <https://example.org/>'],
    ['One.  Two.', 'One. Two.'],
    ['mailto:x and xmpp:room at example.org', 'mailto&#58;x and [xmpp:room@example.org](xmpp:room@example.org)'],
  ])('%s', (text, markdown) => {
    expect(convert(text)).toBe(`${markdown}\n`);
  });

  it.each([
    ['<https://example.org/one/\ntwo.html>', '<https://example.org/one/two.html>'],
    [
      'all of it is at https://example.org/summit/2012/\nslides_1.html and there',
      'all of it is at <https://example.org/summit/2012/slides_1.html> and there',
    ],
    [
      'the photos can be found at https://example.org/\nand there',
      'the photos can be found at <https://example.org/> and there',
    ],
  ])('%j', (text, markdown) => {
    expect(convert(text)).toBe(`${markdown}\n`);
  });
});
