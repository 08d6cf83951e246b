/** Plain text → Markdown: lines, their types, and a block for each stretch that is kept. */
import type { Block, Converted, SpanType } from '../../model.js';
import { append } from '../append.js';
import { redactText } from '../redact.js';
import { toBlocks } from '../to-blocks.js';
import { readBlocks, readMixed, readQuote } from './blocks.js';
import { toFlowedLines } from './flowed.js';
import { forwardHeader, isHeaderLine } from './forwards.js';
import { findTitles } from './headings.js';
import { HARD, SOFT, toPhrasing } from './inline.js';
import { type Line, type MailLine, toLines, withText } from './lines.js';
import { joinLog, speakersOf } from './logs.js';
import { isMarkdown, readMarkdown } from './markdown-mail.js';
import { type ResolvedTextOptions, resolveTextOptions, type TextOptions } from './options.js';
import { signedLines } from './pgp.js';
import { type Context, type Piece, paragraph, spanOf } from './piece.js';
import { findReferences } from './references.js';
import { wrapWidth } from './reflow.js';
import type { Sorting } from './sorting.js';
import { sortLines, toSpans } from './spans.js';

export type { TextOptions } from './options.js';

/** A mail's plain text as Markdown blocks, and what each passage of it is. */
export function fromText(text: string, input: TextOptions = {}): Converted {
  const options = resolveTextOptions(input);
  const lines = options.flowed ? toFlowedLines(text, options.delSp) : toLines(text);
  const sorting: Sorting = {
    text,
    lines,
    types: [],
    quoted: new Map(),
    notices: options.notices,
    authorName: options.authorName,
  };
  const types = sortLines(sorting);
  return { blocks: convert(sorting, types, options), spans: toSpans(lines, types) };
}

/** A text without a mail around it (a `<pre>`, or lines that end in `<br>`): nothing is set aside. */
export function piecesOfText(text: string): Piece[] {
  const lines = toLines(text);
  const context = contextOf(lines, resolveTextOptions());
  return readMixed(lines, context).filter(
    (piece) => piece.definition === undefined || !context.used.has(piece.definition),
  );
}

interface Stretch {
  readonly type: SpanType;
  readonly lines: Line[];
}

function convert(sorting: Sorting, types: readonly SpanType[], options: ResolvedTextOptions): Block[] {
  const stretches = toStretches(sorting, types, options);
  const own = stretches
    .filter((stretch) => stretch.type === 'own' || stretch.type === 'forward')
    .flatMap((stretch) => stretch.lines);
  if (isMarkdown(own))
    return toBlocks(stretches.flatMap((stretch) => readStretch(stretch, contextOf(own, options), true)));
  const context = contextOf(own, options);
  const pieces: Piece[] = [];
  let attribution: Piece | undefined;
  for (const stretch of stretches) {
    const read = readStretch(stretch, context, false);
    if (stretch.type === 'attribution') {
      attribution = read[0];
      if (attribution) pieces.push(attribution);
      continue;
    }
    const quote = read[0];
    if (stretch.type === 'quote' && quote && attribution && pieces.at(-1) === attribution) {
      pieces.pop();
      pieces.push({ ...quote, before: attribution.node, from: attribution.from });
    } else append(pieces, read);
    attribution = undefined;
  }
  return toBlocks(pieces.filter((piece) => piece.definition === undefined || !context.used.has(piece.definition)));
}

/** Wikis nest with more stars, below an item with fewer or as many. */
function nests(lines: readonly MailLine[], index: number): boolean {
  const above = lines[index - 1]?.text ?? '';
  return /^\*{2,4} \S/.test(lines[index]?.text ?? '') && /^\*{1,4} \S/.test(above);
}

function nested(line: Line): Line {
  const words = line.text.replace(/^\*+/, (stars) => `${'  '.repeat(stars.length - 1)}*`);
  return { ...withText(line, words), typed: line.text };
}

