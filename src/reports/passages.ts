/** Which passages of a mail a report prints, and which it sets aside. Nothing is deleted: what is set aside keeps its place. */
import { answeredIds, quotedFrom } from '../mail/quoted.js';
import { isForwarded } from '../mail/subjects.js';
import { escapeText, fromBody, plainTextOf, type Redaction, redactAddresses } from '../markdown/index.js';
import type { Block, Body, Message, Range, Span, SpanType } from '../model.js';
import { linkTo } from './names.js';

export interface Passages {
  readonly blocks: readonly Block[];
  /** What the report does not print, with what it is. Greeting, signature, quotes that answer nothing. */
  readonly setAside: readonly Span[];
}

/**
 * What becomes of quotes. `fold`: those that an answer stands on are printed, long ones as a line that says what they are and links there,
 * and what hangs below a mail is set aside. `keep`: all are printed. `drop`: none is.
 */
export type QuoteStyle = 'fold' | 'keep' | 'drop';

export interface PassageOptions {
  /** Replace addresses (`a…@example.org`) and telephone numbers. */
  readonly redact: boolean | Redaction;
  readonly quotes?: QuoteStyle;
  /** Print signatures; they are set aside unless asked for. */
  readonly signatures?: boolean;
  /** Join wrapped lines; on unless turned off. */
  readonly reflow?: boolean;
  /** The message with this Message-ID, where it is known: whose words a quote holds, and where a mention leads. */
  readonly known?: KnownMessages;
}

export type KnownMessages = (id: string) => Message | undefined;

/**
 * What a report can print; the rest of a mail is set aside by the conversion itself. No attributions: the report names who is answered,
 * and a quote that is printed needs no second one.
 */
const PRINTABLE: readonly SpanType[] = ['own', 'quote', 'forward', 'log'];

/** Quotes longer than this many lines are not what an answer stands on. */
const LONG_QUOTE = 12;

/** A message as the blocks that a report prints. */
export function passagesOf(message: Message, options: PassageOptions): Passages {
  const { body } = message;
  const { redact, quotes = 'fold', signatures = false, reflow = true, known = () => undefined } = options;
  const keep = new Set<SpanType>(PRINTABLE);
  if (quotes === 'keep') keep.add('attribution');
  if (signatures) keep.add('signature');
  const converted = fromBody(body, {
    authorName: message.from.name,
    notices: message.attachments.flatMap(({ notice }) => notice ?? []),
    keep,
    redact,
    reflow,
    permalinkOf: (id) => known(id)?.url ?? null,
  });
  const text = sourceText(body);
  const answered = answeredIds(message).flatMap((id) => known(id) ?? []);
  const spans = converted.spans.map((span) => withSource(span, body, answered));
  const answers = message.inReplyTo !== null && !isForwarded(message.subject);
  const plan: Plan = { text, isHtml: body.kind === 'html', spans, blocks: converted.blocks, keep, quotes, answers };
  const aside = new Map(
    spans.flatMap((span, index) => {
      const what = fateOf(plan, span, index);
      return what === 'printed' ? [] : [[span, what] as const];
    }),
  );
  const setAside = [...aside.keys()].filter((span) => !isBlank(span, text));
  return { blocks: printed(converted.blocks, aside, plan), setAside };
}

interface Plan {
  readonly text: string;
  readonly isHtml: boolean;
  readonly spans: readonly Span[];
  readonly blocks: readonly Block[];
  readonly keep: ReadonlySet<SpanType>;
  readonly quotes: QuoteStyle;
  /** The message answers another. */
  readonly answers: boolean;
}

type Fate = 'printed' | 'folded' | 'aside';

function fateOf(plan: Plan, span: Span, index: number): Fate {
  const { text, spans, keep, quotes, answers } = plan;
  if (!keep.has(span.type)) return 'aside';
  const own = (other: Span) => (other.type === 'own' || other.type === 'forward') && !isBlank(other, text);
  switch (span.type) {
    case 'quote':
      if (quotes !== 'fold') return quotes === 'keep' ? 'printed' : 'aside';
      // A quote is printed when an answer follows it; what hangs below a mail is its history.
      if (!spans.slice(index + 1).some(own)) return 'aside';
      return linesOf(plan, span) <= LONG_QUOTE ? 'printed' : 'folded';
    case 'forward':
      // What Outlook hangs below an answer looks like a forwarded mail, and is the mail that is answered.
      return quotes !== 'keep' && answers && spans.slice(0, index).some(own) ? 'aside' : 'printed';
    case 'log':
      return spans.some(own) ? 'aside' : 'printed';
    default:
      return 'printed';
  }
}

/** The blocks without those that are not printed; a folded quote leaves one line. */
function printed(blocks: readonly Block[], aside: ReadonlyMap<Span, Fate>, plan: Plan): Block[] {
  const spans = [...aside.keys()];
  const folded = new Set<Span>();
  return blocks.flatMap((block) => {
    const span = spans.find(({ from, to }) => block.from >= from && block.from < to);
    if (span === undefined) return [block];
    if (aside.get(span) !== 'folded' || folded.has(span)) return [];
    folded.add(span);
    return [{ type: 'quote', markdown: foldLine(span, linesOf(plan, span)), from: span.from, to: span.to } as const];
  });
}

/** `> [24 lines quoted from Mei-Lin Zhao](…)` */
function foldLine({ quotes }: Span, lines: number): string {
  const from = quotes?.author ? ` from ${redactAddresses(quotes.author)}` : '';
  const words = `${lines} lines quoted${from}`;
  return `> ${quotes?.url ? linkTo(words, quotes.url) : `*${escapeText(words)}*`}`;
}

function withSource(span: Span, body: Body, answered: readonly Message[]): Span {
  if (span.type !== 'quote' || answered.length === 0) return span;
  const passage = sourceText(body).slice(span.from, span.to);
  const source = quotedFrom(body.kind === 'text' ? passage : plainTextOf(passage), answered);
  return source ? { ...span, quotes: { id: source.id, url: source.url, author: source.from.name } } : span;
}

function sourceText(body: Body): string {
  return body.kind === 'text' ? body.text : body.html;
}

/** How many lines a reader sees of a passage; those of HTML are its Markdown's. */
function linesOf({ text, isHtml, blocks }: Plan, { from, to }: Range): number {
  const passage = text.slice(from, to);
  if (!isHtml) return passage.trimEnd().split('\n').length;
  const shown = blocks.filter((block) => block.from >= from && block.from < to).map((block) => block.markdown);
  return shown
    .join('\n')
    .split('\n')
    .reduce((sum, line) => sum + Math.ceil(Math.max(1, line.length) / 80), 0);
}

function isBlank(span: Range, text: string): boolean {
  return (
    text
      .slice(span.from, span.to)
      .replace(/<[^<>]{0,5000}>|&nbsp;/g, '')
      .trim() === ''
  );
}
