/** The receipt in words. */
import { describe, expect, it } from 'vitest';
import { receiptLines, skippedOf } from '../../src/commands/receipt-report.js';
import type { Receipt } from '../../src/crawl/receipt.js';

const receipt: Receipt = {
  requests: 11,
  bytes: 123_456,
  notModified: 2,
  fromCache: 1,
  retries: 1,
  robots: [
    { origin: 'http://lists.example.org', found: 'rules', crawlDelay: 2, refused: 1 },
    { origin: 'http://old.example.org', found: 'missing', crawlDelay: null, refused: 0 },
    { origin: 'http://down.example.org', found: 'unreachable', crawlDelay: null, refused: 3 },
  ],
  perHost: [
    { host: 'lists.example.org', requests: 10, bytes: 123_456, delayMs: 2000, concurrency: 1 },
    { host: 'old.example.org', requests: 1, bytes: 0, delayMs: 0, concurrency: 2 },
  ],
};
const url = 'http://lists.example.org/private/';

describe('receiptLines', () => {
  it('says what was asked of whom, how fast, and which rules were kept', () => {
    expect(receiptLines(receipt, [], 0)).toEqual([
      'Receipt: 11 requests, 123 kB, 2 not modified (304), 1 from the cache, 1 retry.',
      'lists.example.org: 10 requests, 123 kB, 2 s apart, at most 1 at a time.',
      'old.example.org: 1 request, 0 bytes, without a pause, at most 2 at a time.',
      'http://lists.example.org/robots.txt: obeyed, Crawl-delay 2 s, 1 address refused.',
      'http://old.example.org/robots.txt: there is none, so nothing is forbidden, 0 addresses refused.',
      'http://down.example.org/robots.txt: could not be had, so nothing was asked for, 3 addresses refused.',
    ]);
  });

  it('says what was skipped and why', () => {
    const skipped = skippedOf([
      { code: 'TOO_LARGE', url: 'http://lists.example.org/big', limit: 5 },
      { code: 'PAGE_DISALLOWED', url },
      { code: 'PAGE_DISALLOWED', url: `${url}2` },
    ]);
    expect(skipped).toEqual([
      { code: 'PAGE_DISALLOWED', count: 2, urls: [url, `${url}2`] },
      { code: 'TOO_LARGE', count: 1, urls: ['http://lists.example.org/big'] },
    ]);
    expect(receiptLines(receipt, skipped, 240).at(-1)).toBe(
      `Skipped: 240 volumes unchanged since the last time; 2 closed by robots.txt (${url} …); 1 too large (http://lists.example.org/big).`,
    );
  });

  it('says that nobody was asked', () => {
    expect(receiptLines(null, [], 0)).toEqual(['Receipt: nobody was asked, all was on this disk.']);
  });
});
