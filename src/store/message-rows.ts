/** A message as the rows of several tables, and back. */
import { folded } from '../archives/selection.js';
import type { IssueCode } from '../issues.js';
import { identityOf } from '../mail/identity.js';
import type { Message } from '../model.js';
import { keyOf, plainId } from './keys.js';
import { UNDATED } from './schema.js';

/** What the tables hold of a message, but for its list, place and thread. */
export interface MessageRows {
  readonly identity: Uint8Array;
  /** Seconds since 1970, or `UNDATED`. */
  readonly sent: number;
  /** Year × 12 + month − 1; null without a date. */
  readonly month: number | null;
  readonly hidden: 0 | 1;
  readonly losses: number;
  readonly answers: 0 | 1;
  readonly messageId: string | null;
  readonly sender: string;
  readonly subject: string;
  readonly content: Uint8Array;
}

/** What an archive takes away from a message; the copy with fewer of these is the better one. */
const LOSSES: ReadonlySet<IssueCode> = new Set([
  'LETTERS_REPLACED',
  'CHARACTERS_LOST',
  'CHARSET_GUESSED',
  'ID_UNKNOWN',
  'DATE_UNREADABLE',
  'DATE_UNCERTAIN',
]);

export function rowsOf(list: number, message: Message): MessageRows {
  const { date, from, subject, issues } = message;
  return {
    identity: keyOf(list, identityOf(message)),
    sent: date === null ? UNDATED : secondsOf(date),
    month: date === null ? null : Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1,
    hidden: issues.some(({ code }) => code === 'NO_ARCHIVE_ASKED') ? 1 : 0,
    losses: issues.filter(({ code }) => LOSSES.has(code)).length,
    answers: idsNamedBy(message).length > 0 ? 1 : 0,
    messageId: message.id === null ? null : plainId(message.id),
    sender: folded(`${from.name ?? ''} ${from.address ?? ''}`),
    subject: folded(subject),
    content: encodeContent(message),
  };
}

/** Honest References hold some dozens; threads.ts draws the same line. */
const MOST_IDS = 1000;

/** The Message-IDs that a message answers, each once, never its own. */
export function idsNamedBy(message: Pick<Message, 'id' | 'references' | 'inReplyTo'>): readonly string[] {
  const ids = new Set(message.references.slice(-MOST_IDS).map(plainId));
  if (message.inReplyTo !== null) ids.add(plainId(message.inReplyTo));
  if (message.id !== null) ids.delete(plainId(message.id));
  ids.delete('');
  return [...ids];
}

/** Instants are ISO strings outside and seconds in the tables. */
export function secondsOf(instant: string): number {
  const seconds = Math.floor(Date.parse(instant) / 1000);
  return Number.isNaN(seconds) ? UNDATED : seconds;
}

export function instantOf(seconds: number | null): string | null {
  return seconds === null || seconds >= UNDATED ? null : `${new Date(seconds * 1000).toISOString().slice(0, -5)}Z`;
}

/** `YYYY-MM` of a month's number. */
export function monthOf(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** All of a message but its address, which its place has, and the bytes of its attachments. JSON keeps every character. */
function encodeContent(message: Message): Uint8Array {
  const { url: _url, attachments, ...rest } = message;
  const bare = attachments.map(({ content: _content, ...attachment }) => attachment);
  return Buffer.from(JSON.stringify({ ...rest, attachments: bare }));
}

/** Reads what `encodeContent` wrote. */
export function decodeContent(content: Uint8Array, url: string | null): Message {
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString();
  return { ...(JSON.parse(text) as Omit<Message, 'url'>), url };
}
