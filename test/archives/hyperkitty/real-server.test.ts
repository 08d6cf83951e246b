/**
 * Against a HyperKitty that runs: every message of its public lists, by its permalink, with its thread and its attachments. The
 * ground truth is the server's own API, asked without our reader.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hyperkitty } from '../../../src/archives/hyperkitty/kind.js';
import type { Finding, Selection } from '../../../src/archives/kind.js';
import type { Crawler } from '../../../src/crawl/crawler.js';
import type { Issue } from '../../../src/issues.js';
import type { Message } from '../../../src/model.js';
import { createTestCrawler } from '../../helpers/crawler.js';

const base = process.env['LISTPRESS_HYPERKITTY'] ?? '';
/** Addresses of lists that the server keeps private, blanks between them. */
const privateLists = (process.env['LISTPRESS_HYPERKITTY_PRIVATE'] ?? '').split(/\s+/).filter((name) => name !== '');
if (base === '') {
  process.stderr.write(
    'No HyperKitty to read: set LISTPRESS_HYPERKITTY=http://127.0.0.1:PORT/hyperkitty/ to test with one.\n',
  );
}

const MINUTES = 10 * 60_000;
/** All there is: a list's link needs something to choose by, and every subject holds the empty word. */
const ALL: Selection = { match: '', thread: false };

interface Known {
  readonly message_id: string;
  readonly message_id_hash: string;
  readonly thread: string;
  readonly parent: string | null;
  readonly subject: string | null;
  readonly date: string;
  readonly sender_name: string;
  readonly content: string;
  readonly attachments: readonly { readonly name: string; readonly content_type: string; readonly download: string }[];
}

async function json<T>(path: string): Promise<T[]> {
  const answer = (await (await fetch(`${base}api/${path}`)).json()) as T[] | { results: T[] };
  return Array.isArray(answer) ? answer : answer.results;
}

async function details(list: string): Promise<Known[]> {
  const emails = await json<Known>(`list/${list}/emails/?limit=100000`);
  const all: Known[] = [];
  for (const { message_id_hash } of emails) {
    all.push((await (await fetch(`${base}api/list/${list}/email/${message_id_hash}/`)).json()) as Known);
  }
  return all;
}

async function statusOf(url: string): Promise<number> {
  const answer = await fetch(url, { redirect: 'manual' });
  await answer.arrayBuffer();
  return answer.status;
}

async function read(link: string, selection: Selection, { get }: Crawler) {
  const recognised = hyperkitty.recognise(new URL(link));
  if (recognised === null) throw new Error(`${link} is not recognised`);
  const messages: Message[] = [];
  const issues: Issue[] = [];
  const findings: Finding[] = [];
  for await (const finding of hyperkitty.read(recognised, selection, get)) {
    findings.push(finding);
    if (finding.type === 'message') messages.push(finding.message);
    else issues.push(finding.issue);
  }
  return { messages, issues, findings };
}

const plain = (text: string) => text.replace(/\r\n?/g, '\n').trim();
const lists = base === '' ? [] : (await json<{ name: string }>('lists/?limit=1000')).map(({ name }) => name);

describe.skipIf(base === '')('a real HyperKitty', () => {
  it('has public lists', () => {
    expect(lists.length).toBeGreaterThan(0);
  });

  it.each(privateLists)('says that %s is private', async (name) => {
    const crawler = createTestCrawler({ maxRetries: 0 });
    const url = `${base}list/${name}/`;
    expect((await read(url, ALL, crawler)).issues).toEqual([{ code: 'PAGE_PRIVATE', url, status: 403 }]);
    const message = `${url}message/${'A'.repeat(32)}/`;
    const { issues } = await read(message, ALL, crawler);
    expect(issues).toEqual([
      { code: expect.stringMatching(/^PAGE_(PRIVATE|MISSING)$/), url: message, status: expect.any(Number) },
    ]);
    await crawler.close();
  });

  it('says that a list is unknown', async () => {
    const crawler = createTestCrawler({ maxRetries: 0 });
    const url = `${base}list/nosuch@lists.example.org/`;
    expect((await read(url, ALL, crawler)).issues).toEqual([{ code: 'PAGE_MISSING', url, status: 404 }]);
    const message = `${url}message/${'A'.repeat(32)}/`;
    expect((await read(message, ALL, crawler)).issues).toEqual([{ code: 'PAGE_MISSING', url: message, status: 404 }]);
    await crawler.close();
  });
});

