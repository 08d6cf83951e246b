/** “Hi all,” above and “Best regards, Tom” below: known by their shape and by the author's name, in any language. */
import { mark, type Sorting, wordsBefore, wordsFrom } from './sorting.js';

const maxCourtesyWords = 5;
const endsInComma = /[,，、]$/u;

/** A first line of a few words that ends in a comma with nothing after it is no sentence. */
export function findGreeting(sorting: Sorting): void {
  const { lines, types } = sorting;
  let index = 0;
  while (
    index < lines.length &&
    (lines[index]?.blank || types[index] === 'quote' || types[index] === 'attribution' || types[index] === 'pgp')
  )
    index++;
  if (isLoneCommaLine(sorting, index)) mark(sorting, index, index + 1, 'greeting');
  const forward = types.indexOf('forward');
  if (forward === -1) return;
  let body = wordsFrom(lines, forward);
  while (body < lines.length && !lines[body]?.blank) body++;
  body = wordsFrom(lines, body);
  if (types[body] === 'forward' && isLoneCommaLine(sorting, body)) types[body] = 'greeting';
}

/** The last own lines that are the author's name, and the short line above that ends in a comma. */
export function findSignoff(sorting: Sorting): void {
  const { lines, types } = sorting;
  let last = lines.length - 1;
  while (last >= 0 && (lines[last]?.blank || types[last] !== undefined)) last--;
  if (last < 0) return;
  // A mail that only says a name says something.
  const before = wordsBefore(lines, last);
  if (isName(lines[last]?.text ?? '', sorting.authorName)) {
    if (before < 0) return;
    const closing =
      types[before] === undefined && isCommaLine(lines[before]?.text ?? '') && lines[before - 1]?.blank !== false;
    mark(sorting, closing ? before : last, last + 1, 'signoff');
  } else if (before >= 0 && isLoneCommaLine(sorting, last)) mark(sorting, last, last + 1, 'signoff');
}

function isCommaLine(text: string): boolean {
  const words = text.trim();
  return endsInComma.test(words) && words.split(/\s+/).length <= maxCourtesyWords && words.length <= 60;
}

function isLoneCommaLine(sorting: Sorting, index: number): boolean {
  const { lines, types } = sorting;
  const line = lines[index];
  if (!line || line.blank || (types[index] !== undefined && types[index] !== 'forward') || line.indent > 3)
    return false;
  const above = index === 0 || lines[index - 1]?.blank !== false || types[index - 1] !== undefined;
  const below = lines[index + 1]?.blank !== false || types[index + 1] !== undefined;
  return above && below && isCommaLine(line.text);
}

/** The full name, the first or the last name, the initials; with the dash or slash that some put before it. */
function isName(text: string, authorName: string | null): boolean {
  const bare = text
    .trim()
    .replace(/^(?:[-–—~/]{1,2}\s*)/u, '')
    .replace(/[.,!)]+$/, '')
    .toLowerCase();
  if (bare === '' || !authorName) return false;
  const full = authorName
    .trim()
    .replace(/^["']|["']$/g, '')
    .toLowerCase();
  const parts = full.split(/[\s,]+/).filter((part) => part !== '');
  const initials = parts.map((part) => Array.from(part)[0] ?? '').join('');
  const letters = bare.replace(/[\s.]/g, '');
  return (
    bare === full ||
    parts.includes(bare) ||
    (letters.length >= 1 && letters === initials) ||
    (parts.length > 1 && letters === Array.from(initials)[0])
  );
}
