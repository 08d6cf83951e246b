/** Content-Length in an mbox (mboxcl, mboxcl2): how many bytes the body has, for those who do not quote its `From ` lines. */

const LF = 0x0a;
const CR = 0x0d;
const FIELD = /^content-length:[ \t]*(\d{1,12})[ \t]*\r?$/im;

/** Where the body begins of the mail that begins here: behind the first empty line before `to`; null when there is none. */
export function endOfHead(bytes: Buffer, from: number, to: number): number | null {
  for (let at = bytes.indexOf(LF, from); at >= 0 && at < to; at = bytes.indexOf(LF, at + 1)) {
    const next = bytes[at + 1] === CR ? at + 2 : at + 1;
    if (bytes[next] === LF && next < to) return next + 1;
  }
  return null;
}

/** What a header says by Content-Length; null when it says nothing that is a number. */
export function contentLengthOf(head: Buffer): number | null {
  const length = FIELD.exec(head.toString('latin1'))?.[1];
  return length === undefined ? null : Number(length);
}

/** The place behind this many line ends at most. */
export function skipLineEnds(bytes: Uint8Array, from: number, most: number): number {
  let at = from;
  for (let count = 0; count < most; count += 1) {
    const next = bytes[at] === CR ? at + 1 : at;
    if (bytes[next] !== LF) break;
    at = next + 1;
  }
  return at;
}
