/**
 * A list's export: `mbox.gz`, streamed, everything in one request. It is not the mail as sent: the headers are From, To, Subject,
 * Date, Message-ID and In-Reply-To, written anew, and every part but the text is an attachment (measured).
 */
import { GiveUpOnPage } from '../../errors.js';
import type { Issue } from '../../issues.js';
import { readDate } from '../../mail/dates.js';
import { readMail } from '../../mail/from-rfc822.js';
import { decodeWords, firstOf, readHeaders, readMessageIds, readOwnId, splitMail } from '../../mail/headers.js';
import type { Instant, Message } from '../../model.js';
import { GunzipError, gunzipBounded, gunzipPartly, isGzip } from '../gunzip.js';
import { isMbox, splitMbox } from '../mbox/split.js';
import { isMadeUp } from './api.js';
import { hashOf } from './hash.js';
import { hiddenParts } from './hidden-parts.js';
import { type ListPlace, messageUrl } from './links.js';

/** What an export may grow to; beyond it, it is asked for in smaller parts. */
export const MOST_EXPORT_BYTES = 200_000_000;

/** A mail of an export, by the hash of its Message-ID. */
export interface ExportedMail {
  readonly hash: string;
  readonly message: Message;
  /** False where only the API knows all of it: the addresses of attachments, or a text that the export may have changed. */
  readonly whole: boolean;
  /** It has parts that nobody can make out: `multipart/*` without a boundary. */
  readonly hidden: boolean;
  /** When the server took it in, by its `From ` line; the export is in this order. Null where that line cannot be read. */
  readonly filed: Instant | null;
}

export interface Export {
  readonly mails: readonly ExportedMail[];
  /** Mails of it that cannot be read. */
  readonly issues: readonly Issue[];
  /** Why mails are missing at its end: one bad message ends the stream after a 200. Null where it is whole. */
  readonly broken: Issue | null;
}

/**
 * Reads an export as far as it came. `url` is what the issues name; `complete` is false when its connection broke.
 *
 * @throws GiveUpOnPage `PAGE_UNREADABLE` when it is no export, `TOO_LARGE` when it must be asked for in smaller parts.
 */
export async function readExport(bytes: Uint8Array, place: ListPlace, url: string, complete: boolean): Promise<Export> {
  const { mbox, broken } = unzipped(bytes, url, complete);
  const mails: ExportedMail[] = [];
  const issues: Issue[] = [];
  if (mbox.length === 0) return { mails, issues, broken };
  if (!isMbox(mbox)) throw new GiveUpOnPage({ code: 'PAGE_UNREADABLE', url, role: 'export' });
  let held: Uint8Array | null = null;
  const take = async (mail: Uint8Array) => {
    try {
      mails.push(await readOne(mail, place, url));
    } catch (error) {
      if (!(error instanceof GiveUpOnPage)) throw error;
      issues.push(error.issue);
    }
  };
  for await (const mail of splitMbox(chunksOf(mbox))) {
    if (held !== null) await take(held);
    held = mail;
  }
  // Of the last mail of a part nobody knows whether it is all there.
  if (held !== null && broken === null) await take(held);
  return { mails, issues, broken };
}

async function* chunksOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

interface Unzipped {
  readonly mbox: Uint8Array;
  readonly broken: Issue | null;
}

function unzipped(bytes: Uint8Array, url: string, complete: boolean): Unzipped {
  // A login page, or a proxy's idea of an error.
  if (bytes.length > 0 && !isGzip(bytes) && !isMbox(bytes)) {
    throw new GiveUpOnPage({ code: 'PAGE_UNREADABLE', url, role: 'export' });
  }
  const cut = (reason: string): Issue => ({ code: 'BODY_BROKEN', url, reason });
  const closed = complete ? null : cut('the connection was closed before its end');
  if (!isGzip(bytes)) return { mbox: bytes, broken: closed };
  try {
    // A gzip that reaches its end is whole, however its connection ended.
    return { mbox: gunzipBounded(bytes, MOST_EXPORT_BYTES), broken: null };
  } catch (error) {
    if (!(error instanceof GunzipError)) throw error;
    const { code, reason } = error;
    if (code === 'TOO_LARGE') throw new GiveUpOnPage({ code, url, limit: MOST_EXPORT_BYTES }, { cause: error });
    return { mbox: gunzipPartly(bytes, MOST_EXPORT_BYTES), broken: cut(reason) };
  }
}

