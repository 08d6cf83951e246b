/**
 * Mail read by several threads at a time, in its order. Undoing MIME takes ten times as long as everything else that is done to a
 * mail, so it is what two cores are used for; a few mails, and what runs from TypeScript, are read in this thread.
 */
import { availableParallelism } from 'node:os';
import type { MailBytes, ReadMails } from '../archives/kind.js';
import { StopRun } from '../errors.js';
import { readOrIssue } from '../mail/read-mails.js';
import { batchesOf } from './batches.js';
import { Job } from './job.js';
import { Threads } from './threads.js';

export interface MailReaderOptions {
  /**
   * How many threads; 0 reads everything in this one. Default: 2 at most, and only cores that this thread and the store leave over: on
   * two cores a sync was no faster with them (measured, docs/performance.md) and took 40 MB more for each.
   */
  readonly threads?: number;
  /** Its abort ends all reading with `StopRun`. */
  readonly signal?: AbortSignal;
  /** A mail that takes longer is an issue. Default a minute. */
  readonly stuckAfterMs?: number;
  /** The program of a thread, for tests. */
  readonly script?: URL;
}

export interface MailReaders {
  readonly readMails: ReadMails;
  /** Ends the threads; what they still read is lost. */
  close(): Promise<void>;
}

/** Mails or bytes that must have come before threads are worth their start: 0.2 s each, and 40 MB. */
const WORTH_MAILS = 256;
const WORTH_BYTES = 1_000_000;
/** Of mails that wait to be read, or read to be fetched: no more than this is in memory, and one mail. */
const MOST_BYTES = 2_000_000;

/** Makes a `ReadMails` with threads behind it. They are started when they are worth it, and end with `close`. */
export function createMailReaders(options: MailReaderOptions = {}): MailReaders {
  // Beside a .ts file there is no thread.js, and no Node that we run on loads a .ts file with .js imports.
  const script = options.script ?? new URL('./thread.js', import.meta.url);
  const canStart = options.script !== undefined || !import.meta.url.endsWith('.ts');
  const count = canStart ? (options.threads ?? Math.max(0, Math.min(2, availableParallelism() - 2))) : 0;
  if (count === 0) return { readMails: readingHere(options.signal), close: async () => undefined };

  const threads = new Threads({ count, script, stuckAfterMs: options.stuckAfterMs ?? 60_000 });
  const { signal } = options;
  const stop = (): void => void threads.close(stopped(signal));
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });

  const most = 8 * count;
  let areWorthIt = false;
  let jobs = 0;

  const readMails: ReadMails = async function* (source) {
    // Whether threads are worth it shows when the mails that have come are many, or no more come.
    let held: MailBytes[][] = [];
    const under: Job[] = [];
    const isFull = (): boolean => under.length >= most || under.reduce((sum, job) => sum + job.bytes, 0) >= MOST_BYTES;
    const submit = (batch: readonly MailBytes[]): void => {
      const job = new Job(jobs, batch);
      jobs += 1;
      under.push(job);
      threads.submit(job);
    };
    try {
      for await (const batch of batchesOf(source)) {
        if (batch !== null) held.push(batch);
        areWorthIt ||= isMuch(held);
        if (areWorthIt) held.forEach(submit);
        // They are slow to come, and waited for.
        else if (batch === null) yield* readHere(held, signal);
        else continue;
        held = [];
        while (under[0] !== undefined && (batch === null || isFull())) {
          yield* await under[0].done;
          under.shift();
        }
      }
      yield* readHere(held, signal);
      for (const job of under) yield* await job.done;
      under.length = 0;
    } finally {
      for (const job of under) threads.forget(job);
    }
  };

  return {
    readMails,
    async close() {
      signal?.removeEventListener('abort', stop);
      await threads.close(new Error('The threads that read mail were ended.'));
    },
  };
}

function isMuch(batches: readonly (readonly MailBytes[])[]): boolean {
  const mails = batches.flat();
  return mails.length >= WORTH_MAILS || mails.reduce((sum, mail) => sum + mail.bytes.length, 0) >= WORTH_BYTES;
}

/** Reads in this thread, until it is told to stop. */
async function* readHere(batches: readonly (readonly MailBytes[])[], signal?: AbortSignal) {
  for (const mail of batches.flat()) {
    if (signal?.aborted) throw stopped(signal);
    yield await readOrIssue(mail);
  }
}

/** Reads in this thread as they come, until it is told to stop. */
function readingHere(signal?: AbortSignal): ReadMails {
  return async function* (mails) {
    for await (const mail of mails) yield* readHere([[mail]], signal);
  };
}

function stopped(signal: AbortSignal | undefined): StopRun {
  return signal?.reason instanceof StopRun ? signal.reason : new StopRun('Stopped.', { cause: signal?.reason });
}
