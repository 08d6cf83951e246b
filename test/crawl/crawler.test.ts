import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';

import type { CrawlEvent } from '../../src/crawl/receipt.js';
import { UsageError } from '../../src/errors.js';
import { inTurn, page, silent, status } from '../helpers/bad-server.js';
import { aCrawler, aServer, aStore, issueOf, textOf } from './a-crawler.js';

test('a page comes with its role, final address, type and the hash of its body', async () => {
  const server = await aServer();
  server.on('/a.html', page('<p>Hello', { 'content-type': 'text/html; charset=us-ascii' }));
  const got = await aCrawler().get({ url: server.url('/a.html#part'), role: 'message' });
  expect(got).toMatchObject({
    role: 'message',
    contentType: 'text/html; charset=us-ascii',
    origin: { url: server.url('/a.html'), sha256: createHash('sha256').update('<p>Hello').digest('hex') },
  });
  expect(await got.body.text()).toBe('<p>Hello');
});

test('the user agent names the program, its version and a contact', async () => {
  const server = await aServer();
  server.on('/', page('x'));
  await textOf(aCrawler({ version: '1.2.3', contact: 'ops@example.org' }), server.url('/'));
  expect(server.seen.map((request) => request.headers['user-agent'])).toEqual(
    Array(2).fill('Listpress/1.2.3 (+ops@example.org)'),
  );
});

test('an address is asked for once in a run, at once or later, whoever asks', async () => {
  const server = await aServer();
  server.on('/a', page('same'));
  const crawler = aCrawler();
  const url = server.url('/a');
  expect(
    await Promise.all([textOf(crawler, url), textOf(crawler, `${url}#x`), textOf(crawler, url, 'volume-text')]),
  ).toEqual(['same', 'same', 'same']);
  expect(await textOf(crawler, url)).toBe('same');
  expect(server.count('/a')).toBe(1);
});

test('a page that must not be stored is asked for once in a run all the same', async () => {
  const server = await aServer();
  server.on('/a', page('secret', { 'cache-control': 'No-Store' }));
  const pages = aStore();
  const crawler = aCrawler({ pages });
  expect([await textOf(crawler, server.url('/a')), await textOf(crawler, server.url('/a'))]).toEqual([
    'secret',
    'secret',
  ]);
  expect(server.count('/a')).toBe(1);
  expect(pages.pages.has(server.url('/a'))).toBe(false);
});

test('a failure is remembered too', async () => {
  const server = await aServer();
  const crawler = aCrawler();
  await issueOf(crawler, server.url('/none'));
  expect(await issueOf(crawler, server.url('/none'))).toEqual({
    code: 'PAGE_MISSING',
    url: server.url('/none'),
    status: 404,
  });
  expect(server.count('/none')).toBe(1);
});

test('when the store is emptied during a run, the page is asked for again', async () => {
  const server = await aServer();
  server.on('/a', page('still here'));
  const pages = aStore();
  const crawler = aCrawler({ pages });
  await textOf(crawler, server.url('/a'));
  pages.pages.clear();
  expect(await textOf(crawler, server.url('/a'))).toBe('still here');
  expect(server.count('/a')).toBe(2);
});

test('when another run has stored a longer page meanwhile, ours is asked for again', async () => {
  const server = await aServer();
  server.on('/a', page('ours'));
  const pages = aStore();
  const crawler = aCrawler({ pages, useCache: false });
  await textOf(crawler, server.url('/a'));
  const stored = await pages.read(server.url('/a'));
  if (stored !== null) await pages.write(stored.url, { ...stored, body: Buffer.from('a longer one') });
  expect(await textOf(crawler, server.url('/a'))).toBe('ours');
});

test('another limit for the same address is heeded, and a larger one asks again', async () => {
  const server = await aServer();
  server.on('/a', page('x'.repeat(100)));
  const crawler = aCrawler();
  const url = server.url('/a');
  expect(await issueOf(crawler, url, 50)).toEqual({ code: 'TOO_LARGE', url, limit: 50 });
  expect(await textOf(crawler, url)).toHaveLength(100);
  expect(await issueOf(crawler, url, 99)).toEqual({ code: 'TOO_LARGE', url, limit: 99 });
  expect(server.count('/a')).toBe(2);
});

test('redirects are followed, and the page knows where it was found', async () => {
  const server = await aServer();
  server.on('/old', status(301, { location: '/newer#here' }));
  server.on('/newer', status(302, { location: server.url('/new') }));
  server.on('/new', page('moved'));
  const got = await aCrawler().get({ url: server.url('/old'), role: 'message' });
  expect(await got.body.text()).toBe('moved');
  expect(got.origin.url).toBe(server.url('/new'));
});

test('a redirect from one origin asks the other for its robots.txt', async () => {
  const [one, two] = [await aServer(), await aServer()];
  one.on('/a', status(307, { location: two.url('/secret/a') }));
  two.on('/robots.txt', page('User-agent: *\nDisallow: /secret/', { 'content-type': 'text/plain' }));
  two.on('/secret/a', page('no'));
  expect(await issueOf(aCrawler(), one.url('/a'))).toEqual({ code: 'PAGE_DISALLOWED', url: two.url('/secret/a') });
  expect(two.count('/secret/a')).toBe(0);
});

