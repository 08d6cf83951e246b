/**
 * A volume's `.txt`: every message as a few headers and a body, with no MIME. It is not a strict mbox: a `From ` line in a body is
 * not always escaped, and some messages have no blank line before theirs.
 *
 * Whole lists are read through here, so plain ASCII, which most of it is, is cut from one string and decoded nowhere.
 */
import { isAscii } from 'node:buffer';
import type { Decoded } from '../../mail/charsets.js';
import { type ReadDate, readDate } from '../../mail/dates.js';
import { decodeWords, readHeaders, readMessageIds, readOwnId } from '../../mail/headers.js';
import { decodeIn } from './decode-page.js';
import { onOneLine } from './html-text.js';
import { bodyText } from './message-page.js';

/** One message of a volume's text. */
export interface VolumeRecord {
  /** The From header as it stands: `ann at example.org (Ann)`; `Ann ann@example.org` in 1999. */
  readonly from: string;
  readonly subject: string;
  /** The Date header as it stands; null when there is none. */
  readonly dateHeader: string | null;
  /** What that says; null where it is no date. */
  readonly sent: ReadDate | null;
  /** Null in archives of 1999–2003, which keep none. */
  readonly id: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly text: string;
}

/** A record that was cut from a text. Its body is decoded when it is asked for. */
export interface CutRecord extends VolumeRecord {
  /** Headers and body as they stand in the text, without the `From ` line. */
  readonly bytes: Uint8Array;
  /** The body, and how sure its characters are. */
  decode(): Decoded;
}

/**
 * Reads a volume's text, uncompressed, in its order. Each message is decoded by itself: real volumes mix charsets. `charset` is what
 * the volume's pages declare; null where they do not.
 */
export function readVolumeText(bytes: Uint8Array, charset: string | null = null): CutRecord[] {
  let buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let raw = buffer.toString('latin1');
  if (raw.includes('\r\n')) {
    raw = raw.replace(/\r\n/g, '\n');
    buffer = Buffer.from(raw, 'latin1');
  }
  const text: Text = { raw, buffer, plain: isAscii(buffer), charset };
  const records: CutRecord[] = [];
  let from = -1;
  for (let at = raw.startsWith('From ') ? 0 : nextFrom(raw, 0); at >= 0; ) {
    const end = raw.indexOf('\n', at);
    if (end < 0) break;
    // A message begins where a `From ` line is followed by a header: exact on 33,305 real messages.
    if (raw.startsWith('From: ', end + 1) || raw.startsWith('Date: ', end + 1)) {
      if (from >= 0) records.push(new Cut(text, from, at));
      from = end + 1;
    }
    at = nextFrom(raw, end);
  }
  if (from >= 0) records.push(new Cut(text, from, raw.length));
  return records;
}

interface Text {
  /** A character for each byte. */
  readonly raw: string;
  readonly buffer: Buffer;
  readonly plain: boolean;
  readonly charset: string | null;
}

/** The next line that begins `From `, at or after this line end. */
function nextFrom(raw: string, from: number): number {
  const found = raw.indexOf('\nFrom ', from);
  return found < 0 ? -1 : found + 1;
}

/** Two records of one text, and what lies between them, as the one that the first begins. */
export function joinedRecord(first: CutRecord, last: CutRecord): CutRecord {
  return first instanceof Cut && last instanceof Cut ? first.upTo(last) : first;
}

class Cut implements CutRecord {
  readonly from: string;
  readonly subject: string;
  readonly dateHeader: string | null;
  readonly sent: ReadDate | null;
  readonly id: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  private readonly source: Text;
  private readonly start: number;
  /** Where the body begins and ends in the text. */
  private readonly body: number;
  private readonly end: number;
  /** Of ASCII it is a view of the text and takes no room. */
  private decoded: Decoded | null = null;

