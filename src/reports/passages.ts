/** Which passages of a mail a report prints, and which it sets aside. Nothing is deleted: what is set aside keeps its place. */
import { isForwarded } from '../mail/subjects.js';
import { fromBody } from '../markdown/index.js';
import type { Block, Message, Range, Span, SpanType } from '../model.js';

export interface Passages {
  readonly blocks: readonly Block[];
  /** What the report does not print, with what it is. Greeting, signature, quotes that answer nothing. */
  readonly setAside: readonly Span[];
}

/**
 * What a report can print; the rest of a mail is set aside by the conversion itself. No attributions: the report names who is answered,
 * and a quote that is printed needs no second one.
 */
const PRINTABLE: ReadonlySet<SpanType> = new Set(['own', 'quote', 'forward', 'log']);

/** Quotes longer than this many lines are not what an answer stands on. */
const LONG_QUOTE = 12;

export interface PassageOptions {
  /** Replace addresses (`a…@example.org`). */
  readonly redact: boolean;
}

/** A message as the blocks that a report prints. */
export function passagesOf(message: Message, { redact }: PassageOptions): Passages {
  const { body } = message;
  const converted = fromBody(body, {
    authorName: message.from.name,
    notices: message.attachments.flatMap(({ notice }) => notice ?? []),
    keep: PRINTABLE,
    redact,
  });
  const text = body.kind === 'text' ? body.text : '';
  const answers = message.inReplyTo !== null && !isForwarded(message.subject);
  const dropped = converted.spans.filter((span, index) => !isPrinted(span, index, converted.spans, text, answers));
  const covers = (block: Block) => dropped.some((span) => block.from >= span.from && block.from < span.to);
  return {
    blocks: converted.blocks.filter((block) => !covers(block)),
    setAside: dropped.filter((span) => text.slice(span.from, span.to).trim() !== ''),
  };
}

function isPrinted(span: Span, index: number, spans: readonly Span[], text: string, answers: boolean): boolean {
  if (!PRINTABLE.has(span.type)) return false;
  const own = (other: Span) => (other.type === 'own' || other.type === 'forward') && !isBlank(other, text);
  switch (span.type) {
    case 'quote':
      // A quote is printed when an answer follows it; what hangs below a mail is its history.
      return spans.slice(index + 1).some(own) && linesIn(span, text) <= LONG_QUOTE;
    case 'forward':
      // What Outlook hangs below an answer looks like a forwarded mail, and is the mail that is answered.
      return !answers || !spans.slice(0, index).some(own);
    case 'log':
      return !spans.some(own);
    default:
      return true;
  }
}

function isBlank(span: Range, text: string): boolean {
  return text.slice(span.from, span.to).trim() === '';
}

function linesIn(span: Range, text: string): number {
  return text.slice(span.from, span.to).trimEnd().split('\n').length;
}
