/** Quoted lines and the line above them that says whose words they are. */
import type { MailLine } from './lines.js';
import { isJoined, mark, type Sorting, wordsBefore, wordsFrom } from './sorting.js';
import { wroteWords } from './words/attributions.js';

const maxAttributionLines = 3;
const clock = /\d{1,2}[:.]\d{2}/;
const year = /\b(?:19|20)\d{2}\b|\d{4}年|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b/;
const address = /<[^<>]+>|\S@\S|\S at \S+\.\S/;

export function findQuotes(sorting: Sorting): void {
  const { lines } = sorting;
  // No other line is quoted, but for those that an mbox marked.
  const isLone = lines.filter((line) => line.depth > 0 && !line.text.startsWith('>From ')).length <= 1;
  let isSession = false;
  for (let index = 0; index < lines.length; ) {
    let next = index;
    while (next < lines.length && (lines[next]?.depth ?? 0) > 0 && sorting.types[next] === undefined) next++;
    if (next === index) index++;
    else {
      isSession = isInterpreter(lines.slice(index, next), isSession);
      if (!isSession && !isNoQuote(sorting, index, next, isLone)) mark(sorting, index, next, 'quote');
      index = next;
    }
  }
}

/** Code of Python beyond doubt; a name alone, brackets or a sign of it may be words. */
const python =
  /^(?:(?:import|def|del) \w|from \S+ import\b|class \w+:|print\b|(?:for|if|while|with) .{1,80}:$|\w+(?:\.\w+)+$|[\w.]+[([]|[A-Za-z_][\w.]* ?==? ?[\w.]*(?:$|[(["'{]| ?[-+*/%] ?\w)|\d+ ?(?:\*\*?|[+%]) ?\d)/;
const maybePython = /[=()[\]]|^[\w.]+$/;

/** Python's `>>> code`: three marks on every line, and what follows looks like code; a last `>>>` alone ends the session above it. */
function isInterpreter(lines: readonly MailLine[], isSession: boolean): boolean {
  if (!lines.every((line) => /^\s*>>>( |$)/.test(line.text))) return false;
  const said = lines.map((line) => line.text.trim().slice(3).trim()).filter((code) => code !== '');
  if (said.length === 0) return isSession;
  const code = said.filter((each) => python.test(each) || maybePython.test(each));
  return code.length * 2 > said.length && code.some((each) => python.test(each));
}

/**
 * `>From here`: what an mbox makes of a line that begins with “From ” in the midst of a sentence; a mailer puts a blank behind its mark.
 * And a line with one mark, alone in its mail, below words of the author's that introduce nothing: an arrow.
 */
function isNoQuote(sorting: Sorting, from: number, to: number, isLone: boolean): boolean {
  const { lines, types } = sorting;
  if (to - from !== 1) return false;
  const isAmong = (at: number): boolean => lines[at]?.blank === false && (lines[at]?.depth ?? 0) === 0;
  if (/^>From /.test(lines[from]?.text ?? ''))
    return !isJoined(sorting, from) && (isAmong(from - 1) || isAmong(to) || isLone);
  if (lines[from]?.depth !== 1 || lines[from].inner === '' || !isLone) return false;
  // A quoted line that flowed was longer than an arrow is.
  if (isJoined(sorting, from)) return false;
  const above = wordsBefore(lines, from);
  const text = lines[above]?.text.trim() ?? '';
  const introduces = above === from - 1 ? /[:：]$/ : /[:：]$|^\p{L}[\p{L} -]{0,24}[:：] ?\S/u;
  if (above < 2 || types[above] !== undefined || introduces.test(text) || isAttribution(text, true)) return false;
  // Who says that somebody wrote quotes them somewhere.
  if (lines.slice(0, from).some((line) => line.text.endsWith(':') && isAttribution(line.text.trim(), true)))
    return false;
  return wordsFrom(lines, to) < lines.length && !lines.some((line) => /^-{3,} ?\p{L}[^-]{2,60}-{3,}$/u.test(line.text));
}

export function findAttributions(sorting: Sorting): void {
  const { lines, types } = sorting;
  for (let index = 0; index < lines.length; index++) {
    if (isMarkedAttribution(sorting, index)) types[index] = 'attribution';
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

/** `>>>>> "AK" == Ann Keller <…> writes:` (Supercite), `>>> On 8/8/2007 at 4:20 PM, Ann Keller wrote:` (GroupWise). */
const markedAttribution = /^>{3,6} ?(?:On |["“][^"”]{1,60}["”] == ).{1,200}:$/;

/** Marked as if it were quoted itself; within a quote, or right below another attribution, it is. */
function isMarkedAttribution({ lines, types }: Sorting, index: number): boolean {
  if (types[index] !== 'quote' || !markedAttribution.test(lines[index]?.text ?? '')) return false;
  const above = lines[index - 1];
  return above === undefined || above.blank || types[index - 1] === 'greeting';
}

/** Whether these words, a whole line or some, say that somebody else's follow. `touchesQuote`: with nothing between. */
export function isAttribution(words: string, touchesQuote: boolean): boolean {
  if (words.length > 300 || /[.!?]\s+\p{Lu}\p{L}+\s\p{Ll}/u.test(words.replace(/<[^<>]*>/g, ''))) return false;
  const hasVerb = wroteWords.some((word) => words.toLowerCase().includes(word));
  const hasDate = clock.test(words) && /\d{1,4}/.test(words) && (year.test(words) || hasVerb);
  const hasWho = address.test(words);
  const count = words.split(/\s+/).length;
  if (/[:：]$/.test(words)) {
    if (hasVerb && (hasDate || hasWho || year.test(words) || count <= 6)) return true;
    if ((hasDate || year.test(words)) && (hasWho || count <= 14)) return true;
  }
  // `* Jean Moreau, le vendredi 11 novembre :`, `Selon Claire Aubertin <…>:`, `[Ann]`
  if (/^\* \p{Lu}.*[:：]$/u.test(words) || (count <= 8 && /^\p{Lu}.*(?:>|\))\s?[:：]$/u.test(words) && hasWho))
    return true;
  if (!touchesQuote) return false;
  if (/^\[\p{Lu}[\p{L} .'-]{0,40}\]$/u.test(words)) return true;
  // `* Ann Keller on Monday, February 06, 2012 at 18:42:10 +0100`: no colon.
  return (
    (hasDate && year.test(words) && count <= 16 && /^(?:\*|[-–]|On\b|\d|["“])/.test(words)) ||
    (hasVerb && hasDate && hasWho)
  );
}
