/** Where one mail of an mbox ends and the next begins, while the file is still coming. */
import { contentLengthOf, endOfHead, skipLineEnds } from './content-length.js';
import { isBlank, unquoted, withoutLastLine } from './wrapping.js';

/** A `From ` line has a time in it: `From ann@example.org Mon Feb  6 18:42:10 2012`; prose that begins so hardly ever does. */
const SEPARATOR = /^From \S.*\d{1,2}:\d{2}/s;
/** Pipermail's, as exact as its lines are: sender, obscured or not, and a ctime date to the line's end. */
const STRICT_SEPARATOR = /^From \S+(?:\s+\S+){0,2}\s+\w{3} \w{3} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}\s*$/;
const FIELD = /^(?:[!-9;-~]{1,100}[ \t]*:|>From )/;
/** `From ` lines are short; what is looked at of a line to tell one. */
const LOOK = 400;

const LF = 0x0a;
const CR = 0x0d;
const FROM_LINE = Buffer.from('\nFrom ');

/** Holds what has come of the mail that is being read, and finds where the next begins. */
export class Splitter {
  readonly #most: number;
  #bytes = Buffer.allocUnsafe(1 << 17);
  /** How many of these bytes are filled; where the current mail begins; where to look for the next `From ` line. */
  #length = 0;
  #start = 0;
  #scan = 0;
  #ended = false;
  /** The beginning of a mail that is too long to be held; the rest of it is passed over. */
  #cut: Uint8Array | null = null;
  /** Where the body ends that the current mail's Content-Length announces; null when it is not to be believed. */
  #bodyEnd: number | null | undefined;
  /** A `From ` line was found in the body that Content-Length announces: this file quotes none. */
  #isLiteral = false;

  constructor(most: number) {
    this.#most = most;
  }

