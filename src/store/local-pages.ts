/** Files of the user's, read as pages: a saved archive page, a mail, an mbox, a copy of a whole archive. */
import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GiveUpOnPage } from '../errors.js';
import type { GetPage } from '../model.js';
import { isSystemError, reasonOf } from './files.js';

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
      shown = relative(cwd, path) || path;
      if ((await stat(path)).isDirectory()) {
        throw new GiveUpOnPage({ code: 'FILE_UNREADABLE', url: shown, reason: 'it is a folder' });
      }
      const body = await openAsBlob(path);
      return { role, origin: { url: shown, sha256: await digest(body) }, contentType: '', body };
    } catch (error) {
      if (error instanceof GiveUpOnPage) throw error;
      if (isSystemError(error, 'ENOENT', 'ENOTDIR') && !named.has(url)) {
        throw new GiveUpOnPage({ code: 'PAGE_MISSING', url: shown, status: 404 }, { cause: error });
      }
      const isMissing = isSystemError(error, 'ENOENT', 'ENOTDIR');
      const hint = isMissing && HOST_AND_PATH.test(shown) ? '; a link begins with https://' : '';
      const reason = `${reasonOf(error)}${hint}`;
      throw new GiveUpOnPage({ code: 'FILE_UNREADABLE', url: shown, reason }, { cause: error });
    }
  };
}

/** `lists.example.org/pipermail/…`: a link that lost its beginning. */
const HOST_AND_PATH = /^[\w-]+(?:\.[\w-]+)+\/./;

async function digest(body: Blob): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of body.stream()) hash.update(chunk);
  return hash.digest('hex');
}
