/** A message from all that an archive says of it: its page, its line in the index, its record in the volume's text. */

import type { Issue } from '../../issues.js';
import { readDate } from '../../mail/dates.js';
import type { Author, Body, Message, Origin } from '../../model.js';
import type { MessagePage } from './message-page.js';
import { readScrubNotices } from './scrub-notices.js';
import type { ThreadEntry } from './thread-index.js';
import { viewOfPage, viewOfText } from './views.js';
import { filedAt } from './volume.js';
import type { CutRecord, VolumeRecord } from './volume-text.js';

/** What one of the two views says of a message. */
export interface View {
  readonly id: string | null;
  readonly subject: string;
  readonly from: Author;
  /** The date as the page shows it; null in the text, which has the header. */
  readonly dateText: string | null;
  readonly inReplyTo: string | null;
  readonly body: Body;
  readonly guessedCharset: string | null;
  readonly lostCharacters: number;
}

/** With a page, or with the text alone: a message that nobody cites is read without asking for its page. */
export type Evidence = Facts &
  (
    | { readonly page: MessagePage; readonly record?: VolumeRecord | undefined }
    | { readonly page: null; readonly record: CutRecord }
  );

interface Facts {
  readonly origin: Origin;
  /** The permalink, or null for a page that was saved to a file. */
  readonly url: string | null;
  readonly list: string | null;
  /** Where attachments of the list lie below; null when unknown. */
  readonly listUrl: string | null;
  readonly entry?: ThreadEntry | undefined;
}

/** Puts one message together. The page has the characters and the permalink, the text has the headers. */
export function assembleMessage(evidence: Evidence): Message {
  const { page, record, origin, entry } = evidence;
  const view = page === null ? viewOfText(evidence.record, entry) : viewOfPage(page, record);
  const address = evidence.url ?? origin.url;
  const issues: Issue[] = [];
  const id = view.id ?? record?.id ?? entry?.id ?? null;
  if (id === null) issues.push({ code: 'ID_UNKNOWN', url: address });
  if (view.guessedCharset !== null) {
    issues.push({ code: 'CHARSET_GUESSED', url: address, used: view.guessedCharset });
  }
  if (view.lostCharacters > 0) issues.push({ code: 'CHARACTERS_LOST', url: address, count: view.lostCharacters });
  const dates = readDates(view, record, entry, address, issues);
  const { body } = view;
  return {
    id,
    url: evidence.url,
    list: evidence.list,
    subject: view.subject,
    from: view.from,
    ...dates,
    inReplyTo: view.inReplyTo,
    references: record?.references ?? [],
    body,
    attachments: body.kind === 'text' && evidence.listUrl !== null ? readScrubNotices(body.text, evidence.listUrl) : [],
    issues,
    origin,
  };
}

/** The Date header where the archive kept it, else the time it filed the message, else what the page shows. */
function readDates(
  { dateText }: View,
  record: VolumeRecord | undefined,
  entry: ThreadEntry | undefined,
  address: string,
  issues: Issue[],
) {
  const dateHeader = record?.dateHeader ?? null;
  const archivedAt = filedAt(entry);
  const filed = archivedAt === undefined ? {} : { archivedAt };
  if (record !== undefined) {
    const date = record.sent;
    if (date === null) issues.push({ code: 'DATE_UNREADABLE', url: address, value: dateHeader });
    return { date: date?.instant ?? null, dateHeader, ...filed };
  }
  const shown = dateText === null ? null : readDate(dateText);
  if (shown?.certain) return { date: shown.instant, dateHeader, ...filed };
  if (archivedAt !== undefined) return { date: archivedAt, dateHeader, ...filed };
  if (shown === null) issues.push({ code: 'DATE_UNREADABLE', url: address, value: dateText });
  else issues.push({ code: 'DATE_UNCERTAIN', url: address, value: dateText ?? '' });
  return { date: shown?.instant ?? null, dateHeader, ...filed };
}
