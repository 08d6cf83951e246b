/**
 * Whole lists of HyperKitties that run (`npm run test:hyperkitty` starts them), one for each way of setting one up: everything is
 * there, as the server's own API has it, in as few requests as promised, and a second scan costs next to nothing.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '../../../src/archives/hyperkitty/hash.js';
import { buildThreads, flatten } from '../../../src/mail/threads.js';
import type { Message } from '../../../src/model.js';
import { createTestCrawler } from '../../helpers/crawler.js';
import { createMemory, type Memory, type Scanned } from './memory.js';

const usual = process.env['LISTPRESS_HYPERKITTY'] ?? '';
const variants = Object.entries(
  JSON.parse(process.env['LISTPRESS_HYPERKITTY_VARIANTS'] ?? '{}') as Record<string, string>,
);
const broken = process.env['LISTPRESS_HYPERKITTY_BROKEN'] ?? '';
const privateList = process.env['LISTPRESS_HYPERKITTY_PRIVATE'] ?? '';
const MINUTES = 10 * 60_000;

interface Known {
  readonly message_id: string;
  readonly message_id_hash: string;
  readonly thread: string;
  readonly parent: string | null;
  readonly date: string;
  readonly content: string;
  readonly attachments: readonly { readonly name: string; readonly size: number }[];
}

async function json(path: string): Promise<unknown> {
  return (await fetch(`${usual}api/${path}`)).json();
}

async function namesOf(path: string): Promise<string[]> {
  const { results } = (await json(path)) as { results: Record<string, string>[] };
  return results.flatMap(({ name, message_id_hash }) => message_id_hash ?? name ?? []);
}

const truths = new Map<string, Promise<Known[]>>();

/** What the server knows of a list, message by message. */
function truthOf(list: string): Promise<Known[]> {
  const truth =
    truths.get(list) ??
    namesOf(`list/${list}/emails/?limit=100000`).then(async (hashes) => {
      const all: Known[] = [];
      for (const hash of hashes) all.push((await json(`list/${list}/email/${hash}/`)) as Known);
      return all;
    });
  truths.set(list, truth);
  return truth;
}

const lists = usual === '' ? [] : await namesOf('lists/?limit=1000');
/** The variants that are asked about each message cost a request for it: two lists show what they do. */
const cases = variants.flatMap(([variant, base]) =>
  lists
    .filter((list) => variant !== 'with neither' || list === broken || list.startsWith('demo-ja'))
    .map((list) => ({ variant, base, list })),
);

const hashIn = (url: string | null) => /\/(\w+)\/$/.exec(url ?? '')?.[1] ?? '';
/** White space aside, and the quoting of `From ` lines, of which the export does not say whose it is. */
const plain = (text: string) =>
  text
    .replace(/^>+From /gm, 'From ')
    .replace(/\s+/g, ' ')
    .trim();

/** Scans, and counts what it asked for. */
async function scan(memory: Memory, url: string): Promise<Scanned & { readonly requests: number }> {
  const crawler = createTestCrawler();
  const scanned = await memory.scan(url, crawler.get);
  const { requests } = crawler.receipt();
  await crawler.close();
  return { ...scanned, requests };
}

describe.skipIf(usual === '').each(cases)('$list on a server $variant', ({ variant, base, list }) => {
  const memory = createMemory();
  const url = `${base}list/${list}/`;
  const exports = variant === 'usual' || variant === 'without pages of the API';
  let truth: Known[] = [];
  let first: Awaited<ReturnType<typeof scan>>;
  let byHash = new Map<string, Message>();
  beforeAll(async () => {
    truth = await truthOf(list);
    first = await scan(memory, url);
    byHash = new Map(first.messages.map((message) => [hashIn(message.url), message]));
    process.stdout.write(`${list}, ${variant}: ${first.messages.length} messages, ${first.requests} requests\n`);
  }, MINUTES);

  it('is read whole, every message once, at its permalink', () => {
    const links = truth.map(({ message_id_hash }) => `${url}message/${message_id_hash}/`);
    expect(first.messages.map((message) => message.url).sort()).toEqual(links.sort());
    expect(first.issues).toEqual([]);
    expect(first.archives).toEqual([url]);
  });

  it.runIf(exports && list !== broken)('costs a request for each of its years, and three more', () => {
    const years = truth.map(({ date }) => Number(date.slice(0, 4))).filter((year) => year < 2040);
    expect(first.requests).toBeLessThanOrEqual(Math.max(...years) - Math.min(...years) + 1 + 3);
  });

  it('says what the API says', () => {
    for (const { message_id, message_id_hash, date, content, attachments } of truth) {
      const message = byHash.get(message_id_hash);
      expect(message?.id?.replace(/\s/g, '')).toBe(`<${message_id}>`);
      expect(message?.date).toBe(`${date.slice(0, 19)}Z`);
      if (message?.body.kind === 'text') expect(plain(message.body.text), message_id).toBe(plain(content));
      expect(message?.attachments.map(({ name }) => name)).toEqual(attachments.map(({ name }) => name));
      for (const attachment of message?.attachments ?? []) {
        expect(attachment.size).toBe(attachment.content?.length ?? attachment.size);
        expect(attachment.content !== undefined || attachment.url !== null).toBe(true);
      }
    }
  });

  it('has its threads', () => {
    const here = new Set(truth.map(({ message_id_hash }) => message_id_hash));
    for (const { message_id_hash, message_id, parent } of truth) {
      const answered = byHash.get(message_id_hash)?.inReplyTo ?? null;
      if (parent !== null) expect(hashOf(answered ?? ''), message_id).toBe(hashIn(parent));
      else if (answered !== null && here.has(hashOf(answered))) expect(answered).toBe(`<${message_id}>`);
    }
    const threads = new Map<string, string[]>();
    for (const { thread, message_id_hash } of truth) {
      threads.set(hashIn(thread), [...(threads.get(hashIn(thread)) ?? []), message_id_hash]);
    }
    // Ours also keep together the answers to a message that is not in the archive.
    const ours = buildThreads(first.messages).map((root) => flatten(root).map(({ message }) => hashIn(message.url)));
    for (const members of threads.values()) {
      expect(ours.find((each) => each.includes(members[0] ?? ''))).toEqual(expect.arrayContaining(members));
    }
  });

  it('costs at most three requests when nothing has changed', async () => {
    const again = await scan(memory, url);
    expect(again.messages).toEqual([]);
    expect(again.volumes.every((volume) => volume.endsWith(' unchanged'))).toBe(true);
    expect(again.requests).toBeLessThanOrEqual(3);
    expect(memory.messages()).toHaveLength(truth.length);
  });
});

