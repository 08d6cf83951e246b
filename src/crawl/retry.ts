/** Asking again: when, how often, and when not to. */
import { GiveUpOnPage } from '../errors.js';
import type { Issue } from '../issues.js';

/** This attempt failed for a reason that may pass. `waitMs` is what the server asked for, null when it did not say. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';
  readonly issue: Issue;
  readonly waitMs: number | null;
  constructor(issue: Issue, waitMs: number | null, options?: ErrorOptions) {
    super(issue.code, options);
    this.issue = issue;
    this.waitMs = waitMs;
  }
}

export interface RetryOptions {
  readonly maxRetries: number;
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Told before each wait; `attempt` counts from 1. */
  readonly onRetry: (attempt: number, waitMs: number) => void;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

/**
 * Makes the attempt until it succeeds, fails for good, or has been repeated `maxRetries` times; then `GiveUpOnPage`. Waits as
 * long as Retry-After says, to the millisecond, and otherwise 0 to 1, 2, 4 … 30 s, drawn anew each time so that many
 * crawlers that failed together do not come back together.
 */
export async function withRetries<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof RetryLater)) throw error;
      if (failures >= options.maxRetries) throw new GiveUpOnPage(error.issue, { cause: error });
      const backoff = options.random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
      const waitMs = error.waitMs ?? Math.round(backoff);
      options.onRetry(failures + 1, waitMs);
      await options.sleep(waitMs);
    }
  }
}

const TEN_YEARS_MS = 10 * 365 * 86_400_000;

/**
 * How long a Retry-After asks us to wait, in ms (RFC 9110 §10.2.3: seconds or a date); null when it is missing, cannot be read
 * or has already passed.
 */
export function readRetryAfter(value: string | undefined, now: number): number | null {
  const text = value?.trim() ?? '';
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : (readHttpDate(text) ?? now) - now;
  return wait > 0 ? Math.min(wait, TEN_YEARS_MS) : null;
}

/** An HTTP date in any of its three forms (RFC 9110 §5.6.7), as ms since the epoch. */
function readHttpDate(text: string): number | null {
  if (!/^(mon|tue|wed|thu|fri|sat|sun)/i.test(text)) return null;
  // The asctime form has no zone and means UTC; Date.parse would take it for local time.
  const instant = Date.parse(/(gmt|utc|[+-]\d{4})$/i.test(text) ? text : `${text} GMT`);
  return Number.isNaN(instant) ? null : instant;
}
