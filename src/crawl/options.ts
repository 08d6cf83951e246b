/** What a crawl can be told, and the one place where it is checked and completed. */
import { UsageError } from '../errors.js';
import type { PageStore } from './page-store.js';
import { type Proxies, readProxies } from './proxies.js';
import type { CrawlEvent } from './receipt.js';

export interface CrawlOptions {
  /** Listpress's own version, for the User-Agent. */
  readonly version: string;
  /** Where pages are kept between runs. */
  readonly pages: PageStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Resolves after `ms` milliseconds; may reject when the signal fires. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 up to, not including, 1: spreads the retries. */
  readonly random: () => number;
  /** Environment variables; HTTP_PROXY, HTTPS_PROXY and NO_PROXY are read, in either case. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** An address or page by which a host's admin reaches whoever runs this; goes into the User-Agent. */
  readonly contact?: string;
  /** The whole User-Agent; what stands before its first `/` is the name that robots.txt is asked about. */
  readonly userAgent?: string;
  /** The least time between the starts of two requests to one host, in ms; default 500. A Crawl-delay can only lengthen it. */
  readonly delayMs?: number;
  /** Requests at a time to one host; default 2. */
  readonly concurrency?: number;
  /** How long a host may be silent (while connecting, before the headers, within the body), in ms; default 30,000. */
  readonly timeoutMs?: number;
  /** The most bytes a page may have once its coding is undone, where the request does not say; default 50,000,000. */
  readonly maxBytes?: number;
  /** How often a request that failed for a passing reason is sent again; default 3. */
  readonly maxRetries?: number;
  /** The longest Retry-After that is waited for, in ms; beyond it the page is given up at once. Default 60,000. */
  readonly maxRetryAfterMs?: number;
  /** How many redirects are followed for one page; default 5. */
  readonly maxRedirects?: number;
  /** False: never use what is stored (`--no-cache`); what is fetched is stored all the same. Default true. */
  readonly useCache?: boolean;
  /** Ends the run: whatever is under way throws `StopRun`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (event: CrawlEvent) => void;
}

/** The same with nothing missing. */
export interface Settings
  extends Required<Omit<CrawlOptions, 'version' | 'contact' | 'signal' | 'env' | 'userAgent' | 'onProgress'>> {
  readonly userAgent: string;
  /** The product token that robots.txt groups are matched against (RFC 9309 §2.2.1). */
  readonly robotName: string;
  readonly proxies: Proxies;
  readonly signal: AbortSignal | null;
  readonly onProgress: (event: CrawlEvent) => void;
}

/** Completes the options. Throws `UsageError` on a number out of its limits, a proxy that is no address, or an unsendable agent. */
export function resolveOptions(options: CrawlOptions): Settings {
  const userAgent = sendable(options.userAgent ?? defaultAgent(options.version, options.contact));
  return {
    pages: options.pages,
    now: options.now,
    sleep: options.sleep,
    random: options.random,
    userAgent,
    robotName: userAgent.split(/[/\s]/)[0] ?? userAgent,
    proxies: readProxies(options.env),
    delayMs: whole('delay', options.delayMs, 500, 0, 3_600_000),
    concurrency: whole('concurrency', options.concurrency, 2, 1, 10),
    timeoutMs: whole('timeout', options.timeoutMs, 30_000, 1, 3_600_000),
    maxBytes: whole('maxBytes', options.maxBytes, 50_000_000, 1, 2_000_000_000),
    maxRetries: whole('maxRetries', options.maxRetries, 3, 0, 10),
    maxRetryAfterMs: whole('maxRetryAfterMs', options.maxRetryAfterMs, 60_000, 0, 3_600_000),
    maxRedirects: whole('maxRedirects', options.maxRedirects, 5, 0, 20),
    useCache: options.useCache ?? true,
    signal: options.signal ?? null,
    onProgress: options.onProgress ?? (() => {}),
  };
}

function defaultAgent(version: string, contact: string | undefined): string {
  const about = contact?.trim() ? `+${contact.trim()}` : 'drafts posts from mailing-list archives; obeys robots.txt';
  return `Listpress/${version} (${about})`;
}

// A line break here would let a config write header fields of its own.
function sendable(agent: string): string {
  if (/^[\x21-\x7e][\x20-\x7e]*$/.test(agent)) return agent;
  throw new UsageError(`The user agent “${agent}” cannot be sent; use plain ASCII letters in the contact.`);
}

function whole(name: string, value: number | undefined, fallback: number, least: number, most: number): number {
  if (value === undefined) return fallback;
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  throw new UsageError(`${name} is ${value}; give a whole number from ${least} to ${most}.`);
}
