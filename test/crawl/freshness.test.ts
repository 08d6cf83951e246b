import { expect, test } from 'vitest';

import { inTurn, page, revalidated, status } from '../helpers/bad-server.js';
import { aClock, aCrawler, aServer, aStore, issueOf, textOf } from './a-crawler.js';

const ETAG = { etag: '"v1"' };
const MODIFIED = { 'last-modified': 'Wed, 01 Feb 2012 10:00:00 GMT' };

test.each([
  ['an ETag alone', ETAG],
  ['Last-Modified alone', MODIFIED],
  ['both', { ...ETAG, ...MODIFIED }],
])('with %s, an unchanged second run is one conditional request a page and no body', async (_, validator) => {
  const server = await aServer();
  const rules = 'User-agent: *\nDisallow:';
  server.on('/robots.txt', revalidated(rules, validator));
  server.on('/a', revalidated('page a', validator));
  server.on('/b', revalidated('page b', validator));
  const [pages, clock] = [aStore(), aClock()];

  const first = aCrawler({ pages, ...clock });
  const one = await first.get({ url: server.url('/a'), role: 'message' });
  expect(await textOf(first, server.url('/b'))).toBe('page b');
  expect(first.receipt()).toMatchObject({ requests: 3, bytes: rules.length + 12, notModified: 0 });

  clock.pass(30 * 86_400_000);
  const second = aCrawler({ pages, ...clock });
  const two = await second.get({ url: server.url('/a'), role: 'message' });
  expect(two.origin).toEqual(one.origin);
  expect(two.contentType).toBe('text/plain');
  expect(await two.body.text()).toBe('page a');
  expect(await textOf(second, server.url('/b'))).toBe('page b');
  expect(second.receipt()).toMatchObject({ requests: 3, bytes: 0, notModified: 3, fromCache: 0 });
  expect(server.seen.slice(3).map((request) => request.status)).toEqual([304, 304, 304]);
});

test('an old page without Cache-Control is not taken for fresh', async () => {
  const server = await aServer();
  server.on('/a', revalidated('old', { 'last-modified': 'Sat, 01 Jan 2000 00:00:00 GMT' }));
  const [pages, clock] = [aStore(), aClock()];
  await textOf(aCrawler({ pages, ...clock }), server.url('/a'));
  await textOf(aCrawler({ pages, ...clock }), server.url('/a'));
  expect(server.count('/a')).toBe(2);
});

test.each(['max-age=3600', 'Max-Age=3600, must-revalidate', 'private, max-age=3600'])(
  '%s costs no request',
  async (control) => {
    const server = await aServer();
    server.on('/a', page('fresh', { 'cache-control': control }));
    const [pages, clock] = [aStore(), aClock()];
    await textOf(aCrawler({ pages, ...clock }), server.url('/a'));
    const before = server.seen.length;

    clock.pass(3_590_000);
    const second = aCrawler({ pages, ...clock });
    expect(await textOf(second, server.url('/a'))).toBe('fresh');
    expect(second.receipt()).toMatchObject({ requests: 0, fromCache: 1 });
    expect(server.seen).toHaveLength(before);

    clock.pass(20_000);
    await textOf(aCrawler({ pages, ...clock }), server.url('/a'));
    expect(server.count('/a')).toBe(2);
  },
);

test.each(['max-age=0', 'no-cache', 'max-age=60, stale-while-revalidate=86400, stale-if-error=86400', 'immutable'])(
  '%s is asked again',
  async (control) => {
    const server = await aServer();
    server.on('/a', revalidated('x', ETAG, { 'cache-control': control }));
    const [pages, clock] = [aStore(), aClock()];
    await textOf(aCrawler({ pages, ...clock }), server.url('/a'));
    clock.pass(120_000);
    await textOf(aCrawler({ pages, ...clock }), server.url('/a'));
    expect(server.seen.filter((request) => request.target === '/a').map((request) => request.status)).toEqual([
      200, 304,
    ]);
  },
);

test('a clock set back does not keep a page fresh', async () => {
  const server = await aServer();
  server.on('/a', page('x', { 'cache-control': 'max-age=60' }));
  const [pages, clock] = [aStore(), aClock()];
  await textOf(aCrawler({ pages, ...clock }), server.url('/a'));
  clock.pass(-86_400_000);
  await textOf(aCrawler({ pages, ...clock }), server.url('/a'));
  expect(server.count('/a')).toBe(2);
});

test('a changed page replaces the stored one', async () => {
  const server = await aServer();
  server.on('/a', inTurn(page('one', ETAG), revalidated('two', { etag: '"v2"' })));
  const [pages, clock] = [aStore(), aClock()];
  const texts: string[] = [];
  for (let run = 0; run < 3; run += 1) texts.push(await textOf(aCrawler({ pages, ...clock }), server.url('/a')));
  expect(texts).toEqual(['one', 'two', 'two']);
  expect(server.seen.filter((request) => request.target === '/a').map((request) => request.status)).toEqual([
    200, 200, 304,
  ]);
});

