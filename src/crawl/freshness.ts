/** When a stored page still holds, and how to ask whether it does (RFC 9111). http-cache-semantics lives here. */
import CachePolicy from 'http-cache-semantics';

import { instantAt } from './instants.js';
import type { Fields, StoredPage } from './page-store.js';

/** A GET as the policy sees it: the address, and the fields that a Vary may name. */
export interface CacheRequest {
  readonly url: string;
  readonly headers: Fields;
}

/** A policy with the run's own clock. */
function policyAt(now: number) {
  return class extends CachePolicy {
    now(): number {
      return now;
    }
  };
}

/**
 * The page to store for a 200, or null when the server says no-store. Nothing is fresh unless the server says so: an archive
 * page is often years old and its month still running, which is where the usual guess of a tenth of its age goes wrong.
 */
export function toStored(
  request: CacheRequest,
  answer: { readonly status: number; readonly headers: Fields; readonly body: Uint8Array },
  now: number,
): StoredPage | null {
  const policy = new (policyAt(now))(asked(request), described(200, answer.headers), {
    shared: false,
    cacheHeuristic: 0,
    immutableMinTimeToLive: 0,
  });
  if (!policy.storable()) return null;
  return {
    url: request.url,
    status: answer.status,
    headers: answer.headers,
    receivedAt: instantAt(now),
    policy: policy.toObject(),
    body: answer.body,
  };
}

/** Whether the stored page can stand for an answer without a request: an explicit max-age or Expires has not run out. */
export function isFresh(stored: StoredPage, request: CacheRequest, now: number): boolean {
  // A clock that was set back would keep a page fresh for as long as it was wrong.
  if (Date.parse(stored.receivedAt) > now) return false;
  return restored(stored, now)?.satisfiesWithoutRevalidation(asked(request)) ?? false;
}

/** If-None-Match and If-Modified-Since for the stored page; empty when it cannot be revalidated. */
export function validators(stored: StoredPage, request: CacheRequest, now: number): Fields {
  const headers = restored(stored, now)?.revalidationHeaders(asked(request)) ?? {};
  const fields: Record<string, string> = {};
  for (const name of ['if-none-match', 'if-modified-since']) {
    const value = headers[name];
    // An ETag may hold bytes that a request must not (RFC 9110 §5.5); without it we ask for the whole page.
    if (typeof value === 'string' && /^[\x20-\x7e]+$/.test(value)) fields[name] = value;
  }
  return fields;
}

/** The stored page after a 304: the same body, the header fields that the server sent anew (RFC 9111 §3.2). */
export function afterNotModified(
  stored: StoredPage,
  request: CacheRequest,
  headers: Fields,
  now: number,
): StoredPage | null {
  const news = Object.entries(headers).filter(([name]) => !OF_THE_BODY.has(name));
  // A 304 that names another ETag speaks of another page (RFC 9111 §4.3.4); what we know of ours stays.
  const same = headers['etag'] === undefined || weak(headers['etag']) === weak(stored.headers['etag']);
  const merged = same ? { ...stored.headers, ...Object.fromEntries(news) } : stored.headers;
  return toStored(request, { status: stored.status, headers: merged, body: stored.body }, now);
}

/** Fields that describe the bytes, which did not come again. */
const OF_THE_BODY: ReadonlySet<string> = new Set([
  'content-encoding',
  'content-length',
  'content-range',
  'content-type',
  'transfer-encoding',
]);

function weak(etag: string | undefined): string | undefined {
  return etag?.replace(/^\s*W\//, '');
}

function restored(stored: StoredPage, now: number): CachePolicy | null {
  try {
    // The library checks the object it is handed and throws on one that it did not write.
    return policyAt(now).fromObject(stored.policy as CachePolicy.CachePolicyObject);
  } catch {
    return null;
  }
}

function asked(request: CacheRequest): CachePolicy.HttpRequest {
  return { url: request.url, method: 'GET', headers: { ...request.headers } };
}

/**
 * The response as the library expects it. Directives are case-insensitive (RFC 9111 §5.2) and it compares them as written.
 * Those about serving stale pages are left out: we never do, and the library would not reuse even a fresh page that says
 * must-revalidate.
 */
function described(status: number, headers: Fields): CachePolicy.HttpResponse {
  const control = headers['cache-control'];
  if (control === undefined) return { status, headers: { ...headers } };
  const directives = control
    .toLowerCase()
    .split(',')
    .filter((directive) => !/^\s*(must-revalidate|stale-)/.test(directive));
  return { status, headers: { ...headers, 'cache-control': directives.join(',') } };
}
