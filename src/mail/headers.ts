/**
 * The header of a mail, from its bytes: fields, Message-IDs, and (by name from their own files) encoded words and authors.
 */
import { decodeBytes } from './charsets.js';

export { readFrom, unobscure } from './authors.js';
export { decodeWords } from './words.js';

export type Field = readonly [name: string, value: string];

export interface SplitMail {
  /** The `From ` line of an mbox, without its line end; null for a mail by itself. */
  readonly envelope: string | null;
  readonly head: Uint8Array;
  readonly body: Uint8Array;
}

/** `Name:` with the characters that RFC 5322 §3.6.8 allows; blanks before the colon are its obsolete form (§4.5). */
const FIELD = /^([!-9;-~]{1,100})[ \t]*:/;
/** Enough of a line to see whether it is a field. */
const LOOK = 120;

/**
 * Parts header from body (RFC 5322 §2.1): at the first empty line, or before the first line that is no field, as a mail whose
 * empty line was lost has it. An mbox's `From ` line before it is set aside.
 */
export function splitMail(bytes: Uint8Array): SplitMail {
  const raw = buffer(bytes);
  let at = 0;
  let envelope: string | null = null;
  let headFrom = 0;
  while (at < raw.length) {
    const next = lineEnd(raw, at);
    const line = raw.subarray(at, Math.min(next, at + LOOK)).toString('latin1');
    if (/^\r?\n/.test(line)) {
      // Empty lines before the header are not its end.
      if (at > headFrom) return { envelope, head: raw.subarray(headFrom, at), body: raw.subarray(next) };
      headFrom = next;
    } else if (at === headFrom && envelope === null && /^>?From /.test(line)) {
      envelope = decodeBytes(raw.subarray(at, next)).text.trimEnd();
      headFrom = next;
    } else if (!FIELD.test(line) && !(at > headFrom && /^[ \t]/.test(line)) && !/^>?From /.test(line)) {
      return { envelope, head: raw.subarray(headFrom, at), body: raw.subarray(at) };
    }
    at = next;
  }
  return { envelope, head: raw.subarray(headFrom), body: raw.subarray(raw.length) };
}

/**
 * The fields of a header block, in order, unfolded (RFC 5322 §2.2.3: a fold is one space). Values are as typed, encoded words and
 * all; raw 8-bit bytes are read field by field, since one mail may mix charsets. `fallback` is as in `decodeBytes`.
 */
export function readHeaders(head: Uint8Array, fallback?: string): Field[] {
  const fields: Field[] = [];
  let name = '';
  let value = '';
  const close = () => {
    if (name !== '') fields.push([name, textOf(value, fallback).trim()]);
    name = '';
  };
  // Each character is a byte, until a field is whole.
  for (const full of buffer(head).toString('latin1').split('\n')) {
    const line = full.endsWith('\r') ? full.slice(0, -1) : full;
    if (line.startsWith(' ') || line.startsWith('\t')) {
      value += ` ${line.slice(1)}`;
      continue;
    }
    close();
    if (line === '') break;
    const field = FIELD.exec(line.slice(0, LOOK));
    if (field === null) continue;
    name = field[1] ?? '';
    value = line.slice(field[0].length);
  }
  close();
  return fields;
}

/** Bytes that are no ASCII, and the escapes of ISO-2022-JP, which are. */
const OTHER_THAN_ASCII = /[^\0-\x7f]|\x1b/;

function textOf(latin1: string, fallback: string | undefined): string {
  if (!OTHER_THAN_ASCII.test(latin1)) return latin1;
  return decodeBytes(Buffer.from(latin1, 'latin1'), null, fallback).text;
}

/** The first value of a field, by its name in lower case; null when the mail has none. */
export function firstOf(fields: readonly Field[], name: string): string | null {
  return fields.find((field) => field[0].toLowerCase() === name)?.[1] ?? null;
}

/**
 * The Message-IDs in a References or In-Reply-To field (RFC 5322 §3.6.4), in order, each once and in its brackets. Prose around
 * them (`Your message of "…" <a@b>`) is passed over; without any bracket, a field that is nothing but IDs is taken as those.
 */
export function readMessageIds(value: string): string[] {
  // Nearly every field is nothing else; the rest is looked at sign by sign.
  if (ONE_ID.test(value)) return [value];
  if (NOTHING_BUT_IDS.test(value)) return [...new Set(value.match(/<[^<>]+>/g))];
  const ids: string[] = [];
  let prose = '';
  for (let at = 0; at < value.length; ) {
    const bracketed = matchAt(BRACKETED, value, at);
    const id = bracketed?.[1]?.trim() ?? '';
    if (id !== '') ids.push(`<${id}>`);
    const skipped = bracketed ?? matchAt(COMMENT, value, at) ?? matchAt(QUOTED, value, at);
    if (skipped === null) prose += value.charAt(at);
    at += skipped?.[0].length ?? 1;
  }
  // exmh: `Message from Ann <ann@example.org> of "Mon…" <id@host>`
  if (ids.length > 1 && /^\s*message from\b/i.test(prose)) ids.shift();
  if (ids.length > 0) return [...new Set(ids)];
  const words = prose.split(/[\s,;]+/).filter((word) => word !== '');
  return words.every((word) => /^[^\s@<>()"]+@[^\s@<>()"]+$/.test(word))
    ? [...new Set(words.map((word) => `<${word}>`))]
    : [];
}

const NOTHING_BUT_IDS = /^\s*(?:<[^<>\s]+>\s*)+$/;
const BRACKETED = /<([^<>]*)>/y;
/** `(Ann <ann@example.org>'s message of Monday)` holds an address and no ID. Bounded, so that open ends cost little. */
const COMMENT = /\([^()]{0,500}(?:\([^()]{0,500}\)[^()]{0,500}){0,3}\)/y;
const QUOTED = /"(?:[^"\\]|\\.){0,500}"/y;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/**
 * A mail's own Message-ID, as sent: it is a name, so what stands between the outer brackets is taken whole, however odd. Without
 * brackets they are added; null when the field is empty or cannot be told from prose.
 */
export function readOwnId(value: string | null): string | null {
  if (value !== null && ONE_ID.test(value)) return value;
  const text = (value ?? '')
    .trim()
    .replace(/\([^()<>]*\)$/, '')
    .trimEnd();
  if (/^<[\s\S]+>$/.test(text)) return text;
  return readMessageIds(text)[0] ?? (/^[^\s<>]+$/.test(text) ? `<${text}>` : null);
}

const ONE_ID = /^<[^<>()\s]+>$/;
function lineEnd(raw: Buffer, from: number): number {
  const end = raw.indexOf(0x0a, from);
  return end < 0 ? raw.length : end + 1;
}

function buffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
