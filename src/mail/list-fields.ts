/** What a list and its archive wrote into a mail's header: the list's name (RFC 2369, 2919), the mail's permalink (RFC 5064). */
import { hashOf } from '../archives/hyperkitty/hash.js';
import { isInList, messageUrl, placeOf } from '../archives/hyperkitty/links.js';
import { type Field, firstOf } from './headers.js';

/** The list's name: what List-Id's identifier or List-Post's address begins with. */
export function listOf(fields: readonly Field[]): string | null {
  const id = /<?([\w.+-]+)>?$/
    .exec((firstOf(fields, 'list-id') ?? '').trimEnd().slice(-LONGEST_ID))?.[1]
    ?.split('.')[0];
  const post = /<mailto:([^@?<>\s]+)@/i.exec(firstOf(fields, 'list-post') ?? '')?.[1];
  return (id || post || null)?.toLowerCase() ?? null;
}

/**
 * The permalink that the archive gave the mail: as Archived-At has it, or, in the HyperKitty that List-Archive names, by the hash of
 * the Message-ID, which Mailman 3 writes into the header too. Null when nothing says so.
 */
export function permalinkOf(fields: readonly Field[], id: string | null): string | null {
  const given = webAddress(firstOf(fields, 'archived-at'));
  if (given !== null) return given;
  const archive = webAddress(firstOf(fields, 'list-archive'));
  const place = archive === null ? null : placeOf(archive);
  if (place === null || !isInList(place)) return null;
  const written = firstOf(fields, 'message-id-hash') ?? firstOf(fields, 'x-message-id-hash') ?? '';
  const hash = HASH.test(written) ? written : id === null ? null : hashOf(id);
  return hash === null ? null : messageUrl(place, hash);
}

/** An identifier has at most 255 characters (RFC 2919 §2). */
const LONGEST_ID = 257;

/** base32 of a SHA-1. */
const HASH = /^[A-Z2-7]{32}$/;

/** An address of the web, in angle brackets or not. Other schemes could do things to whoever follows them. */
function webAddress(value: string | null): string | null {
  const link = /^<?\s*(https?:\/\/[^\s<>"]+)\s*>?$/i.exec(value ?? '')?.[1];
  return link !== undefined && URL.canParse(link) ? link : null;
}
