/** What makes two mails one: the same mail at two permalinks, in two volumes, or in an old and a new archive of one list. */
import { createHash } from 'node:crypto';
import type { Message } from '../model.js';

/**
 * The key that copies of one mail share, whatever archive they come from: Message-ID and date, since some programs use one
 * Message-ID for many mails. Without an ID (archives of 1999–2003): date, sender, subject and text, white space aside.
 */
export function identityOf(message: Pick<Message, 'id' | 'date' | 'from' | 'subject' | 'body'>): string {
  const { id, date, from, subject, body } = message;
  if (id !== null) return `${id.replace(/\s+/g, '')} ${date ?? ''}`;
  const text = body.kind === 'text' ? body.text : body.html;
  const said = [date ?? '', from.name ?? from.address ?? '', subject, text].map((part) =>
    part.replace(/\s+/g, ' ').trim(),
  );
  return createHash('sha256').update(said.join('\0')).digest('hex');
}
