/** The messages of a thread: its export in one request, else the API's list of it, else its page. */
import { GiveUpOnPage } from '../../errors.js';
import type { Issue } from '../../issues.js';
import { buildThreads, flatten } from '../../mail/threads.js';
import type { GetPage, Message } from '../../model.js';
import type { Finding } from '../kind.js';
import type { ApiEmail } from './api.js';
import { type Archive, mayAskElsewhere } from './archive.js';
import type { ExportedMail } from './export.js';
import { type ListPlace, threadUrl } from './links.js';
import { hashesOfThreadPage } from './message-page.js';
import { completeMessage, type Known, type ReadMessage, readMessage } from './read-message.js';

/** Whether a message of a thread is cited although nobody linked to it. */
type Chosen = (message: Message) => boolean;

/** The thread of a message that is read already. Where it cannot be had, the message alone and the reason. */
export async function* conversationOf(
  { hash, message, threadHash }: ReadMessage & { readonly hash: string },
  chosen: Chosen,
  archive: Archive,
  get: GetPage,
): AsyncIterable<Finding> {
  try {
    const thread = threadHash ?? (await threadOf(hash, archive));
    yield* readConversation(thread, new Map([[hash, message]]), chosen, archive, get);
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    yield { type: 'message', message, cited: true };
    yield { type: 'issue', issue: error.issue };
  }
}

/** The hash of a message's thread: the API's word, else its page's. */
async function threadOf(hash: string, archive: Archive): Promise<string> {
  try {
    return (await archive.email(hash)).threadHash ?? hash;
  } catch (error) {
    if (!mayAskElsewhere(error)) throw error;
    return (await archive.messagePage(hash)).threadHash ?? hash;
  }
}

/**
 * A thread, depth first, answers by date. Its first message is cited, what is `linked` (messages already read, by hash), and what
 * is chosen. Throws `GiveUpOnPage` when nothing of it can be had.
 */
export async function* readConversation(
  threadHash: string,
  linked: ReadonlyMap<string, Message>,
  chosen: Chosen,
  archive: Archive,
  get: GetPage,
): AsyncIterable<Finding> {
  const issues: Issue[] = [];
  const messages: Message[] = [];
  for (const member of await membersOf(threadHash, archive, issues, get)) {
    try {
      messages.push(linked.get(member.hash) ?? (await member.read()).message);
    } catch (error) {
      if (!(error instanceof GiveUpOnPage)) throw error;
      issues.push(error.issue);
    }
  }
  const url = threadUrl(archive.place(), threadHash);
  if (messages.length === 0) throw new GiveUpOnPage(issues[0] ?? { code: 'PAGE_MISSING', url, status: 404 });
  const named = new Set(linked.values());
  const ordered = buildThreads(messages).flatMap(flatten);
  for (const { message } of ordered) {
    const cited = message === ordered[0]?.message || named.has(message) || chosen(message);
    yield { type: 'message', message, cited };
  }
  for (const issue of issues) yield { type: 'issue', issue };
  if (issues.length > 0) yield { type: 'issue', issue: { code: 'THREAD_INCOMPLETE', url, missing: issues.length } };
}

/** A message of a thread, as far as it is known before it is read. */
export interface Member {
  readonly hash: string;
  readonly exported?: ExportedMail;
  readonly listed?: ApiEmail;
  read(): Promise<ReadMessage>;
}

/** The messages of a thread, in no certain order; `issues` takes what cannot be read of its export. */
export async function membersOf(hash: string, archive: Archive, issues: Issue[], get: GetPage): Promise<Member[]> {
  const came = new Map<string, Member>();
  try {
    const { mails, issues: unread, broken } = await archive.exportOfThread(hash);
    issues.push(...unread);
    for (const mail of mails) {
      came.set(mail.hash, { hash: mail.hash, exported: mail, read: () => completeMessage(mail, archive, get) });
    }
    if (broken === null) return [...came.values()];
  } catch (error) {
    // One bad message breaks the export of its thread; what did not come is read one by one.
    if (!mayAskElsewhere(error) || error.issue.code === 'PAGE_PRIVATE') throw error;
  }
  const one = (known: Known): Member =>
    came.get(known.hash) ?? { hash: known.hash, read: () => readMessage(known, archive, get) };
  try {
    const emails = await listed(hash, archive);
    const ids = new Map(emails.map((email) => [email.hash, `<${email.id}>`]));
    return emails.map((listed) => {
      const member = one({ hash: listed.hash, parentId: ids.get(listed.parentHash ?? '') });
      return member.exported === undefined ? { ...member, listed } : member;
    });
  } catch (error) {
    if (!mayAskElsewhere(error)) throw error;
  }
  return (await hashesOnPage(hash, archive)).map((hash) => one({ hash }));
}

/** The thread's emails from the API, page by page or all at once. Offsets are our own: `next` follows the Host header. */
async function listed(hash: string, archive: Archive): Promise<ApiEmail[]> {
  const emails = new Map<string, ApiEmail>();
  for (;;) {
    const before = emails.size;
    const { items, total } = await archive.emailsOfThread(hash, before);
    for (const email of items) emails.set(email.hash, email);
    // A server that ignores the offset answers with what is known already.
    if (total === null || emails.size >= total || emails.size === before) return [...emails.values()];
  }
}

/** With `?noscript` the page holds its replies, whatever the user agent looks like (measured). */
async function hashesOnPage(hash: string, archive: Archive): Promise<string[]> {
  const place: ListPlace = archive.place();
  const url = threadUrl(place, hash);
  const hashes = hashesOfThreadPage(await archive.html(`${url}?noscript`, 'thread-index'));
  if (hashes.length === 0) throw new GiveUpOnPage({ code: 'PAGE_UNREADABLE', url, role: 'thread' });
  return hashes;
}
