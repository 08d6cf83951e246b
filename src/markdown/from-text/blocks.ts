/** Lines of one kind → pieces of the block tree: a table of recognisers, asked in turn; what none knows is a paragraph. */
import type { Blockquote, RootContent } from 'mdast';
import { append } from '../append.js';
import { recogniseCode, recogniseDiff } from './code.js';
import { recogniseFence } from './fences.js';
import { recogniseFramed, recogniseRule, recogniseTitle, recogniseUnderlined } from './headings.js';
import { type Line, stripMark } from './lines.js';
import { recogniseList, startsList } from './lists.js';
import { type Context, type Piece, paragraph, type Recogniser, spanOf } from './piece.js';
import { recogniseDefinition } from './references.js';
import { toInline, wrapWidth } from './reflow.js';

/** Quotes nest deeper in mail than anybody reads; renderers need time and stack for every level. */
const maxQuoteNesting = 16;

const recogniseNestedList: Recogniser = (lines, index, context) => recogniseList(lines, index, context, readBlocks);

/** Asked at the start of every block. */
const recognisers: readonly Recogniser[] = [
  recogniseFence,
  recogniseTitle,
  recogniseUnderlined,
  recogniseFramed,
  recogniseDiff,
  recogniseRule,
  recogniseCode,
  recogniseDefinition,
  recogniseNestedList,
];

/** What ends a paragraph without a blank line. */
const interrupters: readonly Recogniser[] = [
  recogniseFence,
  recogniseTitle,
  recogniseFramed,
  recogniseRule,
  recogniseDefinition,
];

export function readBlocks(lines: readonly Line[], context: Context): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < lines.length) {
    if (lines[at]?.blank) {
      at++;
      continue;
    }
    const found = firstOf(recognisers, lines, at, context);
    if (found) {
      append(pieces, found.pieces);
      at = found.next;
      continue;
    }
    const end = paragraphEnd(lines, at, context);
    const own = lines.slice(at, end);
    pieces.push(paragraph(toInline(own, context), spanOf(own)));
    at = end;
  }
  return pieces;
}

function firstOf(
  table: readonly Recogniser[],
  lines: readonly Line[],
  at: number,
  context: Context,
): ReturnType<Recogniser> {
  for (const recognise of table) {
    const found = recognise(lines, at, context);
    if (found) return found;
  }
  return undefined;
}

function paragraphEnd(lines: readonly Line[], start: number, context: Context): number {
  let at = start + 1;
  while (at < lines.length && !lines[at]?.blank) {
    if (startsList(lines, at, context) || firstOf(interrupters, lines, at, context)) break;
    at++;
  }
  return at;
}

/** Lines of a text around which there is no mail: quoted stretches are quotes, the others are read as they are. */
export function readMixed(lines: readonly Line[], context: Context): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < lines.length; ) {
    const isQuote = isMarked(lines[at]);
    let end = at;
    while (end < lines.length && isMarked(lines[end]) === isQuote) end++;
    const part = lines.slice(at, end);
    const quote = isQuote ? readQuote(part, context) : undefined;
    append(pieces, quote ? [quote] : isQuote ? [] : readBlocks(part, context));
    at = end;
  }
  return pieces;
}

/** Quoted lines as a quote, the attribution above it. */
export function readQuote(lines: readonly Line[], context: Context): Piece | undefined {
  const inner = lines.map(stripMark);
  const nested = nestQuotes(inner, {
    ...context,
    width: wrapWidth(inner),
    nesting: context.nesting + 1,
    inItem: false,
  });
  if (nested.length === 0) return undefined;
  const node: Blockquote = { type: 'blockquote', children: nested as Blockquote['children'] };
  return { type: 'quote', node, ...spanOf(lines) };
}

/** Lines one level down; those that still begin with a mark are a quote inside. */
function nestQuotes(lines: readonly Line[], context: Context): RootContent[] {
  const nodes: RootContent[] = [];
  let at = 0;
  while (at < lines.length) {
    const isQuote = isMarked(lines[at]);
    let end = at;
    while (end < lines.length && isMarked(lines[end]) === isQuote) end++;
    const part = lines.slice(at, end);
    if (!isQuote) append(nodes, nodesOf(readBlocks(part, context)));
    else if (context.nesting >= maxQuoteNesting) {
      const flat = part.map((line) => ({
        ...line,
        text: line.text.replace(/^[ >]+/, ''),
        blank: /^[ >]*$/.test(line.text),
        indent: 0,
      }));
      append(nodes, nodesOf(readBlocks(flat, context)));
    } else {
      const quote = readQuote(part, context);
      if (quote) nodes.push(quote.node);
    }
    at = end;
  }
  return nodes;
}

function nodesOf(pieces: readonly Piece[]): RootContent[] {
  return pieces.map((piece) => piece.node);
}

function isMarked(line: Line | undefined): boolean {
  return line !== undefined && /^ ?>/.test(line.text);
}
