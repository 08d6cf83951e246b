/** Quoted lines and the line above them that says whose words they are. */
import type { MailLine } from './lines.js';
import { mark, type Sorting } from './sorting.js';
import { wroteWords } from './words.js';

const maxAttributionLines = 3;
const clock = /\d{1,2}[:.]\d{2}/;
const year = /\b(?:19|20)\d{2}\b|\d{4}年|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b/;
const address = /<[^<>]+>|\S@\S|\S at \S+\.\S/;

export function findQuotes(sorting: Sorting): void {
  const { lines } = sorting;
  for (let index = 0; index < lines.length; ) {
    let next = index;
    while (next < lines.length && (lines[next]?.depth ?? 0) > 0 && sorting.types[next] === undefined) next++;
    if (next === index) index++;
    else {
      if (!isInterpreter(lines.slice(index, next)) && !isEscapedFrom(lines, index, next))
        mark(sorting, index, next, 'quote');
      index = next;
    }
  }
}

/** Python's `>>> code`: three marks on every line, and what follows looks like code more than like a sentence. */
function isInterpreter(lines: readonly MailLine[]): boolean {
  if (!lines.every((line) => /^\s*>>>( |$)/.test(line.text))) return false;
  const codeLike = lines.filter(
    (line) => line.inner === '' || /[=()[\]]|^(?:import|from|def|class|print|del)\b|^[\w.]+$/.test(line.inner),
  );
  return codeLike.length * 2 > lines.length;
}

/** `>From here`: what an mbox makes of a line that begins with “From ” in the midst of a sentence. */
function isEscapedFrom(lines: readonly MailLine[], from: number, to: number): boolean {
  return (
    to - from === 1 &&
    /^>From /.test(lines[from]?.text ?? '') &&
    lines[from - 1]?.blank === false &&
    lines[to]?.blank === false
  );
}

export function findAttributions(sorting: Sorting): void {
  const { lines, types } = sorting;
  for (let index = 1; index < lines.length; index++) {
    if (types[index] !== 'quote' || types[index - 1] === 'quote') continue;
    const gap = lines[index - 1]?.blank ? 1 : 0;
    const last = index - 1 - gap;
    const start = attributionStart(sorting, last, gap);
    if (start !== undefined) mark(sorting, start, last + 1, 'attribution');
  }
}

/** The first line of the attribution that ends at `last`; undefined when those are somebody's own words. */
function attributionStart(sorting: Sorting, last: number, gap: number): number | undefined {
  const { lines, types } = sorting;
  const isOpen = (at: number): boolean => at >= 0 && types[at] === undefined && lines[at]?.blank === false;
  if (!isOpen(last)) return undefined;
  let top = last;
  while (isOpen(top - 1) && last - top < maxAttributionLines) top--;
  const words = (from: number): string =>
    lines
      .slice(from, last + 1)
      .map((line) => line.text.trim())
      .join(' ');
  // A short paragraph that is an attribution as a whole, or else its last lines.
  const starts = last - top < maxAttributionLines ? [top] : [];
  for (let at = last; at > last - maxAttributionLines && at >= top; at--) starts.push(at);
  return starts.find((from) => isAttribution(words(from), gap === 0));
}

function isAttribution(words: string, touchesQuote: boolean): boolean {
  if (words.length > 300 || /[.!?]\s+\p{Lu}\p{L}+\s\p{Ll}/u.test(words.replace(/<[^<>]*>/g, ''))) return false;
  const hasVerb = wroteWords.some((word) => words.toLowerCase().includes(word));
  const hasDate = clock.test(words) && /\d{1,4}/.test(words) && (year.test(words) || hasVerb);
  const hasWho = address.test(words);
  const count = words.split(/\s+/).length;
  if (/[:：]$/.test(words)) {
    if (hasVerb) return hasDate || hasWho || year.test(words) || count <= 6;
    return (hasDate || year.test(words)) && (hasWho || count <= 14);
  }
  // `* Ann Keller on Monday, February 06, 2012 at 18:42:10 +0100` or `>>>>> On …`: no colon, so it must touch the quote.
  return (
    touchesQuote &&
    ((hasDate && year.test(words) && count <= 16 && /^(?:\*|[-–]|On\b|\d|["“])/.test(words)) ||
      (hasVerb && hasDate && hasWho))
  );
}