async function readOne(mail: Uint8Array, place: ListPlace, url: string): Promise<ExportedMail> {
  const { envelope, head } = splitMail(mail);
  const fields = readHeaders(head);
  const id = idIn(firstOf(fields, 'message-id'));
  if (id === null) throw new GiveUpOnPage({ code: 'PAGE_UNREADABLE', url, role: 'message' });
  const hash = hashOf(id);
  const permalink = messageUrl(place, hash);
  const read = await readMail(mail, { url: permalink, permalink, list: place.list });
  const inReplyTo = readMessageIds(unfolded(firstOf(fields, 'in-reply-to') ?? ''))[0] ?? null;
  const { from } = read;
  const filed = filedAt(envelope);
  const before = filedBefore(read, filed);
  const message: Message = {
    ...read,
    id,
    inReplyTo,
    from: isMadeUp(from.name, from.address) ? { ...from, address: null } : from,
    ...(before === null ? {} : { archivedAt: before }),
    issues: [...read.issues.filter(({ code }) => code !== 'ID_UNKNOWN'), ...futureDate(read, before)],
  };
  const hidden = hiddenParts(mail);
  // The body of a broken mail is its first attachment.
  const attachments = [...hidden.attachments, ...message.attachments];
  const whole = !hidden.more && isWhole({ ...message, attachments });
  return { hash, message: { ...message, attachments }, whole, hidden: hidden.more, filed };
}

/** `ann(a)example.org` for `ann@example.org`, in URLs too: what servers before May 2024 write. Only the API tells it from prose. */
const OBSCURED = /[\w.+-]\(a\)[\w.+-]/;
/** The quoting of an mbox: whether the text itself said `>From ` is not to be seen. */
const FROM_LINE = /^>*From /m;

function isWhole({ body, attachments }: Message): boolean {
  if (body.kind === 'html' || attachments.length > 0) return false;
  return !OBSCURED.test(body.text) && !FROM_LINE.test(body.text);
}

/** A Message-ID as the server's mail library writes it: folded, and past 78 characters as encoded words. */
function idIn(field: string | null): string | null {
  return readOwnId(unfolded(field ?? ''));
}

function unfolded(field: string): string {
  const text = decodeWords(field);
  // In-Reply-To holds one ID and nothing else here, so blanks in it are folds.
  return text.replace(/\s+/g, '');
}

/** When the server took the mail in: the `From ` line, in UTC. */
function filedAt(envelope: string | null): Instant | null {
  const text = /\p{L}{3} +\d.*$/u.exec(envelope ?? '')?.[0] ?? '';
  return readDate(text)?.instant ?? null;
}

/**
 * When the server took the mail in, where that is days before it was sent: HyperKitty dates a mail whose Date header it cannot read
 * with the moment of its import. Null otherwise.
 */
function filedBefore({ date }: Message, filed: Instant | null): Instant | null {
  if (filed === null || date === null || filed < '1980') return null;
  return Date.parse(date) - Date.parse(filed) > TWO_DAYS_MS ? filed : null;
}

const TWO_DAYS_MS = 2 * 86_400_000;

function futureDate({ dateHeader, url }: Message, filed: Instant | null): Issue[] {
  return filed === null || url === null ? [] : [{ code: 'DATE_UNCERTAIN', url, value: dateHeader ?? '' }];
}
