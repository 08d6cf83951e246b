/** Opens the store to be searched and read. */
import type { ArchiveStore, StoredList, StoredMessage, StoreFilter, VolumeIssue } from './archive-store.js';
import { openStoreFile, type StoreFile, type StoreOptions } from './database.js';
import { conditionsOf } from './filters.js';
import { listsCalled, namedLists } from './list-names.js';
import { describeLists, duplicatesIn, issuesIn, volumesOf } from './list-reports.js';
import { namesOf, search } from './search.js';
import type { Sqlite } from './sqlite.js';
import { STORED, STORED_FROM, type StoredRow, storedMessage } from './stored-messages.js';
import { threadWith } from './stored-threads.js';

/**
 * Opens the store in a `.listpress` folder; one that is not there is empty. A sync may be at work meanwhile: each call sees the store
 * as it is then.
 * @throws {UsageError} naming the file, when it is damaged or of another version.
 */
export async function openArchiveStore(dir: string, options: Pick<StoreOptions, 'driver'> = {}): Promise<ArchiveStore> {
  const file = await openStoreFile(dir, 'read', options);
  const reading = <T>(work: (db: Sqlite) => T) => file.within('read', work);
  const called = (db: Sqlite, name: string) => listsCalled(namedLists(db), name);
  /** For what is said of one list: where one has just this name, it alone. */
  const exactly = (db: Sqlite, name: string) => {
    const lists = called(db, name);
    const same = lists.filter((list) => list.name === name);
    return same.length > 0 ? same : lists;
  };
  return {
    lists: () => reading((db) => describeLists(db, namedLists(db))),
    listsNamed: (name) => reading((db): readonly StoredList[] => describeLists(db, called(db, name))),
    messages: (filter) => messages(file, filter),
    thread: (urlOrId) => reading((db) => threadWith(db, urlOrId, namesOf(namedLists(db)))),
    search: (query, filter, limit) => reading((db) => search(db, namedLists(db), query, filter, limit)),
    stampsOf: (archiveUrl) => ({ stamp: (volumeUrl) => reading((db) => stampIn(db, archiveUrl, volumeUrl)) }),
    issues: (list) => reading((db): readonly VolumeIssue[] => exactly(db, list).flatMap(({ id }) => issuesIn(db, id))),
    duplicates: (list) => reading((db) => exactly(db, list).reduce((sum, { id }) => sum + duplicatesIn(db, id), 0)),
    close: () => file.close(),
  };
}

function stampIn(db: Sqlite, archiveUrl: string, volumeUrl: string): string | null {
  const sql = 'SELECT stamp FROM volumes WHERE archive = (SELECT id FROM archives WHERE url = ?) AND url = ?';
  return db.get<{ stamp: string | null }>(sql, archiveUrl, volumeUrl)?.stamp ?? null;
}

/** So many messages are read at once: the store is not held while one of them is worked on. */
const AT_ONCE = 100;

function* messages(file: StoreFile, filter: StoreFilter): Generator<StoredMessage> {
  const { volumes, within, nameOf } = file.within('read', (db) => {
    const lists = namedLists(db);
    const conditions = conditionsOf(filter, lists);
    return { volumes: volumesOf(db, conditions.lists), within: conditions, nameOf: namesOf(lists) };
  });
  const heads = within.needsHeads ? ' JOIN heads h ON h.id = m.id' : '';
  const page = `SELECT ${STORED} FROM ${STORED_FROM}${heads} WHERE p.volume = ? AND (p.position, p.id) > (?, ?)${within.sql}
    ORDER BY p.position, p.id LIMIT ${AT_ONCE}`;
  for (const volume of volumes) {
    let position = Number.MIN_SAFE_INTEGER;
    let place = 0;
    for (;;) {
      const rows = file.within('read', (db) =>
        db
          .all<StoredRow>(page, volume, position, place, ...within.values)
          .map((row) => ({ position: row.position, place: row.place, stored: storedMessage(row, nameOf) })),
      );
      for (const { stored } of rows) yield stored;
      const last = rows.at(-1);
      if (last === undefined || rows.length < AT_ONCE) break;
      position = last.position;
      place = last.place;
    }
  }
}
