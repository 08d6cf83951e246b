import { expect, test } from 'vitest';

import { inTurn, page, status } from '../helpers/bad-server.js';
import { aClock, aCrawler, aServer, issueOf, textOf } from './a-crawler.js';

test('two 503 and then a page: the page', async () => {
  const server = await aServer();
  server.on('/a', inTurn(status(503), status(503), page('at last')));
  const clock = aClock();
  expect(await textOf(aCrawler({ ...clock }), server.url('/a'))).toBe('at last');
  // Half of 1 s and of 2 s: the clock of the test draws 0.5.
  expect(clock.slept).toEqual([500, 1000]);
});

test.each([500, 502, 503, 504, 408, 425, 429])('%i for ever: four requests and no more', async (code) => {
  const server = await aServer();
  server.on('/a', status(code));
  const crawler = aCrawler();
  expect(await issueOf(crawler, server.url('/a'))).toEqual({
    code: 'SERVER_FAILED',
    url: server.url('/a'),
    status: code,
  });
  expect(server.count('/a')).toBe(4);
  expect(crawler.receipt().retries).toBe(3);
});

test.each([
  [404, 'PAGE_MISSING'],
  [410, 'PAGE_MISSING'],
  [401, 'PAGE_PRIVATE'],
  [403, 'PAGE_PRIVATE'],
  [400, 'SERVER_FAILED'],
  [418, 'SERVER_FAILED'],
  [204, 'SERVER_FAILED'],
  [300, 'SERVER_FAILED'],
])('%i is %s at once', async (code, issue) => {
  const server = await aServer();
  server.on('/a', status(code));
  expect(await issueOf(aCrawler(), server.url('/a'))).toEqual({ code: issue, url: server.url('/a'), status: code });
  expect(server.count('/a')).toBe(1);
});

test('the waits are spread over everything up to the double of the last, and bounded', async () => {
  const server = await aServer();
  server.on('/a', status(500));
  const clock = aClock();
  const draws = [0, 0.999, 0.25, 0.999, 0.999, 0.999, 0.999];
  await issueOf(aCrawler({ ...clock, maxRetries: 7, random: () => draws.shift() ?? 0 }), server.url('/a'));
  expect(clock.slept).toEqual([0, 1998, 1000, 7992, 15984, 29970, 29970]);
});

test('Retry-After in seconds is waited for to the millisecond', async () => {
  const server = await aServer();
  server.on('/a', inTurn(status(429, { 'retry-after': '17' }), page('x')));
  const clock = aClock();
  expect(await textOf(aCrawler({ ...clock }), server.url('/a'))).toBe('x');
  expect(clock.slept).toEqual([17_000]);
});

test.each(['Wed, 14 Mar 2012 12:00:42 GMT', 'Wednesday, 14-Mar-12 12:00:42 GMT', 'Wed Mar 14 12:00:42 2012'])(
  'Retry-After: %s',
  async (date) => {
    const server = await aServer();
    server.on('/a', inTurn(status(503, { 'retry-after': date }), page('x')));
    const clock = aClock(Date.parse('2012-03-14T12:00:00Z'));
    expect(await textOf(aCrawler({ ...clock }), server.url('/a'))).toBe('x');
    expect(clock.slept).toEqual([42_000]);
  },
);

test.each(['soon', '-5', '1.5', '0', 'Wed, 14 Mar 2001 12:00:42 GMT', 'in 2 hours'])(
  'Retry-After: %s says nothing, so the usual wait holds',
  async (value) => {
    const server = await aServer();
    server.on('/a', inTurn(status(503, { 'retry-after': value }), page('x')));
    const clock = aClock();
    await textOf(aCrawler({ ...clock }), server.url('/a'));
    expect(clock.slept).toEqual([500]);
  },
);

test('a Retry-After that is too long ends it at once, with the instant', async () => {
  const server = await aServer();
  server.on('/a', status(503, { 'retry-after': '3600' }));
  const clock = aClock(Date.parse('2012-03-14T12:00:00.250Z'));
  expect(await issueOf(aCrawler({ ...clock }), server.url('/a'))).toEqual({
    code: 'SERVER_FAILED',
    url: server.url('/a'),
    status: 503,
    retryAfter: '2012-03-14T13:00:01Z',
  });
  expect(clock.slept).toEqual([]);
  expect(server.count('/a')).toBe(1);
});

test('an absurd Retry-After is an instant all the same', async () => {
  const server = await aServer();
  server.on('/a', status(503, { 'retry-after': '9'.repeat(40) }));
  expect(await issueOf(aCrawler(), server.url('/a'))).toMatchObject({ retryAfter: '2022-03-12T12:00:00Z' });
});

test('a host that asked for an hour of peace is not asked for its other pages', async () => {
  const server = await aServer();
  server.on('/a', status(429, { 'retry-after': '3600' }));
  server.on('/b', page('x'));
  const crawler = aCrawler();
  await issueOf(crawler, server.url('/a'));
  expect(await issueOf(crawler, server.url('/b'))).toMatchObject({
    code: 'SERVER_FAILED',
    status: 429,
    url: server.url('/b'),
  });
  expect(server.count('/b')).toBe(0);
});

test('a shorter Retry-After does not undo a longer one', async () => {
  const server = await aServer();
  server.on('/a', status(503, { 'retry-after': '3600' }));
  server.on('/b', (_, response) => {
    setTimeout(() => response.writeHead(503, { 'retry-after': '1' }).end(), 100);
  });
  const crawler = aCrawler({ maxRetries: 0 });
  await Promise.all([issueOf(crawler, server.url('/a')), issueOf(crawler, server.url('/b'))]);
  expect(await issueOf(crawler, server.url('/c'))).toMatchObject({ status: 503, retryAfter: '2012-03-14T13:00:00Z' });
  expect(server.count('/c')).toBe(0);
});

test('a short Retry-After holds for the whole host', async () => {
  const server = await aServer();
  server.on('/a', inTurn(status(429, { 'retry-after': '10' }), page('a')));
  server.on('/b', page('b'));
  const clock = aClock();
  const crawler = aCrawler({ ...clock, sleep: (ms) => clock.sleep(ms, new AbortController().signal), concurrency: 1 });
  const start = clock.now();
  await Promise.all([textOf(crawler, server.url('/a')), textOf(crawler, server.url('/b'))]);
  expect(clock.now() - start).toBeGreaterThanOrEqual(10_000);
});

test('the last answer’s Retry-After is told even when the retries are used up', async () => {
  const server = await aServer();
  server.on('/a', status(503, { 'retry-after': '5' }));
  expect(await issueOf(aCrawler({ maxRetries: 1 }), server.url('/a'))).toMatchObject({
    retryAfter: '2012-03-14T12:00:10Z',
  });
  expect(server.count('/a')).toBe(2);
});
