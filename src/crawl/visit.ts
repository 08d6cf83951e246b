/** One address, once: the stored page while it is fresh, otherwise a request that is retried and, where possible, conditional. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

import { GiveUpOnPage } from '../errors.js';
import type { PageRole } from '../model.js';
import { type Bytes, readBytes } from './decode.js';
import { faultOf } from './faults.js';
import type { PageFetcher } from './fetch-page.js';
import { afterNotModified, type CacheRequest, isFresh, toStored, validators } from './freshness.js';
import type { Hosts } from './hosts.js';
import type { Settings } from './options.js';
import type { Fields, StoredPage } from './page-store.js';
import type { Tally } from './receipt.js';
import { readRetryAfter, withRetries } from './retry.js';
import { ROBOTS_MAX_AGE_MS } from './robots.js';
import { judge, type Verdict } from './status.js';
import { orStop } from './stop.js';

/** What the visits of one run share. */
export interface Run {
  readonly settings: Settings;
  readonly signal: AbortSignal;
  readonly tally: Tally;
  readonly hosts: Hosts;
  readonly fetcher: PageFetcher;
}

export interface VisitRequest {
  readonly url: string;
  readonly role: PageRole;
  /** The most bytes that the decoded body may have. */
  readonly limit: number;
  /** A body that breaks off is kept as far as it came. */
  readonly partial: boolean;
}

export type Visit = { readonly type: 'redirect'; readonly to: string } | VisitedPage;

export interface VisitedPage {
  readonly type: 'page';
  readonly url: string;
  readonly contentType: string;
  /** SHA-256 (hex) of the decoded body. */
  readonly sha256: string;
  /** The decoded body; null once it can be had from the store instead. */
  body: Uint8Array | null;
  readonly size: number;
  readonly whole: boolean;
  /** It lies in the store as well. */
  readonly kept: boolean;
}

/** Gets the page or the redirect. `mayAsk` is awaited before the first request and throws what forbids it. */
export async function visit(run: Run, request: VisitRequest, mayAsk: () => Promise<void>): Promise<Visit> {
  const { settings, tally } = run;
  const { url } = request;
  const cacheRequest: CacheRequest = { url, headers: ownFields(settings) };
  const stored = settings.useCache ? await settings.pages.read(url) : null;

  if (stored !== null && isFresh(stored, cacheRequest, settings.now()) && !isOldRobots(stored, request, settings)) {
    tally.fromCache += 1;
    settings.onProgress({ type: 'page', url, from: 'cache', bytes: 0 });
    return pageOf(url, stored.headers, await undoCoding(run, request, stored), true);
  }

  await mayAsk();
  const conditions = stored === null ? {} : validators(stored, cacheRequest, settings.now());
  const { answer, verdict } = await ask(run, request, { ...cacheRequest.headers, ...conditions });

  if (verdict.type === 'redirect') {
    settings.onProgress({ type: 'redirect', url, to: verdict.to });
    return verdict;
  }
  if (stored !== null && verdict.type === 'not-modified') {
    tally.notModified += 1;
    const renewed = afterNotModified(stored, cacheRequest, answer.headers, settings.now());
    if (renewed !== null) await settings.pages.write(url, renewed);
    settings.onProgress({ type: 'page', url, from: 'not-modified', bytes: 0 });
    return pageOf(url, (renewed ?? stored).headers, await undoCoding(run, request, stored), renewed !== null);
  }

  const bytes = answer.bytes ?? NOTHING;
  const { status, headers } = answer;
  // The first part of a page, kept as if it were all of it, would be revalidated as all of it.
  const fresh = bytes.whole ? toStored(cacheRequest, { status, headers, body: bytes.wire }, settings.now()) : null;
  if (fresh !== null) await settings.pages.write(url, fresh);
  settings.onProgress({ type: 'page', url, from: 'network', bytes: bytes.wire.length });
  return pageOf(url, headers, bytes, fresh !== null);
}

/** The page again, from the store, when this run has already seen it; null when it is no longer the same there. */
export async function revisit(run: Run, page: VisitedPage): Promise<Uint8Array | null> {
  const stored = await run.settings.pages.read(page.url);
  if (stored === null) return null;
  try {
    const { body } = await undoCoding(
      run,
      { url: page.url, role: 'message', limit: page.size, partial: false },
      stored,
    );
    return sha256(body) === page.sha256 ? body : null;
  } catch (error) {
    // Another run has stored a newer page meanwhile, a longer one.
    if (error instanceof GiveUpOnPage) return null;
    throw error;
  }
}

const NOTHING: Bytes = { wire: new Uint8Array(), body: new Uint8Array(), whole: true };

/** Sends the request at the host's pace until there is an answer that means something. */
async function ask(run: Run, { url, role, limit, partial }: VisitRequest, headers: Fields) {
  const { settings, signal, tally, hosts, fetcher } = run;
  const { now, maxRetryAfterMs } = settings;
  const host = hosts.of(url);
  const conditional = 'if-none-match' in headers || 'if-modified-since' in headers;

  const attempt = () =>
    host.pace.run(async (sent) => {
      host.checkOpen(url);
      tally.requests += 1;
      host.count({ requests: 1 });
      settings.onProgress({ type: 'request', url });
      const answer = await fetcher.fetch({ url, headers, limit, cut: role === 'robots', partial, sent });
      const waitMs = readRetryAfter(answer.headers['retry-after'], now());
      if (waitMs !== null && (answer.status === 429 || answer.status === 503)) {
        host.hold(now() + waitMs, answer.status);
      }
      const verdict: Verdict = judge(answer, { url, conditional, now: now(), maxRetryAfterMs });
      return { answer, verdict };
    });

  await fetcher.ready();
  return await withRetries(attempt, {
    maxRetries: settings.maxRetries,
    random: settings.random,
    sleep: (ms) => orStop(settings.sleep(ms, signal), signal),
    onRetry: (count, waitMs) => {
      tally.retries += 1;
      settings.onProgress({ type: 'retry', url, attempt: count, waitMs });
    },
  });
}

function ownFields({ userAgent, useCache }: Settings): Fields {
  const fields = { 'user-agent': userAgent, accept: '*/*', 'accept-encoding': 'gzip' };
  // Whoever does not trust our own store does not mean to be served from somebody else's.
  return useCache ? fields : { ...fields, 'cache-control': 'no-cache' };
}

function isOldRobots(stored: StoredPage, { role }: VisitRequest, { now }: Settings): boolean {
  return role === 'robots' && now() - Date.parse(stored.receivedAt) > ROBOTS_MAX_AGE_MS;
}

/** A stored body as a reader wants it. It was decoded once before it was stored, so only the limit can be in its way. */
async function undoCoding(run: Run, { url, role, limit }: VisitRequest, stored: StoredPage): Promise<Bytes> {
  try {
    return await readBytes(Readable.from([stored.body]), {
      coding: stored.headers['content-encoding'] ?? '',
      limit,
      cut: role === 'robots',
      signal: run.signal,
      onBytes: () => {},
    });
  } catch (error) {
    throw faultOf(error, { url, limit, timeoutMs: 0, answered: true, proxied: false });
  }
}

function pageOf(url: string, headers: Fields, { body, whole }: Bytes, kept: boolean): VisitedPage {
  const contentType = headers['content-type'] ?? '';
  return { type: 'page', url, contentType, sha256: sha256(body), body, size: body.length, whole, kept };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
