/**
 * Mail that was HTML and nothing else: the page holds only the notice, and the attachment is the mail, as escaped HTML. 785 of the
 * 33,240 messages of one real list have no other text.
 */
import { GiveUpOnPage } from '../../errors.js';
import type { Issue } from '../../issues.js';
import { decodeBytes } from '../../mail/charsets.js';
import { unwrapScrubbedHtml } from '../../markdown/index.js';
import type { Attachment, GetPage, Message } from '../../model.js';

/** The message with its HTML part as its body, where it says nothing else; an issue where that part cannot be had. */
export async function withHtmlPart(message: Message, get: GetPage): Promise<Message> {
  const part = onlyHtmlPart(message);
  if (part === null) return message;
  const read = await readHtmlPart(message, part, get);
  return 'failure' in read ? { ...message, issues: [...message.issues, read.failure] } : read.message;
}

/** The address of the HTML part that is all that a message says; null where it says something else, or nothing. */
export function onlyHtmlPart(message: Message): string | null {
  const part = message.attachments.find(({ type, url }) => type === 'text/html' && url !== null);
  return part === undefined || saysSomething(message) ? null : part.url;
}

/** The message with this part of it as its body, or why that cannot be had. */
export async function readHtmlPart(
  message: Message,
  part: string,
  get: GetPage,
): Promise<{ readonly message: Message } | { readonly failure: Issue }> {
  try {
    const page = await get({ url: part, role: 'attachment' });
    const { text } = decodeBytes(new Uint8Array(await page.body.arrayBuffer()), charsetOf(page.contentType));
    // The notices stood in the text that the HTML replaces.
    const attachments = message.attachments.map(withoutNotice);
    return { message: { ...message, body: { kind: 'html', html: unwrapScrubbedHtml(text) }, attachments } };
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    return { failure: error.issue };
  }
}

/** Whether anything is left of the text when the scrub notices are taken out. */
function saysSomething({ body, attachments }: Message): boolean {
  if (body.kind === 'html') return true;
  let at = 0;
  for (const { notice } of attachments) {
    if (notice === undefined) continue;
    if (body.text.slice(at, notice.from).trim() !== '') return true;
    at = Math.max(at, notice.to);
  }
  return body.text.slice(at).trim() !== '';
}

function withoutNotice({ notice: _, ...attachment }: Attachment): Attachment {
  return attachment;
}

function charsetOf(contentType: string): string | null {
  return /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1] ?? null;
}
