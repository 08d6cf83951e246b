/** “Hi all,” at the top: known by its shape (a lone line of a few words that ends in a comma) or by its words, in many languages. */
import type { MailLine } from './lines.js';
import { mark, type Sorting, wordsFrom } from './sorting.js';
import { greets, greetsInCjk } from './words/courtesies.js';

const maxGreetingWords = 6;
const maxGreetingWidth = 60;

export function findGreeting(sorting: Sorting): void {
  const { lines, types } = sorting;
  let index = 0;
  const isAside = (at: number): boolean =>
    types[at] === 'quote' || types[at] === 'attribution' || types[at] === 'pgp' || types[at] === 'notice';
  while (index < lines.length && (lines[index]?.blank || isAside(index))) index++;
  if (!greetFrom(sorting, index, undefined)) greetBelowTitle(sorting, index);
  const forward = types.indexOf('forward');
  if (forward === -1) return;
  let body = wordsFrom(lines, forward);
  while (body < lines.length && !lines[body]?.blank) body++;
  greetFrom(sorting, wordsFrom(lines, body), 'forward');
}

/** Marks a greeting, and a second one right below it (`みなさん、` and `お疲れさまです。`). */
function greetFrom(sorting: Sorting, index: number, was: 'forward' | undefined): boolean {
  const { lines, types } = sorting;
  let at = index;
  if (types[at] === was && heads(lines[at], lines[at + 1])) {
    if (was) types[at] = 'greeting';
    else mark(sorting, at, at + 1, 'greeting');
    at++;
  }
  for (let count = 0; count < 3 && types[at] === was && isGreeting(sorting, at); count++) {
    if (was) types[at] = 'greeting';
    else mark(sorting, at, at + 1, 'greeting');
    at = wordsFrom(lines, at + 1);
    if (!isCjkGreeting(lines[at]?.text.trim() ?? '')) break;
  }
  return at > index;
}

/** `NPO法人みなも` right above `古賀 様`: the house, then the person. */
function heads(line: MailLine | undefined, below: MailLine | undefined): boolean {
  return Boolean(
    line &&
      below &&
      !line.blank &&
      line.width <= 40 &&
      !/[。、！？]/.test(line.text) &&
      /(?:様|御中|各位)$/.test(below.text),
  );
}

/** Announcements have a title above the greeting. */
function greetBelowTitle(sorting: Sorting, title: number): void {
  const { lines, types } = sorting;
  const below = wordsFrom(lines, title + 1);
  const text = lines[below]?.text.trim() ?? '';
  const isTitle = below - title === 2 && (lines[title]?.width ?? 0) <= maxGreetingWidth && types[title] === undefined;
  if (isTitle && types[below] === undefined && (greets.test(text) || isCjkGreeting(text)))
    greetFrom(sorting, below, undefined);
}

function isCjkGreeting(text: string): boolean {
  return text.length <= maxGreetingWidth && /[\u3000-\ud7ff]/.test(text) && greetsInCjk.test(text);
}

function isGreeting({ lines, types }: Sorting, index: number): boolean {
  const line = lines[index];
  if (!line || line.blank || line.indent > 3 || line.width > maxGreetingWidth) return false;
  const words = line.text.trim();
  const below = lines[index + 1];
  const isAlone = below?.blank !== false || types[index + 1] !== types[index];
  if (isCjkGreeting(words)) return isAlone || /[、,。！!]$/.test(words) || words.length <= 10;
  const count = words.split(/\s+/).length;
  if (count > maxGreetingWords) return false;
  if (greets.test(words))
    return isAlone ? !words.endsWith('?') && !(count > 5 && words.endsWith('.')) : /[,!]$/.test(words);
  return isAlone && count < maxGreetingWords && /[,，、]$/u.test(words);
}
