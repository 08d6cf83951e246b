/** One sync at a time: a second one waits until the first ends or is found dead. */
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StopRun } from '../errors.js';
import { orExplain } from './failures.js';
import { type OwnerFile, ownerFile } from './owner-file.js';

export interface WaitOptions {
  /** Told once, when there is somebody to wait for: its process number, and since when it has been at it (an Instant, or ''). */
  readonly onWait?: (pid: number, since: string) => void;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
}

export interface WriterLock {
  /** Says that we live. Cheap enough to be called after each transaction. */
  touch(): void;
  release(): void;
}

const POLL_MS = 100;
const HEARTBEAT_MS = 10_000;

/** Files that this process holds. A process may not wait for itself over its own number. */
const held = new Set<string>();

/** Waits for the right to write. Throws `StopRun` when the signal says so. */
export async function takeWriterLock(path: string, options: WaitOptions): Promise<WriterLock> {
  const file = ownerFile(resolve(path));
  let told = false;
  while (held.has(resolve(path)) || !orExplain(path, true, file.tryTake)) {
    if (!told) {
      const owner = file.owner();
      options.onWait?.(owner?.pid ?? 0, owner === null ? '' : `${owner.since.slice(0, 19)}Z`);
    }
    told = true;
    await sleep(POLL_MS, undefined, options.signal === undefined ? {} : { signal: options.signal }).catch(() => {});
    if (options.signal?.aborted === true) throw new StopRun('Stopped while another sync was at work.');
  }
  return heldLock(resolve(path), file);
}

function heldLock(path: string, file: OwnerFile): WriterLock {
  held.add(path);
  let touched = performance.now();
  const heartbeat = setInterval(() => file.touch(), HEARTBEAT_MS);
  heartbeat.unref();
  return {
    touch() {
      if (performance.now() - touched < HEARTBEAT_MS) return;
      touched = performance.now();
      file.touch();
    },
    release() {
      clearInterval(heartbeat);
      held.delete(path);
      file.release();
    },
  };
}
