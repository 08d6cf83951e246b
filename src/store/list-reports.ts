/** What the store can say of whole lists. */
import type { ArchiveKindName } from '../archives/kind.js';
import type { Issue } from '../issues.js';
import type { StoredArchive, StoredList, VolumeIssue } from './archive-store.js';
import type { NamedList } from './list-names.js';
import { instantOf } from './message-rows.js';
import { UNDATED } from './schema.js';
import type { Sqlite } from './sqlite.js';

export function describeLists(db: Sqlite, lists: readonly NamedList[]): readonly StoredList[] {
  return lists.map(({ id, name }) => {
    const one = (sql: string) => Number(db.get<{ n: number | null }>(sql, id)?.n ?? 0);
    const edge = (which: 'min' | 'max') =>
      db.get<{ at: number | null }>(
        `SELECT ${which}(sent) AS at FROM messages WHERE list = ? AND sent < ${UNDATED}`,
        id,
      )?.at ?? null;
    return {
      name,
      archives: archivesOf(db, id),
      messages: one('SELECT count(*) AS n FROM messages WHERE list = ?'),
      threads: one('SELECT count(*) AS n FROM threads WHERE list = ? AND size > 0'),
      firstDate: instantOf(edge('min')),
      lastDate: instantOf(edge('max')),
    };
  });
}

function archivesOf(db: Sqlite, list: number): readonly StoredArchive[] {
  const rows = db.all<{ kind: ArchiveKindName; url: string; synced_at: string | null; volumes: number }>(
    `SELECT kind, url, synced_at, (SELECT count(*) FROM volumes v WHERE v.archive = a.id) AS volumes
     FROM archives a WHERE list = ? ORDER BY id`,
    list,
  );
  return rows.map(({ kind, url, synced_at, volumes }) => ({ kind, url, syncedAt: synced_at, volumes }));
}

/** The volumes of these lists (null: of all) in archive order: list, archive, then by their days; those without days last. */
export function volumesOf(db: Sqlite, lists: readonly number[] | null): readonly number[] {
  return db
    .all<{ id: number }>(
      `SELECT v.id FROM volumes v JOIN archives a ON a.id = v.archive ${lists === null ? '' : `WHERE a.list IN (${lists.join(', ')})`}
       ORDER BY a.list, a.id, v.starts IS NULL, v.starts, v.id`,
    )
    .map(({ id }) => id);
}

/** What the scans met, then what its messages have, by archive and volume. */
export function issuesIn(db: Sqlite, list: number): readonly VolumeIssue[] {
  const rows = db.all<{ url: string; volume: string | null; issue: string }>(
    `SELECT * FROM (
       SELECT a.id AS archive, a.url AS url, v.starts AS starts, v.id AS number, v.url AS volume, 0 AS position, i.issue AS issue
       FROM volume_issues i JOIN archives a ON a.id = i.archive LEFT JOIN volumes v ON v.id = i.volume WHERE a.list = ?1
       UNION ALL
       SELECT a.id, a.url, v.starts, v.id, v.url, p.position, i.issue
       FROM message_issues i JOIN messages m ON m.id = i.message JOIN places p ON p.id = m.place
       JOIN volumes v ON v.id = p.volume JOIN archives a ON a.id = v.archive WHERE m.list = ?1
     ) ORDER BY archive, number IS NOT NULL, starts IS NULL, starts, number, position`,
    list,
  );
  const seen = new Set<string>();
  return rows.flatMap(({ url, volume, issue }) => {
    const key = `${volume} ${issue}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return { archiveUrl: url, volume, issue: JSON.parse(issue) as Issue };
  });
}

/** Addresses beyond the first, over all messages. */
export function duplicatesIn(db: Sqlite, list: number): number {
  const row = db.get<{ n: number | null }>(
    `SELECT sum(addresses - 1) AS n FROM (
       SELECT count(DISTINCT p.url) AS addresses FROM places p JOIN messages m ON m.id = p.message
       WHERE m.list = ? AND p.url IS NOT NULL GROUP BY p.message HAVING addresses > 1)`,
    list,
  );
  return row?.n ?? 0;
}
