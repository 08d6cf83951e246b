/**
 * HTML mail → Markdown. lines.ts tells what of it is whose, clean.ts leaves little and harmless HTML, turndown writes Markdown of
 * each block, and that leaves through the same exit as plain text (serialise.ts).
 */
import type { Block, Converted, Range, Span, SpanType } from '../../model.js';
import { fromText, type TextOptions } from '../from-text/index.js';
import { resolveTextOptions } from '../from-text/options.js';
import { redactText } from '../redact.js';
import { toBlocks } from '../to-blocks.js';
import { cleanHtml } from './clean.js';
import { fromHugeHtml, isHuge } from './flat.js';
import { joinForwardHeaders, type PassagePiece } from './forwards.js';
import { type HtmlLines, htmlLines } from './lines.js';
import { toMarks } from './marks.js';
import { piecesOfBlock } from './paragraphs.js';
import { parseHtml } from './parse.js';
import { readMarks } from './read-marks.js';
import { sortHtmlLines, toHtmlSpans } from './sorting.js';

const maxPart = 100_000;
/** What every address and telephone number has some of; most texts have none. */
const mayHoldAddress = /[@\uff20<…\d]| at /;

/** What holds for HTML as it does for a text. */
export type HtmlOptions = Pick<TextOptions, 'authorName' | 'keep' | 'redact' | 'addresses'>;

/** A mail's HTML as Markdown blocks, and what each passage of it is; ranges are those of the HTML. */
export function fromHtml(html: string, input: HtmlOptions = {}): Converted {
  const { authorName, keep, addresses, redact } = resolveTextOptions(input);
  const text = (words: string): string =>
    addresses.length === 0 && !mayHoldAddress.test(words)
      ? words
      : inParts(words)
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
  const pieces: PassagePiece[] = [];
  for (const block of blocks)
    for (const node of readMarks(toMarks(block.root), texts))
      for (const piece of piecesOfBlock(block, node)) pieces.push({ piece, passage: block.type });
  return { blocks: toBlocks(joinForwardHeaders(pieces)), spans: toHtmlSpans(lines.lines, types, html.length) };
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
