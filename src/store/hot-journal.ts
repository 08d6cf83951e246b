/**
 * What a killed process leaves beside the database, for the WebAssembly SQLite; Node's own deals with it by itself.
 *
 * A process that dies within a transaction leaves a rollback journal, and perhaps half of its changes in the file: whoever opens the
 * file next must undo them first. SQLite does that unless somebody else holds the file (“reserved lock”). This SQLite's lock is the
 * folder `archive.db.lock`, and when it looks whether somebody holds it, it finds its own: it never undoes anything (0.8.60), and
 * the half transaction silently becomes part of the file.
 */
import fs from 'node:fs';
import type { Sqlite } from './sqlite.js';

/** Puts things right before a transaction. Only for who has the turn: then no process that lives has the file. */
export function settleAfterKill(path: string, db: Sqlite): void {
  if (db.driver !== 'wasm') return;
  const lock = `${path}.lock`;
  try {
    fs.rmdirSync(lock);
  } catch {
    // The common case: nobody left it behind.
  }
  if (!fs.existsSync(`${path}-journal`)) return;
  withoutSeeing(lock, () => db.exec('SELECT count(*) FROM sqlite_schema'));
}

/**
 * Runs synchronous work during which a path seems not to exist to `fs.accessSync`, which is how the driver looks for its lock. It
 * offers no other way in.
 */
function withoutSeeing(path: string, work: () => void): void {
  const accessSync = fs.accessSync;
  fs.accessSync = (asked, mode) => {
    if (asked === path) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
    accessSync(asked, mode);
  };
  try {
    work();
  } finally {
    fs.accessSync = accessSync;
  }
}