  add(chunk: Uint8Array): void {
    if (this.#length + chunk.length > this.#bytes.length) this.#makeRoom(chunk.length);
    this.#bytes.set(chunk, this.#length);
    this.#length += chunk.length;
  }

  end(): void {
    this.#ended = true;
  }

  /** The next whole mail; null when more has to come first, or nothing is left. */
  next(): Uint8Array | null {
    for (;;) {
      const at = this.#nextStart();
      if (at === null) {
        if (!this.#ended) {
          this.#passOver();
          return null;
        }
        if (this.#start >= this.#length) return null;
      }
      const mail = this.#take(at ?? this.#length);
      if (mail !== null) return mail;
    }
  }

  /** Where the `From ` line of the next mail begins; null when it has not come yet. */
  #nextStart(): number | null {
    const bytes = this.#bytes.subarray(0, this.#length);
    for (;;) {
      const before = bytes.indexOf(FROM_LINE, this.#scan);
      if (before < 0) {
        // The last bytes may be the beginning of one.
        this.#scan = Math.max(this.#scan, this.#length - FROM_LINE.length + 1);
        return null;
      }
      this.#scan = before;
      const isParted = isBlankBefore(bytes, before, this.#start) || this.#isAnnounced(bytes, before + 1);
      const separates = this.#separates(bytes, before + 1, isParted);
      if (separates === null) return null;
      if (separates) {
        const inside = this.#isInBody(bytes, before + 1);
        if (inside === null) return null;
        if (!inside) return before + 1;
      }
      this.#scan = Math.max(this.#scan, before + 1);
    }
  }

  /** Whether the body that Content-Length announces ends before this `From ` line, line ends aside. */
  #isAnnounced(bytes: Buffer, at: number): boolean {
    const end = this.#announcedEnd(bytes, at);
    return end !== null && end <= at && skipLineEnds(bytes, end, 2) === at;
  }

  /** Whether the `From ` line here begins a mail; null when the line after it, which decides, has not come yet. */
  #separates(bytes: Buffer, line: number, isParted: boolean): boolean | null {
    const end = lineEndWithin(bytes, line);
    if (end === null) return this.#length - line < LOOK && !this.#ended ? null : false;
    const nextEnd = lineEndWithin(bytes, end);
    if (nextEnd === null && this.#length - end < LOOK && !this.#ended) return null;
    const text = bytes.toString('latin1', line, end);
    const next = bytes.toString('latin1', end, nextEnd ?? Math.min(this.#length, end + LOOK));
    return isParted
      ? SEPARATOR.test(text) && FIELD.test(next)
      : STRICT_SEPARATOR.test(text) && next.startsWith('From: ');
  }

  /**
   * Whether this place is within the body that the current mail announces by Content-Length; null when it cannot be seen yet. Many a
   * Content-Length is wrong, so the next mail must begin, or the file end, where that body does.
   */
  #isInBody(bytes: Buffer, at: number): boolean | null {
    const end = this.#announcedEnd(bytes, at);
    if (end === null || end <= at) return false;
    const next = skipLineEnds(bytes, Math.min(end, this.#length), 2);
    if (next + LOOK > this.#length && !this.#ended) return null;
    const isEnd = end <= this.#length && next === this.#length;
    const begins = bytes.subarray(next, next + 5).equals(FROM_LINE.subarray(1)) && bytes[next - 1] === LF;
    const separates = isEnd || (begins ? this.#separates(bytes, next, true) : false);
    if (separates === null) return null;
    if (separates) {
      this.#isLiteral = true;
      // The next `From ` line that counts is that one.
      this.#scan = next - 1;
    } else this.#bodyEnd = null;
    return separates;
  }

  #announcedEnd(bytes: Buffer, at: number): number | null {
    if (this.#bodyEnd !== undefined) return this.#bodyEnd;
    const body = this.#cut === null ? endOfHead(bytes, this.#start, at) : null;
    if (body === null) return null;
    const length = contentLengthOf(bytes.subarray(this.#start, body));
    const end = length === null ? null : body + length;
    // What follows it must be seen before the mail counts as too long.
    this.#bodyEnd = end !== null && end - this.#start + 3 * LOOK < this.#most ? end : null;
    return this.#bodyEnd;
  }

  /** The current mail, which ends here, and the next becomes the current one; null when it is only empty lines. */
  #take(end: number): Uint8Array | null {
    const mail = this.#cut ?? this.#finished(this.#bytes.subarray(this.#start, end));
    this.#start = end;
    this.#scan = end;
    this.#cut = null;
    this.#bodyEnd = undefined;
    this.#isLiteral = false;
    return mail;
  }

  #finished(mail: Buffer): Uint8Array | null {
    if (mail.length >= this.#most) return Buffer.from(mail.subarray(0, this.#most));
    if (isBlank(mail)) return null;
    const trimmed = withoutLastLine(mail);
    return this.#isLiteral ? Buffer.from(trimmed) : unquoted(trimmed);
  }

  /** Of a mail that is too long only the beginning is kept, and what may be the `From ` line of the next. */
  #passOver(): void {
    if (this.#cut === null && this.#length - this.#start < this.#most) return;
    this.#cut ??= Buffer.from(this.#bytes.subarray(this.#start, this.#start + this.#most));
    // The bytes before it tell whether it follows an empty line.
    this.#start = Math.max(this.#start, this.#scan - 3);
  }

  /** Makes room for as many bytes: what is held moves to the front, of another buffer where this one is too small or far too large. */
  #makeRoom(count: number): void {
    const held = this.#bytes.subarray(this.#start, this.#length);
    const needed = held.length + count;
    const capacity = this.#bytes.length;
    const fits = needed <= capacity && (capacity <= ROOMY || needed > capacity / 8);
    const bytes = fits ? this.#bytes : Buffer.allocUnsafeSlow(Math.max(ROOM, 2 * needed));
    bytes.set(held);
    this.#bytes = bytes;
    this.#scan -= this.#start;
    if (typeof this.#bodyEnd === 'number') this.#bodyEnd -= this.#start;
    this.#length = held.length;
    this.#start = 0;
  }
}

/** What is held at a time, at least, and what is not given back after a large mail. */
const ROOM = 1 << 18;
const ROOMY = 1 << 21;

/** Where the line that begins here ends, its line feed included; null when that is further than anyone looks. */
function lineEndWithin(bytes: Buffer, from: number): number | null {
  const end = bytes.subarray(from, from + LOOK).indexOf(LF);
  return end < 0 ? null : from + end + 1;
}

/** Whether the line that this line feed ends is empty; a mail's beginning counts as one. */
function isBlankBefore(bytes: Buffer, lineFeed: number, start: number): boolean {
  const end = bytes[lineFeed - 1] === CR && lineFeed > start ? lineFeed - 1 : lineFeed;
  return end === start || bytes[end - 1] === LF;
}
