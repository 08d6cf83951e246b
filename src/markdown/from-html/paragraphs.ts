/**
 * What a block of a mail is once it is Markdown: many paragraphs of HTML are lines of plain text with `<br>` between them, and are read
 * as such.
 */
import type { PhrasingContent, RootContent } from 'mdast';
import type { Range } from '../../model.js';
import { pieceOf } from '../from-markdown.js';
import { piecesOfText } from '../from-text/index.js';
import { toLines } from '../from-text/lines.js';
import { joinLog, speakersOf } from '../from-text/logs.js';
import type { Piece } from '../from-text/piece.js';
import { beginsHeader } from './forwards.js';
import { isPoint, typedLists } from './typed-lists.js';
import { plainText, wordsOf } from './words.js';
import { joinWraps } from './wraps.js';
import type { HtmlBlock } from './writer.js';

export function piecesOfBlock(block: HtmlBlock, node: RootContent): readonly Piece[] {
  const range = { from: block.from, to: block.to };
  if (node.type === 'paragraph') {
    const text = asLines(node.children, block.isLines);
    if (text !== undefined && block.type === 'log') return [logOf(text, range)];
    if (text !== undefined && block.isLines) return inRange(piecesOfText(withMarks(text)), range);
    const isHeader = block.type === 'forward' && beginsHeader(node.children);
    const lists = isHeader ? undefined : typedLists(node);
    if (lists) return lists.flatMap((list) => pieceOf(list, range) ?? []);
    if (text !== undefined && !isHeader) return inRange(piecesOfText(text), range);
  }
  const piece = pieceOf(mended(node), range);
  return piece ? [piece] : [];
}

function inRange(pieces: readonly Piece[], range: Range): Piece[] {
  return pieces.map((piece) => ({ ...piece, ...range }));
}

/** The same for what stands in quotes and lists. */
function mended(node: RootContent): RootContent {
  switch (node.type) {
    case 'paragraph':
      return joinWraps(node);
    case 'blockquote':
    case 'list':
    case 'listItem':
      return {
        ...node,
        children: (node.children as RootContent[]).flatMap(
          (child) => (child.type === 'paragraph' && typedLists(child)) || [mended(child)],
        ),
      } as RootContent;
    default:
      return node;
  }
}

/** Quoted lines, whatever their program marked them with. */
function withMarks(text: string): string {
  return text.replace(/^(?! ?>)/gm, '> ');
}

function logOf(text: string, range: Range): Piece {
  const said = joinLog(toLines(text));
  const node: RootContent = { type: 'code', lang: null, value: said.join('\n') };
  return { type: 'log', node, speakers: speakersOf(said), ...range };
}

/**
 * The lines of a paragraph that is nothing but lines: such mail is plain text with `<br>`. Undefined when there is more to it,
 * but for one that is to be read so in any case.
 */
function asLines(nodes: readonly PhrasingContent[], isLines: boolean): string | undefined {
  const breaks = nodes.filter((node) => node.type === 'break').length;
  if (!isLines && breaks === 0) return undefined;
  let text = '';
  for (const node of nodes) {
    const plain = plainText(node);
    if (plain === undefined && !isLines) return undefined;
    text += plain ?? wordsOf(node);
  }
  // Two lines may be an address; two points are a list.
  return isLines || breaks >= 2 || text.split('\n').every(isPoint) ? text : undefined;
}