test('a loop of redirects ends', async () => {
  const server = await aServer();
  server.on('/a', status(302, { location: '/b' }));
  server.on('/b', status(302, { location: '/a' }));
  expect(await issueOf(aCrawler(), server.url('/a'))).toEqual({
    code: 'REDIRECTED_TOO_OFTEN',
    url: server.url('/a'),
    limit: 5,
  });
  expect(server.count('/a') + server.count('/b')).toBe(2);
});

test('five redirects are followed and a sixth is not', async () => {
  const server = await aServer();
  for (const step of [6, 5, 4, 3, 2, 1]) server.on(`/${step}`, status(302, { location: `/${step - 1}` }));
  server.on('/0', page('there'));
  const crawler = aCrawler();
  expect(await textOf(crawler, server.url('/5'))).toBe('there');
  expect(await issueOf(crawler, server.url('/6'))).toMatchObject({ code: 'REDIRECTED_TOO_OFTEN', limit: 5 });
});

test.each([
  ['file:///etc/hosts', 'file:///etc/hosts'],
  ['javascript:alert(1)', 'javascript:alert(1)'],
  ['http://[', 'http://['],
  ['', '(no address)'],
])('a redirect to “%s” is refused', async (location, named) => {
  const server = await aServer();
  server.on('/a', status(302, location === '' ? {} : { location }));
  expect(await issueOf(aCrawler(), server.url('/a'))).toEqual({
    code: 'REDIRECT_REFUSED',
    url: server.url('/a'),
    location: named,
  });
});

test('names and passwords in an address are not sent on and not cited', async () => {
  const server = await aServer();
  server.on('/a', page('x'));
  const got = await aCrawler().get({ url: `http://ann:pw@127.0.0.1:${server.port}/a`, role: 'message' });
  expect(got.origin.url).toBe(server.url('/a'));
  expect(server.seen.every((request) => request.headers.authorization === undefined)).toBe(true);
});

test.each(['ftp://lists.example.org/x', 'not an address', 'file:///etc/hosts'])('“%s” is no page', async (url) => {
  expect(await issueOf(aCrawler(), url)).toMatchObject({ code: 'HOST_UNREACHABLE', url });
});

test('the receipt adds up', async () => {
  const server = await aServer();
  server.on('/a', inTurn(status(503), page('12345')));
  server.on('/b', page('123'));
  server.on('/robots.txt', page('User-agent: *\nDisallow: /no\nCrawl-delay: 2', { 'content-type': 'text/plain' }));
  const crawler = aCrawler();
  await textOf(crawler, server.url('/a'));
  await textOf(crawler, server.url('/b'));
  await issueOf(crawler, server.url('/no'));
  const host = `127.0.0.1:${server.port}`;
  expect(crawler.receipt()).toEqual({
    requests: 4,
    bytes: 8 + 'User-agent: *\nDisallow: /no\nCrawl-delay: 2'.length,
    notModified: 0,
    fromCache: 0,
    retries: 1,
    robots: [{ origin: server.origin, found: 'rules', crawlDelay: 2, refused: 1 }],
    perHost: [{ host, requests: 4, bytes: 50, delayMs: 2000, concurrency: 1 }],
  });
  expect(server.seen).toHaveLength(4);
});

test('progress tells what happens, in order', async () => {
  const server = await aServer();
  server.on('/a', inTurn(status(500), status(302, { location: '/b' })));
  server.on('/b', page('12345'));
  const events: CrawlEvent[] = [];
  await textOf(aCrawler({ onProgress: (event) => events.push(event) }), server.url('/a'));
  expect(events).toEqual([
    { type: 'request', url: server.url('/robots.txt') },
    { type: 'request', url: server.url('/a') },
    { type: 'retry', url: server.url('/a'), attempt: 1, waitMs: 500 },
    { type: 'request', url: server.url('/a') },
    { type: 'redirect', url: server.url('/a'), to: server.url('/b') },
    { type: 'request', url: server.url('/b') },
    { type: 'page', url: server.url('/b'), from: 'network', bytes: 5 },
  ]);
});

test.each([
  [{ delayMs: -1 }, /delay is -1/],
  [{ delayMs: Number.NaN }, /delay is NaN/],
  [{ concurrency: 0 }, /concurrency is 0; give a whole number from 1/],
  [{ maxBytes: 0 }, /maxBytes is 0/],
  [{ contact: 'a\r\nX: y' }, /cannot be sent/],
  [{ env: { HTTP_PROXY: 'gopher://x' } }, /HTTP_PROXY is not the address of a proxy/],
])('options out of their limits are a usage error: %o', (options, message) => {
  expect(() => aCrawler(options)).toThrow(UsageError);
  expect(() => aCrawler(options)).toThrow(message);
});

test('closing ends what is under way', async () => {
  const server = await aServer();
  server.on('/a', silent);
  const crawler = aCrawler();
  const failed = textOf(crawler, server.url('/a')).catch((error: Error) => error.name);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await crawler.close();
  expect(await failed).toBe('StopRun');
});
