import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { breaksOff, endless, inTurn, page, stalls, status } from '../helpers/bad-server.js';
import { aCrawler, aServer, aStore, issueOf } from './a-crawler.js';

const role = 'volume-text';

test('a body that breaks off is kept as far as it came, asked for once, and not stored', async () => {
  const server = await aServer();
  server.on('/x.mbox', breaksOff('From ann', 1000));
  const pages = aStore();
  const crawler = aCrawler({ pages });
  const got = await crawler.get({ url: server.url('/x.mbox'), role, partial: true });
  expect(await got.body.text()).toBe('From ann');
  expect(got.complete).toBe(false);
  expect(server.count('/x.mbox')).toBe(1);
  expect(pages.pages.has(server.url('/x.mbox'))).toBe(false);
  expect(crawler.receipt()).toMatchObject({ retries: 0, bytes: 8 });
});

test('of a chunked body as well, which promised no length', async () => {
  const server = await aServer();
  server.on('/x.mbox', (_, response) => {
    response.writeHead(200).write('From ann', () => setTimeout(() => response.socket?.destroy(), 20));
  });
  const got = await aCrawler().get({ url: server.url('/x.mbox'), role, partial: true });
  expect([await got.body.text(), got.complete]).toEqual(['From ann', false]);
});

test('a body that falls silent is one that broke off', async () => {
  const server = await aServer();
  server.on('/x.mbox', stalls('From ann'));
  const crawler = aCrawler({ timeoutMs: 300 });
  const got = await crawler.get({ url: server.url('/x.mbox'), role, partial: true });
  expect([await got.body.text(), got.complete]).toEqual(['From ann', false]);
  expect(server.count('/x.mbox')).toBe(1);
});

test('a whole body is whole, and kept in the store', async () => {
  const server = await aServer();
  server.on('/x.mbox', page('From ann'));
  const pages = aStore();
  const got = await aCrawler({ pages }).get({ url: server.url('/x.mbox'), role, partial: true });
  expect([await got.body.text(), got.complete]).toEqual(['From ann', undefined]);
  expect(pages.pages.has(server.url('/x.mbox'))).toBe(true);
});

test('who did not ask for a part gets none, in the same run too', async () => {
  const server = await aServer();
  server.on('/x.mbox', breaksOff('From ann', 1000));
  const crawler = aCrawler({ maxRetries: 1 });
  await crawler.get({ url: server.url('/x.mbox'), role, partial: true });
  expect(await issueOf(crawler, server.url('/x.mbox'))).toMatchObject({ code: 'BODY_BROKEN' });
  expect(server.count('/x.mbox')).toBe(3);
});

test('a part may be empty: HyperKitty keeps some 30 kB back, and asking again brings no more', async () => {
  const server = await aServer();
  server.on('/x.mbox', breaksOff('', 1000));
  const got = await aCrawler().get({ url: server.url('/x.mbox'), role, partial: true });
  expect([await got.body.text(), got.complete]).toEqual(['', false]);
  expect(server.count('/x.mbox')).toBe(1);
});

test('what fails before its body is asked for again', async () => {
  const server = await aServer();
  server.on(
    '/x.mbox',
    inTurn((_, response) => void response.socket?.destroy(), status(503), page('From ann')),
  );
  const got = await aCrawler().get({ url: server.url('/x.mbox'), role, partial: true });
  expect([await got.body.text(), got.complete]).toEqual(['From ann', undefined]);
  expect(server.count('/x.mbox')).toBe(3);
});

test('past its limit a body is too large, in parts or not', async () => {
  const server = await aServer();
  server.on('/x.mbox', endless);
  const asked = aCrawler().get({ url: server.url('/x.mbox'), role, partial: true, maxBytes: 1000 });
  await expect(asked).rejects.toMatchObject({ issue: { code: 'TOO_LARGE' } });
});

test('a coding is undone as far as the body came', async () => {
  const server = await aServer();
  const lines = Array.from({ length: 20_000 }, (_, index) => `line ${(index * 7919) % 99_991}\n`).join('');
  const gzip = gzipSync(lines);
  const half = gzip.subarray(0, gzip.length / 2);
  server.on('/x.mbox', breaksOff(half, gzip.length, { 'content-encoding': 'gzip' }));
  const got = await aCrawler().get({ url: server.url('/x.mbox'), role, partial: true });
  const text = await got.body.text();
  expect(got.complete).toBe(false);
  expect(text.length).toBeGreaterThan(10_000);
  expect(lines.startsWith(text)).toBe(true);
});