describe.skipIf(base === '').each(lists)('the list %s', (name) => {
  const crawler = createTestCrawler();
  const listUrl = `${base}list/${name}/`;
  let known: Known[] = [];
  let messages: Message[] = [];
  beforeAll(async () => {
    known = await details(name);
    messages = (await read(listUrl, ALL, crawler)).messages;
    const { requests, bytes } = crawler.receipt();
    process.stdout.write(
      `${name}: ${messages.length} of ${known.length} messages, ${requests} requests, ${bytes} bytes\n`,
    );
  }, MINUTES);
  afterAll(() => crawler.close());
  const byUrl = () => new Map(messages.map((message) => [message.url, message]));
  const urlOf = (hash: string) => `${listUrl}message/${hash}/`;

  it('is read whole, every message once', () => {
    expect(messages.map(({ url }) => url).sort()).toEqual(
      known.map(({ message_id_hash }) => urlOf(message_id_hash)).sort(),
    );
  });

  it(
    'has a permalink for each message that answers',
    async () => {
      for (const { url } of messages) expect(await statusOf(url ?? ''), url ?? '').toBe(200);
    },
    MINUTES,
  );

  it('says what the API says', () => {
    for (const { message_id_hash, message_id, date, sender_name, content } of known) {
      const message = byUrl().get(urlOf(message_id_hash));
      expect(message?.id?.replace(/\s/g, '')).toBe(`<${message_id}>`);
      expect(message?.date, message_id).toBe(`${date.slice(0, 19)}Z`);
      if (message?.from.name != null) expect(sender_name).toContain(message.from.name);
      if (message?.body.kind === 'text') expect(plain(message.body.text), message_id).toBe(plain(content));
      else expect(content.replace(/_{30,}[\s\S]*$/, '').trim()).toBe('');
    }
  });

  it(
    'has its attachments, each at an address that answers',
    async () => {
      let count = 0;
      for (const { message_id_hash, attachments } of known) {
        const message = byUrl().get(urlOf(message_id_hash));
        expect(message?.attachments.map((each) => each.name)).toEqual(attachments.map((each) => each.name));
        for (const { url } of message?.attachments ?? []) {
          count += 1;
          expect(await statusOf(url ?? ''), url ?? '').toBe(200);
        }
      }
      process.stdout.write(`${name}: ${count} attachments\n`);
    },
    MINUTES,
  );

  it(
    'has its threads',
    async () => {
      const hashIn = (url: string | null) => /\/(\w+)\/$/.exec(url ?? '')?.[1] ?? '';
      const threads = new Map<string, Known[]>();
      for (const email of known) {
        const hash = hashIn(email.thread);
        threads.set(hash, [...(threads.get(hash) ?? []), email]);
      }
      for (const [hash, members] of threads) {
        const { messages: thread, issues } = await read(`${listUrl}thread/${hash}/`, { thread: false }, crawler);
        expect(issues).toEqual([]);
        expect(thread.map(({ url }) => url).sort()).toEqual(members.map((each) => urlOf(each.message_id_hash)).sort());
        expect(hashIn(thread[0]?.url ?? null), `the first of ${hash}`).toBe(hash);
      }
      process.stdout.write(`${name}: ${threads.size} threads\n`);
    },
    MINUTES,
  );

  it(
    'gives each message by its own link',
    async () => {
      for (const { message_id_hash, parent, attachments } of known) {
        const link = `${listUrl}message/${message_id_hash.toLowerCase()}`;
        const { messages: found, issues } = await read(link, { thread: false }, crawler);
        expect(issues).toEqual([]);
        const [message] = found;
        expect(message?.url).toBe(urlOf(message_id_hash));
        expect(message?.attachments).toHaveLength(attachments.length);
        if (parent !== null) expect(message?.inReplyTo).not.toBeNull();
      }
    },
    MINUTES,
  );
});
