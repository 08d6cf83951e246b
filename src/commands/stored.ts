/** The store as the commands open it. */
import type { Config } from '../config/settings.js';
import { UsageError } from '../errors.js';
import type { ArchiveStore, StoredList, StoreWriter } from '../store/archive-store.js';
import type { Io } from './io.js';
import { cacheFolder } from './pages.js';
import type { SyncProgress } from './sync-progress.js';

/** The store of this folder; null when nothing has been synced here. The SQLite behind it is loaded now. */
export async function openStored(io: Io): Promise<ArchiveStore | null> {
  const { openArchiveStore } = await import('../store/open-reader.js');
  const store = await openArchiveStore(cacheFolder(io));
  if (store.lists().length > 0) return store;
  store.close();
  return null;
}

/** The store of this folder, to be written; waits while another process is writing it, and says so. */
export async function openWriter(io: Io, progress: SyncProgress): Promise<StoreWriter> {
  const { openStoreWriter } = await import('../store/open-writer.js');
  return await openStoreWriter(cacheFolder(io), {
    signal: io.signal,
    onWait: (pid, since) => progress.waitFor(pid, since),
    onNotice: (sentence) => io.err(`${sentence}\n`),
  });
}

/**
 * Does something with the store, and closes it.
 * @throws {UsageError} when nothing has been synced here.
 */
export async function withStore<T>(io: Io, work: (store: ArchiveStore) => T | Promise<T>): Promise<T> {
  const store = await openStored(io);
  if (store === null) {
    throw new UsageError(
      'Nothing has been synced in this folder yet; run listpress sync LINK with the link of a list.',
    );
  }
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

/**
 * The lists that a name means.
 * @throws {UsageError} naming those that there are.
 */
export function listsCalled(name: string, config: Config, store: ArchiveStore): readonly StoredList[] {
  const lists = store.listsNamed(name);
  if (lists.length > 0) return lists;
  if (config.lists.has(name)) throw notSynced(name);
  throw new UsageError(`No list called “${name}” has been synced; there are ${namesOf(store.lists())}.`);
}

/** For a list that the config knows and the store does not. */
export function notSynced(name: string): UsageError {
  return new UsageError(`The list “${name}” has not been synced yet; run listpress sync ${name} first.`);
}

/** `summit, members and 3 more` */
export function namesOf(lists: readonly { readonly name: string }[]): string {
  const names = lists.slice(0, 8).map(({ name }) => name);
  const more = lists.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
