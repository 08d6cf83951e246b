import { describe, expect, it } from 'vitest';
import { renderBlocks, shiftHeadings } from '../../src/markdown/index.js';
import type { Block } from '../../src/model.js';

const heading = (depth: number, markdown = 'T'): Block => ({ type: 'heading', depth, markdown, from: 0, to: 1 });
const list = (markdown: string): Block => ({ type: 'list', markdown, from: 0, to: 1 });

describe('renderBlocks', () => {
  it('puts a blank line between blocks and one newline at the end', () => {
    expect(renderBlocks([heading(2), { type: 'paragraph', markdown: 'One.', from: 0, to: 1 }])).toBe('## T\n\nOne.\n');
    expect(renderBlocks([])).toBe('');
  });

  it('keeps lists apart that would become one', () => {
    expect(renderBlocks([list('- a'), list('- b')])).toBe('- a\n\n<!-- -->\n\n- b\n');
    expect(renderBlocks([list('- a'), list('* b')])).toBe('- a\n\n* b\n');
    expect(renderBlocks([list('1. a'), list('1) b')])).toBe('1. a\n\n1) b\n');
  });
});

describe('shiftHeadings', () => {
  const depths = (blocks: readonly Block[]): number[] =>
    blocks.flatMap((block) => (block.type === 'heading' ? [block.depth] : []));

  it.each([
    [[1, 2, 2, 3], 2, [2, 3, 3, 4]],
    [[3, 5, 3], 1, [1, 2, 1]],
    [[2, 1, 2], 2, [2, 2, 3]],
    [[1, 2, 3, 4], 4, [4, 5, 6, 6]],
  ])('%j at %d', (before, top, after) => {
    expect(
      depths(
        shiftHeadings(
          before.map((depth) => heading(depth)),
          top,
        ),
      ),
    ).toEqual(after);
  });
});
