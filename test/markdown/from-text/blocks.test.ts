import { describe, expect, it } from 'vitest';
import { fromText, renderBlocks, type TextOptions } from '../../../src/markdown/index.js';

const convert = (text: string, options: TextOptions = {}): string => renderBlocks(fromText(text, options).blocks);

describe('quotes', () => {
  it.each([
    ['nest', '> a\n>> b\n> c\n', '> a\n>\n> > b\n>\n> c\n'],
    ['hold blocks', '> - a\n> - b\n>\n> text\n', '> - a\n> - b\n>\n> text\n'],
    ['have their attribution above them', 'Ann wrote:\n> a\n', 'Ann wrote:\n\n> a\n'],
  ])('%s', (_, text, markdown) => {
    expect(convert(text)).toBe(markdown);
  });

  it('are one block with their attribution', () => {
    const { blocks } = fromText('Ann wrote:\n\n> a\n\nOwn.\n');
    expect(blocks.map((block) => [block.type, block.from, block.to])).toEqual([
      ['quote', 0, 17],
      ['paragraph', 17, 22],
    ]);
  });

  it('are left out when not kept', () => {
    expect(convert('Ann wrote:\n> a\n\nOwn.\n', { keep: new Set(['own']) })).toBe('Own.\n');
  });
});
