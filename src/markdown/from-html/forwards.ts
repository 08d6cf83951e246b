/** The header lines of a forwarded mail, which stay lines, and the dashes above them. */
import type { Paragraph, PhrasingContent } from 'mdast';
import type { SpanType } from '../../model.js';
import type { Piece } from '../from-text/piece.js';
import { linesIn, wordsOf } from './words.js';

/** `From: `, `Gesendet:`, `件名：`. */
export const headerLine = /^\p{L}[\p{L} ]{0,24}[:：]/u;
/** `---------- Forwarded message ---------`, in any language. */
const announcement = /^-{3,}\s*(\p{L}[^-]{2,60}?)\s*-{3,}$/u;

/** Whether a paragraph begins with two header lines, below the dashes or not. */
export function beginsHeader(nodes: readonly PhrasingContent[]): boolean {
  const lines = linesOf(nodes);
  const from = announcement.test(lines[0] ?? '') ? 1 : 0;
  return headerLine.test(lines[from] ?? '') && headerLine.test(lines[from + 1] ?? '');
}

/** A piece, and what the passage is that it stands for. */
export interface PassagePiece {
  readonly piece: Piece;
  readonly passage: SpanType;
}

/** What announces the header loses its dashes, and stands above it in one paragraph, as where the mail was text. */
export function joinForwardHeaders(pieces: readonly PassagePiece[]): Piece[] {
  const joined: Piece[] = [];
  let announced: string | undefined;
  for (const { piece, passage } of pieces) {
    const above = announced;
    announced = undefined;
    if (passage !== 'forward' || piece.node.type !== 'paragraph') {
      joined.push(piece);
      continue;
    }
    const { node } = piece;
    const words = announcement.exec(linesOf(node.children)[0] ?? '')?.[1];
    const isHeader = beginsHeader(node.children);
    if (words !== undefined && isHeader) {
      const header = node.children.slice(node.children.findIndex((child) => child.type === 'break') + 1);
      joined.push({ ...piece, node: headed(words, node, header) });
    } else if (above !== undefined && isHeader) {
      const from = joined.pop()?.from ?? piece.from;
      joined.push({ ...piece, node: headed(above, node, node.children), from });
    } else {
      joined.push(piece);
      if (!node.children.some((child) => child.type === 'break')) announced = words;
    }
  }
  return joined;
}

function headed(words: string, node: Paragraph, header: readonly PhrasingContent[]): Paragraph {
  return { ...node, children: [{ type: 'text', value: words }, { type: 'break' }, ...header] };
}

function linesOf(nodes: readonly PhrasingContent[]): string[] {
  return linesIn(nodes).map((line) => line.nodes.map(wordsOf).join('').trim());
}
