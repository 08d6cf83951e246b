/** The store's file, `.listpress/archive.db`: opening it, and the transactions that all its users make. */
import { renameSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from '../errors.js';
import { orExplain } from './failures.js';
import { settleAfterKill } from './hot-journal.js';
import { createSchema, inspectSchema, type SchemaState } from './schema.js';
import { openSqlite, type Sqlite } from './sqlite.js';
import { type Driver, type DriverName, loadDriver } from './sqlite-drivers.js';
import { type Turns, turnsAt } from './turns.js';

export interface StoreOptions {
  /** Which SQLite; without it Node's own where there is one. */
  readonly driver?: DriverName;
  /** Told in a sentence when a store of another version was set aside. */
  readonly onNotice?: (sentence: string) => void;
}

export interface StoreFile {
  readonly path: string;
  /**
   * Begins a transaction, alone with the file. `giveWay` is called when another user of the file in this process wants its turn; it
   * must commit.
   */
  begin(kind: 'read' | 'write', giveWay: () => void): Sqlite;
  commit(): void;
  rollback(): void;
  /** Between two transactions that follow one another at once. */
  letOthersIn(): void;
  /** Runs work as one transaction; what it throws undoes it. Failures of the file come as `StopRun`. */
  within<T>(kind: 'read' | 'write', work: (db: Sqlite) => T): T;
  close(): void;
}

/**
 * What SQLite is told. `NORMAL` writes through to the disk before a journal counts and before it goes, so that only a failing disk can
 * hurt; no WAL, which one of the drivers cannot read.
 */
const SETTINGS = `
PRAGMA journal_mode = DELETE;
PRAGMA synchronous = NORMAL;
PRAGMA foreign_keys = OFF;
`;

const NO_TURNS: Turns = { take: () => {}, release: () => {}, letOthersIn: () => {} };

/** Its page cache, in KiB. With 8,000, a sync of 100,000 messages stays 20 MB below what it takes with 16,000 (measured). */
const CACHE_KIB = { write: 8_000, read: 16_000 };

/**
 * Opens the store in a `.listpress` folder. A reader of a store that is not there gets an empty one, and no file is made.
 * @throws {UsageError} naming the file, when it cannot be read or is not a store of this version.
 */
export async function openStoreFile(dir: string, mode: 'read' | 'write', options: StoreOptions): Promise<StoreFile> {
  const path = resolve(join(dir, 'archive.db'));
  const driver = await loadDriver(options.driver);
  if (mode === 'read' && isNothing(path)) {
    const db = openSqlite(':memory:', driver);
    createSchema(db);
    return storeFile(path, db, NO_TURNS);
  }
  return orExplain(path, true, () => {
    const turns = turnsAt(`${path}.turn`);
    const { db, state } = open(path, driver, turns, mode);
    if (state === 'ours') return storeFile(path, db, turns);
    db.close();
    if (state === 'foreign') throw new UsageError(`${path} is another program's file; move it away and run again.`);
    if (mode === 'read') {
      throw new UsageError(`${path} is of another version of Listpress; run \`listpress sync\`, which makes it anew.`);
    }
    options.onNotice?.(
      `${path} is of another version of Listpress and becomes ${path}.old; it is made anew by this sync.`,
    );
    renameSync(path, `${path}.old`);
    return storeFile(path, open(path, driver, turns, mode).db, turns);
  });
}

/** Opens a connection and looks what is in the file; an empty file gets its tables. */
function open(path: string, driver: Driver, turns: Turns, mode: 'read' | 'write'): { db: Sqlite; state: SchemaState } {
  turns.take(() => {});
  let db: Sqlite | null = null;
  try {
    db = openSqlite(path, driver);
    settleAfterKill(path, db);
    db.exec(`${SETTINGS}PRAGMA cache_size = -${CACHE_KIB[mode]};`);
    const state = inspectSchema(db);
    if (state !== 'empty') return { db, state };
    createSchema(db);
    return { db, state: 'ours' };
  } catch (error) {
    db?.close();
    throw error;
  } finally {
    turns.release();
  }
}

function storeFile(path: string, db: Sqlite, turns: Turns): StoreFile {
  const file: StoreFile = {
    path,
    begin(kind, giveWay) {
      turns.take(giveWay);
      try {
        settleAfterKill(path, db);
        db.exec(kind === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN');
      } catch (error) {
        turns.release();
        throw error;
      }
      return db;
    },
    commit() {
      try {
        db.exec('COMMIT');
        turns.release();
      } catch (error) {
        file.rollback();
        throw error;
      }
    },
    rollback() {
      try {
        db.exec('ROLLBACK');
      } catch {
        // SQLite has undone the transaction by itself, as it does when the disk is full.
      } finally {
        turns.release();
      }
    },
    letOthersIn: () => turns.letOthersIn(),
    within: (kind, work) =>
      orExplain(path, false, () => {
        file.begin(kind, () => {});
        try {
          const result = work(db);
          file.commit();
          return result;
        } catch (error) {
          file.rollback();
          throw error;
        }
      }),
    close: () => db.close(),
  };
  return file;
}

function isNothing(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0;
}
