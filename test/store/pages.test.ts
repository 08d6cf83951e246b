import { existsSync, mkdtempSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import type { StoredPage } from '../../src/crawl/page-store.js';
import { StopRun, UsageError } from '../../src/errors.js';
import { openPageStore } from '../../src/store/pages.js';

const URL_A = 'https://lists.example.org/pipermail/summit/2012-March.txt.gz';

let home: string;
let dir: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'listpress-'));
  dir = join(home, '.listpress');
});

afterEach(async () => {
  await rm(home, { recursive: true, force: true });
});

function aPage(body: string | Uint8Array, url = URL_A): StoredPage {
  return {
    url,
    status: 200,
    headers: { 'content-type': 'text/plain', etag: '"v1"' },
    receivedAt: '2012-03-14T12:00:00Z',
    policy: { v: 1, resh: { etag: '"v1"' } },
    body: Buffer.from(body),
  };
}

async function filesOf(host = 'lists.example.org'): Promise<string[]> {
  return (await readdir(join(dir, 'pages', host))).sort();
}

async function pathOf(extension: string): Promise<string> {
  const name = (await filesOf()).find((file) => file.endsWith(extension));
  return join(dir, 'pages', 'lists.example.org', name ?? 'none');
}

test('what is written is read, also by the next run', async () => {
  const page = aPage(Buffer.from([0x1f, 0x8b, 0, 255, 10, 13]));
  await openPageStore(dir).write(URL_A, page);
  expect(await openPageStore(dir).read(URL_A)).toEqual(page);
});

test('a page is two files under its host, and the body is the bytes as received', async () => {
  await openPageStore(dir).write(URL_A, aPage('as received'));
  expect(await filesOf()).toEqual([
    expect.stringMatching(/^[0-9a-f]{32}\.body$/),
    expect.stringMatching(/^[0-9a-f]{32}\.json$/),
  ]);
  expect(await readFile(await pathOf('.body'), 'utf8')).toBe('as received');
});

test('the folder keeps itself out of git, and an editor’s own .gitignore stays', async () => {
  openPageStore(dir);
  expect(await readFile(join(dir, '.gitignore'), 'utf8')).toBe('*\n');
  await writeFile(join(dir, '.gitignore'), 'pages\n');
  openPageStore(dir);
  expect(await readFile(join(dir, '.gitignore'), 'utf8')).toBe('pages\n');
});

test('a page that was never written is not there', async () => {
  expect(await openPageStore(dir).read(URL_A)).toBeNull();
});

test('a new body replaces the old one; an unchanged one is not written again', async () => {
  const store = openPageStore(dir);
  await store.write(URL_A, aPage('one'));
  const before = await stat(await pathOf('.body'));
  await store.write(URL_A, { ...aPage('one'), headers: { etag: '"v2"' } });
  expect((await stat(await pathOf('.body'))).ino).toBe(before.ino);
  expect((await store.read(URL_A))?.headers).toEqual({ etag: '"v2"' });
  await store.write(URL_A, aPage('two'));
  expect(Buffer.from((await store.read(URL_A))?.body ?? []).toString()).toBe('two');
});

test.each<[string, () => Promise<unknown>]>([
  ['JSON without a body', async () => await rm(await pathOf('.body'))],
  ['a body without JSON', async () => await rm(await pathOf('.json'))],
  ['a body cut short', async () => await truncate(await pathOf('.body'), 2)],
  ['an empty body', async () => await truncate(await pathOf('.body'), 0)],
  ['a body of another time', async () => await writeFile(await pathOf('.body'), 'ONE')],
  ['JSON cut short', async () => await truncate(await pathOf('.json'), 40)],
  ['JSON of another kind', async () => await writeFile(await pathOf('.json'), '[]')],
  ['JSON of another version', async () => await writeFile(await pathOf('.json'), '{"version":99}')],
])('%s counts as not stored, and can be written again', async (_, damage) => {
  const store = openPageStore(dir);
  await store.write(URL_A, aPage('one'));
  await damage();
  expect(await store.read(URL_A)).toBeNull();
  await store.write(URL_A, aPage('one'));
  expect(await store.read(URL_A)).toEqual(aPage('one'));
});

test('JSON that speaks of another address is not believed', async () => {
  const store = openPageStore(dir);
  await store.write(URL_A, aPage('one', 'https://lists.example.org/other'));
  expect(await store.read(URL_A)).toBeNull();
});

test('a half-written temporary file harms nobody', async () => {
  const store = openPageStore(dir);
  await store.write(URL_A, aPage('one'));
  await writeFile(`${await pathOf('.body')}.0000.tmp`, 'half');
  expect(await openPageStore(dir).read(URL_A)).toEqual(aPage('one'));
});

test('no temporary file is left behind', async () => {
  const store = openPageStore(dir);
  await Promise.all(Array.from({ length: 10 }, (_, index) => store.write(URL_A, aPage(`body ${index}`))));
  expect(await filesOf()).toHaveLength(2);
});

test('writers at one time leave one page whole', async () => {
  const store = openPageStore(dir);
  const bodies = Array.from({ length: 20 }, (_, index) => `${index}`.repeat(1000 * index));
  await Promise.all(bodies.map((body) => store.write(URL_A, aPage(body))));
  expect(await store.read(URL_A)).toEqual(aPage(bodies.at(-1) ?? ''));
});

test('two processes at one time leave a whole page or none, never a mixture', async () => {
  const [one, two] = [openPageStore(dir), openPageStore(dir)];
  for (let round = 0; round < 20; round += 1) {
    const [a, b] = [aPage(`a${round}`), aPage(`b${round}`)];
    await Promise.all([one.write(URL_A, a), two.write(URL_A, b)]);
    expect([null, a, b]).toContainEqual(await openPageStore(dir).read(URL_A));
  }
});

test.each([
  ['http://../../etc/passwd', '_'],
  ['http://127.0.0.1:8080/a', '127.0.0.1_8080'],
  ['http://[::1]:8080/../a', '___1__8080'],
  [`https://h.example/${'x'.repeat(5000)}?a=/../..`, 'h.example'],
])('the host of %.40s becomes the safe name %s', async (url, folder) => {
  const store = openPageStore(dir);
  await store.write(url, aPage('x', url));
  expect(await store.read(url)).toEqual(aPage('x', url));
  expect(await readdir(join(dir, 'pages'))).toEqual([folder]);
  expect(await readdir(home)).toEqual(['.listpress']);
});

test('a folder that cannot be written is a usage error that names it', async () => {
  await writeFile(dir, 'a file of this name');
  expect(() => openPageStore(dir)).toThrow(UsageError);
  expect(() => openPageStore(dir)).toThrow(`The folder ${dir} cannot be written`);
});

test('a disk that fails during the run stops it', async () => {
  const store = openPageStore(dir);
  await mkdir(join(dir, 'pages'), { recursive: true });
  await writeFile(join(dir, 'pages', 'lists.example.org'), 'in the way');
  await expect(store.write(URL_A, aPage('x'))).rejects.toBeInstanceOf(StopRun);
  expect(existsSync(dir)).toBe(true);
});
