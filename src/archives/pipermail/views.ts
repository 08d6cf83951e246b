/** The two views of a message, each as far as it can be believed: its page, and its record in the volume's text. */
import { decodeHTML } from 'entities';
import { readFrom, unobscure } from '../../mail/headers.js';
import type { Author, Body } from '../../model.js';
import type { View } from './message.js';
import type { MessagePage } from './message-page.js';
import { remembered } from './remember.js';
import type { ThreadEntry } from './thread-index.js';
import type { CutRecord, VolumeRecord } from './volume-text.js';

/** What a page says; of its parent, the record knows more. */
export function viewOfPage(page: MessagePage, record: VolumeRecord | undefined): View {
  return {
    id: page.id,
    subject: page.subject,
    from: authorOfPage(page),
    dateText: page.dateText,
    // What a page holds as the parent's id is the own one, unbracketed, in a few; the header knows.
    inReplyTo: record === undefined ? page.parentId : record.inReplyTo,
    body: bodyOfPage(page, record),
    guessedCharset: page.guessedCharset,
    lostCharacters: page.lostCharacters,
  };
}

/** What the text says, with the letters of the index's line where the text lost them. */
export function viewOfText(record: CutRecord, entry: ThreadEntry | undefined): View {
  const { text, charset, guessed, lost } = record.decode();
  return {
    id: record.id,
    subject: subjectOf(record.subject, entry?.subject),
    from: authorOfText(record, entry),
    dateText: null,
    inReplyTo: record.inReplyTo,
    body: { kind: 'text', text },
    guessedCharset: guessed ? charset : null,
    lostCharacters: lost,
  };
}

/** The author that a From field of the text names. */
export const fromOf: (value: string) => Author = remembered(readFrom);

const REPLY = /^\s*re\s*:\s*/i;

/** The subject as archived: `Re:` is gone from the index and from pages, and from texts but where it was encoded. */
function subjectOf(subject: string, listed: string | undefined): string {
  if (listed === undefined || listed === subject) return subject;
  if (isMasked(subject, listed)) return listed;
  return REPLY.test(subject) && !REPLY.test(listed) ? subject.replace(REPLY, '') : subject;
}

/** Whether a text is another one with `?`, or U+FFFD, for each character that its charset lacks. */
function isMasked(text: string, whole: string): boolean {
  if (!/[?\ufffd]/.test(text) || !/[^\0-\x7f]/.test(whole)) return false;
  const masked = text.replaceAll('\ufffd', '?');
  // What stands beyond the first 65,536 characters is one sign to some and two to others.
  return masked === whole.replace(/[^\0-\x7f]/gu, '?') || masked === whole.replace(/[^\0-\x7f]/g, '?');
}

/** B holds the name, or the address where the mail had no name; the link holds the address. */
function authorOfPage(page: MessagePage): Author {
  const address = unobscure(page.addressText) ?? readFrom(page.addressText).address;
  const isAddress = page.authorText === page.addressText || unobscure(page.authorText) !== null;
  const name = page.authorText === '' || isAddress ? null : page.authorText;
  return { name, address };
}

function authorOfText(record: VolumeRecord, entry: ThreadEntry | undefined): Author {
  const from = fromOf(record.from);
  const { name, address } = from;
  return name !== null && entry !== undefined && isMasked(name, entry.author) ? { name: entry.author, address } : from;
}

/**
 * The page's text, whose characters are whole, unless the `.txt` proves to be the same text with `&amp;` or `&copy;` as its author
 * typed it: 2.1 pages do not escape what looks like an entity.
 */
function bodyOfPage(page: MessagePage, record: VolumeRecord | undefined): Body {
  if (page.body.kind === 'html') return page.body;
  const addresses = page.addresses.length === 0 ? {} : { addresses: page.addresses };
  const typed = record?.text;
  const same = typed !== undefined && typed !== page.body.text && decodeHTML(typed) === page.body.text;
  return { kind: 'text', text: same ? typed : page.body.text, ...addresses };
}
