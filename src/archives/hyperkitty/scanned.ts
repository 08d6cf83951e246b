/**
 * A message for the store from what its export has of it. That is enough for nearly all: attachments come with name, type, size and
 * bytes (their addresses count the parts of the mail as it was sent, which only the API knows), a text with `(a)` is undone as its
 * server is known to do it, and HTML-only mail is read from its attachment. The API is asked about one message alone where the
 * export lost something for good: the charset of an HTML-only mail that does not name it and is not UTF-8, and parts of a mail
 * whose structure is broken.
 */
import { createHash } from 'node:crypto';
import type { Instant, Message } from '../../model.js';
import type { ScannedMessage } from '../kind.js';
import type { Addresses } from './addresses.js';
import type { Archive } from './archive.js';
import type { ExportedMail } from './export.js';
import { type ListPlace, messageUrl } from './links.js';
import { assembleMessage, originOf } from './message.js';
import type { Candidate } from './volume.js';

/** The sum of what is known of a message before it is read; null where only its page knows it. */
export function digestOf(candidate: Candidate, place: ListPlace): string | null {
  const { exported, listed, hash } = candidate;
  const url = messageUrl(place, hash);
  if (exported !== undefined) return sha256([url, ...saidBy(exported.message)]);
  if (listed === undefined) return null;
  // An email of the server's never changes, but for what it takes it for an answer to.
  return sha256([url, listed.id, listed.date, listed.subject, listed.parentHash]);
}

/** Reads the message. Throws `GiveUpOnPage` when nobody would say it. */
export async function scannedOf(
  candidate: Candidate,
  archive: Archive,
  addresses: Addresses,
  mayAsk: boolean,
): Promise<ScannedMessage> {
  const message = await messageOf(candidate, archive, addresses, mayAsk);
  const digest = digestOf(candidate, archive.place()) ?? sha256([message.url, ...saidBy(message)]);
  return { message, digest, position: positionOf(message) };
}

/** Seconds since 1970, so that what comes later, in whatever scan, stands later. */
export function positionOf({ date, archivedAt }: { date: Instant | null; archivedAt?: Instant }): number {
  const instant = archivedAt ?? date;
  return instant === null ? 0 : Math.floor(Date.parse(instant) / 1000);
}

async function messageOf(
  candidate: Candidate,
  archive: Archive,
  addresses: Addresses,
  mayAsk: boolean,
): Promise<Message> {
  const { exported } = candidate;
  if (exported === undefined) return (await candidate.read()).message;
  const place = archive.place();
  const made = assembleMessage({ place, exported: exported.message }) ?? exported.message;
  if (mayAsk && lostSomething(made, exported)) return (await candidate.read()).message;
  const whole = addresses.reveal(made);
  return { ...whole, origin: originOf(whole) };
}

function lostSomething({ body, issues }: Message, { hidden }: ExportedMail): boolean {
  return hidden || (body.kind === 'html' && issues.some(({ code }) => code === 'CHARSET_GUESSED'));
}

/** What a message says, without the addresses and sums that reading it gave it. */
function saidBy({ id, date, dateHeader, subject, from, inReplyTo, body, attachments }: Message): unknown[] {
  const parts = attachments.map(({ name, type, content }) => [
    name,
    type,
    content === undefined ? null : sha256(content),
  ]);
  return [id, date, dateHeader, subject, from, inReplyTo, body, parts];
}

function sha256(what: Uint8Array | readonly unknown[]): string {
  const bytes = what instanceof Uint8Array ? what : JSON.stringify(what);
  return createHash('sha256').update(bytes).digest('hex');
}
