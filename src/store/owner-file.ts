/**
 * A file that says which process owns something. One process at a time can make it; a process that was killed leaves it behind, and
 * the next one sees that and takes it over.
 */
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmdirSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { isSystemError } from './files.js';
import { isGone, type Owner, ourselves, readOwner } from './process-owner.js';

/** Taking over is a matter of microseconds; who left this behind was killed in the middle of it. */
const TAKEOVER_MS = 5000;

export interface OwnerFile {
  /** Whether we own it now. False: another process does, and lives. Throws the system's errors. */
  tryTake(): boolean;
  /** Who owns it; null when nobody does or nobody can tell. */
  owner(): Owner | null;
  /** Says that we are alive, to processes on other hosts. */
  touch(): void;
  release(): void;
}

export function ownerFile(path: string): OwnerFile {
  let ours: string | null = null;

  function make(): boolean {
    const text = `${JSON.stringify(ourselves())}\n`;
    let file: number;
    try {
      file = openSync(path, 'wx');
    } catch (error) {
      if (isSystemError(error, 'EEXIST')) return false;
      throw error;
    }
    try {
      writeSync(file, text);
    } finally {
      closeSync(file);
    }
    ours = text;
    return true;
  }

  return {
    tryTake: () => make() || (isAbandoned(path) && clearAway(path) && make()),
    owner: () => readOwner(read(path) ?? ''),
    touch() {
      const now = new Date();
      if (ours !== null) ignoring(() => utimesSync(path, now, now));
    },
    release() {
      // Another process may have taken us for dead (a suspended machine on a shared disk): then it is not ours to remove.
      if (ours !== null && read(path) === ours) ignoring(() => unlinkSync(path));
      ours = null;
    },
  };
}

function isAbandoned(path: string): boolean {
  const touched = touchedAt(path);
  const text = read(path);
  return touched !== null && text !== null && isGone(readOwner(text), touched);
}

/** Removes a file whose owner is gone. One process at a time: another might remove the file that the first just made. */
function clearAway(path: string): boolean {
  const guard = `${path}.takeover`;
  try {
    mkdirSync(guard);
  } catch {
    const since = touchedAt(guard);
    if (since !== null && Date.now() - since > TAKEOVER_MS) ignoring(() => rmdirSync(guard));
    return false;
  }
  try {
    if (isAbandoned(path)) unlinkSync(path);
    return true;
  } catch {
    return false;
  } finally {
    ignoring(() => rmdirSync(guard));
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function touchedAt(path: string): number | null {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return null;
  }
}

/** For what may already have been done by somebody else. */
function ignoring(work: () => void): void {
  try {
    work();
  } catch {
    // Then there is nothing left to do.
  }
}
