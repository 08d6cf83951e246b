/** Attachments from the archive to the draft's folder: fetched once, looked at, named safely, or linked with the reason. */
import { GiveUpOnPage } from '../errors.js';
import type { Issue } from '../issues.js';
import { describeIssue } from '../issues.js';
import type { Attachment, GetPage, Message } from '../model.js';
import { altTextFor, fileNameFor, imageEnding, isActive, looksActive, planFor } from '../posts/attachments.js';
import { sha256 } from '../posts/companion.js';
import type { Carried } from '../reports/compose.js';
import { chooseFileName, type FileToSave } from '../store/drafts.js';

/** The most bytes that one attachment may have: a post's images are smaller, and a talk's video belongs elsewhere. */
const MOST_BYTES = 25_000_000;

export interface CarriedFiles {
  readonly carried: ReadonlyMap<Attachment, Carried>;
  readonly files: readonly FileToSave[];
  readonly images: number;
  readonly issues: readonly Issue[];
}

/** Gets what the messages carry. `folder` is the draft's folder on the disk, `stem` its name in links. */
export async function carryAttachments(
  messages: readonly Message[],
  folder: string,
  stem: string,
  get: GetPage,
): Promise<CarriedFiles> {
  const carried = new Map<Attachment, Carried>();
  const files: FileToSave[] = [];
  const issues: Issue[] = [];
  const reserved = new Map<string, string>();
  let images = 0;

  for (const message of messages) {
    for (const attachment of message.attachments) {
      const plan = planFor(attachment);
      if (plan === 'skip') continue;
      const address = attachment.url ?? message.url ?? message.origin.url;
      const bytes = plan === 'fetch' ? await contentOf(attachment, message, get, issues) : null;
      const ending = bytes === null ? null : imageEnding(bytes);
      if (bytes === null || (ending === null && looksActive(bytes))) {
        const claimed = attachment.type ?? 'an unknown type';
        if (bytes !== null && claimed.startsWith('image/')) {
          issues.push({ code: 'IMAGE_BROKEN', url: address, type: claimed });
        } else if (bytes !== null || isActive(attachment)) {
          issues.push({ code: 'ATTACHMENT_LEFT', url: address, type: claimed });
        }
        carried.set(attachment, { as: 'link', url: webAddress(attachment), name: shownName(attachment) });
        continue;
      }
      const digest = sha256(bytes);
      const name =
        reserved.get(digest) ??
        (await chooseFileName(folder, fileNameFor(attachment, ending), digest, new Set(reserved.values())));
      if (!reserved.has(digest)) {
        reserved.set(digest, name);
        files.push({ path: `${stem}/${name}`, url: webAddress(attachment), sha256: digest, content: bytes });
        if (ending !== null) images += 1;
      }
      const path = `${stem}/${name}`;
      carried.set(
        attachment,
        ending === null
          ? { as: 'file', path, name: shownName(attachment) }
          : { as: 'image', path, alt: altTextFor(attachment) },
      );
    }
  }
  return { carried, files, images, issues };
}

async function contentOf(
  attachment: Attachment,
  message: Message,
  get: GetPage,
  issues: Issue[],
): Promise<Uint8Array | null> {
  if (attachment.content !== undefined) return attachment.content;
  if (attachment.url === null) return null;
  try {
    const page = await get({ url: attachment.url, role: 'attachment', maxBytes: MOST_BYTES });
    return new Uint8Array(await page.body.arrayBuffer());
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    const from = message.url ?? message.origin.url;
    issues.push({
      code: 'ATTACHMENT_MISSING',
      url: attachment.url,
      message: from,
      reason: describeIssue(error.issue),
    });
    return null;
  }
}

/** An address that a reader can open; null for one on this disk. */
function webAddress({ url }: Attachment): string | null {
  return url !== null && /^https?:/.test(url) ? url : null;
}

function shownName({ name, url }: Attachment): string {
  const last = (name ?? url ?? '').split(/[/\\]/).at(-1) ?? '';
  return last === '' ? 'attachment' : last;
}
