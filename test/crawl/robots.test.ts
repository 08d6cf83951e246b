import { gzipSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { type Behaviour, breaksOff, inTurn, page, revalidated, silent, status } from '../helpers/bad-server.js';
import { aClock, aCrawler, aServer, aStore, issueOf, textOf } from './a-crawler.js';

const text = { 'content-type': 'text/plain' };

async function aSite(robots: Behaviour) {
  const server = await aServer();
  server.on('/robots.txt', robots);
  for (const path of ['/open/a', '/closed/a', '/closed/but-not-this']) server.on(path, page(path));
  return server;
}

const rules = page('User-agent: *\nDisallow: /closed/\nAllow: /closed/but-not-this\n', text);

test('what robots.txt closes is not asked for, and robots.txt is asked for once', async () => {
  const server = await aSite(rules);
  const crawler = aCrawler();
  const url = server.url('/closed/a');
  expect(await issueOf(crawler, url)).toEqual({ code: 'PAGE_DISALLOWED', url });
  expect(await textOf(crawler, server.url('/open/a'))).toBe('/open/a');
  expect(await textOf(crawler, server.url('/closed/but-not-this'))).toBe('/closed/but-not-this');
  expect(server.seen.map((request) => request.target)).toEqual(['/robots.txt', '/open/a', '/closed/but-not-this']);
  expect(crawler.receipt().robots).toEqual([{ origin: server.origin, found: 'rules', crawlDelay: null, refused: 1 }]);
});

test('a group that names us counts alone', async () => {
  const server = await aSite(page('User-agent: *\nDisallow: /\n\nUser-agent: listpress\nDisallow: /closed/', text));
  const crawler = aCrawler();
  expect(await textOf(crawler, server.url('/open/a'))).toBe('/open/a');
  expect(await issueOf(crawler, server.url('/closed/a'))).toMatchObject({ code: 'PAGE_DISALLOWED' });
});

test('it may come gzipped, with a byte order mark and old line ends', async () => {
  const body = gzipSync('\ufeffUser-agent: *\r\nDisallow: /closed/\r\n');
  const server = await aSite(page(body, { ...text, 'content-encoding': 'gzip' }));
  expect(await issueOf(aCrawler(), server.url('/closed/a'))).toMatchObject({ code: 'PAGE_DISALLOWED' });
});

test.each([404, 410, 401, 403, 400])('robots.txt answers %i: all is allowed', async (code) => {
  const server = await aSite(status(code));
  const crawler = aCrawler();
  expect(await textOf(crawler, server.url('/closed/a'))).toBe('/closed/a');
  expect(crawler.receipt().robots).toMatchObject([{ found: 'missing' }]);
});

test.each([500, 503, 429])('robots.txt answers %i: nothing is, and the reason is told', async (code) => {
  const server = await aSite(status(code));
  const crawler = aCrawler();
  expect(await issueOf(crawler, server.url('/open/a'))).toEqual({
    code: 'ROBOTS_UNREADABLE',
    url: server.url('/open/a'),
    because: { code: 'SERVER_FAILED', url: server.url('/robots.txt'), status: code },
  });
  await issueOf(crawler, server.url('/closed/a'));
  expect(server.seen.map((request) => request.target)).toEqual(Array(4).fill('/robots.txt'));
  expect(crawler.receipt().robots).toMatchObject([{ found: 'unreachable', refused: 2 }]);
});

test('robots.txt that fails once is asked again', async () => {
  const server = await aSite(inTurn(status(503), rules));
  expect(await issueOf(aCrawler(), server.url('/closed/a'))).toMatchObject({ code: 'PAGE_DISALLOWED' });
});

test('robots.txt that says nothing closes the site for this run', async () => {
  const server = await aSite(silent);
  expect(await issueOf(aCrawler({ timeoutMs: 100, maxRetries: 0 }), server.url('/open/a'))).toEqual({
    code: 'ROBOTS_UNREADABLE',
    url: server.url('/open/a'),
    because: { code: 'TIMED_OUT', url: server.url('/robots.txt'), seconds: 0.1 },
  });
  expect(server.count('/open/a')).toBe(0);
});

test('robots.txt that breaks off closes the site for this run', async () => {
  const server = await aSite(breaksOff('User-agent: *', 1000));
  expect(await issueOf(aCrawler(), server.url('/open/a'))).toMatchObject({ because: { code: 'BODY_BROKEN' } });
});

test('robots.txt may be behind a redirect; a loop means there is none', async () => {
  const moved = await aSite(status(301, { location: '/moved.txt' }));
  moved.on('/moved.txt', rules);
  expect(await issueOf(aCrawler(), moved.url('/closed/a'))).toMatchObject({ code: 'PAGE_DISALLOWED' });
  const lost = await aSite(status(301, { location: '/robots.txt' }));
  expect(await textOf(aCrawler(), lost.url('/closed/a'))).toBe('/closed/a');
});

test('of a huge robots.txt the first 500 KiB count, and no half rule', async () => {
  // The limit falls within the last line, after `Disallow: /`.
  const filler = `${'# a long comment of a site that has much to say\n'.repeat(20_000)}`;
  const head = 'User-agent: *\nDisallow: /closed/\n';
  const cut = filler.slice(0, 500 * 1024 - head.length - '\nDisallow: /'.length);
  const server = await aSite(page(`${head}${cut}\nDisallow: /open/\n${filler}`, text));
  const pages = aStore();
  const crawler = aCrawler({ pages });
  expect(await issueOf(crawler, server.url('/closed/a'))).toMatchObject({ code: 'PAGE_DISALLOWED' });
  expect(await textOf(crawler, server.url('/open/a'))).toBe('/open/a');
  expect(crawler.receipt().bytes).toBeLessThan(700_000);
  expect(pages.pages.has(server.url('/robots.txt'))).toBe(false);
});

test('robots.txt is kept and revalidated like any page', async () => {
  const server = await aSite(revalidated('User-agent: *\nDisallow: /closed/', { etag: '"r"' }));
  const [pages, clock] = [aStore(), aClock()];
  for (let run = 0; run < 2; run += 1) {
    expect(await issueOf(aCrawler({ pages, ...clock }), server.url('/closed/a'))).toMatchObject({
      code: 'PAGE_DISALLOWED',
    });
  }
  expect(server.seen.map((request) => request.status)).toEqual([200, 304]);
});

test.each([
  ['2.5', 2500],
  ['0.1', 500],
  ['3600', 60_000],
  ['Infinity', 60_000],
  ['-1', 500],
  ['soon', 500],
])('Crawl-delay: %s makes it %i ms between two starts', async (delay, ms) => {
  const server = await aSite(page(`User-agent: *\nCrawl-delay: ${delay}\n`, text));
  const clock = aClock();
  const crawler = aCrawler({ ...clock, delayMs: 500 });
  const start = clock.now();
  for (const path of ['/open/a', '/closed/a']) await textOf(crawler, server.url(path));
  expect(clock.now() - start).toBe(2 * ms);
  expect(crawler.receipt().perHost[0]?.delayMs).toBe(ms);
});

test.each(['/%63losed/a', '//closed/a', '/%63LOSED/../closed//a', '/x/../closed/a', '/open/%2e%2e/closed/a'])(
  'what is closed is closed by the name %s too',
  async (path) => {
    const server = await aSite(rules);
    server.on(path, page('a way around'));
    expect(await issueOf(aCrawler(), server.url(path))).toMatchObject({ code: 'PAGE_DISALLOWED' });
    expect(server.seen.map((request) => request.target)).toEqual(['/robots.txt']);
  },
);

test('a rule may be spelled with escapes, and a redirect is no way around it', async () => {
  const server = await aSite(page('User-agent: *\nDisallow: /%63losed/\nDisallow: /%e4/\n', text));
  server.on('/open/b', status(302, { location: '/closed/a' }));
  expect(await issueOf(aCrawler(), server.url('/closed/a'))).toMatchObject({ code: 'PAGE_DISALLOWED' });
  expect(await issueOf(aCrawler(), server.url('/%E4/'))).toMatchObject({ code: 'PAGE_DISALLOWED' });
  const crawler = aCrawler();
  expect(await issueOf(crawler, server.url('/open/b'))).toMatchObject({ code: 'PAGE_DISALLOWED' });
  expect(await textOf(crawler, server.url('/open/a'))).toBe('/open/a');
  expect(server.count('/closed/a')).toBe(0);
});
