/** Opens the store for a sync. */
import { join } from 'node:path';
import type { StoreWriter } from './archive-store.js';
import { makeCacheFolder } from './cache-folder.js';
import { openStoreFile, type StoreOptions } from './database.js';
import { openSession } from './session.js';
import { createThreadIndex } from './thread-index.js';
import { writeArchive } from './write-archive.js';
import { takeWriterLock, type WaitOptions } from './writer-lock.js';

/**
 * Opens the store in a `.listpress` folder, which is made when it is not there, and waits until no other sync is at work.
 * @throws {UsageError} naming the folder or file that cannot be written or is not a store.
 * @throws {StopRun} when `signal` ends the waiting. A disk that fails later is `StopRun` too, from any call.
 */
export async function openStoreWriter(dir: string, options: StoreOptions & WaitOptions = {}): Promise<StoreWriter> {
  makeCacheFolder(dir, '.');
  const lock = await takeWriterLock(join(dir, 'archive.db.writer'), options);
  try {
    const file = await openStoreFile(dir, 'write', options);
    const threads = createThreadIndex();
    const session = openSession(file, threads.settle, lock.touch);
    return {
      archive: (archive) => writeArchive(session, threads, archive),
      close() {
        try {
          session.commit();
        } finally {
          file.close();
          lock.release();
        }
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
