/** Blocks → one Markdown text. */
import type { Block } from '../model.js';

const maxDepth = 6;
/** The start of a list item, and what makes two lists one: the bullet, or the delimiter after the number. */
const itemStart = /^(?:([-*+])|\d{1,9}([.)]))(?:\s|$)/;

/** Blocks with a blank line between them, ending in one newline; '' for no blocks. */
export function renderBlocks(blocks: readonly Block[]): string {
  let markdown = '';
  let previous: Block | undefined;
  for (const block of blocks) {
    if (previous) markdown += wouldJoin(previous, block) ? `\n\n${LIST_BREAK}\n\n` : '\n\n';
    markdown += block.type === 'heading' ? `${'#'.repeat(clampDepth(block.depth))} ${block.markdown}` : block.markdown;
    previous = block;
  }
  return markdown === '' ? '' : `${markdown}\n`;
}

/** What keeps two lists apart. */
export const LIST_BREAK = '<!-- -->';

/** Two lists with the same marker would become one. */
export function wouldJoin(above: Block, below: Block): boolean {
  if (above.type !== 'list' || below.type !== 'list') return false;
  const [first, second] = [itemStart.exec(above.markdown), itemStart.exec(below.markdown)];
  return first?.[1] === second?.[1] && first?.[2] === second?.[2];
}

/** The same blocks with the shallowest heading at `top`, no level skipped and none deeper than 6. */
export function shiftHeadings(blocks: readonly Block[], top: number): Block[] {
  const open: number[] = [];
  return blocks.map((block) => {
    if (block.type !== 'heading') return block;
    while (open.length > 0 && (open.at(-1) ?? 0) >= block.depth) open.pop();
    open.push(block.depth);
    return { ...block, depth: clampDepth(top + open.length - 1) };
  });
}

function clampDepth(depth: number): number {
  return Math.min(maxDepth, Math.max(1, Math.trunc(depth)));
}
