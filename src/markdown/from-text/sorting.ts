/** A mail on the table: its lines, and what the finders have said of them so far. */
import type { Range, SpanType } from '../../model.js';
import type { MailLine } from './lines.js';

/** A mail's lines and what each of them is so far; undefined while nobody has claimed it. */
export interface Sorting {
  readonly text: string;
  readonly lines: readonly MailLine[];
  readonly types: (SpanType | undefined)[];
  readonly notices: readonly Range[];
  readonly authorName: string | null;
}

/** Marks a stretch of lines, `to` exclusive, leaving what is already marked. */
export function mark(sorting: Sorting, from: number, to: number, type: SpanType): void {
  for (let index = from; index < to; index++) sorting.types[index] ??= type;
}

/** The nearest line before `index` that has words, or -1. */
export function wordsBefore(lines: readonly MailLine[], index: number): number {
  let before = index - 1;
  while (before >= 0 && lines[before]?.blank) before--;
  return before;
}

/** The next line from `index` on that has words, or the number of lines. */
export function wordsFrom(lines: readonly MailLine[], index: number): number {
  let next = index;
  while (next < lines.length && lines[next]?.blank) next++;
  return next;
}
