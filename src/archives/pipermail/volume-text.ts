/**
 * A volume's `.txt`: every message as a few headers and a body, with no MIME. It is not a strict mbox: a `From ` line in a body is
 * not always escaped, and some messages have no blank line before theirs.
 */
import { decodeBytes } from '../../mail/charsets.js';
import { decodeWords, readHeaders, readMessageIds, readOwnId } from '../../mail/headers.js';
import { bodyText } from './message-page.js';

/** One message of a volume's text. */
export interface VolumeRecord {
  /** The From header as it stands: `ann at example.org (Ann)`; `Ann ann@example.org` in 1999. */
  readonly from: string;
  readonly subject: string;
  /** The Date header as it stands; null when there is none. */
  readonly dateHeader: string | null;
  /** Null in archives of 1999–2003, which keep none. */
  readonly id: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly text: string;
}

/** A message begins where a `From ` line is followed by a header: exact on 33,305 real messages. */
const SEPARATOR = /^From [^\n]*\n(?=(?:From|Date): )/gm;

/** Reads a volume's text, uncompressed, in its order. Each message is decoded by itself: real volumes mix charsets. */
export function readVolumeText(bytes: Uint8Array): VolumeRecord[] {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').replace(/\r\n/g, '\n');
  const starts = [...raw.matchAll(SEPARATOR)].map((match) => ({
    at: match.index,
    headers: match.index + match[0].length,
  }));
  return starts.map((start, index) => readRecord(raw.slice(start.headers, starts[index + 1]?.at)));
}

function readRecord(raw: string): VolumeRecord {
  const gap = raw.indexOf('\n\n');
  const head = gap < 0 ? raw : raw.slice(0, gap);
  const body = gap < 0 ? '' : raw.slice(gap + 2);
  const headers = new Map<string, string>();
  for (const [name, value] of readHeaders(Buffer.from(head, 'latin1'))) {
    if (!headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value);
  }
  const subject = decodeWords(headers.get('subject') ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  return {
    from: headers.get('from') ?? '',
    subject,
    dateHeader: headers.get('date') ?? null,
    id: readOwnId(headers.get('message-id') ?? null),
    inReplyTo: readMessageIds(headers.get('in-reply-to') ?? '').at(-1) ?? null,
    references: readMessageIds(headers.get('references') ?? ''),
    text: bodyText(decodeBytes(Buffer.from(body, 'latin1'), null).text),
  };
}
