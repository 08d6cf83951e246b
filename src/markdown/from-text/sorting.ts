/** A mail on the table: its lines, and what the finders have said of them so far. */
import type { Range, SpanType } from '../../model.js';
import type { Line, MailLine } from './lines.js';

/** A mail's lines and what each of them is so far; undefined while nobody has claimed it. */
export interface Sorting {
  readonly text: string;
  readonly lines: readonly MailLine[];
  readonly types: (SpanType | undefined)[];
  /** Quoted lines that bear another mark than `>`, or lost theirs: line number → the line as `>` would mark it. */
  readonly quoted: Map<number, string>;
  readonly notices: readonly Range[];
  readonly authorName: string | null;
}

/** Marks a stretch of lines, `to` exclusive, leaving what is already marked. */
export function mark(sorting: Sorting, from: number, to: number, type: SpanType): void {
  for (let index = from; index < to; index++) sorting.types[index] ??= type;
}

/** Whether nobody has claimed this line, and it has words. */
export function isOpen({ lines, types }: Sorting, index: number): boolean {
  return types[index] === undefined && lines[index]?.blank === false;
}

/** Whether format=flowed made this line of several. */
export function isJoined({ text, lines }: Sorting, index: number): boolean {
  const { from = 0, to = 0 } = lines[index] ?? {};
  return text.slice(from, to).trimEnd().includes('\n');
}

/** The nearest line before `index` that has words, or -1. */
export function wordsBefore(lines: readonly Line[], index: number): number {
  let before = index - 1;
  while (before >= 0 && lines[before]?.blank) before--;
  return before;
}

/** The next line from `index` on that has words, or the number of lines. */
export function wordsFrom(lines: readonly Line[], index: number): number {
  let next = index;
  while (next < lines.length && lines[next]?.blank) next++;
  return next;
}

/** A stretch of lines that nobody has claimed, `to` exclusive, with words at both ends. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What is still open, from the top: stretches between claimed lines. */
export function openStretches(sorting: Sorting): Stretch[] {
  const stretches: Stretch[] = [];
  const { lines } = sorting;
  let from = -1;
  let last = -1;
  for (let index = 0; index <= lines.length; index++) {
    if (isOpen(sorting, index)) {
      if (from < 0) from = index;
      last = index;
    } else if (from >= 0 && (index === lines.length || sorting.types[index] !== undefined)) {
      stretches.push({ from, to: last + 1 });
      from = -1;
    }
  }
  return stretches;
}
