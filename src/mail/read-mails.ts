/** Mails read one after the other, and what cannot be read as the issue that says so. */
import type { MailBytes, ReadMails } from '../archives/kind.js';
import { GiveUpOnPage } from '../errors.js';
import type { Issue } from '../issues.js';
import type { Message } from '../model.js';
import { readMail } from './from-rfc822.js';

/** A mail, or why it cannot be read. */
export async function readOrIssue(mail: MailBytes): Promise<Message | Issue> {
  try {
    return await readMail(mail.bytes, mail);
  } catch (error) {
    if (error instanceof GiveUpOnPage) return error.issue;
    throw error;
  }
}

/** Reads mails here, without any thread's help. */
export const readInTurn: ReadMails = async function* (mails) {
  for await (const mail of mails) yield await readOrIssue(mail);
};

/** Whether what was read is why it could not be. */
export function isIssue(read: Message | Issue): read is Issue {
  return 'code' in read;
}