describe.skipIf(usual === '')('a server that gets mail', () => {
  const list = 'summit@lists.example.org';
  const url = `${usual}list/${list}/`;
  const sent: string[] = [];

  /** Hands a mail in, as a Mailman core does. */
  async function send(id: string, date: string): Promise<void> {
    const form = new FormData();
    form.set('mlist', list);
    const mail = `From: Ann <ann@example.org>\nSubject: ${id}\nDate: ${date}\nMessage-ID: <${id}>\n\nNews.\n`;
    form.set('message', new Blob([mail]), 'mail.eml');
    const headers = { authorization: 'Token only-for-tests' };
    const answer = await fetch(`${usual}api/mailman/archive`, { method: 'POST', body: form, headers });
    expect(await answer.text()).toContain(hashOf(id));
    sent.push(`<${id}>`);
  }

  it(
    'is asked for its days alone, late mail with an old date among it',
    async () => {
      const memory = createMemory();
      const { messages } = await scan(memory, url);
      await send('late.1@example.org', 'Tue, 07 Feb 2012 11:00:00 +0100');
      await send('new.1@example.org', 'Mon, 02 Jan 2023 11:00:00 +0000');
      const again = await scan(memory, url);
      expect(again.messages.map(({ id }) => id)).toEqual(sent);
      expect(again.volumes).toContain('2012 extended');
      expect(again.volumes).toContain('2023 read');
      expect(again.issues).toEqual([]);
      expect(again.requests).toBeLessThanOrEqual(4);
      expect(memory.messages()).toHaveLength(messages.length + 2);
      expect((await scan(memory, url)).volumes.every((volume) => volume.endsWith(' unchanged'))).toBe(true);
    },
    MINUTES,
  );
});

describe.skipIf(usual === '')('links of other forms', () => {
  afterAll(() => truths.clear());

  it(
    'scan every public list of a host',
    async () => {
      const { archives, issues, messages } = await scan(createMemory(), usual);
      expect([...archives].sort()).toEqual(lists.map((list) => `${usual}list/${list}/`).sort());
      expect(archives.join()).not.toContain(privateList);
      expect(issues).toEqual([]);
      expect(messages.length).toBeGreaterThan(150);
    },
    MINUTES,
  );

  it.each([privateList, 'nosuch@lists.example.org'])('say that %s cannot be read', async (list) => {
    const url = `${usual}list/${list}/`;
    const { messages, issues } = await scan(createMemory(), url);
    expect(messages).toEqual([]);
    const code = list === privateList ? 'PAGE_PRIVATE' : 'PAGE_MISSING';
    expect(issues).toEqual([{ code, url, status: code === 'PAGE_PRIVATE' ? 403 : 404 }]);
  });

  it('take a month, a thread and a message as parts of their years', async () => {
    const memory = createMemory();
    const list = `${usual}list/${broken}/`;
    const month = await scan(memory, `${list}2020/3/`);
    expect(month.volumes).toEqual(['2020 extended']);
    expect(month.messages.every(({ date }) => date?.startsWith('2020-03'))).toBe(true);
    expect(month.messages.length).toBeGreaterThan(2);
    const thread = await scan(memory, `${list}thread/${hashOf('y2022.0@example.org')}/`);
    expect(thread.messages.map(({ id }) => id)).toEqual([0, 1, 2, 3].map((index) => `<y2022.${index}@example.org>`));
    const message = await scan(memory, `${list}message/${hashOf('y2019.3@example.org')}/`);
    expect([message.messages.length, message.volumes]).toEqual([1, ['2019 extended']]);
    // The list's scan makes none of them again.
    const all = await scan(memory, list);
    expect(all.kept).toBe(month.messages.length + 4 + 1);
    expect(all.messages.length + all.kept).toBe(160);
  });
});
