/** A whole sync against a server that has its faults and its rules: what it is asked, when, and what is there in the end. */
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BadServer, type Behaviour, startBadServer } from '../helpers/bad-server.js';
import { threadEntry, threadPage } from '../helpers/pipermail.js';
import { useWorkbench, type Workbench } from '../helpers/run-cli.js';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June'];
const EACH = 4;
const LIST = '/pipermail/summit/';

const { fresh } = useWorkbench();
let server: BadServer;
let bench: Workbench;

beforeAll(async () => {
  server = await startBadServer();
});
afterAll(() => server.close());
beforeEach(() => {
  bench = fresh();
  server.seen.length = 0;
  server.on('/robots.txt', (_, answer) => void answer.writeHead(404).end());
  const rows = MONTHS.map(
    (month) =>
      `<td><A href="2012-${month}/thread.html">[ Thread ]</a></td><td><A href="2012-${month}.txt.gz">[ Gzip'd Text 1 KB ]</a></td>`,
  );
  server.on(
    LIST,
    page(`<title>The Summit Archives</title><table><tr>${rows.reverse().join('</tr><tr>')}</tr></table>`),
  );
  MONTHS.forEach((month, index) => {
    server.on(
      `${LIST}2012-${month}/thread.html`,
      page(
        threadPage(
          numbersOf(index)
            .map((n) => threadEntry(n, `Mail ${n}`, 'Ann', `0${timeOf(index, n)}.${n}-`))
            .join('\n'),
        ),
      ),
    );
    server.on(textOf(month), page(gzipSync(recordsOf(index))));
  });
});

const textOf = (month: string) => `${LIST}2012-${month}.txt.gz`;
const numbersOf = (month: number) => Array.from({ length: EACH }, (_, index) => month * EACH + index);
const timeOf = (month: number, number: number) => Date.UTC(2012, month, 3 + number) / 1000;

function recordsOf(month: number): string {
  const record = (number: number) => {
    const [, day, of, year, time] =
      /^\w+, (\d+) (\w+) (\d+) (\S+)/.exec(new Date(timeOf(month, number) * 1000).toUTCString()) ?? [];
    return `From ann at example.org  Mon ${of} ${String(Number(day)).padStart(2)} ${time} ${year}\nFrom: ann at example.org (Ann)\nDate: ${day} ${of} ${year} ${time} +0000\nSubject: Mail ${number}\nMessage-ID: <${number}@example.org>\n\nText ${number}.\n\n`;
  };
  return numbersOf(month).map(record).join('');
}

function page(body: string | Uint8Array): Behaviour {
  return (_, answer) =>
    void answer
      .writeHead(200, { 'content-type': typeof body === 'string' ? 'text/html' : 'application/x-gzip' })
      .end(body);
}

const good = (month: number) => page(gzipSync(recordsOf(month)));
const sync = (...options: string[]) => bench.run(['sync', server.url(LIST), '--delay', '0', ...options], { env: {} });
/** The Message-IDs in the store, in its order. */
async function kept(): Promise<string[]> {
  const { out } = await bench.run(['messages', 'summit'], { env: {} });
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).id);
}
const idsOf = (...months: number[]) => months.flatMap(numbersOf).map((number) => `<${number}@example.org>`);
const ALL = idsOf(0, 1, 2, 3, 4, 5);

