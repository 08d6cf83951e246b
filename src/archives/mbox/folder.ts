/** A folder of mail as its volumes: each file one, each maildir one. Told by names alone; nothing is opened. */
import type { FolderEntry } from '../folder-listing.js';

type File = Extract<FolderEntry, { type: 'file' }>;

/** A volume of a folder; its path is relative to the folder, '' for the folder itself. */
export type FolderVolume =
  | {
      readonly type: 'file';
      readonly path: string /** Its name says that it is mail; otherwise only its content can. */;
      readonly certain: boolean;
    }
  | { readonly type: 'maildir'; readonly path: string; readonly files: readonly File[] }
  | { readonly type: 'closed'; readonly path: string; readonly reason: string };

/** `.html` is not here: a page saved from Pipermail is that kind's. Thunderbird's folders and MH's mails have no extension. */
const MAY_BE_MAIL = /(?:^|\/)(?:[^/]+\.(?:eml|mbox|mbx|txt|gz)|[^/.]+)$/i;
const IS_MAIL = /\.(?:eml|mbox|mbx)(?:\.gz)?$/i;
/** What follows the name that a maildir's file has for good: its flags, of which `D` is a draft. */
const FLAGS = /[:;!]2,([A-Za-z]*)$/;

/** The volumes of a folder in the order of their names, numbers counting as such: `2.eml` before `10.eml`. */
export function volumesOf(entries: readonly FolderEntry[]): FolderVolume[] {
  const folders = new Set(entries.flatMap((entry) => (entry.type === 'folder' ? [entry.path] : [])));
  const maildirs = new Map<string, File[]>();
  for (const cur of folders) {
    const path = cur === 'cur' ? '' : cur.endsWith('/cur') ? cur.slice(0, -4) : null;
    if (path !== null && folders.has(path === '' ? 'new' : `${path}/new`)) maildirs.set(path, []);
  }
  const volumes: FolderVolume[] = [];
  for (const entry of entries) {
    if (entry.type === 'closed') volumes.push(entry);
    if (entry.type !== 'file') continue;
    const [, path = '', folder = ''] = /^(?:(.*)\/)?(cur|new|tmp)\/[^/]+$/.exec(entry.path) ?? [];
    const maildir = folder === '' ? undefined : maildirs.get(path);
    if (maildir !== undefined) {
      // What is in `tmp` is still being delivered, and a draft was never sent to anybody.
      if (folder !== 'tmp' && !FLAGS.exec(entry.path)?.[1]?.includes('D')) maildir.push(entry);
    } else if (MAY_BE_MAIL.test(entry.path)) {
      volumes.push({ type: 'file', path: entry.path, certain: IS_MAIL.test(entry.path) });
    }
  }
  for (const [path, files] of maildirs) {
    volumes.push({ type: 'maildir', path, files: [...files].sort((a, b) => byName(nameForGood(a), nameForGood(b))) });
  }
  return volumes.sort((a, b) => byName(a.path, b.path));
}

/** What a maildir's file is called whatever its flags, in `new` or `cur`; it begins with the second of its delivery. */
export function nameForGood({ path }: File): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(FLAGS, '');
}

const collator = new Intl.Collator('en', { numeric: true });

function byName(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : Number(a > b));
}
