/**
 * Mail that was HTML and nothing else: the page holds only the notice, and the attachment is the mail, as escaped HTML. 785 of the
 * 33,240 messages of one real list have no other text.
 */
import { GiveUpOnPage } from '../../errors.js';
import { decodeBytes } from '../../mail/charsets.js';
import { unwrapScrubbedHtml } from '../../markdown/index.js';
import type { Attachment, GetPage, Message } from '../../model.js';

/** The message with its HTML part as its body, where it says nothing else; an issue where that part cannot be had. */
export async function withHtmlPart(message: Message, get: GetPage): Promise<Message> {
  const part = message.attachments.find(({ type, url }) => type === 'text/html' && url !== null);
  if (part?.url === null || part === undefined || saysSomething(message)) return message;
  try {
    const page = await get({ url: part.url, role: 'attachment' });
    const { text } = decodeBytes(new Uint8Array(await page.body.arrayBuffer()), charsetOf(page.contentType));
    // The notices stood in the text that the HTML replaces.
    const attachments = message.attachments.map(withoutNotice);
    return { ...message, body: { kind: 'html', html: unwrapScrubbedHtml(text) }, attachments };
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    return { ...message, issues: [...message.issues, error.issue] };
  }
}

/** Whether anything is left of the text when the scrub notices are taken out. */
function saysSomething({ body, attachments }: Message): boolean {
  if (body.kind === 'html') return true;
  let rest = body.text;
  for (const { notice } of attachments) {
    if (notice !== undefined) rest = rest.replace(body.text.slice(notice.from, notice.to), '');
  }
  return rest.trim() !== '';
}

function withoutNotice({ notice: _, ...attachment }: Attachment): Attachment {
  return attachment;
}

function charsetOf(contentType: string): string | null {
  return /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1] ?? null;
}
