/** Mail in files: an mbox, a maildir, `.eml` files, a folder of them, or text volumes saved from Pipermail; plain or gzipped. */
import type { ArchiveKind, ArchiveLink } from '../kind.js';
import { read } from './read.js';
import { scan } from './scan.js';

export const mbox: ArchiveKind = { name: 'mbox', recognise, read, scan };

/** `.html` is not here: a page saved from Pipermail is that kind's. Thunderbird's folders have no extension, Maildir's a flag. */
const MAIL_FILE = /\/(?:[^/]+\.(?:eml|mbox|mbx|txt|gz)|[^/.]+|[^/]+:2,[A-Z]*)$/i;

/** A file by its name; a folder, whose address ends in `/`, whatever it is called: what is in it shows when it is read. */
function recognise(address: URL): ArchiveLink | null {
  if (address.protocol !== 'file:') return null;
  const url = `file://${address.host}${address.pathname}`;
  if (address.pathname.endsWith('/')) return { kind: 'mbox', form: 'list', url };
  return MAIL_FILE.test(address.pathname) ? { kind: 'mbox', form: 'file', url } : null;
}
