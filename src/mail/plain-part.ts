/**
 * The one part of a mail that has no MIME worth the name: a text, plainly declared, in a usual transfer coding (RFC 2045). Two thirds of
 * a list's mails are that, and a MIME parser takes ten times as long to say the same.
 */
import type { Part } from './from-rfc822-parts.js';
import type { Field } from './headers.js';

/** Fields that change nothing in a text. */
const WITHOUT_MEANING = new Set(['mime-version', 'content-language', 'content-length', 'content-description']);
/** `text/plain; charset="utf-8"; format=flowed`, with nothing in it that could be read in two ways. */
const TEXT_TYPE = /^text\/(?:plain|html)(?:[ \t]*;[ \t]*[a-z-]+=(?:"[\w .:+-]*"|[\w.:+-]+))*[ \t]*;?$/i;
const PARAMETER = /;[ \t]*([a-z-]+)=(?:"([^"]*)"|([^ \t;"]+))/gi;

/**
 * The part of such a mail; null when the mail is any other, and MIME has to be undone. `fields` are the header's that describe the
 * body. The content may be a view of the body.
 */
export function plainPart(fields: readonly Field[], body: Uint8Array): Part | null {
  let type: string | null = null;
  let coding: string | null = null;
  for (const [field, value] of fields) {
    const name = field.toLowerCase();
    if (name === 'content-type' && type === null && TEXT_TYPE.test(value)) type = value;
    else if (name === 'content-transfer-encoding' && coding === null) coding = value.toLowerCase();
    else if (!WITHOUT_MEANING.has(name)) return null;
  }
  const params = paramsOf(type ?? '');
  const content = params === null ? null : decoded(body, coding ?? '');
  if (params === null || content === null) return null;
  const mediaType = type === null ? 'text/plain' : (type.split(';', 1)[0] ?? '').trim().toLowerCase();
  return { type: mediaType, params, disposition: null, name: null, contentId: null, content, inside: [] };
}

/** A name makes it an attachment, and a boundary is looked for in texts too. */
const SAYS_MORE = new Set(['name', 'boundary']);

/** The parameters of a type; null when one comes twice or says more than how the text is written. */
function paramsOf(type: string): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (const [, key = '', quoted, bare = ''] of type.matchAll(PARAMETER)) {
    const name = key.toLowerCase();
    if (SAYS_MORE.has(name) || Object.hasOwn(params, name)) return null;
    params[name] = quoted ?? bare;
  }
  return params;
}

/** The body with its transfer coding undone; null when that is not one of the four, or the body not what it says. */
function decoded(body: Uint8Array, coding: string): Uint8Array | null {
  switch (coding) {
    case '':
    case '7bit':
    case '8bit':
    case 'binary':
      return body;
    case 'quoted-printable':
      return fromQuotedPrintable(body);
    case 'base64':
      return fromBase64(body);
    default:
      return null;
  }
}

const BASE64 = /^[A-Za-z0-9+/\r\n]*={0,2}[\r\n \t]*$/;

function fromBase64(body: Uint8Array): Uint8Array | null {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  return BASE64.test(text) ? Buffer.from(text, 'base64') : null;
}

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const EQUALS = 0x3d;

/**
 * Quoted-printable undone (RFC 2045 §6.7): blanks at the ends of lines are nobody's, an equals sign there joins two lines, and
 * `=E9` is a byte. What is none of these stands for itself.
 */
export function fromQuotedPrintable(body: Uint8Array): Uint8Array {
  const joined = withoutSoftBreaks(body);
  let to = 0;
  // In place: a byte is never written before it was read.
  for (let at = 0; at < joined.length; at += 1) {
    const byte = joined[at] ?? 0;
    const high = byte === EQUALS ? (HEX[joined[at + 1] ?? 0] ?? -1) : -1;
    const low = high < 0 ? -1 : (HEX[joined[at + 2] ?? 0] ?? -1);
    if (low < 0) joined[to++] = byte;
    else {
      joined[to++] = high * 16 + low;
      at += 2;
    }
  }
  return joined.subarray(0, to);
}

/** A copy without blanks before line ends, and without the line ends that an equals sign stands before. */
function withoutSoftBreaks(body: Uint8Array): Uint8Array {
  const copy = Buffer.allocUnsafe(body.length);
  let to = 0;
  // Behind the last sign that is no blank: what is copied after it goes when the line ends.
  let said = 0;
  // Where two lines were joined last: an equals sign before it has had its line end.
  let joined = 0;
  for (const byte of body) {
    // What is left before a line's end is no blank.
    if (byte === LF || byte === CR) to = said;
    if (byte === LF) {
      const last = copy[to - 1] === CR ? to - 2 : to - 1;
      if (last >= joined && copy[last] === EQUALS) {
        to = last;
        said = last;
        joined = last;
        continue;
      }
    }
    copy[to++] = byte;
    if (byte !== SPACE && byte !== TAB) said = to;
  }
  return copy.subarray(0, said > joined && copy[said - 1] === EQUALS ? said - 1 : said);
}

/** The value of each byte that is a hexadecimal digit; -1 of every other. */
const HEX = Int8Array.from({ length: 256 }, (_, byte) => {
  const value = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(value) ? -1 : value;
});
