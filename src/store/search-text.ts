/**
 * Text as the full-text index and queries see it. FTS5's unicode61 cuts at everything that is no letter, mark or number, which is
 * right for most words; what it cannot see is prepared here, alike for texts and for queries:
 * - Scripts without blanks between words: each letter is a unit, and two neighbours are a word of the index (東京都: 東京 京都 都).
 * - `C++`, `C#` and `.NET` are the word, and beside it a word of their own that ends or begins with a private-use letter.
 */

/** A piece of text that a query can ask for. */
export interface Unit {
  /** In lower case, compatibility forms undone (NFKC). Diacritics are left to the index. */
  readonly text: string;
  /** A letter of a script that is written without blanks. */
  readonly isLetter: boolean;
  /** It is one, and so is the unit before it, with nothing between. */
  readonly isNextLetter: boolean;
  /** Where it stands in the text (UTF-16 code units). */
  readonly from: number;
  readonly to: number;
}

const UNSPACED =
  '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Bopomofo}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\u30fc\uff70\uff9e\uff9f';
const WORD = '\\p{L}\\p{N}\\p{M}\\p{Co}';

/** A run of unspaced letters; or a word, perhaps with what makes it another: `.net`, `c++`, `c#`. */
const PIECES = new RegExp(
  `([${UNSPACED}]+)|(?:(?<![${WORD}.])(\\.)(?=\\p{L}))?((?:(?![${UNSPACED}])[${WORD}])+)(\\+\\+(?![\\p{L}+])|#(?![${WORD}#]))?`,
  'gu',
);
/** Whether a text has anything that unicode61 would not cut as we do. */
const NEEDS_CARE = /[^\x01-\x7f]|\+\+|\w#|(?:^|[^\w.])\.[A-Za-z]/;

const SIGNS: Readonly<Record<string, string>> = { '++': '\u{e000}', '#': '\u{e001}', '.': '\u{e002}' };

/** The units of a text, in order; `C++` is two, the second of which tells it from `C`. */
export function* unitsOf(text: string): Generator<Unit> {
  for (const match of text.matchAll(PIECES)) {
    const [whole, run, dot, word = '', sign] = match;
    const from = match.index;
    const to = from + whole.length;
    if (run !== undefined) yield* lettersOf(run, from);
    else {
      const plain = folded(word);
      if (dot !== undefined) yield { text: `${SIGNS[dot]}${plain}`, isLetter: false, isNextLetter: false, from, to };
      yield {
        text: plain,
        isLetter: false,
        isNextLetter: false,
        from: dot === undefined ? from : from + dot.length,
        to: to - (sign?.length ?? 0),
      };
      if (sign !== undefined) yield { text: `${plain}${SIGNS[sign]}`, isLetter: false, isNextLetter: false, from, to };
    }
  }
}

/** A text as it goes into the index. */
export function indexText(text: string): string {
  if (!NEEDS_CARE.test(text)) return text;
  return wordsOf([...unitsOf(text)], true).join(' ');
}

/**
 * The words of the index for units that follow one another. The last of a run of letters stands alone too when the text ends with it
 * (`isWhole`); in a query it is left out, because there the next letter may be any.
 */
export function wordsOf(units: readonly Unit[], isWhole: boolean): string[] {
  const words: string[] = [];
  units.forEach((unit, index) => {
    const next = units[index + 1];
    if (!unit.isLetter) words.push(unit.text);
    else if (next?.isNextLetter === true) words.push(unit.text + next.text);
    else if (isWhole || next !== undefined) words.push(unit.text);
  });
  return words;
}

/** Each letter by itself. A form that is undone may become several or fewer: then each has the whole run's place. */
function* lettersOf(run: string, from: number): Generator<Unit> {
  const letters = [...run.normalize('NFKC')];
  let at = 0;
  const isPlain = letters.join('') === run;
  for (const letter of letters) {
    const place = isPlain ? { from: from + at, to: from + at + letter.length } : { from, to: from + run.length };
    yield { text: letter, isLetter: true, isNextLetter: at > 0, ...place };
    at += letter.length;
  }
}

function folded(word: string): string {
  return /^[\x00-\x7f]*$/.test(word) ? word.toLowerCase() : word.normalize('NFKC').toLowerCase();
}
