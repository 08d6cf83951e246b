/** Writes an archive into the store as its scan yields it. */
import type { Issue } from '../issues.js';
import type { ArchiveWriter } from './archive-store.js';
import { keyOfDigest } from './keys.js';
import { type ArchiveToOpen, openArchive } from './open-archive.js';
import { keepMessage, type OpenVolume, putMessage, sweep } from './places.js';
import type { Session } from './session.js';
import type { Sqlite } from './sqlite.js';
import type { ThreadIndex } from './thread-index.js';
import { addPassingIssues, noteArchiveIssues, noteVolumeIssues } from './volume-issues.js';

export function writeArchive(session: Session, threads: ThreadIndex, toOpen: ArchiveToOpen): ArchiveWriter {
  const archive = session.do((db) => openArchive(db, toOpen, (id) => forget(db, threads, id)));
  const volumes = new Set(
    session
      .do((db) => db.all<{ id: number }>('SELECT id FROM volumes WHERE archive = ?', archive.id))
      .map(({ id }) => id),
  );
  let volume: OpenVolume | null = null;
  let counts = { added: 0, changed: 0, gone: 0 };
  /** Of the volume, written when it ends, so that a scan that died leaves the earlier ones; before the first one, of the archive. */
  let issues: Issue[] = [];

  const current = (): OpenVolume => {
    if (volume === null) throw new Error('A message came before its volume began.');
    return volume;
  };

  /** Those that came after the end of their volume; where there is no volume yet, there being none is worth noting too. */
  const noteLateIssues = (db: Sqlite): void => {
    if (volume === null) noteArchiveIssues(db, archive.id, issues);
    else addPassingIssues(db, archive.id, volume.id, issues);
    issues = [];
  };

  return {
    known: {
      stamp: (url) =>
        session.do(
          (db) =>
            db.get<{ stamp: string | null }>('SELECT stamp FROM volumes WHERE archive = ? AND url = ?', archive.id, url)
              ?.stamp ?? null,
        ),
      has: (digest) =>
        session.do((db) =>
          db
            .all<{ volume: number }>('SELECT volume FROM places WHERE digest = ?', keyOfDigest(digest))
            .some((place) => volumes.has(place.volume)),
        ),
    },
    beginVolume({ url, name, from, to }) {
      session.do((db) => {
        noteLateIssues(db);
        db.run(
          `INSERT INTO volumes (archive, url, name, starts, ends, generation) VALUES (?, ?, ?, ?, ?, 1)
           ON CONFLICT (archive, url) DO UPDATE SET name = excluded.name, starts = excluded.starts, ends = excluded.ends,
           outcome = NULL, generation = generation + 1`,
          archive.id,
          url,
          name,
          from,
          to,
        );
        const row = db.get<{ id: number; generation: number }>(
          'SELECT id, generation FROM volumes WHERE archive = ? AND url = ?',
          archive.id,
          url,
        );
        if (row === undefined) throw new Error('A volume that was written is not there.');
        volumes.add(row.id);
        volume = { ...row, list: archive.list, fresh: row.generation === 1 ? new Set() : null };
        issues = [];
        counts = { added: 0, changed: 0, gone: 0 };
      });
    },
    add(scanned) {
      const what = session.do((db) => putMessage(db, threads, current(), scanned));
      if (what !== 'known') counts[what] += 1;
    },
    keep(digest, position) {
      const isKept = session.do((db) => keepMessage(db, current(), digest, position, (id) => volumes.has(id)));
      if (!isKept) throw new Error(`Nothing with the digest ${digest} is kept.`);
    },
    issue(issue) {
      issues.push(issue);
      // A scan may end without a volume, and without saying that it is done.
      if (volume === null) session.do((db) => noteArchiveIssues(db, archive.id, issues));
    },
    endVolume(outcome, stamp) {
      session.do((db) => {
        const { id } = current();
        if (outcome === 'read') counts.gone = sweep(db, threads, current());
        noteVolumeIssues(db, archive.id, id, outcome, issues);
        // Only a whole reading makes an earlier stamp untrue; else it is still that of what is here.
        const keepsStamp = stamp === null && outcome !== 'read';
        db.run(
          'UPDATE volumes SET outcome = ?, stamp = CASE ? WHEN 1 THEN stamp ELSE ? END WHERE id = ?',
          outcome,
          keepsStamp ? 1 : 0,
          stamp,
          id,
        );
      });
      issues = [];
      return { ...counts };
    },
    done(at) {
      session.do((db) => {
        noteLateIssues(db);
        db.run('UPDATE archives SET synced_at = ? WHERE id = ?', at, archive.id);
      });
      session.commit();
    },
  };
}

/** Takes an archive's volumes out, with the messages that are nowhere else. */
function forget(db: Sqlite, threads: ThreadIndex, archive: number): void {
  const rows = db.all<{ id: number; list: number; generation: number }>(
    'SELECT v.id, a.list, v.generation FROM volumes v JOIN archives a ON a.id = v.archive WHERE v.archive = ?',
    archive,
  );
  for (const { id, list, generation } of rows)
    sweep(db, threads, { id, list, generation: generation + 1, fresh: null });
  db.run('DELETE FROM volumes WHERE archive = ?', archive);
  db.run('DELETE FROM volume_issues WHERE archive = ?', archive);
}
