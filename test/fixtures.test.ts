import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeArchive } from '../fixtures/archive/build.mjs';
import { serveArchive } from '../scripts/serve-archive.mjs';

interface Expected {
  readonly messages: readonly {
    readonly url: string;
    readonly list: string;
    readonly volume: string;
    readonly number: number;
    readonly message_id: string | null;
    readonly subject: string;
    readonly date_utc: string;
    readonly thread_parent: string | null;
    readonly thread_depth: number;
    readonly attachments: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
  }[];
}

const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));
const archive = join(fixtures, 'archive');
const www = join(archive, 'www');
const host = 'http://lists.example.org/';
const { messages }: Expected = JSON.parse(readFileSync(join(archive, 'expected', 'messages.json'), 'utf8'));

/** Every file below a folder, as a path with forward slashes. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

const pathOf = (url: string) => join(www, url.slice(host.length));
const textOf = (url: string) => readFileSync(pathOf(url), 'utf8');

describe('the bundled archive', () => {
  const again = mkdtempSync(join(tmpdir(), 'listpress-archive-'));
  afterAll(() => rmSync(again, { recursive: true }));

  /** gzip's bytes, and so its size on the list's page, are zlib's own affair. */
  function comparable(file: string): string {
    const bytes = readFileSync(file);
    if (file.endsWith('.gz')) return gunzipSync(bytes).toString('latin1');
    return bytes.toString('latin1').replace(/(?<=Gzip'd Text )\d+ (?=KB|bytes)/g, '… ');
  }

  test('is what its generator makes of the mails, every time', () => {
    for (let run = 0; run < 2; run += 1) {
      writeArchive(again);
      for (const part of ['www', 'expected']) {
        const files = filesIn(join(archive, part));
        expect(files.length).toBeGreaterThan(0);
        expect(filesIn(join(again, part))).toEqual(files);
        for (const file of files) {
          expect(comparable(join(again, part, file)), file).toBe(comparable(join(archive, part, file)));
        }
      }
    }
  });

  test('has the two seed messages at their addresses', () => {
    const subjects = new Map(messages.map(({ url, subject }) => [url, subject]));
    expect(subjects.get(`${host}pipermail/summit/2012-February/001084.html`)).toMatch(/^\[Summit\] Summit notes/);
    expect(subjects.get(`${host}pipermail/members/2012-February/006679.html`)).toMatch(/^\[Members\] FOSDEM/);
  });

  test('numbers its messages one after the other, in the order of their dates', () => {
    for (const list of ['summit', 'members']) {
      const modern = messages.filter((message) => message.list === list && !message.volume.startsWith('1999'));
      const first = modern[0]?.number ?? Number.NaN;
      expect(modern.map(({ number }) => number)).toEqual(modern.map((_, at) => first + at));
      const dates = modern.map(({ date_utc }) => date_utc);
      expect(dates).toEqual(dates.toSorted());
    }
  });

  test('names every message and attachment that it has', () => {
    const pages = filesIn(www).filter((file) => /\/\d{6}\.html$/.test(file));
    expect(messages.map(({ url }) => url.slice(host.length)).sort()).toEqual(pages);
    const stored = filesIn(www).filter((file) => file.includes('/attachments/'));
    const named = messages.flatMap(({ attachments }) => attachments);
    expect(named.map(({ path }) => path).sort()).toEqual(stored);
    for (const { path, bytes, sha256 } of named) {
      const content = readFileSync(join(www, path));
      expect(content.length, path).toBe(bytes);
      expect(createHash('sha256').update(content).digest('hex'), path).toBe(sha256);
      if (path.endsWith('.png')) expect(content.subarray(1, 4).toString()).toBe('PNG');
    }
  });

  test('keeps attachments under the hash of the Message-ID and links them from the page', () => {
    for (const { url, message_id, attachments } of messages.filter((message) => message.attachments.length > 0)) {
      const hash = createHash('sha1')
        .update(message_id ?? '')
        .digest('hex');
      for (const { path } of attachments) {
        expect(path).toContain(`/${hash.slice(0, 4)}${hash.slice(-4)}/`);
        expect(textOf(url)).toContain(`URL: &lt;<A HREF="${host}${path}">`);
      }
    }
  });

  test('chains the keys of thread.html as the mails answer one another', () => {
    let seen = 0;
    for (const volume of new Set(messages.map(({ list, volume }) => `${list}/${volume}`))) {
      const html = textOf(`${host}pipermail/${volume}/thread.html`);
      const entries = [...html.matchAll(/<!--(\d) (\S+) -->\n<LI> ?<A HREF="(\d{6}\.html)">/g)];
      const byKey = new Map(entries.map(([, , key = '', file = '']) => [key, `${host}pipermail/${volume}/${file}`]));
      for (const [, shown = '', key = '', file = ''] of entries) {
        const message = messages.find(({ url }) => url === `${host}pipermail/${volume}/${file}`);
        expect(byKey.get(key.replace(/[^-]+-$/, '')) ?? null, file).toBe(message?.thread_parent);
        expect(Number(shown), file).toBe(Math.min(message?.thread_depth ?? Number.NaN, 3));
        seen += 1;
      }
    }
    expect(seen).toBe(messages.length);
    expect(Math.max(...messages.map(({ thread_depth }) => thread_depth))).toBeGreaterThan(3);
  });

  test('has each message in the text of its volume, by its id', () => {
    for (const { list, volume, message_id } of messages) {
      const file = join(www, 'pipermail', list, `${volume}.txt`);
      const text = filesIn(join(www, 'pipermail', list)).includes(`${volume}.txt.gz`)
        ? gunzipSync(readFileSync(`${file}.gz`)).toString('latin1')
        : readFileSync(file, 'latin1');
      if (message_id) expect(text).toContain(`\nMessage-ID: ${message_id}\n`);
      else expect(text).not.toContain('Message-ID');
    }
  });
});

