/** A page's bytes as text. Head and article are decoded apart: real pages hold an article in another charset than they declare. */
import { isAscii, isUtf8 } from 'node:buffer';
import { charsetNamed, type Decoded, decodeBytes } from '../../mail/charsets.js';

/** A page in its three parts; `article` is null when Pipermail's markers are not there. */
export interface DecodedPage {
  readonly head: string;
  readonly article: string | null;
  readonly charset: string;
  /** Nothing said which charset it is. */
  readonly guessed: boolean;
  /** How many characters could not be decoded. */
  readonly lost: number;
}

const BEGIN = '<!--beginarticle-->';
const END = '<!--endarticle-->';

/**
 * Decodes an archive page. The charset is the page's META (which may stand after byte 1,024), else the Content-Type header's.
 * Text that is whole UTF-8 is read as UTF-8 even in a page that declares an 8-bit charset: 2.1.9 pages hold such articles.
 */
export function decodePage(bytes: Uint8Array, contentType: string): DecodedPage {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const declared = declaredCharset(raw) ?? charsetOf(contentType);
  const begin = raw.search(/<!--beginarticle-->/i);
  // The last end marker counts: what an author types is escaped, but an old page may not have escaped it.
  const end = raw.toLowerCase().lastIndexOf(END);
  const hasArticle = begin >= 0 && end > begin;
  const head = decodeIn(bytes.subarray(0, hasArticle ? begin : bytes.length), declared);
  if (!hasArticle) return { head: head.text, article: null, charset: head.charset, ...verdict(head) };
  const article = decodeIn(bytes.subarray(begin + BEGIN.length, end), declared);
  return {
    head: head.text,
    article: article.text,
    charset: article.charset,
    guessed: article.guessed,
    lost: head.lost + article.lost,
  };
}

/** Decodes a page that holds no article: an index. */
export function decodeIndex(bytes: Uint8Array, contentType: string): { html: string; declared: string | null } {
  // Its META stands in its head, or it has none.
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD)).toString('latin1');
  const declared = declaredCharset(start) ?? charsetOf(contentType);
  return { html: decodeIn(bytes, declared).text, declared };
}

const HEAD = 8192;

function verdict(part: { guessed: boolean; lost: number }) {
  return { guessed: part.guessed, lost: part.lost };
}

/**
 * Decodes bytes that come with a declared charset, which whole UTF-8 proves wrong where it is an 8-bit one: chance makes an 8-bit text
 * look so only when it is very short.
 */
export function decodeIn(bytes: Uint8Array, declared: string | null): Decoded {
  if (!isEightBitWestern(declared)) return decodeBytes(bytes, declared);
  if (isUtf8(bytes) && !isAscii(bytes)) return decodeBytes(bytes, 'utf-8');
  if (charsetNamed(declared) !== 'windows-1252') return decodeBytes(bytes, declared);
  // The two differ in these signs alone.
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const isLatin1 = !/[\x80-\x9f]/.test(latin1);
  return isLatin1 ? { text: latin1, charset: 'windows-1252', guessed: false, lost: 0 } : decodeBytes(bytes, declared);
}

function isEightBitWestern(charset: string | null): boolean {
  return charset !== null && /^(iso-?8859-\d+|latin-?\d|windows-125\d|cp125\d)$/i.test(charset);
}

function declaredCharset(raw: string): string | null {
  for (const [tag] of raw.matchAll(/<meta\b[^<>]*>/gi)) {
    const charset = charsetOf(tag);
    if (charset !== null) return charset;
  }
  return null;
}

function charsetOf(text: string): string | null {
  return /charset\s*=\s*["']?([\w.:-]+)/i.exec(text)?.[1] ?? null;
}
