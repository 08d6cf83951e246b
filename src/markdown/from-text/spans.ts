/**
 * Lines → typed spans: what of a mail its author wrote for this message, and what is set aside. Each finder marks the lines
 * that it is sure of and leaves what others have marked; what nobody is sure of is `own`. Nothing is deleted here.
 */
import type { Span, SpanType, Teller } from '../../model.js';
import { findClosings } from './closings.js';
import { findDisclaimers, findFooters, findNotices, findSignatures } from './ends.js';
import { findForwardedText, findForwards, forwardHeader, tellerOf } from './forwards.js';
import { findGreeting } from './greetings.js';
import type { MailLine } from './lines.js';
import { findLogs } from './logs.js';
import { findPgp } from './pgp.js';
import { findBrokenWraps, findOtherMarks } from './quote-marks.js';
import { findAttributions, findQuotes } from './quotes.js';
import type { Sorting } from './sorting.js';

/** The order matters: what stands around the mail first, then what is in it, then what frames the author's own words. */
const finders: readonly ((sorting: Sorting) => void)[] = [
  findNotices,
  findPgp,
  findQuotes,
  findOtherMarks,
  findBrokenWraps,
  findFooters,
  findLogs,
  findForwards,
  findAttributions,
  findDisclaimers,
  findSignatures,
  findClosings,
  findForwardedText,
  findGreeting,
];

/** What each line is. */
export function sortLines(sorting: Sorting): SpanType[] {
  for (const find of finders) find(sorting);
  const sorted: SpanType[] = [];
  let previous: SpanType | undefined;
  for (const [index, line] of sorting.lines.entries()) {
    // A blank line belongs to what stands above it.
    const type: SpanType = sorting.types[index] ?? (line.blank && previous ? previous : 'own');
    sorted.push(type);
    previous = type;
  }
  return sorted;
}

/** Neighbouring lines of one type as one span. */
export function toSpans(lines: readonly MailLine[], types: readonly SpanType[]): Span[] {
  const spans: { type: SpanType; from: number; to: number; teller?: Teller }[] = [];
  for (const [index, line] of lines.entries()) {
    const type = types[index] ?? 'own';
    const last = spans.at(-1);
    if (last?.type === type) last.to = line.to;
    else spans.push({ type, from: line.from, to: line.to, ...tellerAt(lines, index, type) });
  }
  return spans;
}

/** A forwarded mail tells at its top whose it is. */
function tellerAt(lines: readonly MailLine[], index: number, type: SpanType): { teller?: Teller } {
  if (type !== 'forward') return {};
  const end = forwardHeader({ lines, types: [] }, index);
  const teller = end === undefined ? undefined : tellerOf(lines.slice(index, end).map((line) => line.text));
  return teller === undefined ? {} : { teller };
}
