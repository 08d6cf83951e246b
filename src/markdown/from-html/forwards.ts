/** The header lines of a forwarded mail, which stay lines, and the dashes above them. */
import type { Paragraph, PhrasingContent } from 'mdast';
import type { Piece } from '../from-text/piece.js';
import type { BlockPiece } from './paragraphs.js';
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

/** What announces the header loses its dashes, and stands above it in one paragraph, as where the mail was text. */
export function joinForwardHeaders(pieces: readonly BlockPiece[]): Piece[] {
  const joined: Piece[] = [];
  let announced: { readonly piece: BlockPiece; readonly words: string } | undefined;
  for (const piece of pieces) {
    const { node } = piece;
    const isForward = piece.passage === 'forward' && node.type === 'paragraph';
    if (announced) {
      const { words } = announced;
      if (isForward && beginsHeader(node.children)) {
        joined.pop();
        joined.push({ ...piece, node: headed(words, node, node.children), from: announced.piece.from });
        announced = undefined;
        continue;
      }
      announced = undefined;
    }
    const [first] = isForward ? linesOf(node.children) : [];
    const words = announcement.exec(first ?? '')?.[1];
    if (!isForward || words === undefined) joined.push(piece);
    else if (beginsHeader(node.children)) {
      const at = node.children.findIndex((child) => child.type === 'break');
      joined.push({ ...piece, node: headed(words, node, node.children.slice(at + 1)) });
    } else {
      joined.push(piece);
      if (!node.children.some((child) => child.type === 'break')) announced = { piece, words };
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
