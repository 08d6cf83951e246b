import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { page, revalidated } from '../helpers/bad-server.js';
import { aClock, aCrawler, aServer, aStore, issueOf, textOf } from './a-crawler.js';

const TEXT = 'From ann at example.org  Tue Feb  7 10:00:00 2012\n'.repeat(50);
const GZIP = gzipSync(TEXT);

test.each([
  ['gzip', GZIP],
  ['x-gzip', GZIP],
  ['GZip', GZIP],
  ['gzip', Buffer.concat([gzipSync(TEXT.slice(0, 100)), gzipSync(TEXT.slice(100))])],
  ['deflate', deflateSync(TEXT)],
  ['br', brotliCompressSync(TEXT)],
  ['gzip, identity', GZIP],
  ['deflate, gzip', gzipSync(deflateSync(TEXT))],
  ['identity', Buffer.from(TEXT)],
  // HyperKitty's attachments.
  ['us-ascii', Buffer.from(TEXT)],
  // Words that every JavaScript object knows.
  ['constructor', Buffer.from(TEXT)],
  ['__proto__, toString', Buffer.from(TEXT)],
])('Content-Encoding: %s is undone', async (coding, body) => {
  const server = await aServer();
  server.on('/a', page(body, { 'content-encoding': coding }));
  expect(await textOf(aCrawler(), server.url('/a'))).toBe(TEXT);
  expect(server.seen[1]?.headers['accept-encoding']).toBe('gzip');
});

test.each([
  ['text/plain', 'x-gzip', TEXT],
  ['application/x-gzip', 'gzip', TEXT],
  ['application/x-gzip', '', null],
])('a volume served as %s with the coding “%s”', async (type, coding, text) => {
  const server = await aServer();
  server.on(
    '/2012-March.txt.gz',
    page(GZIP, { 'content-type': type, ...(coding ? { 'content-encoding': coding } : {}) }),
  );
  const got = await aCrawler().get({ url: server.url('/2012-March.txt.gz'), role: 'volume-text' });
  const bytes = Buffer.from(await got.body.arrayBuffer());
  expect(bytes.equals(text === null ? GZIP : Buffer.from(text))).toBe(true);
});

test('the store keeps the bytes of the wire, and a later run undoes the coding again', async () => {
  const server = await aServer();
  server.on('/a', revalidated(GZIP, { etag: '"z"' }, { 'content-encoding': 'gzip' }));
  const [pages, clock] = [aStore(), aClock()];
  await textOf(aCrawler({ pages, ...clock }), server.url('/a'));
  expect(GZIP.equals(pages.pages.get(server.url('/a'))?.body ?? Buffer.of())).toBe(true);
  const second = aCrawler({ pages, ...clock });
  expect(await textOf(second, server.url('/a'))).toBe(TEXT);
  expect(second.receipt()).toMatchObject({ notModified: 1, bytes: 0 });
});

test('an empty body is empty, whatever its label', async () => {
  const server = await aServer();
  server.on('/a', page('', { 'content-encoding': 'gzip' }));
  expect(await textOf(aCrawler(), server.url('/a'))).toBe('');
});

test.each([
  ['cut short', GZIP.subarray(0, -12), 'the compressed data ends early'],
  ['without its checksum', GZIP.subarray(0, -8), 'the compressed data ends early'],
  [
    'damaged',
    Buffer.concat([GZIP.subarray(0, 20), Buffer.alloc(20, 7), GZIP.subarray(40)]),
    'the compressed data is damaged',
  ],
  ['not gzip at all', Buffer.from('<p>An error page'), 'the compressed data is damaged'],
])('a gzip that is %s is broken, asked for once and not stored', async (_, body, reason) => {
  const server = await aServer();
  server.on('/a', page(body, { 'content-encoding': 'gzip' }));
  const pages = aStore();
  const url = server.url('/a');
  expect(await issueOf(aCrawler({ pages }), url)).toEqual({ code: 'BODY_BROKEN', url, reason });
  expect(server.count('/a')).toBe(1);
  expect(pages.pages.size).toBe(0);
});

test.each(['zstd', 'gzip, gzip, gzip, gzip'])('the coding %s is one too many', async (coding) => {
  const server = await aServer();
  server.on('/a', page(GZIP, { 'content-encoding': coding }));
  expect(await issueOf(aCrawler(), server.url('/a'))).toMatchObject({ code: 'BODY_BROKEN' });
});

test('a gzip bomb is stopped at the limit, with no memory spent on it', async () => {
  const server = await aServer();
  const bomb = await aBomb();
  expect(bomb.length).toBeLessThan(1_200_000);
  server.on('/a', page(bomb, { 'content-encoding': 'gzip' }));
  const url = server.url('/a');
  const before = process.memoryUsage().rss;
  expect(await issueOf(aCrawler(), url, 5_000_000)).toEqual({ code: 'TOO_LARGE', url, limit: 5_000_000 });
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  expect(server.count('/a')).toBe(1);
});

test('a bomb within a bomb is stopped too', async () => {
  const server = await aServer();
  server.on('/a', page(gzipSync(await aBomb()), { 'content-encoding': 'gzip, gzip' }));
  expect(await issueOf(aCrawler(), server.url('/a'), 5_000_000)).toMatchObject({ code: 'TOO_LARGE' });
});

test('empty gzip members without end are stopped by what came over the wire', async () => {
  const server = await aServer();
  const members = Buffer.concat(Array.from({ length: 2000 }, () => gzipSync('')));
  server.on('/a', (_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    const more = (): void => {
      while (!response.destroyed && response.write(members));
    };
    response.on('drain', more);
    more();
  });
  expect(await issueOf(aCrawler(), server.url('/a'), 100_000)).toMatchObject({ code: 'TOO_LARGE', limit: 100_000 });
});

/** 1 GB of zeros in about 1 MB, put together from one megabyte's gzip so that the test itself stays small. */
async function aBomb(): Promise<Buffer> {
  const member = gzipSync(Buffer.alloc(1 << 20), { level: 9 });
  return Buffer.concat(Array.from({ length: 1000 }, () => member));
}
