/** Messages that others quote or name: those that were read for the draft, and those of the lists that were synced here. */
import { join } from 'node:path';
import { answeredIds, mentionedIds } from '../mail/quoted.js';
import type { Message } from '../model.js';
import type { KnownMessages } from '../reports/passages.js';
import { whatIsAt } from '../store/paths.js';
import type { CommonOptions, Io } from './io.js';
import { cacheFolder } from './pages.js';
import { openStored } from './stored.js';

/** A draft that names more is a digest, and not worth waiting for. */
const MOST_ASKED = 200;

/** Looks up once what these messages name. Nobody is asked but this disk; `--no-cache` leaves that alone too. */
export async function knownMessages(
  read: readonly Message[],
  { cache = true }: Pick<CommonOptions, 'cache'>,
  io: Io,
): Promise<KnownMessages> {
  const known = new Map(read.flatMap((message) => (message.id === null ? [] : [[message.id, message] as const])));
  const named = new Set(read.flatMap((message) => [...answeredIds(message), ...mentionedIds(message)]));
  const missing = [...named].filter((id) => !known.has(id)).slice(0, MOST_ASKED);
  // The store is opened, and SQLite loaded, only where there is one to ask.
  if (cache && missing.length > 0 && whatIsAt(join(cacheFolder(io), 'archive.db')) === 'file') {
    const store = await openStored(io);
    try {
      for (const id of missing) {
        const found = store?.thread(id).find(({ message }) => message.id === id);
        if (found) known.set(id, found.message);
      }
    } finally {
      store?.close();
    }
  }
  return (id) => known.get(id);
}
