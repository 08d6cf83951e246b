/** Folders of the user's, listed with all that is below them. */
import { lstatSync, type Stats, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type FolderEntry, writeFolder } from '../archives/folder-listing.js';
import { reasonOf } from './files.js';

/** The address of a folder with a slash at its end, as those of folders have it; every other address as it is. */
export function withFolderSlash(address: URL): URL {
  if (address.protocol !== 'file:' || address.pathname.endsWith('/') || !isFolder(address)) return address;
  const folder = new URL(address);
  folder.pathname += '/';
  return folder;
}

/** Whether a path is a folder; false too where nobody may see it, or where it is no path. */
function isFolder(path: string | URL): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/**
 * The page of the role `folder`: every file below a folder, through symbolic links as well, each folder once however many links lead
 * to it. Hidden files and folders are left out (`.git`, `.listpress`), but for the folders of a maildir, which begin with a dot.
 * A folder below that cannot be listed is an entry that says so.
 *
 * @throws the system's error when the folder itself cannot be listed.
 */
export async function listFolder(root: string): Promise<string> {
  const entries: FolderEntry[] = [];
  const seen = new Set<string>([identityOf(root)]);
  const open = [{ path: '', names: await readdir(root) }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, names } = next;
    for (const name of names) {
      if (name.startsWith('.') && !isMaildirFolder(join(root, path, name))) continue;
      const entry = entryOf(root, path === '' ? name : `${path}/${name}`);
      if (entry !== null && entry.type !== 'folder') entries.push(entry);
      if (entry?.type !== 'folder') continue;
      const identity = identityOf(join(root, entry.path));
      if (seen.has(identity)) continue;
      seen.add(identity);
      try {
        open.push({ path: entry.path, names: await readdir(join(root, entry.path)) });
        entries.push(entry);
      } catch (error) {
        entries.push({ type: 'closed', path: entry.path, reason: reasonOf(error) });
      }
    }
  }
  return writeFolder(entries);
}

/** `.Sent` of a maildir is one itself (Maildir++). */
function isMaildirFolder(path: string): boolean {
  return isFolder(join(path, 'cur'));
}

/** What is at a path; null for what is neither file nor folder: opening a pipe would wait for ever. */
function entryOf(root: string, path: string): FolderEntry | null {
  const full = join(root, path);
  // A link that leads nowhere is listed: whoever opens it hears why it cannot be read.
  const found = lookAt(statSync, full) ?? lookAt(lstatSync, full);
  // A name in another charset cannot be asked for by the address that it would get.
  if (found === null) return path.includes('\ufffd') ? { type: 'closed', path, reason: 'its name is not UTF-8' } : null;
  if (found.isDirectory()) return { type: 'folder', path };
  if (!found.isFile() && !found.isSymbolicLink()) return null;
  return { type: 'file', path, bytes: found.size, changed: Math.trunc(found.mtimeMs) };
}

/** Without waiting: of a hundred thousand files, that would take five times as long. */
function lookAt(look: (path: string) => Stats, path: string): Stats | null {
  try {
    return look(path);
  } catch {
    return null;
  }
}

function identityOf(path: string): string {
  const { dev, ino } = statSync(path, { bigint: true });
  return `${dev} ${ino}`;
}
