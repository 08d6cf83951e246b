/** “On Monday, Ann wrote:” in a line of its own, as HTML has it. */
import type { SpanType } from '../../model.js';
import { type MailLine, mailLine } from '../from-text/lines.js';
import { findAttributions } from '../from-text/quotes.js';
import type { Sorting } from '../from-text/sorting.js';

const maxLength = 400;

/** Whether a line, above a quote, says whose words that holds. */
export function introducesQuote(line: string): boolean {
  if (line.length > maxLength) return false;
  const types: (SpanType | undefined)[] = [undefined, 'quote'];
  const lines = [mailLine(line, 0, line.length), mailLine('> ', line.length, line.length + 2)];
  findAttributions(sortingOf(`${line}> `, lines, types, null));
  return types[0] === 'attribution';
}

/** Lines of HTML as the finders for plain text take them. */
export function sortingOf(
  text: string,
  lines: readonly MailLine[],
  types: (SpanType | undefined)[],
  authorName: string | null,
): Sorting {
  const sorting = { text, lines, types, authorName, notices: [], quoted: new Map<number, string>() };
  return sorting;
}
