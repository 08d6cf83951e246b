import { expect, test } from 'vitest';

import { StopRun } from '../../src/errors.js';
import { inTurn, page, silent, stalls, status } from '../helpers/bad-server.js';
import { aCrawler, aServer, realTime, textOf } from './a-crawler.js';

/** Asks for the page, stops the run when the server has seen `requests` requests, and tells how that ended and how soon. */
async function stopDuring(
  path: string,
  requests: number,
  options: Parameters<typeof aCrawler>[0],
  server: Awaited<ReturnType<typeof aServer>>,
) {
  const controller = new AbortController();
  const crawler = aCrawler({ ...realTime, signal: controller.signal, ...options });
  const failed = textOf(crawler, server.url(path)).then(
    () => null,
    (error: unknown) => error,
  );
  while (server.seen.length < requests) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const start = Date.now();
  controller.abort();
  const error = await failed;
  return { error, took: Date.now() - start, crawler };
}

test.each([
  ['before the headers', silent],
  ['within the body', stalls('half')],
  ['during a Retry-After', status(503, { 'retry-after': '50' })],
])('Ctrl-C %s ends at once', async (_, behaviour) => {
  const server = await aServer();
  server.on('/a', behaviour);
  const { error, took, crawler } = await stopDuring('/a', 2, {}, server);
  expect(error).toBeInstanceOf(StopRun);
  expect(took).toBeLessThan(500);
  await expect(textOf(crawler, server.url('/b'))).rejects.toBeInstanceOf(StopRun);
  expect(server.seen).toHaveLength(2);
});

test('Ctrl-C during the wait between two requests ends at once', async () => {
  const server = await aServer();
  server.on('/a', page('x'));
  const { error, took } = await stopDuring('/a', 1, { delayMs: 60_000 }, server);
  expect(error).toBeInstanceOf(StopRun);
  expect(took).toBeLessThan(500);
});

test('everything in the queue ends too, and nothing more is sent', async () => {
  const server = await aServer();
  server.on('/robots.txt', inTurn(page('')));
  const controller = new AbortController();
  const crawler = aCrawler({ ...realTime, signal: controller.signal });
  const paths = Array.from({ length: 20 }, (_, index) => `/${index}`);
  for (const path of paths) server.on(path, silent);
  const all = Promise.allSettled(paths.map((path) => textOf(crawler, server.url(path))));
  while (server.seen.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  controller.abort();
  for (const result of await all) expect(result).toMatchObject({ status: 'rejected', reason: { name: 'StopRun' } });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(server.seen).toHaveLength(3);
});

test('a run that is over before it began asks for nothing', async () => {
  const server = await aServer();
  const crawler = aCrawler({ signal: AbortSignal.abort() });
  await expect(textOf(crawler, server.url('/a'))).rejects.toBeInstanceOf(StopRun);
  expect(server.seen).toEqual([]);
});
