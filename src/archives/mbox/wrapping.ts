/** What an mbox put around a mail and into it, taken off again. */

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x3e;
const QUOTED_FROM = Buffer.from('>From ');

/** Whether there is nothing in it but empty lines. */
export function isBlank(mail: Uint8Array): boolean {
  return mail.every((byte) => byte === LF || byte === CR || byte === 0x20);
}

/** The mail without the empty line that parts it from the next. */
export function withoutLastLine(mail: Buffer): Buffer {
  if (mail.at(-1) !== LF) return mail;
  const end = mail.at(-2) === CR ? mail.length - 2 : mail.length - 1;
  return mail[end - 1] === LF ? mail.subarray(0, end) : mail;
}

/** A copy without the `>` that stands before a quoted `From ` line. Right for mboxrd, which quotes quoted lines too, and for mboxo. */
export function unquoted(mail: Buffer): Uint8Array {
  const copy = Buffer.from(mail);
  let to = 0;
  let from = 0;
  for (let at = mail.indexOf(QUOTED_FROM); at >= 0; at = mail.indexOf(QUOTED_FROM, at + 1)) {
    let line = at;
    while (mail[line - 1] === QUOTE) line -= 1;
    if (line > 0 && mail[line - 1] !== LF) continue;
    to += mail.copy(copy, to, from, line);
    from = line + 1;
  }
  if (from === 0) return copy;
  to += mail.copy(copy, to, from);
  return copy.subarray(0, to);
}
