/** Issues that scans met, by volume: kept while they are true. */
import type { VolumeOutcome } from '../archives/kind.js';
import type { Issue } from '../issues.js';
import type { Sqlite } from './sqlite.js';

/**
 * Writes down what a scan of a volume met. A volume that was read whole has these issues and no others; after any other scan those
 * of the last reading stay, and what failed this time stays until the next scan.
 */
export function noteVolumeIssues(
  db: Sqlite,
  archive: number,
  volume: number,
  outcome: VolumeOutcome,
  issues: readonly Issue[],
): void {
  const isLasting = outcome === 'read' || outcome === 'extended';
  db.run(
    `DELETE FROM volume_issues WHERE archive = ? AND volume = ? ${outcome === 'read' ? '' : 'AND passing = 1'}`,
    archive,
    volume,
  );
  insert(db, archive, volume, isLasting ? 0 : 1, issues);
}

/** What was met after a volume's end. */
export function addPassingIssues(db: Sqlite, archive: number, volume: number, issues: readonly Issue[]): void {
  insert(db, archive, volume, 1, issues);
}

/** Those of the archive itself: what the last scan met. */
export function noteArchiveIssues(db: Sqlite, archive: number, issues: readonly Issue[]): void {
  db.run('DELETE FROM volume_issues WHERE archive = ? AND volume IS NULL', archive);
  insert(db, archive, null, 1, issues);
}

function insert(db: Sqlite, archive: number, volume: number | null, passing: 0 | 1, issues: readonly Issue[]): void {
  const texts = new Set(issues.map((issue) => JSON.stringify(issue)));
  for (const { issue } of db.all<{ issue: string }>(
    'SELECT issue FROM volume_issues WHERE archive = ? AND volume IS ?',
    archive,
    volume,
  )) {
    texts.delete(issue);
  }
  for (const text of texts) {
    db.run(
      'INSERT INTO volume_issues (archive, volume, passing, issue) VALUES (?, ?, ?, ?)',
      archive,
      volume,
      passing,
      text,
    );
  }
}
