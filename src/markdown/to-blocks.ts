/** Pieces → blocks: headings get their depth from what else the text uses, every node its Markdown. */
import type { Heading, RootContent } from 'mdast';
import type { Block } from '../model.js';
import type { Piece } from './from-text/piece.js';
import { serialise } from './serialise.js';

export function toBlocks(pieces: readonly Piece[]): Block[] {
  const ranks = [
    ...new Set(pieces.flatMap((piece) => (piece.node.type === 'heading' ? [rankOf(piece.node)] : []))),
  ].sort((a, b) => a - b);
  const nodes = pieces.flatMap((piece) => [...(piece.before ? [piece.before] : []), asWritten(piece.node)]);
  const written = serialise(nodes).values();
  const next = (): string => written.next().value ?? '';
  const blocks: Block[] = [];
  for (const { type, node, before, speakers = [], from, to } of pieces) {
    const above = before ? `${next()}\n\n` : '';
    const markdown = above + next();
    if (node.type === 'heading') {
      const words = markdown.replace(/^# ?/, '');
      if (words !== '')
        blocks.push({
          type: 'heading',
          depth: Math.min(6, ranks.indexOf(rankOf(node)) + 1),
          markdown: words,
          from,
          to,
        });
    } else if (type === 'log') blocks.push({ type, markdown, speakers, from, to });
    else if (markdown !== '' && type !== 'heading')
      blocks.push({ type, markdown: type === 'table' ? withLongRule(markdown) : markdown, from, to });
  }
  return blocks;
}

/** A heading is written at one depth; the block says which it has. */
function asWritten(node: RootContent): RootContent {
  return node.type === 'heading' ? { ...node, depth: 1 } : node;
}

/** `| --- |` below the head of a table: `| - |` is read by fewer renderers. */
function withLongRule(table: string): string {
  return table.replace(/^(.*\n)(.*)/, (_, head: string, rule: string) => head + rule.replace(/-+/g, '---'));
}

function rankOf(heading: Heading): number {
  const rank = (heading.data as { rank?: number } | undefined)?.rank;
  return rank ?? heading.depth;
}
