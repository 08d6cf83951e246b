/** A crawler with everything handed in, for tests: a clock that jumps, a store in memory, and the issue of a failed page. */
import type { Socket } from 'node:net';

import { afterEach } from 'vitest';

import { type Crawler, createCrawler } from '../../src/crawl/crawler.js';
import type { CrawlOptions } from '../../src/crawl/options.js';
import type { PageStore, StoredPage } from '../../src/crawl/page-store.js';
import { GiveUpOnPage } from '../../src/errors.js';
import type { Issue } from '../../src/issues.js';
import type { PageRole } from '../../src/model.js';
import { type BadServer, type RawServer, startBadServer, startRawServer } from '../helpers/bad-server.js';

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

export async function aServer(): Promise<BadServer> {
  const server = await startBadServer();
  open.push(server);
  return server;
}

/** A server that answers whatever is sent to it with what `answer` does to the socket. */
export async function aRawServer(answer: (socket: Socket) => void): Promise<RawServer> {
  const server = await startRawServer(answer);
  open.push(server);
  return server;
}

export interface Time {
  now(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  pass(ms: number): void;
  /** Every sleep that was asked for, in ms. */
  readonly slept: number[];
}

/** Time that stands still until somebody sleeps, and then jumps. */
export function aClock(start = Date.parse('2012-03-14T12:00:00Z')): Time {
  const slept: number[] = [];
  let at = start;
  return {
    slept,
    now: () => at,
    pass(ms) {
      at += ms;
    },
    async sleep(ms) {
      slept.push(ms);
      at += ms;
    },
  };
}

/** The real clock, for what is measured at the server. */
export const realTime: Pick<Time, 'now' | 'sleep'> = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

export interface MemoryStore extends PageStore {
  readonly pages: Map<string, StoredPage>;
}

export function aStore(): MemoryStore {
  const pages = new Map<string, StoredPage>();
  return {
    pages,
    read: async (url) => pages.get(url) ?? null,
    write: async (url, page) => void pages.set(url, page),
  };
}

/** Without a word about time, a clock that jumps and no delay between requests. */
export function aCrawler(options: Partial<CrawlOptions> = {}): Crawler {
  const clock = aClock();
  const crawler = createCrawler({
    version: '0.0.0-test',
    pages: aStore(),
    now: clock.now,
    sleep: clock.sleep,
    random: () => 0.5,
    env: {},
    delayMs: 0,
    timeoutMs: 5_000,
    ...options,
  });
  open.push(crawler);
  return crawler;
}

/** The body as text. */
export async function textOf(crawler: Crawler, url: string, role: PageRole = 'message'): Promise<string> {
  const { body } = await crawler.get({ url, role });
  return await body.text();
}

/** The issue that the page is given up with; fails when it is not. */
export async function issueOf(crawler: Crawler, url: string, maxBytes?: number): Promise<Issue> {
  try {
    await crawler.get({ url, role: 'message', ...(maxBytes === undefined ? {} : { maxBytes }) });
  } catch (error) {
    if (error instanceof GiveUpOnPage) return error.issue;
    throw error;
  }
  throw new Error(`${url} was not given up.`);
}
