/**
 * HTML mail → Markdown. html-lines.ts tells what of it is whose, clean.ts leaves little and harmless HTML, turndown writes Markdown of
 * each block, and that leaves through the same exit as plain text (serialise.ts).
 */
import type { PhrasingContent, RootContent } from 'mdast';
import type { Block, Converted, Range, Span, SpanType } from '../../model.js';
import { append } from '../append.js';
import { pieceOf } from '../from-markdown.js';
import { fromText, piecesOfText, type TextOptions } from '../from-text/index.js';
import { toLines } from '../from-text/lines.js';
import { joinLog, speakersOf } from '../from-text/logs.js';
import { resolveTextOptions } from '../from-text/options.js';
import type { Piece } from '../from-text/piece.js';
import { redactText } from '../redact.js';
import { toBlocks } from '../to-blocks.js';
import { cleanHtml } from './clean.js';
import { parseHtml } from './dom.js';
import { fromHugeHtml, isHuge } from './flat.js';
import { type HtmlLines, htmlLines } from './lines.js';
import { toMarks } from './marks.js';
import { readMarks } from './read-marks.js';
import { sortHtmlLines, toHtmlSpans } from './sorting.js';
import type { HtmlBlock } from './writer.js';

const point = /^\s*(?:[-*•–+]|\d{1,3}[.)]) \S/;
const maxPart = 100_000;

/** What holds for HTML as it does for a text. */
export type HtmlOptions = Pick<TextOptions, 'authorName' | 'keep' | 'redact' | 'addresses'>;

/** A mail's HTML as Markdown blocks, and what each passage of it is; ranges are those of the HTML. */
export function fromHtml(html: string, input: HtmlOptions = {}): Converted {
  const { authorName, keep, addresses, redact } = resolveTextOptions(input);
  const text = (words: string): string =>
    inParts(words)
      .map((part) => redactText(part, redact, { addresses }))
      .join('');
  if (isHuge(html)) return fromHugeHtml(html, text);
  const first = parseHtml(html);
  const lines = htmlLines(first, html);
  if (lines.isText) return fromPreformatted(html, lines, input);
  const types = sortHtmlLines(lines.lines, authorName);
  const { blocks, texts } = cleanHtml(first, {
    lines,
    types,
    keep,
    keepMailto: redact.addresses === 'keep',
    text,
  });
  const pieces: Piece[] = [];
  for (const block of blocks)
    for (const node of readMarks(toMarks(block.root), texts)) append(pieces, piecesOfBlock(block, node));
  return { blocks: toBlocks(pieces), spans: toHtmlSpans(lines.lines, types, html.length) };
}

function piecesOfBlock(block: HtmlBlock, node: RootContent): readonly Piece[] {
  const range = { from: block.from, to: block.to };
  if (node.type === 'paragraph') {
    const text = asLines(node.children, block.isLines);
    if (text !== undefined && block.type === 'log') return [logOf(text, range)];
    if (text !== undefined && block.isLines) return inRange(piecesOfText(withMarks(text)), range);
    if (text !== undefined && !(block.type === 'forward' && isHeader(text))) return inRange(piecesOfText(text), range);
  }
  const piece = pieceOf(node, range);
  return piece ? [piece] : [];
}

function inRange(pieces: readonly Piece[], range: Range): Piece[] {
  return pieces.map((piece) => ({ ...piece, ...range }));
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

/** The header lines of a forwarded mail stay lines. */
function isHeader(text: string): boolean {
  return /^(?:-{5,}.*\n)?\p{L}[\p{L} ]{0,24}[:：].*\n\p{L}[\p{L} ]{0,24}[:：]/u.test(text);
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
    const only = node.type === 'link' && node.children.length === 1 ? node.children[0] : undefined;
    if (node.type === 'break') text += '\n';
    else if (node.type === 'text') text += node.value;
    else if (node.type === 'link' && only?.type === 'text' && only.value === node.url) text += node.url;
    else if (!isLines) return undefined;
    else text += wordsOf(node);
  }
  // Two lines may be an address; two points are a list.
  return isLines || breaks >= 2 || text.split('\n').every((line) => point.test(line)) ? text : undefined;
}

function wordsOf(node: PhrasingContent): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(wordsOf).join('') : '';
}

/** A text in stretches that end at a space, where there is one: the pattern for addresses needs memory for every match. */
function inParts(text: string): string[] {
  if (text.length <= maxPart) return [text];
  const parts: string[] = [];
  for (let from = 0; from < text.length; ) {
    const space = text.lastIndexOf(' ', from + maxPart);
    const to = from + maxPart >= text.length ? text.length : space > from ? space : from + maxPart;
    parts.push(text.slice(from, to));
    from = to;
  }
  return parts;
}

/** A mail that is nothing but `<pre>` is the text in it. */
function fromPreformatted(html: string, { preformatted }: HtmlLines, options: HtmlOptions): Converted {
  const lines = [...preformatted.values()].flat();
  const starts: number[] = [];
  let length = 0;
  for (const line of lines) {
    starts.push(length);
    length += line.text.length + 1;
  }
  const { blocks, spans } = fromText(lines.map((line) => line.text).join('\n'), options);
  /** The line that an offset of the text is in. */
  const lineAt = (offset: number): number => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const inHtml = <T extends Range>(item: T): T => ({
    ...item,
    from: lines[lineAt(item.from)]?.from ?? 0,
    to: lines[lineAt(Math.max(item.from, item.to - 1))]?.to ?? html.length,
  });
  return { blocks: blocks.map((block): Block => inHtml(block)), spans: covering(spans.map(inHtml), html.length) };
}

/** The same spans without gaps: what stands between two goes with the first. */
function covering(spans: readonly Span[], length: number): Span[] {
  if (spans.length === 0) return length === 0 ? [] : [{ type: 'own' satisfies SpanType, from: 0, to: length }];
  return spans.map((span, index) => ({
    ...span,
    from: index === 0 ? 0 : span.from,
    to: spans[index + 1]?.from ?? length,
  }));
}
