/** Encoded words (RFC 2047): text of any charset in an ASCII header. */
import { charsetNamed, decodeBytes } from './charsets.js';

/**
 * `=?charset*language?B|Q?text?=` (the language is RFC 2231 §5). The text may hold blanks and question marks, which the RFC forbids
 * and mailers write; its length is bounded so that a hostile header costs no more than a long one.
 */
const WORD = /=\?([\w.:+-]{1,60})(?:\*[\w-]{0,40})?\?([BQ])\?(.{0,4000}?)\?=/gis;

interface Word {
  readonly from: number;
  readonly to: number;
  readonly charset: string;
  /** Null when the text is not what its encoding promises. */
  readonly bytes: Buffer | null;
}

/**
 * Decodes the encoded words of a header value. Blanks between two words are dropped (§6.2), and words of one charset that follow one
 * another are decoded as one, since mailers split characters between them. Words that are broken stay as typed.
 */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return value;
  let text = '';
  let at = 0;
  let wasDecoded = false;
  for (const run of runsOf(value)) {
    const [first] = run;
    const last = run.at(-1);
    if (first === undefined || last === undefined) continue;
    const between = value.slice(at, first.from);
    const read = textOf(run);
    text += wasDecoded && read !== null && between.trim() === '' ? '' : between;
    text += read ?? value.slice(first.from, last.to);
    wasDecoded = read !== null;
    at = last.to;
  }
  return text + value.slice(at);
}

/** The words in order; those with blanks alone between them and the same charset together. */
function runsOf(value: string): Word[][] {
  const runs: Word[][] = [];
  let previous: Word | undefined;
  for (const match of value.matchAll(WORD)) {
    const [all, charset = '', encoding = '', text = ''] = match;
    const word = {
      from: match.index,
      to: match.index + all.length,
      charset: charset.toLowerCase(),
      bytes: encoding.toUpperCase() === 'B' ? fromBase64(text) : fromQ(text),
    };
    const joins =
      previous !== undefined &&
      previous.charset === word.charset &&
      (previous.bytes === null) === (word.bytes === null) &&
      value.slice(previous.to, word.from).trim() === '';
    if (joins) runs.at(-1)?.push(word);
    else runs.push([word]);
    previous = word;
  }
  return runs;
}

function textOf(run: readonly Word[]): string | null {
  const bytes: Buffer[] = [];
  for (const word of run) {
    if (word.bytes === null) return null;
    bytes.push(word.bytes);
  }
  const { text, guessed } = decodeBytes(Buffer.concat(bytes), run[0]?.charset);
  if (!guessed) return text;
  // A charset that is known and does not fit means a broken word; `unknown-8bit` means that a relay did not know it either.
  return charsetNamed(run[0]?.charset) === 'us-ascii' ? text : null;
}

function fromBase64(text: string): Buffer | null {
  const packed = text.replace(/\s+/g, '');
  return /^[A-Za-z0-9+/]*={0,3}$/.test(packed) ? Buffer.from(packed, 'base64') : null;
}

/** The Q encoding (RFC 2047 §4.2). An equals sign that begins no byte stands for itself. */
function fromQ(text: string): Buffer | null {
  const latin = text
    .replace(/_/g, ' ')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return /[^\0-\xff]/.test(latin) ? null : Buffer.from(latin, 'latin1');
}
