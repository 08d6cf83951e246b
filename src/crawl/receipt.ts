/** What a run cost the hosts: the numbers for the report, and the events for the progress line. */

/** Something that just happened, for a progress line. `url` is the address asked, robots.txt and redirects among them. */
export type CrawlEvent =
  | { readonly type: 'request'; readonly url: string }
  | { readonly type: 'redirect'; readonly url: string; readonly to: string }
  | { readonly type: 'retry'; readonly url: string; readonly attempt: number; readonly waitMs: number }
  /** A page is there; `bytes` came over the wire for it (0 when it was not modified or not asked for). */
  | {
      readonly type: 'page';
      readonly url: string;
      readonly from: 'network' | 'not-modified' | 'cache';
      readonly bytes: number;
    };

/** What robots.txt of one origin said to us. `missing`: it has none, all is allowed. `unreachable`: nothing is. */
export interface RobotsReceipt {
  readonly origin: string;
  readonly found: 'rules' | 'missing' | 'unreachable';
  /** Crawl-delay as written, in seconds; null when there is none. At most 60 s of it are kept to. */
  readonly crawlDelay: number | null;
  /** How many pages were not asked for because of it. */
  readonly refused: number;
}

export interface HostReceipt {
  readonly host: string;
  readonly requests: number;
  readonly bytes: number;
  readonly delayMs: number;
  readonly concurrency: number;
}

export interface Receipt {
  /** Requests sent, with robots.txt, redirects and retries. */
  readonly requests: number;
  /** Body bytes received, before any coding was undone. */
  readonly bytes: number;
  /** Pages that the host says have not changed (304). */
  readonly notModified: number;
  /** Pages that were still fresh and cost no request. */
  readonly fromCache: number;
  readonly retries: number;
  readonly robots: readonly RobotsReceipt[];
  readonly perHost: readonly HostReceipt[];
}

/** The counters behind a receipt. */
export interface Tally {
  requests: number;
  bytes: number;
  notModified: number;
  fromCache: number;
  retries: number;
}

export function emptyTally(): Tally {
  return { requests: 0, bytes: 0, notModified: 0, fromCache: 0, retries: 0 };
}
