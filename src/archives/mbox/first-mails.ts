/** What the beginning of a file says of it: whether it is mail, and of which list. */
import { readHeaders, splitMail } from '../../mail/headers.js';
import { listOf } from '../../mail/list-fields.js';
import type { Mails } from './mails.js';
import type { FileVolume } from './volumes.js';

/** What a mail by itself begins with; a README with a colon in its first line does not. */
const FIRST_FIELD =
  /^\s*(?:return-path|received|delivered-to|from|to|cc|date|subject|message-id|mime-version|sender|reply-to|content-type|list-[a-z]+|dkim-signature|arc-[a-z-]+|authentication-results|x-[a-z-]+)[ \t]*:/i;

/** Whether a file, whose name says nothing, is an mbox or a mail. */
export function beginsAsMail({ isMbox, start }: Mails): boolean {
  return isMbox || FIRST_FIELD.test(Buffer.from(start).toString('latin1'));
}

/** Mails that are asked which list they are of. */
const ASKED = 20;

/** The list that the first mails of a volume name, when those that name one name the same; null otherwise. */
export async function listIn(volume: FileVolume): Promise<string | null> {
  const names = new Set<string>();
  let asked = 0;
  for await (const found of volume.mails()) {
    const name = found.type === 'mail' ? listOf(readHeaders(splitMail(found.bytes).head)) : null;
    if (name !== null) names.add(name);
    asked += 1;
    if (asked === ASKED) break;
  }
  const [name] = names;
  return names.size === 1 && name !== undefined ? name : null;
}
