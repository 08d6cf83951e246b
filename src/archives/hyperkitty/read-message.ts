/** One message, from whichever doors are open: the API and the export together, else one of them, else its page. */
import { GiveUpOnPage } from '../../errors.js';
import type { GetPage, Message } from '../../model.js';
import type { ApiEmail } from './api.js';
import { type Archive, mayAskElsewhere } from './archive.js';
import type { ExportedMail } from './export.js';
import { messageUrl } from './links.js';
import { assembleMessage, htmlPartOf, needsHtml, originOf, withHtml } from './message.js';
import { messageFromPage } from './message-page.js';

/** What is known of a message before it is read. */
export interface Known {
  readonly hash: string;
  /** The Message-ID of what it answers. */
  readonly parentId?: string | undefined;
}

export interface ReadMessage {
  readonly message: Message;
  /** The hash of its thread, where that is known. */
  readonly threadHash: string | null;
}

/** Reads a message with all that can be had of it, in two requests. Throws `GiveUpOnPage` when no door would say. */
export async function readMessage(known: Known, archive: Archive, get: GetPage): Promise<ReadMessage> {
  const email = await orRefusal(archive.email(known.hash));
  const exported = await exportedOf(known, email, archive);
  if (exported instanceof GiveUpOnPage && email instanceof GiveUpOnPage) {
    // Both doors say that they are closed to strangers, and so will the page.
    if (email.issue.code === 'PAGE_PRIVATE' && exported.issue.code === 'PAGE_PRIVATE') throw email;
    return readPage(known.hash, archive);
  }
  const found = foundOf(email);
  if (!(exported instanceof GiveUpOnPage)) return together(known, exported, found, archive, get);
  const parentId = known.parentId ?? (await idOf(found?.parentHash ?? null, archive));
  return together({ ...known, parentId }, undefined, found, archive, get);
}

/** The Message-ID behind a hash. Only the export says In-Reply-To as it was sent; without it, what is answered can be asked. */
async function idOf(hash: string | null, archive: Archive): Promise<string | undefined> {
  const parent = hash === null ? null : await orRefusal(archive.email(hash));
  return parent === null || parent instanceof GiveUpOnPage ? undefined : `<${parent.id}>`;
}

/** Completes a mail of an export by the API, where it must be. So most messages of a volume cost no request of their own. */
export async function completeMessage(mail: ExportedMail, archive: Archive, get: GetPage): Promise<ReadMessage> {
  const { hash, message, whole } = mail;
  const email = whole ? undefined : foundOf(await orRefusal(archive.email(hash)));
  return together({ hash }, message, email, archive, get);
}

async function together(
  { hash, parentId }: Known,
  exported: Message | undefined,
  email: ApiEmail | undefined,
  archive: Archive,
  get: GetPage,
): Promise<ReadMessage> {
  const message = assembleMessage({ place: archive.place(), exported, email, parentId });
  if (message === null) throw new GiveUpOnPage(missing(hash, archive));
  const whole = await withHtmlPart(message, email, get);
  return { message: { ...whole, origin: originOf(whole) }, threadHash: email?.threadHash ?? null };
}

/** The mail as its export has it. The server's empty answer is a refusal like the others when the API has said nothing either. */
async function exportedOf(
  { hash }: Known,
  email: ApiEmail | GiveUpOnPage,
  archive: Archive,
): Promise<Message | GiveUpOnPage | undefined> {
  const mail = await orRefusal(archive.exportOfMessage(hash));
  if (mail instanceof GiveUpOnPage) return mail;
  if (mail !== null) return mail.message;
  if (email instanceof GiveUpOnPage) throw new GiveUpOnPage(missing(hash, archive));
  return undefined;
}

async function readPage(hash: string, archive: Archive): Promise<ReadMessage> {
  const read = await archive.messagePage(hash);
  const place = archive.place();
  return { message: messageFromPage(read, place, messageUrl(place, hash)), threadHash: read.threadHash };
}

/** The message with its HTML part fetched, where that is all it says and the export did not bring it. */
async function withHtmlPart(message: Message, email: ApiEmail | undefined, get: GetPage): Promise<Message> {
  const part = needsHtml(message) ? htmlPartOf(message) : undefined;
  if (part === undefined || part.url === null) return message;
  try {
    const page = await get({ url: part.url, role: 'attachment' });
    const charset = email?.attachments[message.attachments.indexOf(part)]?.charset ?? null;
    return withHtml(message, new Uint8Array(await page.body.arrayBuffer()), charset);
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    return { ...message, issues: [...message.issues, error.issue] };
  }
}

/** What a door says, or why it would not where another may. */
async function orRefusal<T>(asked: Promise<T>): Promise<T | GiveUpOnPage> {
  try {
    return await asked;
  } catch (error) {
    if (mayAskElsewhere(error)) return error;
    throw error;
  }
}

function foundOf(email: ApiEmail | GiveUpOnPage): ApiEmail | undefined {
  return email instanceof GiveUpOnPage ? undefined : email;
}

function missing(hash: string, archive: Archive) {
  return { code: 'PAGE_MISSING', url: messageUrl(archive.place(), hash), status: 404 } as const;
}