test('no fixture holds an address or a host that could be somebody’s', () => {
  const safe = /(^|\.)example\.(org|net|com)$/i;
  // A hostile mail points at the reader's own machine.
  const local = ['127.0.0.1:22'];
  let found = 0;
  for (const folder of ['archive', 'mail', 'hostile']) {
    for (const file of filesIn(join(fixtures, folder)).filter((name) => !/\.(png|mjs|gz)$/.test(name))) {
      const text = readFileSync(join(fixtures, folder, file), 'utf8');
      const hosts = [
        ...text.matchAll(/[\w.+$-]+@([\w-]+(?:\.[\w-]+)+)/g),
        ...text.matchAll(/\w at ((?:[\w-]+\.)+[a-z]{2,})\b/g),
        ...text.matchAll(/\b(?:https?|ftp):\/\/(?:[^/\s"<>@]*@)?([^/\s"<>)']+)/g),
        ...text.matchAll(/%40((?:[\w-]+\.)+[\w-]+)/g),
      ].map(([, name = '']) => name.replace(/\.$/, ''));
      found += hosts.length;
      expect(
        hosts.filter((name) => !safe.test(name) && !local.includes(name)),
        `${folder}/${file}`,
      ).toEqual([]);
    }
  }
  expect(found).toBeGreaterThan(100);
});

describe('the archive server', () => {
  let server: Awaited<ReturnType<typeof serveArchive>>;
  beforeAll(async () => {
    server = await serveArchive({ root: www });
  });
  afterAll(() => server.close());

  /** One request with exactly this request line; `fetch` would tidy the path. */
  function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
    return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((done, failed) => {
      const sent = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      });
      sent.on('error', failed);
      sent.on('connect', (response, socket) => {
        socket.destroy();
        done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.alloc(0) });
      });
      sent.end();
    });
  }

  test('answers every link that the pages make between themselves', async () => {
    const wanted = new Map<string, Set<string>>();
    for (const file of filesIn(www).filter((name) => /(\d{6}|index|thread|date|subject|author)\.html$/.test(name))) {
      const html = readFileSync(join(www, file), 'utf8');
      // What an author typed is not the archive's link, unless the archive put it there for an attachment.
      const body = /<PRE>[\s\S]*<\/pre>/i.exec(html)?.[0] ?? '';
      const links = [...html.replace(body, '').matchAll(/HREF="([^"]+)"/gi)].map(([, link = '']) => link);
      const typed = [...body.matchAll(/HREF="([^"]+)"/gi)].map(([, link = '']) => link);
      for (const link of [...links, ...typed.filter((one) => one.includes('/attachments/'))]) {
        const url = new URL(link, `${host}${file}`);
        if (url.origin !== new URL(host).origin) continue;
        wanted.set(url.pathname, (wanted.get(url.pathname) ?? new Set()).add(url.hash.slice(1)));
      }
    }
    expect(wanted.size).toBeGreaterThan(60);
    for (const [path, anchors] of wanted) {
      const answer = await ask(path.replace(/(listinfo\/\w+)$/, '$1/'));
      expect(answer.status, path).toBe(200);
      const html = answer.body.toString('latin1');
      for (const anchor of anchors) {
        if (anchor) expect(html, `${path}#${anchor}`).toMatch(new RegExp(`<A NAME="${anchor}">`, 'i'));
      }
    }
  });

  test('names types as real Pipermail servers do', async () => {
    const types: Record<string, string> = {
      '/pipermail/summit/2012-February/001084.html': 'text/html',
      '/pipermail/summit/2012-February.txt.gz': 'application/x-gzip',
      '/pipermail/summit/1999-August.txt': 'text/plain',
      [`/${messages.flatMap(({ attachments }) => attachments).find(({ path }) => path.endsWith('.png'))?.path}`]:
        'image/png',
      '/robots.txt': 'text/plain',
    };
    for (const [path, type] of Object.entries(types)) {
      const { status, headers, body } = await ask(path);
      expect([status, headers['content-type'], headers['content-length']], path).toEqual([
        200,
        type,
        String(body.length),
      ]);
      expect(headers['content-encoding'], path).toBeUndefined();
    }
    expect((await ask('/pipermail/summit/')).body).toEqual((await ask('/pipermail/summit/index.html')).body);
    expect((await ask('/pipermail/summit')).headers['location']).toBe('/pipermail/summit/');
    expect((await ask('//pipermail/summit')).headers['location']).toBe('/pipermail/summit/');
  });

  test('answers 304 to who knows the page already', async () => {
    const path = '/pipermail/members/2012-February/thread.html';
    const { headers } = await ask(path);
    const etag = String(headers['etag']);
    const date = String(headers['last-modified']);
    const statusOf = async (known: Record<string, string>) => (await ask(path, known)).status;
    expect(await statusOf({ 'if-none-match': etag })).toBe(304);
    expect(await statusOf({ 'if-none-match': `"other", W/${etag}` })).toBe(304);
    expect(await statusOf({ 'if-none-match': '"other"', 'if-modified-since': date })).toBe(200);
    expect(await statusOf({ 'if-modified-since': date })).toBe(304);
    expect(await statusOf({ 'if-modified-since': 'Sat, 31 Mar 2012 00:00:00 GMT' })).toBe(200);
    expect(await statusOf({ 'if-modified-since': 'yesterday' })).toBe(200);
    expect((await ask(path, { 'if-none-match': etag })).body).toHaveLength(0);
  });

  test('answers HEAD without a body, and no other method', async () => {
    const head = await ask('/pipermail/summit/index.html', {}, 'HEAD');
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect(Number(head.headers['content-length'])).toBeGreaterThan(0);
    expect((await ask('/pipermail/summit/index.html', {}, 'POST')).status).toBe(405);
  });

  test('speaks for the archive’s public name as a proxy, and for no other', async () => {
    const seed = '/pipermail/summit/2012-February/001084.html';
    const direct = await ask(seed);
    for (const name of ['http://lists.example.org', 'http://LISTS.example.org:80', server.url]) {
      const answer = await ask(`${name}${seed}`, { host: new URL(name).host });
      expect([answer.status, answer.body.equals(direct.body)], name).toEqual([200, true]);
    }
    for (const url of [
      'http://elsewhere.example.org/',
      'http://lists.example.org:8080/',
      'http://lists.example.org@elsewhere.example.org/',
      'http://lists.example.org.example.com/',
      'https://lists.example.org/',
    ]) {
      const answer = await ask(url, { host: 'lists.example.org' });
      expect(answer.status, url).toBe(502);
      expect(answer.body.toString()).toContain('speaks for lists.example.org only');
    }
    expect((await ask('lists.example.org:443', {}, 'CONNECT')).status).toBe(502);
  });

  test('never leaves its folder', async () => {
    for (const path of [
      '/../expected/messages.json',
      '/pipermail/../../expected/messages.json',
      '/%2e%2e/expected/messages.json',
      '/..%2fexpected/messages.json',
      '/..%5cexpected%5cmessages.json',
      '/pipermail/%00/index.html',
      '/%E0%A4%A',
      '/pipermail/summit/2012-February/001084.html/',
      'http://lists.example.org/../expected/messages.json',
    ]) {
      expect((await ask(path)).status, path).toBe(404);
    }
  });

  test('remembers what it was asked', async () => {
    const before = server.requests.length;
    await ask('http://lists.example.org/pipermail/nothing?x=1', { host: 'lists.example.org', 'user-agent': 'A test' });
    expect(server.requests.slice(before)).toEqual([
      {
        method: 'GET',
        path: '/pipermail/nothing?x=1',
        proxied: true,
        headers: { host: 'lists.example.org', 'user-agent': 'A test' },
        status: 404,
      },
    ]);
  });
});
