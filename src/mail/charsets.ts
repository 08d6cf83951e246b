/**
 * Bytes as text. What is declared is believed unless the bytes contradict it; what is not declared is UTF-8 when it is valid UTF-8,
 * else what the non-ASCII lines look like, else windows-1252.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import iconv from 'iconv-lite';

export interface Decoded {
  readonly text: string;
  /** What the bytes were read as: `utf-8`, `windows-1252`, `us-ascii` … */
  readonly charset: string;
  /** Nothing declared this charset and the bytes do not prove it. */
  readonly guessed: boolean;
  /** How many characters could not be read; they stand as U+FFFD. */
  readonly lost: number;
}

/** Labels that mail uses and the WHATWG table does not have. The empty string says that nothing was declared. */
const ALIASES: Readonly<Record<string, string>> = {
  'x-unknown': '',
  unknown: '',
  'unknown-8bit': '',
  'x-user-defined': '',
  binary: '',
  '8bit': '',
  '7bit': '',
  default: '',
  none: '',
  'utf-7': 'utf-7',
  utf7: 'utf-7',
  'unicode-1-1-utf-7': 'utf-7',
  'utf-32': 'utf-32',
  'utf-8-mac': 'utf-8',
  cp65001: 'utf-8',
  ascii7: 'us-ascii',
  iso646us: 'us-ascii',
  cp932: 'shift_jis',
  'cp-932': 'shift_jis',
  eucjp: 'euc-jp',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp936: 'gbk',
  cp949: 'euc-kr',
  uhc: 'euc-kr',
  cp950: 'big5',
  macroman: 'macintosh',
};

