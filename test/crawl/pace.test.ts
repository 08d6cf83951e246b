import { expect, test } from 'vitest';

import type { BadServer } from '../helpers/bad-server.js';
import { aCrawler, aServer, realTime, textOf } from './a-crawler.js';

const paths = ['/1', '/2', '/3', '/4', '/5', '/6'];

async function aSlowSite(ms: number): Promise<BadServer> {
  const server = await aServer();
  for (const path of paths) {
    server.on(path, async (_, response) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      response.writeHead(200).end(path);
    });
  }
  return server;
}

function gaps(server: BadServer): number[] {
  return server.seen.slice(1).map((request, index) => request.at - (server.seen[index]?.at ?? 0));
}

test('the delay lies between any two starts, robots.txt among them', async () => {
  const server = await aSlowSite(0);
  const crawler = aCrawler({ ...realTime, delayMs: 80 });
  await Promise.all(paths.map((path) => textOf(crawler, server.url(path))));
  expect(server.seen).toHaveLength(7);
  // A request can be some ms on its way to the server's clock.
  expect(Math.min(...gaps(server))).toBeGreaterThanOrEqual(70);
});

test('two at a time, and really two', async () => {
  const server = await aSlowSite(60);
  const crawler = aCrawler({ ...realTime });
  await Promise.all(paths.map((path) => textOf(crawler, server.url(path))));
  expect(server.mostAtOnce()).toBe(2);
});

test('hosts do not wait for each other', async () => {
  const [one, two] = [await aSlowSite(0), await aSlowSite(0)];
  const crawler = aCrawler({ ...realTime, delayMs: 150 });
  const start = Date.now();
  await Promise.all(paths.flatMap((path) => [textOf(crawler, one.url(path)), textOf(crawler, two.url(path))]));
  expect(Date.now() - start).toBeLessThan(1700);
  for (const server of [one, two]) expect(Math.min(...gaps(server))).toBeGreaterThanOrEqual(130);
});

test('a Crawl-delay found on the way holds from then on, one at a time', async () => {
  const server = await aSlowSite(60);
  server.on('/robots.txt', (_, response) => void response.writeHead(200).end('User-agent: *\nCrawl-delay: 0.15'));
  const crawler = aCrawler({ ...realTime, delayMs: 10 });
  await Promise.all(paths.slice(0, 4).map((path) => textOf(crawler, server.url(path))));
  expect(Math.min(...gaps(server))).toBeGreaterThanOrEqual(140);
  expect(server.mostAtOnce()).toBe(1);
});