/** Neighbouring lines of one kept type, as they are to be read: addresses shortened, dash-escapes undone. */
function toStretches({ lines, quoted }: Sorting, types: readonly SpanType[], options: ResolvedTextOptions): Stretch[] {
  const signed = signedLines({ lines });
  const known = { addresses: options.addresses, isMessage: (id: string) => options.permalinkOf(id) !== null };
  const stretches: Stretch[] = [];
  let previous: SpanType | undefined;
  for (const [index, line] of lines.entries()) {
    const type = types[index] ?? 'own';
    if (!options.keep.has(type)) {
      previous = type;
      continue;
    }
    let words = quoted.get(index) ?? (signed.has(index) ? line.text.slice(2) : line.text);
    if (type === 'own' && words.startsWith('>From ')) words = words.slice(1);
    words = redactText(words, options.redact, known);
    const plain = words === line.text ? line : withText(line, words);
    const shown = nests(lines, index) ? nested(plain) : plain;
    if (previous === type) stretches.at(-1)?.lines.push(shown);
    else stretches.push({ type, lines: [shown] });
    previous = type;
  }
  return stretches;
}

function contextOf(lines: readonly Line[], { reflow, permalinkOf }: ResolvedTextOptions): Context {
  return {
    width: wrapWidth(lines),
    reflow,
    links: findReferences(lines),
    used: new Set(),
    permalinkOf,
    titles: findTitles(lines),
    nesting: 0,
    inItem: false,
  };
}

function readStretch(stretch: Stretch, context: Context, markdown: boolean): Piece[] {
  const { lines } = stretch;
  switch (stretch.type) {
    case 'quote': {
      const quote = readQuote(lines, { ...context, links: new Map() });
      return quote ? [quote] : [];
    }
    case 'log':
      return [readLog(lines)];
    case 'attribution':
      return lines.every((line) => line.blank) ? [] : [readAttribution(lines, context)];
    case 'forward':
      return readForward(lines, context, markdown);
    case 'own':
      return markdown ? readMarkdown(lines) : readBlocks(lines, context);
    case 'signature':
    case 'footer':
    case 'pgp':
    case 'notice':
    case 'greeting':
    case 'signoff':
      return readBlocks(lines, { ...context, titles: new Map() });
  }
}

function readLog(lines: readonly Line[]): Piece {
  const said = joinLog(lines);
  const node = { type: 'code' as const, lang: null, value: said.join('\n') };
  return { type: 'log', node, speakers: speakersOf(said), ...spanOf(lines) };
}

/** However it was wrapped, an attribution is one sentence. */
function readAttribution(lines: readonly Line[], context: Context): Piece {
  const words = lines.filter((line) => !line.blank).map((line) => line.text.trim());
  // Supercite and GroupWise mark it as if it were quoted.
  if (words.length === 1) words[0] = words[0]?.replace(/^>{3,} ?/, '') ?? '';
  return paragraph(toPhrasing(words.join(SOFT), { ...context, links: new Map() }), spanOf(lines));
}

/** The rest of a header line that did not fit (RFC 5322 §2.2.3). */
function isFolded(words: string, line: Line | undefined): boolean {
  return (line?.indent ?? 0) > 0 && !isHeaderLine(words);
}

/** The header lines of a forwarded mail stay lines; its text is read like any other. */
function readForward(lines: readonly Line[], context: Context, markdown: boolean): Piece[] {
  const first = lines.findIndex((line) => !line.blank);
  if (first === -1) return [];
  const plain = lines.map((line) => ({ ...line, depth: 0, inner: line.text }));
  const end = forwardHeader({ lines: plain, types: [] }, first) ?? first;
  const rest = lines.slice(end);
  const pieces = markdown ? readMarkdown(rest) : readBlocks(rest, context);
  if (end === first) return pieces;
  const header = lines.slice(first, end).filter((line) => !line.blank);
  const words = header
    .map((line, index) => (index > 0 ? line.text.trim() : line.text.replace(/^[\s>_-]+|[\s_-]+$/g, '')))
    .map((words, index) =>
      words === '' || index === 0 ? words : `${isFolded(words, header[index]) ? SOFT : HARD}${words}`,
    );
  return [paragraph(toPhrasing(words.join(''), { ...context, links: new Map() }), spanOf(header)), ...pieces];
}
