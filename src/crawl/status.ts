/** What a status code means for us (RFC 9110 §15, RFC 6585). */
import { GiveUpOnPage } from '../errors.js';
import type { Answer } from './fetch-page.js';
import { instantAfter } from './instants.js';
import { RetryLater, readRetryAfter } from './retry.js';

export type Verdict =
  | { readonly type: 'body' }
  | { readonly type: 'not-modified' }
  | { readonly type: 'redirect'; readonly to: string };

export interface StatusContext {
  readonly url: string;
  /** The request was conditional, so that 304 is an answer to it. */
  readonly conditional: boolean;
  readonly now: number;
  readonly maxRetryAfterMs: number;
}

/** Redirects that name where the page is; 300, 305 and 306 do not. */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** What to do with an answer. Throws `GiveUpOnPage`, or `RetryLater` for what may pass (408, 425, 429, 5xx). */
export function judge(answer: Answer, context: StatusContext): Verdict {
  const { url } = context;
  const { status } = answer;
  if (answer.bytes !== null) return { type: 'body' };
  if (status === 304 && context.conditional) return { type: 'not-modified' };
  if (REDIRECTS.has(status)) return { type: 'redirect', to: redirectTarget(url, answer.headers['location'] ?? '') };
  if (status === 404 || status === 410) throw new GiveUpOnPage({ code: 'PAGE_MISSING', url, status });
  if (status === 401 || status === 403) throw new GiveUpOnPage({ code: 'PAGE_PRIVATE', url, status });
  if (!mayPass(status)) throw new GiveUpOnPage({ code: 'SERVER_FAILED', url, status });

  const waitMs = readRetryAfter(answer.headers['retry-after'], context.now);
  if (waitMs === null) throw new RetryLater({ code: 'SERVER_FAILED', url, status }, null);
  const issue = { code: 'SERVER_FAILED', url, status, retryAfter: instantAfter(context.now + waitMs) } as const;
  throw waitMs > context.maxRetryAfterMs ? new GiveUpOnPage(issue) : new RetryLater(issue, waitMs);
}

/** Whether the server may think otherwise in a moment. */
export function mayPass(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

function redirectTarget(url: string, location: string): string {
  if (location !== '' && URL.canParse(location, url)) {
    const target = new URL(location, url);
    if (target.protocol === 'http:' || target.protocol === 'https:') return plainAddress(target);
  }
  throw new GiveUpOnPage({ code: 'REDIRECT_REFUSED', url, location: location || '(no address)' });
}

/** The address as it is asked for and kept: no fragment, and no password that a draft could end up citing. */
export function plainAddress(address: URL): string {
  const plain = new URL(address);
  plain.hash = '';
  plain.username = '';
  plain.password = '';
  return plain.href;
}
