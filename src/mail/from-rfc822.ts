/** A mail's bytes as a Message. Date, identity, people and charsets are read by this folder; mailparser undoes MIME, where there is any. */
import { createHash } from 'node:crypto';
import { GiveUpOnPage } from '../errors.js';
import type { Issue } from '../issues.js';
import type { Instant, Message } from '../model.js';
import { readBody } from './bodies.js';
import { readDate } from './dates.js';
import { type Part, readParts } from './from-rfc822-parts.js';
import {
  decodeWords,
  type Field,
  firstOf,
  readFrom,
  readHeaders,
  readMessageIds,
  readOwnId,
  splitMail,
} from './headers.js';
import { listOf, permalinkOf } from './list-fields.js';
import { plainPart } from './plain-part.js';
import { foldBlanks } from './subjects.js';

/** Where a mail is from, as far as its reader knows. */
export interface Where {
  /** The file or page, for its Origin and its issues. */
  readonly url: string;
  readonly list?: string | null;
  readonly permalink?: string | null;
  /** The charset of what declares none and does not show it (the list's own); windows-1252 when absent. */
  readonly charset?: string;
}

/** A mail has at least one of these; a text that happens to begin `Note: …` has none. */
const OF_A_MAIL = new Set([
  'from',
  'date',
  'subject',
  'message-id',
  'to',
  'received',
  'return-path',
  'content-type',
  'sender',
  'reply-to',
]);
/** The fields that say how the body is made; who undoes MIME gets no others. */
const OF_THE_BODY = /^(content-|mime-version$)/i;
/** A longer field of a body's making is no honest one, and mailparser gives up on a header past its limit. */
const LONGEST_FIELD = 16_000;

/**
 * Reads one mail (RFC 5322), with or without an mbox's `From ` line before it.
 *
 * @throws GiveUpOnPage when it has no header, or MIME that cannot be undone.
 */
export async function readMail(bytes: Uint8Array, where: Where): Promise<Message> {
  const { envelope, head, body } = splitMail(bytes);
  const fields = readHeaders(head, where.charset);
  if (!fields.some(([name]) => OF_A_MAIL.has(name.toLowerCase())))
    throw new GiveUpOnPage(unreadable(where.url, 'it has no mail header'));
  const content = readBody(await partsOf(fields, body, where.url), where.charset);

  const dateHeader = firstOf(fields, 'date');
  const date = dateHeader === null ? null : readDate(dateHeader);
  const filed = date === null && envelope !== null ? filedAt(envelope) : null;
  const id = readOwnId(firstOf(fields, 'message-id'));
  const url = where.permalink ?? permalinkOf(fields, id);
  const named = url ?? where.url;
  const issues: Issue[] = [];
  if (date === null) issues.push({ code: 'DATE_UNREADABLE', url: named, value: dateHeader === '' ? null : dateHeader });
  else if (!date.certain) issues.push({ code: 'DATE_UNCERTAIN', url: named, value: dateHeader ?? '' });
  if (id === null) issues.push({ code: 'ID_UNKNOWN', url: named });
  if (content.guessed !== null) issues.push({ code: 'CHARSET_GUESSED', url: named, used: content.guessed });
  if (content.lost > 0) issues.push({ code: 'CHARACTERS_LOST', url: named, count: content.lost });
  if (asksNotToBeArchived(fields)) issues.push({ code: 'NO_ARCHIVE_ASKED', url: named });

  return {
    id,
    url,
    list: where.list ?? listOf(fields),
    subject: foldBlanks(decodeWords(firstOf(fields, 'subject') ?? '')),
    from: readFrom(firstOf(fields, 'from') ?? ''),
    date: date?.instant ?? null,
    dateHeader,
    ...(filed === null ? {} : { archivedAt: filed }),
    inReplyTo: readMessageIds(firstOf(fields, 'in-reply-to') ?? '')[0] ?? null,
    references: readMessageIds(firstOf(fields, 'references') ?? ''),
    body: content.body,
    attachments: content.attachments,
    issues,
    origin: { url: where.url, sha256: createHash('sha256').update(bytes).digest('hex') },
  };
}

async function partsOf(fields: readonly Field[], body: Uint8Array, url: string): Promise<Part[]> {
  const described = fields.filter(([name, value]) => OF_THE_BODY.test(name) && value.length < LONGEST_FIELD);
  const plain = plainPart(described, body);
  if (plain !== null) return [plain];
  try {
    const parts = await readParts(mailOf(described, body));
    if (parts.length > 0 || body.length === 0) return parts;
    // A multipart whose boundary is missing or never comes: the body is there all the same, as it stands.
    return await readParts(mailOf([], body));
  } catch (error) {
    throw new GiveUpOnPage(unreadable(url, error instanceof Error ? error.message : String(error)), { cause: error });
  }
}

function mailOf(fields: readonly Field[], body: Uint8Array): Uint8Array {
  const head = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.concat([Buffer.from(`${head}\r\n`), body]);
}

function unreadable(url: string, reason: string): Issue {
  const isPage = /^https?:/i.test(url);
  return isPage ? { code: 'PAGE_UNREADABLE', url, role: 'message' } : { code: 'FILE_UNREADABLE', url, reason };
}

/** When the mbox took the mail in: the `From ` line's date is in UTC (RFC 4155). */
function filedAt(envelope: string): Instant | null {
  const date = /\p{L}{3},? +(?:\p{L}{3} +\d|\d+ +\p{L}{3}).*$/u.exec(envelope)?.[0] ?? '';
  return readDate(date)?.instant ?? null;
}

/** As Mailman reads it: X-No-Archive says anything but no, or X-Archive says no. */
function asksNotToBeArchived(fields: readonly Field[]): boolean {
  const asked = firstOf(fields, 'x-no-archive');
  return (
    (asked !== null && !/^no\b/i.test(asked)) ||
    /^no\b/i.test(firstOf(fields, 'x-archive') ?? firstOf(fields, 'archive') ?? '')
  );
}