test('a 304 brings new header fields, and the freshness they give', async () => {
  const server = await aServer();
  const notModified = status(304, { ...ETAG, 'cache-control': 'max-age=3600', 'content-type': 'text/nonsense' });
  server.on('/a', inTurn(page('x', ETAG), notModified));
  const [pages, clock] = [aStore(), aClock()];
  for (let run = 0; run < 3; run += 1) await textOf(aCrawler({ pages, ...clock }), server.url('/a'));
  expect(server.count('/a')).toBe(2);
  expect(pages.pages.get(server.url('/a'))?.headers).toMatchObject({
    'cache-control': 'max-age=3600',
    'content-type': 'text/html',
  });
});

test('a 304 without any validator still means that nothing has changed', async () => {
  const server = await aServer();
  server.on('/a', inTurn(page('x', ETAG), status(304)));
  const [pages, clock] = [aStore(), aClock()];
  for (let run = 0; run < 3; run += 1) {
    expect(await textOf(aCrawler({ pages, ...clock }), server.url('/a'))).toBe('x');
  }
  expect(server.seen.at(-1)?.headers['if-none-match']).toBe('"v1"');
});

test('an ETag that cannot be sent back leads to the whole page', async () => {
  const server = await aServer();
  server.on('/a', page('x', { etag: '"\u00e9\u00e9"' }));
  const [pages, clock] = [aStore(), aClock()];
  await textOf(aCrawler({ pages, ...clock }), server.url('/a'));
  expect(await textOf(aCrawler({ pages, ...clock }), server.url('/a'))).toBe('x');
  expect(server.seen.at(-1)?.headers['if-none-match']).toBeUndefined();
});

test('a 304 that nobody asked for is a failure of the server', async () => {
  const server = await aServer();
  server.on('/a', status(304));
  expect(await issueOf(aCrawler(), server.url('/a'))).toEqual({
    code: 'SERVER_FAILED',
    url: server.url('/a'),
    status: 304,
  });
});

test('without the cache nothing stored is used, and what comes is stored', async () => {
  const server = await aServer();
  server.on('/a', inTurn(page('one', { ...ETAG, 'cache-control': 'max-age=3600' }), page('two', ETAG)));
  const [pages, clock] = [aStore(), aClock()];
  await textOf(aCrawler({ pages, ...clock }), server.url('/a'));
  expect(await textOf(aCrawler({ pages, ...clock, useCache: false }), server.url('/a'))).toBe('two');
  expect(server.seen.at(-1)?.headers).toMatchObject({ 'cache-control': 'no-cache' });
  expect(server.seen.at(-1)?.headers).not.toHaveProperty('if-none-match');
  expect(Buffer.from(pages.pages.get(server.url('/a'))?.body ?? []).toString()).toBe('two');
});

test('when the server fails, a stored page is not passed off as today’s', async () => {
  const server = await aServer();
  server.on('/a', inTurn(page('x', ETAG), status(500)));
  const [pages, clock] = [aStore(), aClock()];
  await textOf(aCrawler({ pages, ...clock }), server.url('/a'));
  expect(await issueOf(aCrawler({ pages, ...clock }), server.url('/a'))).toMatchObject({
    code: 'SERVER_FAILED',
    status: 500,
  });
});

test('Vary: * is never answered from the store', async () => {
  const server = await aServer();
  server.on('/a', page('x', { ...ETAG, vary: '*', 'cache-control': 'max-age=3600' }));
  const [pages, clock] = [aStore(), aClock()];
  await textOf(aCrawler({ pages, ...clock }), server.url('/a'));
  await textOf(aCrawler({ pages, ...clock }), server.url('/a'));
  expect(server.count('/a')).toBe(2);
});

test('cookies are not stored', async () => {
  const server = await aServer();
  server.on('/a', page('x', { 'set-cookie': 'session=1' }));
  const pages = aStore();
  await textOf(aCrawler({ pages }), server.url('/a'));
  expect(pages.pages.get(server.url('/a'))?.headers).not.toHaveProperty('set-cookie');
});

test('robots.txt is not believed for more than a day', async () => {
  const server = await aServer();
  server.on('/robots.txt', page('', { 'cache-control': 'max-age=99999999' }));
  const [pages, clock] = [aStore(), aClock()];
  const run = async () => await issueOf(aCrawler({ pages, ...clock }), server.url('/a'));
  await run();
  clock.pass(80_000_000);
  await run();
  expect(server.count('/robots.txt')).toBe(1);
  clock.pass(10_000_000);
  await run();
  expect(server.count('/robots.txt')).toBe(2);
});
