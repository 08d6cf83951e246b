/**
 * Pages as received, on disk, so that nobody is asked twice for the same thing.
 *
 * `pages/<host>/<key>.body` holds the bytes on the wire and `<key>.json` all else, with the body's SHA-256. Each file appears whole
 * or not at all, the body first. Whatever happens between the two, or to them later, leaves a pair that does not agree, and such
 * a pair counts as not stored.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { PageStore, StoredPage } from '../crawl/page-store.js';
import { StopRun } from '../errors.js';
import { makeCacheFolder } from './cache-folder.js';
import { reasonOf } from './files.js';
import { readRecord, writeRecord } from './page-record.js';

/**
 * Opens the pages in a `.listpress` folder, which is made when it is not there. Throws `UsageError` naming the folder when it
 * cannot be written; a disk that fails later throws `StopRun`.
 */
export function openPageStore(dir: string): PageStore {
  const root = makeCacheFolder(dir, 'pages');
  // The bodies known to be on disk, so that a page that has not changed costs one small file.
  const verified = new Map<string, string>();
  const queues = new Map<string, Promise<unknown>>();

  /** One after the other for one page: of two writers at once, one would leave its body to the other's JSON. */
  function inTurn<T>(path: string, task: () => Promise<T>): Promise<T> {
    const turn = (queues.get(path) ?? Promise.resolve()).then(task, task);
    queues.set(path, turn);
    const done = () => {
      if (queues.get(path) === turn) queues.delete(path);
    };
    turn.then(done, done);
    return turn;
  }

  async function read(path: string, url: string): Promise<StoredPage | null> {
    verified.delete(path);
    try {
      const record = readRecord(await readFile(`${path}.json`, 'utf8'));
      if (record === null || record.page.url !== url) return null;
      const body = await readFile(`${path}.body`);
      if (sha256(body) !== record.sha256) return null;
      verified.set(path, record.sha256);
      return { ...record.page, body };
    } catch {
      return null;
    }
  }

  async function write(path: string, page: StoredPage): Promise<void> {
    const hash = sha256(page.body);
    try {
      if (verified.get(path) !== hash) {
        verified.delete(path);
        await replace(`${path}.body`, page.body);
      }
      await replace(`${path}.json`, writeRecord(page, hash));
      verified.set(path, hash);
    } catch (error) {
      const message = `${path}.body cannot be written (${reasonOf(error)}); make room or make ${dir} writable, and run again.`;
      throw new StopRun(message, { cause: error });
    }
  }

  return {
    read: (url) => inTurn(pathOf(root, url), () => read(pathOf(root, url), url)),
    write: (url, page) => inTurn(pathOf(root, url), () => write(pathOf(root, url), page)),
  };
}

/** Opens the same pages to be looked at only: nothing is made and nothing is kept, as a dry run promises. */
export function readPageStore(dir: string): PageStore {
  const there = existsSync(join(dir, 'pages'));
  if (!there) return { read: async () => null, write: async () => {} };
  return { ...openPageStore(dir), write: async () => {} };
}

/** Where a page lies, without the extension. Nothing of an address but its host becomes part of a name, and that only made safe. */
function pathOf(root: string, url: string): string {
  // `http://../` has the host `..`, and Windows knows no `:` in a name.
  const host = new URL(url).host.replace(/[^a-z0-9.-]/g, '_').replace(/^\.+|\.+$/g, '_');
  return join(root, host, sha256(url).slice(0, 32));
}

/** Writes a file beside its place and moves it there: whoever reads meanwhile sees the old one or the new one. */
async function replace(path: string, data: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(temporary, data, { flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
