/**
 * A writer's transactions: as many changes in one as fit into a quarter of a second, so that readers get their turn, and never one
 * that stays open while nothing happens.
 */
import type { StoreFile } from './database.js';
import { orExplain } from './failures.js';
import type { Sqlite } from './sqlite.js';

/** How long a transaction grows, and how long it may lie idle. */
const LONGEST_MS = 250;
const IDLE_MS = 50;

export interface Session {
  /**
   * Does a piece of work within a transaction. When it fails, nothing since the last commit is kept and nothing more can be done.
   * @throws {StopRun} when the file fails.
   */
  do<T>(work: (db: Sqlite) => T): T;
  /** Commits what was done. */
  commit(): void;
}

/** `beforeCommit` does what is due once in a transaction, `committed` what is due after it. */
export function openSession(file: StoreFile, beforeCommit: (db: Sqlite) => void, committed: () => void): Session {
  let db: Sqlite | null = null;
  let began = 0;
  let idle: NodeJS.Timeout | null = null;
  /** Why nothing more can be done, and whether a caller knows. */
  let failure: { readonly error: unknown; isTold: boolean } | null = null;

  function begin(): Sqlite {
    file.letOthersIn();
    db = file.begin('write', commitQuietly);
    began = performance.now();
    idle = setTimeout(commitQuietly, IDLE_MS);
    // Whoever forgets to close must not keep the process alive.
    idle.unref();
    return db;
  }

  /** No transaction is open any more, whatever comes of ending it. */
  function end(how: () => void): void {
    if (idle !== null) clearTimeout(idle);
    idle = null;
    db = null;
    how();
  }

  function orFail<T>(work: () => T): T {
    try {
      return orExplain(file.path, false, () => {
        try {
          return work();
        } catch (error) {
          if (db !== null) end(file.rollback);
          throw error;
        }
      });
    } catch (error) {
      failure = { error, isTold: true };
      throw error;
    }
  }

  function commit(): void {
    const current = db;
    if (current === null) return;
    orFail(() => {
      beforeCommit(current);
      end(file.commit);
    });
    committed();
  }

  /** Where nobody can be told, whoever works next is. */
  function commitQuietly(): void {
    try {
      commit();
    } catch (error) {
      failure = { error, isTold: false };
    }
  }

  function throwFailure(): void {
    if (failure === null) return;
    failure.isTold = true;
    throw failure.error;
  }

  return {
    do(work) {
      throwFailure();
      const result = orFail(() => work(db ?? begin()));
      if (db !== null && performance.now() - began > LONGEST_MS) commit();
      return result;
    },
    commit() {
      if (failure?.isTold === false) throwFailure();
      commit();
    },
  };
}
