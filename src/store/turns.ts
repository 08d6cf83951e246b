/**
 * Whose turn it is to use the store's file. Every transaction, of readers too, has the file for itself: the two SQLites do not see each
 * other's locks, and the WebAssembly one knows no shared lock. Turns are short; who waits asks again every few milliseconds.
 */
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { UsageError } from '../errors.js';
import { type OwnerFile, ownerFile } from './owner-file.js';

/** Longer than any transaction; then somebody stopped a process in the middle of one. */
const PATIENCE_MS = 30_000;
const LONGEST_PAUSE_MS = 8;
/** A reader that is let in is done long before. */
const LONGEST_COURTESY_MS = 60;

export interface Turns {
  /**
   * Waits for the turn and takes it. `giveWay` is called when another user of the file in this process wants it: it must end what
   * is going on, and release.
   */
  take(giveWay: () => void): void;
  release(): void;
  /** For who comes back at once: waits a moment while others wait for their turn. */
  letOthersIn(): void;
}

/** What this process does with a file: its users share one thread, and would wait for each other for ever. */
interface Here {
  readonly file: OwnerFile;
  giveWay: (() => void) | null;
}

const here = new Map<string, Here>();

/** The turns at a file; `path` is the file that says whose it is. */
export function turnsAt(path: string): Turns {
  const key = isAbsolute(path) ? path : resolve(path);
  const known = here.get(key) ?? { file: ownerFile(key), giveWay: null };
  here.set(key, known);
  return {
    take(giveWay) {
      known.giveWay?.();
      waitFor(known.file, key);
      known.giveWay = giveWay;
    },
    release() {
      known.giveWay = null;
      known.file.release();
    },
    letOthersIn() {
      const until = performance.now() + LONGEST_COURTESY_MS;
      while (performance.now() < until && isWanted(key)) sleepSync(2);
    },
  };
}

function waitFor(file: OwnerFile, path: string): void {
  const deadline = Date.now() + PATIENCE_MS;
  let pause = 1;
  for (; !file.tryTake(); pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    sayWanted(path);
    if (Date.now() > deadline) {
      const owner = file.owner();
      const who = owner === null ? 'another process' : `process ${owner.pid} on ${owner.host.split(' ')[0]}`;
      throw new UsageError(
        `${path} says that ${who} is using the store; end it, or delete that file if there is none.`,
      );
    }
    sleepSync(pause);
  }
  // Others who wait say so again.
  if (pause > 1) rmSync(wantedFile(path), { force: true });
}

/** A file that whoever waits keeps touching, for who has the turn to see. */
const wantedFile = (path: string) => `${path}.wanted`;

function sayWanted(path: string): void {
  try {
    writeFileSync(wantedFile(path), '');
  } catch {
    // Then it takes a little longer.
  }
}

function isWanted(path: string): boolean {
  const touched = statSync(wantedFile(path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Date.now() - touched < 1000;
}

/** Stops this thread. SQLite is synchronous, so its users wait so too. */
export function sleepSync(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
