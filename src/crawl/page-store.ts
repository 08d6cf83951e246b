/** What the crawler asks of the place where pages are kept. The disk is `store/pages.ts`; a test hands in a Map. */
import type { Instant } from '../model.js';

/** Header fields by lower-case name; a field sent twice is joined with `, ` (RFC 9110 §5.3). */
export type Fields = Readonly<Record<string, string>>;

/** A page as it was received, and what is needed to ask for it again politely. */
export interface StoredPage {
  readonly url: string;
  readonly status: number;
  /** As received, but for Set-Cookie, which is nobody's business after the run. */
  readonly headers: Fields;
  readonly receivedAt: Instant;
  /** The cache policy as plain JSON; only `freshness.ts` knows what is in it. */
  readonly policy: unknown;
  /** The bytes on the wire, the content coding not undone. */
  readonly body: Uint8Array;
}

export interface PageStore {
  /** The page kept for this address; null when there is none, or when what is there is damaged. */
  read(url: string): Promise<StoredPage | null>;
  /** Keeps it in place of what was there; throws `StopRun` when it cannot be kept. */
  write(url: string, page: StoredPage): Promise<void>;
}