describe('one fault of a server', () => {
  it.each<[string, Behaviour]>([
    [
      '503',
      (request, answer, count) =>
        count === 1 ? void answer.writeHead(503).end() : void good(2)(request, answer, count),
    ],
    [
      '429 with Retry-After',
      (request, answer, count) =>
        count === 1 ? void answer.writeHead(429, { 'retry-after': '1' }).end() : void good(2)(request, answer, count),
    ],
    [
      'connection that breaks',
      (request, answer, count) => (count === 1 ? void answer.destroy() : void good(2)(request, answer, count)),
    ],
  ])('that passes (%s) costs one request more, and no message', async (_, behaviour) => {
    server.on(textOf('March'), behaviour);
    const { code, err } = await sync();
    expect({ code, kept: await kept() }).toEqual({ code: 0, kept: ALL });
    expect(server.count(textOf('March'))).toBe(2);
    expect(err).toContain('1 retry');
  });

  it.each<[string, Behaviour, readonly string[]]>([
    ['503', (_, answer) => void answer.writeHead(503).end(), []],
    ['429 for an hour', (_, answer) => void answer.writeHead(429, { 'retry-after': '3600' }).end(), []],
    [
      'truncated gzip',
      (_, answer) =>
        void answer
          .writeHead(200, { 'content-type': 'application/x-gzip' })
          .end(gzipSync(recordsOf(2)).subarray(0, 60)),
      [],
    ],
  ])(
    'that stays (%s) is told with its address; the next run has what was missing, and no more',
    async (_, behaviour) => {
      server.on(textOf('March'), behaviour);
      const first = await sync();
      expect(first.code).toBe(1);
      expect(first.err).toContain(server.url(textOf('March')).slice(0, -'.txt.gz'.length));
      expect(first.err).not.toMatch(/\bat .*:\d+:\d+/);
      const before = await kept();
      // A host that asks for an hour of peace is left in peace, so what came before it is what there is.
      expect(before).toEqual(ALL.filter((id) => before.includes(id)));
      expect(before).toEqual(expect.arrayContaining(idsOf(0, 1)));

      server.on(textOf('March'), good(2));
      const { code } = await sync();
      expect({ code, kept: await kept() }).toEqual({ code: 0, kept: ALL });
    },
  );

  it('(404 for a text) is made good by the pages, or told', async () => {
    server.on(textOf('March'), (_, answer) => void answer.writeHead(404).end());
    const { code, err } = await sync();
    expect(code).toBe(1);
    expect(err).toContain('2012-March');
    expect(await kept()).toEqual(idsOf(0, 1, 3, 4, 5));
  });
});

describe('the rules of a host', () => {
  it('are asked for first, and a list that is closed to programs is not read', async () => {
    server.on('/robots.txt', page('User-agent: *\nDisallow: /pipermail/\n'));
    const { code, err } = await sync();
    expect(code).toBe(1);
    expect(err).toContain('robots.txt');
    expect(server.seen.map(({ target }) => target)).toEqual(['/robots.txt']);
  });

  it('may close single pages: the others are read, and the receipt says what was refused', async () => {
    server.on('/robots.txt', page(`User-agent: Listpress\nDisallow: ${textOf('March')}\n`));
    const { err } = await sync();
    expect(server.count(textOf('March'))).toBe(0);
    expect(await kept()).toEqual(expect.arrayContaining(idsOf(0, 1, 3, 4, 5)));
    expect(err).toMatch(/[1-9]\d* address(?:es)?\s+refused/);
  });

  it('may ask for a pause, which is kept to', async () => {
    server.on('/robots.txt', page('User-agent: *\nCrawl-delay: 0.2\n'));
    const { code, err } = await bench.run(
      ['sync', server.url(LIST), '--delay', '0', '--since', '2012-05-01', '--until', '2012-05-31'],
      {
        env: {},
        sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
      },
    );
    expect(code).toBe(0);
    expect(err).toContain('Crawl-delay');
    const times = server.seen.filter(({ target }) => target !== '/robots.txt').map(({ at }) => at);
    expect(times.length).toBeGreaterThanOrEqual(3);
    // Timers and clocks are whole milliseconds.
    for (const [index, at] of times.slice(1).entries()) expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(195);
  });

  it.each([1, 2])('with --concurrency %d, at most so many requests are under way', async (most) => {
    const { code } = await sync('--concurrency', String(most));
    expect(code).toBe(0);
    expect(server.mostAtOnce()).toBeLessThanOrEqual(2);
    if (most === 1) expect(server.mostAtOnce()).toBe(1);
  });
});

describe('a sync of a list', () => {
  it('asks for two pages of each volume, the index and robots.txt; then for three in all', async () => {
    await sync();
    expect(server.seen).toHaveLength(2 * MONTHS.length + 2);
    expect(server.seen.every(({ headers }) => /^Listpress\/\S+ \(/.test(headers['user-agent'] ?? ''))).toBe(true);
    server.seen.length = 0;
    await sync();
    expect(server.seen.length).toBeLessThanOrEqual(3);
  });
});
