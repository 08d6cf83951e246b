/** A crawler for tests: no waiting, pages kept in memory. */
import { type Crawler, createCrawler } from '../../src/crawl/crawler.js';
import type { CrawlOptions } from '../../src/crawl/options.js';
import type { StoredPage } from '../../src/crawl/page-store.js';

export function createTestCrawler(options: Partial<CrawlOptions> = {}): Crawler {
  const pages = new Map<string, StoredPage>();
  return createCrawler({
    version: '0.0.0-test',
    pages: { read: async (url) => pages.get(url) ?? null, write: async (url, page) => void pages.set(url, page) },
    now: Date.now,
    sleep: async () => {},
    random: () => 0.5,
    env: {},
    delayMs: 0,
    concurrency: 8,
    ...options,
  });
}
