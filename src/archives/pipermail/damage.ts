/**
 * What a volume's text lost for certain. The text of a list whose charset is not UTF-8 has `?` for every letter that the charset
 * lacks, and people write question marks too. Only what no one types is counted, since each count costs the archive's server a
 * request for the page. Of 4,774 texts of ten real and demo lists, 1,035 are damaged: 887 of them are found by what is within words
 * and lines (most others lost nothing but a sign, as in `20 ? für Kaffee`), and none is asked for in vain but seventeen whose pages
 * lost the same, or have blanks that do not break.
 */
import { charsetNamed } from '../../mail/charsets.js';
import { fromOf } from './views.js';
import type { CutRecord } from './volume-text.js';

/** What addresses, code and quoted headers have and words have not: there `?` is typed. */
const NO_WORD = /[/=@\\&<>^$|{}[\]%*]|www\./;
/** What may stand around a word. */
const AROUND = /^[<>("'|]+|[>)"',.;:!|]+$/g;
const LETTER = /\p{L}/u;
/** A word of a script that the charset lacks altogether, of which one alone may have been typed: `??????? ????????` */
const LOST_WORD = /^[("<]*\?{4,}[)">.,:;!]*$/;
/** The next one may be short. */
const LOST_RUN = /(?<!\S)[("<]*\?{4,}[)">.,:;!]*\s+\?{2,}|(?<!\S)\?{2,}\s+\?{4,}(?!\S)/;
/** Longer than any word; what is longer is not looked at further. */
const LONGEST_WORD = 200;

/** Whether the text of a volume whose pages declare this charset has `?` for some letters. */
export function mayLoseLetters(charset: string | null): boolean {
  return charset !== null && charsetNamed(charset) !== 'utf-8';
}

/** In how many places a record certainly has `?` for letters; 0 where it may be what was typed. */
export function lostLetters(record: CutRecord, author: string | undefined): number {
  const { text } = record;
  if (!text.includes('?')) return 0;
  return lettersWithin(text) + lostWords(text) + (isSignedMasked(record, text, author) ? 1 : 0);
}

/** How many lines have several words of nothing but `?`. */
function lostWords(text: string): number {
  if (!text.includes('????')) return 0;
  const isLost = (line: string) =>
    LOST_RUN.test(line) || line.split(/\s+/).filter((word) => LOST_WORD.test(word)).length > 1;
  return text.split('\n').filter((line) => line.includes('????') && isLost(line)).length;
}

/** How many words have `?` between their letters: `k?nnen`, `Gr??e`, `It?s`. */
function lettersWithin(text: string): number {
  let count = 0;
  for (let at = text.indexOf('?'); at >= 0; ) {
    let end = at + 1;
    while (text.charCodeAt(end) === QUESTION_MARK) end += 1;
    if (LETTER.test(text.charAt(at - 1)) && LETTER.test(text.charAt(end))) {
      const from = edgeOf(text, at, -1);
      end = edgeOf(text, end, 1);
      if (!NO_WORD.test(withoutEdges(text.slice(from, end)))) count += 1;
    }
    at = text.indexOf('?', end);
  }
  return count;
}

/** A word by itself; one star is a wildcard, two are emphasis. */
function withoutEdges(word: string): string {
  const bare = word.replace(AROUND, '');
  return /^\*.+\*$/.test(bare) ? bare.slice(1, -1) : bare;
}

/** Where the word that this place is in begins (step -1) or ends (step 1). */
function edgeOf(text: string, within: number, step: -1 | 1): number {
  let at = within;
  const next = step === 1 ? 0 : -1;
  for (let left = LONGEST_WORD; left > 0 && /\S/.test(text.charAt(at + next)); left -= 1) at += step;
  return at;
}

const QUESTION_MARK = 0x3f;

/** Whether the author's name stands in the text with `?` for its letters, or the first name on the line of a signature. */
function isSignedMasked(record: CutRecord, text: string, author: string | undefined): boolean {
  const name = author ?? fromOf(record.from).name ?? '';
  if (!/[^\0-\x7f]/.test(name)) return false;
  const masked = name.replace(/[^\0-\x7f]/gu, '?');
  const first = masked.split(' ')[0] ?? '';
  return text.includes(masked) || (first.includes('?') && `\n${text}\n`.includes(`\n${first}\n`));
}
