/** A message from all that an archive says of it: its page, its line in the index, its record in the volume's text. */

import { decodeHTML } from 'entities';
import type { Issue } from '../../issues.js';
import { readDate } from '../../mail/dates.js';
import { readFrom, unobscure } from '../../mail/headers.js';
import type { Author, Body, Message, Origin } from '../../model.js';
import type { MessagePage } from './message-page.js';
import { readScrubNotices } from './scrub-notices.js';
import type { ThreadEntry } from './thread-index.js';
import { filedAt } from './volume.js';
import type { VolumeRecord } from './volume-text.js';

export interface Evidence {
  readonly page: MessagePage;
  readonly origin: Origin;
  /** The permalink, or null for a page that was saved to a file. */
  readonly url: string | null;
  readonly list: string | null;
  /** Where attachments of the list lie below; null when unknown. */
  readonly listUrl: string | null;
  readonly entry?: ThreadEntry | undefined;
  readonly record?: VolumeRecord | undefined;
}

/** Puts one message together. The page has the characters and the permalink, the text has the headers. */
export function assembleMessage(evidence: Evidence): Message {
  const { page, origin, entry, record } = evidence;
  const address = evidence.url ?? origin.url;
  const issues: Issue[] = [];
  const id = page.id ?? record?.id ?? entry?.id ?? null;
  if (id === null) issues.push({ code: 'ID_UNKNOWN', url: address });
  if (page.guessedCharset !== null) {
    issues.push({ code: 'CHARSET_GUESSED', url: address, used: page.guessedCharset });
  }
  if (page.lostCharacters > 0) issues.push({ code: 'CHARACTERS_LOST', url: address, count: page.lostCharacters });
  const dates = readDates(evidence, address, issues);
  const body = bodyOf(page, record);
  return {
    id,
    url: evidence.url,
    list: evidence.list,
    subject: page.subject,
    from: authorOf(page),
    ...dates,
    // What a page holds as the parent's id is the own one, unbracketed, in a few; the header knows.
    inReplyTo: record === undefined ? page.parentId : record.inReplyTo,
    references: record?.references ?? [],
    body,
    attachments: body.kind === 'text' && evidence.listUrl !== null ? readScrubNotices(body.text, evidence.listUrl) : [],
    issues,
    origin,
  };
}

/** The Date header where the archive kept it, else the time it filed the message, else what the page shows. */
function readDates({ page, entry, record }: Evidence, address: string, issues: Issue[]) {
  const dateHeader = record?.dateHeader ?? null;
  const archivedAt = filedAt(entry);
  const filed = archivedAt === undefined ? {} : { archivedAt };
  if (record !== undefined) {
    const date = dateHeader === null ? null : readDate(dateHeader);
    if (date === null) issues.push({ code: 'DATE_UNREADABLE', url: address, value: dateHeader });
    return { date: date?.instant ?? null, dateHeader, ...filed };
  }
  const shown = readDate(page.dateText);
  if (shown?.certain) return { date: shown.instant, dateHeader, ...filed };
  if (archivedAt !== undefined) return { date: archivedAt, dateHeader, ...filed };
  if (shown === null) issues.push({ code: 'DATE_UNREADABLE', url: address, value: page.dateText });
  else issues.push({ code: 'DATE_UNCERTAIN', url: address, value: page.dateText });
  return { date: shown?.instant ?? null, dateHeader, ...filed };
}

/** B holds the name, or the address where the mail had no name; the link holds the address. */
function authorOf(page: MessagePage): Author {
  const address = unobscure(page.addressText) ?? readFrom(page.addressText).address;
  const isAddress = page.authorText === page.addressText || unobscure(page.authorText) !== null;
  const name = page.authorText === '' || isAddress ? null : page.authorText;
  return { name, address };
}

/**
 * The page's text, whose characters are whole, unless the `.txt` proves to be the same text with `&amp;` or `&copy;` as its author
 * typed it: 2.1 pages do not escape what looks like an entity.
 */
function bodyOf(page: MessagePage, record: VolumeRecord | undefined): Body {
  if (page.body.kind === 'html') return page.body;
  const addresses = page.addresses.length === 0 ? {} : { addresses: page.addresses };
  const typed = record?.text;
  const same = typed !== undefined && typed !== page.body.text && decodeHTML(typed) === page.body.text;
  return { kind: 'text', text: same ? typed : page.body.text, ...addresses };
}
