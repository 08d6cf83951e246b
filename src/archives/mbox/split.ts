/**
 * An mbox as its mails (RFC 4155, and the forms that Pipermail, Thunderbird and others write). Reads on as it is asked to, so a file
 * of any size costs the memory of one mail.
 */

/** A `From ` line has a time in it: `From ann@example.org Mon Feb  6 18:42:10 2012`; prose that begins so hardly ever does. */
const SEPARATOR = /^From \S.*\d{1,2}:\d{2}/s;
/** Pipermail's, as exact as its lines are: sender, obscured or not, and a ctime date to the line's end. */
const STRICT_SEPARATOR = /^From \S+(?:\s+\S+){0,2}\s+\w{3} \w{3} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}\s*$/;
const FIELD = /^(?:[!-9;-~]{1,100}[ \t]*:|>From )/;
const QUOTED_FROM = /^>+From /;
/** `From ` lines are short; what is looked at of a line to tell one. */
const LOOK = 400;

/**
 * Splits an mbox, whatever the chunks it comes in, into its mails, each with its `From ` line first. A mail begins at a `From ` line
 * that is the first or follows an empty line, when a header field follows it; or, as in Pipermail's text volumes, without the
 * empty line when `From:` follows it. The quoting of body lines (`>From `, and `>>From ` of mboxrd) is undone. Text before the
 * first `From ` line is handed out as a mail of its own.
 */
export async function* splitMbox(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const lines = lineReader();
  const mails = mailReader();
  for await (const chunk of chunks) {
    for (const line of lines.add(chunk)) {
      const mail = mails.add(line);
      if (mail !== null) yield mail;
    }
  }
  for (const line of lines.end()) {
    const mail = mails.add(line);
    if (mail !== null) yield mail;
  }
  yield* mails.end();
}

/** Whether these bytes begin as an mbox does. */
export function isMbox(start: Uint8Array): boolean {
  const text = Buffer.from(start.subarray(0, LOOK))
    .toString('latin1')
    .replace(/^(?:\xef\xbb\xbf)?(?:\r?\n)+|^\xef\xbb\xbf/, '');
  return text.startsWith('From ');
}

function isSeparated(line: Buffer, next: Buffer, afterBlank: boolean): boolean {
  const text = textOf(line);
  const following = textOf(next);
  if (afterBlank) return SEPARATOR.test(text) && FIELD.test(following);
  return STRICT_SEPARATOR.test(text) && /^From: /.test(following);
}

const FROM = Buffer.from('From ');
const LF = Buffer.from('\n');
const CRLF = Buffer.from('\r\n');

function startsWith(line: Buffer, start: Buffer): boolean {
  return line[0] === start[0] && line.subarray(0, start.length).equals(start);
}

function textOf(line: Buffer): string {
  return line.subarray(0, LOOK).toString('latin1');
}

function isBlank(mail: readonly Uint8Array[]): boolean {
  return mail.every((line) => line.every((byte) => byte === 0x0a || byte === 0x0d || byte === 0x20));
}

/** The mail without the empty line that parts it from the next. */
function joined(mail: readonly Uint8Array[]): Uint8Array {
  const bytes = Buffer.concat(mail);
  if (bytes.at(-1) !== 0x0a) return bytes;
  const end = bytes.at(-2) === 0x0d ? bytes.length - 2 : bytes.length - 1;
  return bytes[end - 1] === 0x0a ? bytes.subarray(0, end) : bytes;
}

/** Gathers lines; hands a mail out when the line after its last has come. */
function mailReader() {
  let mail: Uint8Array[] = [];
  let afterBlank = true;
  // A `From ` line waits for the line after it, which decides what it is.
  let held: Buffer | null = null;
  const close = (): Uint8Array | null => {
    const done = isBlank(mail) ? null : joined(mail);
    mail = [];
    return done;
  };
  return {
    add(line: Buffer): Uint8Array | null {
      let done: Uint8Array | null = null;
      if (held !== null) {
        if (isSeparated(held, line, afterBlank)) done = close();
        mail.push(held);
        held = null;
        afterBlank = false;
      }
      if (startsWith(line, FROM)) {
        held = line;
        return done;
      }
      // Taking one `>` off is right for mboxrd, which quotes quoted lines too, and for the oldest form, which does not.
      mail.push(line[0] === 0x3e && QUOTED_FROM.test(textOf(line)) ? line.subarray(1) : line);
      afterBlank = line.equals(LF) || line.equals(CRLF);
      return done;
    },
    *end(): Iterable<Uint8Array> {
      if (held !== null) mail.push(held);
      const done = close();
      if (done !== null) yield done;
    },
  };
}

/** Cuts chunks into lines with their ends. A long line is put together once, when its end has come. */
function lineReader() {
  let open: Buffer[] = [];
  return {
    *add(chunk: Uint8Array): Iterable<Buffer> {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      let from = 0;
      for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, from)) {
        const line = bytes.subarray(from, end + 1);
        yield open.length === 0 ? line : Buffer.concat([...open, line]);
        open = [];
        from = end + 1;
      }
      // A copy: a rest must not keep the whole chunk it came with.
      if (from < bytes.length) open.push(Buffer.from(bytes.subarray(from)));
    },
    *end(): Iterable<Buffer> {
      if (open.length > 0) yield Buffer.concat(open);
    },
  };
}
