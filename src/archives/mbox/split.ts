/**
 * An mbox as its mails (RFC 4155, and the forms that Pipermail, Thunderbird, mutt and others write). Reads on as it is asked to, so
 * a file of any size costs the memory of one mail.
 */
import { Splitter } from './splitter.js';

/** A mail of this many bytes or more is handed out as its first ones: some file that is no mbox must not fill the memory. */
export const MOST_MAIL_BYTES = 64_000_000;

/**
 * Splits an mbox, whatever the chunks it comes in, into its mails, each with its `From ` line first. A mail begins at a `From ` line
 * that is the first or follows an empty line, when a header field follows it; or, as in Pipermail's text volumes, without the
 * empty line when `From:` follows it. A `From ` line within the body that Content-Length announces begins nothing, if the next
 * mail begins where that body ends (mboxcl2). Otherwise the quoting of body lines (`>From `, and `>>From ` of mboxrd) is undone.
 * Text before the first `From ` line is handed out as a mail of its own.
 *
 * @param most a mail of as many bytes is handed out as its first `most`, as they stand in the file.
 */
export async function* splitMbox(
  chunks: AsyncIterable<Uint8Array>,
  most: number = MOST_MAIL_BYTES,
): AsyncIterable<Uint8Array> {
  const splitter = new Splitter(most);
  for await (const chunk of chunks) {
    splitter.add(chunk);
    for (let mail = splitter.next(); mail !== null; mail = splitter.next()) yield mail;
  }
  splitter.end();
  for (let mail = splitter.next(); mail !== null; mail = splitter.next()) yield mail;
}

/** Whether these bytes begin as an mbox does. */
export function isMbox(start: Uint8Array): boolean {
  const text = Buffer.from(start.subarray(0, 400))
    .toString('latin1')
    .replace(/^(?:\xef\xbb\xbf)?(?:\r?\n)+|^\xef\xbb\xbf/, '');
  return text.startsWith('From ');
}