  constructor(text: Text, from: number, end: number) {
    // Looked for in the record alone: where no head ends, each of them would search the whole text for it.
    const gap = text.raw.slice(from, end).indexOf('\n\n');
    const headEnd = gap < 0 ? end : from + gap;
    this.source = text;
    this.body = Math.min(headEnd + 2, end);
    this.end = end;
    this.start = from;
    const fields = readHead(text, from, headEnd);
    this.from = fields.from?.trim() ?? '';
    this.subject = onOneLine(decodeWords(fields.subject ?? ''));
    this.dateHeader = fields.date?.trim() ?? null;
    this.sent = this.dateHeader === null ? null : readDate(this.dateHeader);
    this.id = readOwnId(fields.id?.trim() ?? null);
    this.inReplyTo = fields.inReplyTo === undefined ? null : (readMessageIds(fields.inReplyTo.trim()).at(-1) ?? null);
    this.references = fields.references === undefined ? [] : readMessageIds(fields.references.trim());
  }

  upTo(last: Cut): Cut {
    return new Cut(this.source, this.start, last.end);
  }

  get bytes(): Uint8Array {
    return this.source.buffer.subarray(this.start, this.end);
  }

  get text(): string {
    return this.decode().text;
  }

  decode(): Decoded {
    this.decoded ??= this.decodeBody();
    return this.decoded;
  }

  private decodeBody(): Decoded {
    const { raw, buffer, plain, charset } = this.source;
    const bytes = () => buffer.subarray(this.body, this.end);
    const body = plain || isAscii(bytes()) ? raw.slice(this.body, this.end) : null;
    // An escape sign in ASCII may be ISO-2022-JP.
    if (body !== null && !body.includes('\x1b')) {
      return { text: bodyText(body), charset: 'us-ascii', guessed: false, lost: 0 };
    }
    const decoded = decodeIn(bytes(), charset);
    return { ...decoded, text: bodyText(decoded.text) };
  }
}

interface Fields {
  from?: string;
  subject?: string;
  date?: string;
  id?: string;
  inReplyTo?: string;
  references?: string;
}
/** By their names in lower case; without a prototype, so that no other name is one of them. */
const NAMES: Readonly<Record<string, keyof Fields | undefined>> = Object.assign(Object.create(null), {
  from: 'from',
  subject: 'subject',
  date: 'date',
  'message-id': 'id',
  'in-reply-to': 'inReplyTo',
  references: 'references',
});

/** The fields that Pipermail writes, unfolded; of two with one name the first counts. */
function readHead({ raw, buffer, plain, charset }: Text, from: number, end: number): Fields {
  if (plain || isAscii(buffer.subarray(from, end))) return plainFields(raw, from, end);
  const fields: Fields = {};
  for (const [name, value] of readHeaders(buffer.subarray(from, end), charset ?? undefined)) {
    const field = NAMES[name.toLowerCase()];
    if (field !== undefined) fields[field] ??= value;
  }
  return fields;
}

/** What `readHeaders` finds in a head of ASCII, found without a byte being copied. */
function plainFields(raw: string, from: number, headEnd: number): Fields {
  const fields: Fields = {};
  let field: keyof Fields | undefined;
  for (let at = from; at < headEnd; ) {
    const found = raw.indexOf('\n', at);
    const end = found < 0 || found > headEnd ? headEnd : found;
    const first = raw.charCodeAt(at);
    if (first === 0x20 || first === 0x09) {
      if (field !== undefined) fields[field] += ` ${raw.slice(at + 1, end)}`;
    } else {
      field = fieldAt(raw, at, end);
      if (field !== undefined && field in fields) field = undefined;
      if (field !== undefined) fields[field] = raw.slice(raw.indexOf(':', at) + 1, end);
    }
    at = end + 1;
  }
  return fields;
}

/** Which of the fields a line begins; undefined for any other. */
function fieldAt(raw: string, at: number, end: number): keyof Fields | undefined {
  const usual = WRITTEN[raw.charAt(at)];
  if (usual !== undefined && raw.startsWith(usual[0], at)) return usual[1];
  const line = raw.slice(at, end);
  const colon = line.indexOf(':');
  return colon < 0 ? undefined : NAMES[line.slice(0, colon).trimEnd().toLowerCase()];
}

/** As Pipermail writes them, by the first letter. */
const WRITTEN: Readonly<Record<string, readonly [name: string, field: keyof Fields] | undefined>> = {
  F: ['From:', 'from'],
  D: ['Date:', 'date'],
  S: ['Subject:', 'subject'],
  I: ['In-Reply-To:', 'inReplyTo'],
  R: ['References:', 'references'],
  M: ['Message-ID:', 'id'],
};
