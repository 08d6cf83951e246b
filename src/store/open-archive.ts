/** An archive's row in the store, and the list that it belongs to. */
import type { ArchiveKindName } from '../archives/kind.js';
import { ownNameOf } from './list-names.js';
import type { Sqlite } from './sqlite.js';

export interface ArchiveToOpen {
  readonly kind: ArchiveKindName;
  readonly url: string;
  readonly list: string | null;
  readonly listInArchive: string | null;
}

export interface OpenArchive {
  readonly id: number;
  readonly list: number;
}

/**
 * Finds or makes an archive. One that the config gave to another list since is given to that: with its messages when it was alone in
 * its list and the other is new; else it begins anew, and `forget` is called with what it was.
 */
export function openArchive(db: Sqlite, archive: ArchiveToOpen, forget: (archive: number) => void): OpenArchive {
  const { kind, url } = archive;
  const there = db.get<{ id: number; list: number }>('SELECT id, list FROM archives WHERE url = ?', url);
  if (there === undefined) {
    const list = listFor(db, archive) ?? makeList(db, archive);
    return { id: db.run('INSERT INTO archives (list, kind, url) VALUES (?, ?, ?)', list, kind, url).id, list };
  }
  db.run('UPDATE archives SET kind = ? WHERE id = ?', kind, there.id);
  if (belongs(db, there.list, archive)) return there;
  const list = listFor(db, archive);
  const others = db.get<{ n: number }>(
    'SELECT count(*) AS n FROM archives WHERE list = ? AND id <> ?',
    there.list,
    there.id,
  );
  if (list === null && others?.n === 0) {
    const { name, host, configured } = namesFor(archive);
    db.run('UPDATE lists SET name = ?, host = ?, configured = ? WHERE id = ?', name, host, configured, there.list);
    return there;
  }
  forget(there.id);
  const moved = list ?? makeList(db, archive);
  db.run('UPDATE archives SET list = ?, synced_at = NULL WHERE id = ?', moved, there.id);
  if (others?.n === 0) db.run('DELETE FROM lists WHERE id = ?', there.list);
  return { id: there.id, list: moved };
}

function belongs(db: Sqlite, list: number, archive: ArchiveToOpen): boolean {
  const row = db.get<{ name: string; configured: number }>('SELECT name, configured FROM lists WHERE id = ?', list);
  return archive.list === null ? row?.configured === 0 : row?.configured === 1 && row.name === archive.list;
}

/** The list that the config names; archives that it does not name have a list each. */
function listFor(db: Sqlite, { list }: ArchiveToOpen): number | null {
  if (list === null) return null;
  return db.get<{ id: number }>('SELECT id FROM lists WHERE configured = 1 AND name = ?', list)?.id ?? null;
}

function makeList(db: Sqlite, archive: ArchiveToOpen): number {
  const { name, host, configured } = namesFor(archive);
  return db.run('INSERT INTO lists (name, host, configured) VALUES (?, ?, ?)', name, host, configured).id;
}

function namesFor({ list, listInArchive, url }: ArchiveToOpen): {
  name: string;
  host: string | null;
  configured: 0 | 1;
} {
  const own = ownNameOf(listInArchive, url);
  return list === null ? { ...own, configured: 0 } : { name: list, host: own.host, configured: 1 };
}
