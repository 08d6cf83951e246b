/** The messages of synced lists, from the store. */
import type { ArchiveStore, StoredMessage, StoreFilter } from '../store/archive-store.js';
import { field } from './given.js';
import type { MessageFilter } from './message-filter.js';
import type { Turn } from './turns.js';

/** What the filter chooses of these lists, in the archive's order; with `filter.thread` the whole threads of that. */
export async function* messagesStored(
  store: ArchiveStore,
  lists: readonly string[],
  { since, until, match, from, thread }: MessageFilter,
  noArchiveToo: boolean,
  turn: Turn,
): AsyncIterable<StoredMessage> {
  const everything: StoreFilter = { lists, ...(noArchiveToo ? { noArchiveToo } : {}) };
  const filter: StoreFilter = {
    ...everything,
    ...field('since', since),
    ...field('until', until),
    ...field('match', match),
    ...field('from', from),
  };
  if (!thread) {
    yield* store.messages(filter);
    return;
  }
  const wanted = new Set<string>();
  for (const found of store.messages(filter)) {
    if (found.thread !== null) wanted.add(found.thread);
    await turn();
  }
  if (wanted.size === 0) return;
  for (const found of store.messages(everything)) {
    if (found.thread !== null && wanted.has(found.thread)) yield found;
    await turn();
  }
}
