/** The network edge of Listpress: pages in, politely, once each. What the commands use. */
import { setMaxListeners } from 'node:events';

import { GiveUpOnPage, StopRun } from '../errors.js';
import type { GetPage, Page, PageRequest } from '../model.js';
import { createPageFetcher } from './fetch-page.js';
import { createGate } from './gate.js';
import { createHosts } from './hosts.js';
import { type CrawlOptions, resolveOptions } from './options.js';
import { emptyTally, type Receipt } from './receipt.js';
import { ROBOTS_MAX_BYTES } from './robots.js';
import { plainAddress } from './status.js';
import { checkRunning, orStop } from './stop.js';
import { type Run, revisit, type Visit, type VisitedPage, type VisitRequest, visit } from './visit.js';

export interface Crawler {
  /**
   * Gets a page: from the store while it is fresh, otherwise from its host. An address is asked for once in a run, whoever
   * asks for it and however often. Throws `GiveUpOnPage` with the page's issue, and `StopRun` once the signal has fired.
   */
  readonly get: GetPage;
  /** What the run has cost so far. */
  receipt(): Receipt;
  /** Ends what is under way and closes the connections; without it they keep the process alive for a few seconds. */
  close(): Promise<void>;
}

/** A crawler for one run. Throws `UsageError` when an option is out of its limits. */
export function createCrawler(options: CrawlOptions): Crawler {
  const settings = resolveOptions(options);
  const closing = new AbortController();
  const signal = settings.signal === null ? closing.signal : AbortSignal.any([settings.signal, closing.signal]);
  // One listener for everything that waits: a thread of a hundred messages is no leak.
  setMaxListeners(0, signal);

  const tally = emptyTally();
  const hosts = createHosts(settings, signal);
  const fetcher = createPageFetcher({
    timeoutMs: settings.timeoutMs,
    proxies: settings.proxies,
    signal,
    onBytes(url, bytes) {
      tally.bytes += bytes;
      hosts.of(url).count({ bytes });
    },
  });
  const run: Run = { settings, signal, tally, hosts, fetcher };
  const visits = new Map<string, { readonly limit: number; readonly visit: Promise<Visit> }>();

  async function getPage(request: PageRequest): Promise<Page> {
    const { page, body } = await follow(request);
    // The cast says only that this memory is not shared between threads, which no body's is.
    const blob = new Blob([body as Uint8Array<ArrayBuffer>]);
    const origin = { url: page.url, sha256: page.sha256 };
    const answer = { role: request.role, origin, contentType: page.contentType, body: blob };
    return page.whole ? answer : { ...answer, complete: false };
  }

  /** The page behind an address. A loop of redirects needs no care of its own: it is walked once, then remembered. */
  async function follow({ url, role, maxBytes, partial = false }: PageRequest): Promise<Found> {
    const limit = maxBytes ?? settings.maxBytes;
    let at = httpAddress(url);
    for (let redirects = 0; ; redirects += 1) {
      const found = await visitOnce({ url: at, role, limit, partial });
      if (found.type === 'page') return await withBody(found, { url: at, role, limit, partial });
      if (redirects === settings.maxRedirects) {
        throw new GiveUpOnPage({ code: 'REDIRECTED_TOO_OFTEN', url, limit: settings.maxRedirects });
      }
      at = found.to;
    }
  }

  async function visitOnce(request: VisitRequest): Promise<Visit> {
    const key = keyOf(request);
    const known = visits.get(key);
    if (known !== undefined && (known.limit >= request.limit || !(await wasTooLarge(known.visit)))) return known.visit;
    const asked = visit(run, request, async () => {
      if (request.role !== 'robots') await gate.check(request.url);
    });
    visits.set(key, { limit: request.limit, visit: asked });
    return await asked;
  }

  async function withBody(page: VisitedPage, request: VisitRequest): Promise<Found> {
    const { url, role, limit, partial } = request;
    if (page.size > limit) throw new GiveUpOnPage({ code: 'TOO_LARGE', url, limit });
    const body = page.body ?? (await revisit(run, page));
    if (body === null) {
      // Somebody emptied the store under us.
      visits.delete(keyOf(request));
      return await follow({ url, role, maxBytes: limit, partial });
    }
    // What the store has need not stay in memory: a list of ten years is hundreds of volumes.
    if (page.kept) page.body = null;
    return { page, body };
  }

  const gate = createGate({
    robotName: settings.robotName,
    hosts,
    async getRobots(url) {
      const { page, body } = await follow({ url, role: 'robots', maxBytes: ROBOTS_MAX_BYTES });
      return { body, whole: page.whole };
    },
  });

  return {
    async get(request) {
      checkRunning(signal);
      return await orStop(getPage(request), signal);
    },
    receipt: () => ({ ...tally, robots: gate.receipts(), perHost: hosts.all().map((host) => host.receipt()) }),
    async close() {
      closing.abort(new StopRun('The crawl was closed.'));
      await fetcher.close();
    },
  };
}

/** Of a robots.txt, or of a body that may break off, only the first part may be known, which is no page for anybody else. */
function keyOf({ url, role, partial }: VisitRequest): string {
  if (role === 'robots') return `robots ${url}`;
  return partial ? `partial ${url}` : url;
}

/** A page and its bytes. */
interface Found {
  readonly page: VisitedPage;
  readonly body: Uint8Array;
}

/** Whether the visit failed for its limit alone, so that a larger one may succeed. */
async function wasTooLarge(past: Promise<Visit>): Promise<boolean> {
  const error: unknown = await past.then(
    () => null,
    (reason) => reason,
  );
  return error instanceof GiveUpOnPage && error.issue.code === 'TOO_LARGE';
}

function httpAddress(url: string): string {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address?.protocol === 'http:' || address?.protocol === 'https:') return plainAddress(address);
  throw new GiveUpOnPage({ code: 'HOST_UNREACHABLE', url, reason: 'it is not an http or https address' });
}
