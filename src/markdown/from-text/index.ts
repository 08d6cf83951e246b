/** Plain text → Markdown: lines, their types, and a block for each stretch that is kept. */
import type { Block, Converted, SpanType } from '../../model.js';
import { append } from '../append.js';
import { redactText } from '../redact.js';
import { toBlocks } from '../to-blocks.js';
import { readAttributions, readHeader } from './attributions.js';
import { readBlocks, readMixed, readQuote } from './blocks.js';
import { toFlowedLines } from './flowed.js';
import { forwardHeader } from './forwards.js';
import { findTitles } from './headings.js';
import { type Line, type MailLine, toLines, withText } from './lines.js';
import { joinLog, speakersOf } from './logs.js';
import { isMarkdown, readMarkdown } from './markdown-mail.js';
import { type ResolvedTextOptions, resolveTextOptions, type TextOptions } from './options.js';
import { signedLines } from './pgp.js';
import { type Context, type Piece, spanOf } from './piece.js';
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
      append(pieces, read);
      attribution = read.at(-1);
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

/** Lines that nest as wikis do, with more stars: below an item with one, or another such line. */
function nestedByStars(lines: readonly MailLine[], types: readonly SpanType[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [index, { text }] of lines.entries()) {
    const isText = types[index] === 'own' || types[index] === 'forward';
    if (isText && /^\*{2,4} \S/.test(text) && (found.has(index - 1) || /^\* \S/.test(lines[index - 1]?.text ?? '')))
      found.add(index);
  }
  return found;
}

function nested(line: Line): Line {
  const words = line.text.replace(/^\*+/, (stars) => `${'  '.repeat(stars.length - 1)}*`);
  return { ...withText(line, words), typed: line.text };
}

/** Neighbouring lines of one kept type, as they are to be read: addresses shortened, dash-escapes undone. */
function toStretches({ lines, quoted }: Sorting, types: readonly SpanType[], options: ResolvedTextOptions): Stretch[] {
  const signed = signedLines({ lines });
  const starred = nestedByStars(lines, types);
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
    const shown = starred.has(index) ? nested(plain) : plain;
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
      return readAttributions(lines, context);
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

/** The header lines of a forwarded mail stay lines; its text is read like any other. */
function readForward(lines: readonly Line[], context: Context, markdown: boolean): Piece[] {
  const first = lines.findIndex((line) => !line.blank);
  if (first === -1) return [];
  const end = forwardHeader({ lines, types: [] }, first) ?? first;
  const rest = lines.slice(end);
  const pieces = markdown ? readMarkdown(rest) : readBlocks(rest, context);
  return end === first ? pieces : [readHeader(lines.slice(first, end), context), ...pieces];
}
