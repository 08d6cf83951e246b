/** Threads that read mail: started when there is work, watched while they do it, replaced when they fail. */
import { Worker } from 'node:worker_threads';
import type { Job } from './job.js';
import type { ReadBatch, ThreadData } from './wire.js';

export interface ThreadOptions {
  readonly count: number;
  /** The program of a thread. */
  readonly script: URL;
  /** A mail that takes longer is given up. */
  readonly stuckAfterMs: number;
}

/** Jobs that a thread has: the one it reads, and one for when it is done while the main thread is busy. */
const JOBS_EACH = 2;
/** A thread that fails before it has read anything will fail again. */
const MOST_FALSE_STARTS = 3;

/** Mails are short-lived: a young generation of this size takes 40 MB less for each thread than the usual one, at the same speed (measured). */
const MEMORY = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 1024 };

interface Thread {
  readonly worker: Worker;
  /** The number of the job that it reads, and of the mail in it; -1 before the first. */
  readonly progress: Int32Array;
  readonly jobs: Job[];
  /** What it was killed for. */
  reason: string | null;
}

export class Threads {
  readonly #options: ThreadOptions;
  readonly #threads = new Set<Thread>();
  readonly #waiting: Job[] = [];
  #falseStarts = 0;
  #closed: unknown = null;
  #watch: NodeJS.Timeout | undefined;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  submit(job: Job): void {
    if (this.#closed !== null) job.fail(this.#closed);
    else {
      this.#waiting.push(job);
      this.#assign();
    }
  }

  /** A job that nobody waits for any more; one that a thread reads is read to its end. */
  forget(job: Job): void {
    const at = this.#waiting.indexOf(job);
    if (at >= 0) this.#waiting.splice(at, 1);
  }

  /** Ends all threads, and all jobs with this error. */
  async close(error: unknown): Promise<void> {
    this.#closed ??= error;
    clearInterval(this.#watch);
    const threads = [...this.#threads];
    this.#threads.clear();
    for (const job of [...this.#waiting.splice(0), ...threads.flatMap(({ jobs }) => jobs)]) job.fail(this.#closed);
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }

  #assign(): void {
    for (let depth = 0; depth < JOBS_EACH; depth += 1) {
      for (const thread of this.#threads) if (thread.jobs.length === depth) this.#give(thread);
      while (depth === 0 && this.#waiting.length > 0 && this.#threads.size < this.#options.count)
        this.#give(this.#start());
    }
  }

  #give(thread: Thread): void {
    const job = this.#waiting.shift();
    if (job === undefined) return;
    thread.jobs.push(job);
    const packed = job.pack();
    thread.worker.postMessage(packed, [packed.bytes]);
  }

  #start(): Thread {
    const progress = new Int32Array(new SharedArrayBuffer(8)).fill(-1);
    const workerData: ThreadData = { progress: progress.buffer as SharedArrayBuffer };
    const worker = new Worker(this.#options.script, { workerData, resourceLimits: MEMORY });
    const thread: Thread = { worker, progress, jobs: [], reason: null };
    this.#threads.add(thread);
    let failure = '';
    worker.on('message', (read: ReadBatch) => {
      this.#falseStarts = 0;
      thread.jobs.shift()?.settle(read);
      this.#assign();
    });
    worker.on('error', (error) => {
      failure = error.message;
    });
    worker.on('exit', () => this.#lost(thread, failure));
    this.#watch ??= this.#startWatch();
    return thread;
  }

  /** A thread is no more, and was not told to end. */
  #lost(thread: Thread, failure: string): void {
    if (!this.#threads.delete(thread)) return;
    const [job, ...others] = thread.jobs;
    const [number = -1, at = -1] = thread.progress;
    const isReading = job !== undefined && number === job.number && at >= 0;
    if (!isReading) this.#falseStarts += 1;
    if (this.#falseStarts >= MOST_FALSE_STARTS) {
      this.#waiting.unshift(...thread.jobs);
      void this.close(new Error(`No thread can be started to read mail: ${failure}`));
      return;
    }
    const reason = thread.reason ?? `reading it failed: ${failure || 'the thread ended'}`;
    const hasMore = isReading ? job.giveUp(at, reason) : job !== undefined;
    this.#waiting.unshift(...(hasMore && job !== undefined ? [job] : []), ...others);
    this.#assign();
  }

  /** Looks now and then whether every thread that has work gets on with it. */
  #startWatch(): NodeJS.Timeout {
    const { stuckAfterMs } = this.#options;
    const seen = new Map<Thread, string>();
    const watch = setInterval(() => {
      for (const thread of this.#threads) {
        const [job = -1, mail = -1] = thread.progress;
        const isIdle = thread.jobs.length === 0 || (job >= 0 && mail < 0);
        const now = isIdle ? '' : `${job} ${mail}`;
        if (now !== '' && seen.get(thread) === now) {
          thread.reason = `reading it took more than ${Math.ceil(stuckAfterMs / 1000)} s`;
          void thread.worker.terminate();
        }
        seen.set(thread, now);
      }
      for (const thread of seen.keys()) if (!this.#threads.has(thread)) seen.delete(thread);
    }, stuckAfterMs);
    return watch.unref();
  }
}
