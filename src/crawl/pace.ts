/** How fast one host is asked: so many requests at a time, and so long between the starts of two. */
import pLimit from 'p-limit';

import { checkRunning, orStop } from './stop.js';

export interface Pace {
  /**
   * Runs the task when it is its turn. The task calls `sent` when its request leaves, which may be long after its turn came (a
   * name to look up, a connection to make); the delay counts from there, and nobody else's turn comes before.
   */
  run<T>(task: (sent: () => void) => Promise<T>): Promise<T>;
  /** From now on at least this long between two starts, one request at a time (robots.txt's Crawl-delay). */
  slowTo(delayMs: number): void;
  /** No request starts before this instant (Retry-After). */
  holdUntil(instantMs: number): void;
  /** The delay and concurrency in force, for the receipt. */
  readonly delayMs: number;
  readonly concurrency: number;
}

export interface PaceOptions {
  readonly delayMs: number;
  readonly concurrency: number;
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}

export function createPace(options: PaceOptions): Pace {
  const { now, signal } = options;
  const limit = pLimit({ concurrency: options.concurrency, rejectOnClear: true });
  let delayMs = options.delayMs;
  let nextAt = 0;

  let departure: Promise<void> = Promise.resolve();

  // The instant is read again after each sleep: a Retry-After may have moved it while we slept.
  async function untilNextAt(): Promise<void> {
    for (let wait = nextAt - now(); wait > 0; wait = nextAt - now()) {
      await orStop(options.sleep(wait, signal), signal);
    }
    checkRunning(signal);
  }

  function delayFromNow(): void {
    nextAt = Math.max(nextAt, now() + delayMs);
  }

  return {
    run(task) {
      return limit(async () => {
        const previous = departure;
        let left = () => {};
        departure = new Promise((resolve) => {
          left = resolve;
        });
        try {
          await previous;
          await untilNextAt();
          delayFromNow();
          return await task(() => {
            delayFromNow();
            left();
          });
        } finally {
          left();
        }
      });
    },
    slowTo(ms) {
      if (ms > delayMs) {
        nextAt += ms - delayMs;
        delayMs = ms;
      }
      limit.concurrency = 1;
    },
    holdUntil(instantMs) {
      nextAt = Math.max(nextAt, instantMs);
    },
    get delayMs() {
      return delayMs;
    },
    get concurrency() {
      return limit.concurrency;
    },
  };
}