const MULTIBYTE = new Set([
  'utf-8',
  'utf-16le',
  'utf-16be',
  'iso-2022-jp',
  'euc-jp',
  'shift_jis',
  'euc-kr',
  'gbk',
  'gb18030',
  'big5',
]);
/** Below this chardet knows as little as we do. */
const CONFIDENT = 20;
/** With fewer non-ASCII bytes than this, statistics are a throw of dice. */
const FEW_LETTERS = 8;
/** A text that says `us-ascii` with these escapes in it is ISO-2022-JP (RFC 1468). */
const JAPANESE_ESCAPE = /\x1b(?:\$[@B]|\([JI])/;

/**
 * Decodes bytes. `declared` is the charset they come with, however spelt; `fallback` the one to use where nothing is declared and
 * nothing can be told from the bytes (the list's own), windows-1252 when absent.
 */
export function decodeBytes(bytes: Uint8Array, declared?: string | null, fallback?: string): Decoded {
  const charset = charsetNamed(declared);
  const marked = byteOrderMark(bytes);
  // The marks of UTF-16 are `ÿþ` elsewhere: they count where nothing else is declared.
  if (marked !== null && (marked === 'utf-8' || charset === null || charset.startsWith('utf-16'))) {
    return decoded(bytes, marked, false);
  }
  // US-ASCII is what mail says when it says nothing: non-ASCII bytes prove it wrong.
  if (charset === null || charset === 'us-ascii') return undeclared(bytes, fallback);
  const result = decoded(bytes, charset, false);
  if (charset === 'utf-8' && result.lost > 0 && !isMostlyUtf8(result)) return undeclared(bytes, fallback);
  return result;
}

/** What labels were found to name: mail has a few dozen, and asking costs more than decoding a line. */
const named = new Map<string, string | null>();
const MOST_NAMED = 1000;

/** A label's charset, named as WHATWG or iconv-lite name it; null when it names none that can be read. */
export function charsetNamed(label: string | null | undefined): string | null {
  // Most of a header has no label.
  if (label === null || label === undefined || label === '') return null;
  const known = named.get(label);
  if (known !== undefined) return known;
  const charset = lookUp(label);
  if (named.size < MOST_NAMED && label.length < 100) named.set(label, charset);
  return charset;
}

function lookUp(label: string): string | null {
  const name = label
    .trim()
    .replace(/^["']+|["']+$/g, '')
    .toLowerCase()
    .replace(/^x-(?=utf)/, '');
  if (name === '') return null;
  const alias = Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
  if (alias !== undefined) return alias === '' ? null : alias;
  if (/^(us-?ascii|ascii|ansi_x3\.4-19(68|86)|iso_?646|iso-?ir-6|646)$/.test(name)) return 'us-ascii';
  for (const spelling of [
    name,
    name.replace(/_/g, '-'),
    name.replace(/^(cp|windows|iso|utf)[-_ ]?(?=\d)/, '$1-'),
    name.replace(/^cp[-_]?(?=125\d$)/, 'windows-'),
  ]) {
    const known = whatwgName(spelling);
    if (known !== null) return known;
  }
  const plain = name.replace(/[^a-z0-9]/g, '');
  // iconv-lite also knows transfer encodings and its own inner codecs, which are no charsets.
  if (!/^(cp|ibm|windows|iso8859|mac|koi|utf32|tis|armscii|rk|tcvn|georgian|viscii|hproman)/.test(plain)) return null;
  return iconv.encodingExists(plain) ? plain : null;
}

function whatwgName(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

function undeclared(bytes: Uint8Array, fallback: string | undefined): Decoded {
  if (isAscii(bytes)) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    if (JAPANESE_ESCAPE.test(text)) return decoded(bytes, 'iso-2022-jp', true);
    return { text, charset: 'us-ascii', guessed: false, lost: 0 };
  }
  const utf8 = decoded(bytes, 'utf-8', false);
  if (utf8.lost === 0 || isMostlyUtf8(utf8)) return utf8;
  const known = charsetNamed(fallback);
  const lines = nonAsciiLines(bytes);
  // A multibyte charset that fits says so by itself, and of a few letters the list knows more than statistics.
  if (known !== null && (MULTIBYTE.has(known) || countNonAscii(lines) < FEW_LETTERS)) {
    const result = decoded(bytes, known, !MULTIBYTE.has(known));
    if (result.lost === 0) return result;
  }
  for (const { confidence, name } of analyse(lines)) {
    const charset = charsetNamed(name);
    // chardet sees UTF-16 and UTF-32 in any few bytes; text in them would have come with a mark.
    if (confidence < CONFIDENT || charset === null || charset === 'us-ascii' || /^utf-?(16|32)/.test(charset)) continue;
    const result = decoded(bytes, charset, true);
    if (result.lost === 0) return result;
  }
  return decoded(bytes, known ?? 'windows-1252', true);
}

/** Whether the characters that UTF-8 does explain outnumber what it does not: one cut character does not unmake a text. */
function isMostlyUtf8({ text, lost }: Decoded): boolean {
  let whole = 0;
  for (const character of text) if (character > '\x7f' && character !== '\ufffd') whole += 1;
  return whole > lost;
}

/** English lines make a Russian mail look western; chardet gets to see the others alone. */
function nonAsciiLines(bytes: Uint8Array): Uint8Array {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(0x0a, from);
    const line = bytes.subarray(from, end < 0 ? bytes.length : end + 1);
    if (line.some((byte) => byte > 0x7f)) lines.push(line);
    from += line.length;
  }
  return Buffer.concat(lines).subarray(0, 64_000);
}

function countNonAscii(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte > 0x7f) count += 1;
  return count;
}

function byteOrderMark(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return null;
}

function decoded(bytes: Uint8Array, charset: string, guessed: boolean): Decoded {
  const text = textOf(bytes, charset);
  let lost = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) lost += 1;
  if (lost > 0 && charset === 'utf-8') lost = Math.max(0, lost - typedReplacements(bytes));
  return { text, charset, guessed, lost };
}

/** U+FFFD that the sender typed or an earlier program wrote (EF BF BD): it is what the text says, nothing is lost here. */
function typedReplacements(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sign = Buffer.from('\ufffd');
  let count = 0;
  for (let at = buffer.indexOf(sign); at >= 0; at = buffer.indexOf(sign, at + 3)) count += 1;
  return count;
}

function textOf(bytes: Uint8Array, charset: string): string {
  if (charset === 'utf-8' && isUtf8(bytes)) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    return text.startsWith('\ufeff') ? text.slice(1) : text;
  }
  // Node 20's TextDecoder leaves 0x80–0x9F of windows-1252 as control characters, so 8-bit charsets go to iconv-lite.
  if (MULTIBYTE.has(charset)) return new TextDecoder(charset).decode(bytes);
  if (iconv.encodingExists(charset)) return iconv.decode(Buffer.from(bytes), charset);
  return new TextDecoder(charset).decode(bytes);
}
