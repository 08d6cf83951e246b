/** Files of the user's, read as pages: a saved archive page, a mail, an mbox, a copy of a whole archive, a folder's listing. */
import { createHash } from 'node:crypto';
import { createReadStream, openAsBlob, readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GiveUpOnPage } from '../errors.js';
import type { GetPage, Page } from '../model.js';
import { isSystemError, reasonOf } from './files.js';
import { listFolder } from './folders.js';

/** A file up to this size is read at once, without waiting: a maildir has thousands, and waiting costs five times the reading. */
const SMALL = 256_000;
/** What is read of a larger one at a time while it is hashed: 1 s for 1 GB. */
const PIECE = 1 << 20;

/**
 * Reads `file:` addresses. Pages name themselves by their path relative to `cwd`, so that no path of this machine gets into a
 * draft. A file that is not there is `PAGE_MISSING` where an archive may lack it, `FILE_UNREADABLE` where the user named it.
 */
export function createLocalPages(cwd: string, named: ReadonlySet<string>): GetPage {
  return async ({ url, role }) => {
    let shown = url;
    try {
      // Refuses what is no path here: another host, `%2F` in a name.
      const path = fileURLToPath(url);
      shown = relative(cwd, path) || (role === 'folder' ? '.' : path);
      const { body, sha256 } = role === 'folder' ? await folder(path) : await file(path, shown);
      return { role, origin: { url: shown, sha256 }, contentType: '', body };
    } catch (error) {
      if (error instanceof GiveUpOnPage) throw error;
      const isMissing = isSystemError(error, 'ENOENT', 'ENOTDIR');
      if (isMissing && role !== 'folder' && !named.has(url)) {
        throw new GiveUpOnPage({ code: 'PAGE_MISSING', url: shown, status: 404 }, { cause: error });
      }
      const hint = isMissing && HOST_AND_PATH.test(shown) ? '; a link begins with https://' : '';
      const reason = `${reasonOf(error)}${hint}`;
      throw new GiveUpOnPage({ code: 'FILE_UNREADABLE', url: shown, reason }, { cause: error });
    }
  };
}

/** `lists.example.org/pipermail/…`: a link that lost its beginning. */
const HOST_AND_PATH = /^[\w-]+(?:\.[\w-]+)+\/./;

type Read = Pick<Page, 'body'> & { readonly sha256: string };

async function folder(path: string): Promise<Read> {
  return whole(Buffer.from(await listFolder(path)));
}

async function file(path: string, shown: string): Promise<Read> {
  const found = statSync(path);
  if (found.isDirectory()) throw new GiveUpOnPage({ code: 'FILE_UNREADABLE', url: shown, reason: 'it is a folder' });
  // Reading a pipe or a device may never end.
  if (!found.isFile()) throw new GiveUpOnPage({ code: 'FILE_UNREADABLE', url: shown, reason: 'it is no file' });
  if (found.size <= SMALL) return whole(readFileSync(path));
  // Opened first: if the file is changed from now on, reading the body fails.
  const body = await openAsBlob(path);
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: PIECE })) hash.update(piece);
  return { body, sha256: hash.digest('hex') };
}

function whole(bytes: Uint8Array<ArrayBuffer>): Read {
  return { body: new Blob([bytes]), sha256: createHash('sha256').update(bytes).digest('hex') };
}
