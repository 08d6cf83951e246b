/** A mail of a file as a message: how it is to be read, and what only the file knows of it afterwards. */
import type { Issue } from '../../issues.js';
import { isIssue } from '../../mail/read-mails.js';
import type { Message } from '../../model.js';
import type { MailBytes } from '../kind.js';
import { charsetOfVolume, isOfVolume, replacedLetters } from './loose.js';
import { MOST_MAIL_BYTES } from './split.js';
import { type UrlTemplate, urlFrom } from './url-template.js';
import type { Found } from './volumes.js';

export type FoundMail = Extract<Found, { type: 'mail' }>;

/** What is to be remembered of a mail while it is read; not its bytes, which may be in another thread by then. */
export interface MailNote {
  readonly url: string;
  readonly number: number;
  readonly digest: string;
  /** It has `?` for letters that its volume lost, where it has them within words. */
  readonly isOfVolume: boolean;
}

/** Why a mail is not read at all; null when it can be tried. */
export function refusal({ bytes, url }: FoundMail): Issue | null {
  return bytes.length < MOST_MAIL_BYTES ? null : { code: 'TOO_LARGE', url, limit: MOST_MAIL_BYTES };
}

export function noteOf({ bytes, url, number }: FoundMail, digest: string): MailNote {
  return { url, number, digest, isOfVolume: isOfVolume(bytes) };
}

export function mailBytesOf({ bytes, url }: FoundMail): MailBytes {
  const charset = charsetOfVolume(bytes);
  return { bytes, url, ...(charset === null ? {} : { charset }) };
}

/** What was read, completed by what the file knows. */
export function completed(read: Message | Issue, note: MailNote, template: UrlTemplate | null): Message | Issue {
  if (isIssue(read)) return read;
  const count = note.isOfVolume && read.body.kind === 'text' ? replacedLetters(read.body.text) : 0;
  const issues: readonly Issue[] =
    count === 0 ? read.issues : [...read.issues, { code: 'LETTERS_REPLACED', url: read.url ?? note.url, count }];
  const url = read.url ?? (template === null ? null : urlFrom(template, read, note.number));
  return url === read.url
    ? { ...read, issues }
    : { ...read, url, issues: issues.map((issue) => named(issue, note.url, url)) };
}

/** An issue of the mail under its permalink, once that is known. */
function named(issue: Issue, before: string, url: string | null): Issue {
  return url !== null && 'url' in issue && issue.url === before ? { ...issue, url } : issue;
}
