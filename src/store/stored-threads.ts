/** Whole threads of the store. */
import type { StoredMessage } from './archive-store.js';
import { keyOf, plainId } from './keys.js';
import type { Sqlite } from './sqlite.js';
import { STORED, STORED_FROM, type StoredRow, storedMessage } from './stored-messages.js';

/** The thread of the message at a URL or with a Message-ID (angle brackets or not), in order of time; in each list that has it. */
export function threadWith(db: Sqlite, urlOrId: string, nameOf: (list: number) => string): readonly StoredMessage[] {
  const threads = /^[a-z][a-z0-9+.-]*:\/\//i.test(urlOrId) ? threadsAt(db, urlOrId) : threadsHolding(db, urlOrId);
  return threads.flatMap((thread) =>
    db
      .all<StoredRow>(
        `SELECT ${STORED} FROM ${STORED_FROM} WHERE m.thread = ? ORDER BY m.sent, m.id <> t.first, m.answers, m.id`,
        thread,
      )
      .map((row) => storedMessage(row, nameOf)),
  );
}

function threadsAt(db: Sqlite, url: string): readonly number[] {
  const rows = db.all<{ thread: number }>(
    'SELECT DISTINCT m.thread FROM places p JOIN messages m ON m.id = p.message WHERE p.url = ? ORDER BY m.thread',
    url,
  );
  return rows.map(({ thread }) => thread);
}

function threadsHolding(db: Sqlite, id: string): readonly number[] {
  const bare = plainId(id);
  const written = bare.startsWith('<') ? bare : `<${bare}>`;
  return db.all<{ id: number }>('SELECT id FROM lists ORDER BY id').flatMap(({ id: list }) => {
    const row = db.get<{ thread: number; held: number }>(
      'SELECT thread, held FROM thread_ids WHERE key = ?',
      keyOf(list, written),
    );
    if (row === undefined || row.held < 1) return [];
    let thread = row.thread;
    for (;;) {
      const joined =
        db.get<{ joined: number | null }>('SELECT joined FROM threads WHERE id = ?', thread)?.joined ?? null;
      if (joined === null) return thread;
      thread = joined;
    }
  });
}
