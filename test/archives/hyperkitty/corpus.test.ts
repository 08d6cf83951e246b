/** Against what a real HyperKitty answered: captured responses, replayed by their addresses. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readEmails } from '../../../src/archives/hyperkitty/api.js';
import { readExport } from '../../../src/archives/hyperkitty/export.js';
import { hashesOfThreadPage, monthsOfMenu, threadsOfMonthPage } from '../../../src/archives/hyperkitty/message-page.js';
import { GiveUpOnPage } from '../../../src/errors.js';
import type { GetPage } from '../../../src/model.js';
import { corpusRoot } from '../../helpers/corpus.js';
import { readLink } from './server.js';

const folder = `${corpusRoot}hyperkitty/`;
const hasCaptures = existsSync(fileURLToPath(new URL(`file://${folder}INDEX.tsv`)));
if (!hasCaptures)
  process.stderr.write('The captured HyperKitty answers are not beside this checkout: their tests are skipped.\n');

const BASE = 'http://127.0.0.1:8123/hyperkitty/';
const WEB = 'twisted-web@lists.example.org';
const MIME = 'mime@lists.example.org';
const ROOT = 'NLISMZXKLNY6JNW5GETRIBXTSJNCG4F6';

/** An address without what the server ignores: the export's file name, the first offset. */
const keyOf = (url: string) => url.replace(/[^/]+\.mbox\.gz/, 'x.mbox.gz').replace(/&offset=0\b/, '');

interface Answer {
  readonly file: string;
  readonly status: number;
  readonly type: string;
}

const answers = new Map<string, Answer>();
if (hasCaptures) {
  for (const line of readFileSync(`${folder}INDEX.tsv`, 'utf8').split('\n').slice(1)) {
    const [file = '', status, , type = '', , url = '', extra = ''] = line.split('\t');
    if (extra === '' && url !== '') answers.set(keyOf(url), { file, status: Number(status), type });
  }
}

const bytesOf = (file: string) => new Uint8Array(readFileSync(`${folder}${file}`));
const textOf = (file: string) => readFileSync(`${folder}${file}`, 'utf8');

/** Replays the captures; `shut` closes the doors whose addresses it matches. */
function replay(shut?: RegExp): GetPage {
  return async ({ url, role }) => {
    const answer = shut?.test(url) ? undefined : answers.get(keyOf(url));
    const status = answer?.status ?? 404;
    if (status === 403) throw new GiveUpOnPage({ code: 'PAGE_PRIVATE', url, status });
    if (status === 404) throw new GiveUpOnPage({ code: 'PAGE_MISSING', url, status });
    if (status !== 200) throw new GiveUpOnPage({ code: 'SERVER_FAILED', url, status });
    const body = new Blob([bytesOf(answer?.file ?? '') as Uint8Array<ArrayBuffer>]);
    return { role, origin: { url, sha256: 'ab' }, contentType: answer?.type ?? '', body };
  };
}

const messageOf = (list: string, hash: string) => `${BASE}list/${list}/message/${hash}/`;
const placeOf = (address: string) => ({ base: BASE, address, list: address.slice(0, address.indexOf('@')) });

describe.skipIf(!hasCaptures)('captured answers', () => {
  it('give a plain message', async () => {
    const { messages, issues } = await readLink(messageOf(WEB, ROOT), {}, replay());
    const captured = JSON.parse(textOf('api_email.json')) as { content: string };
    expect(issues).toEqual([]);
    expect(messages).toMatchObject([
      {
        id: '<20050129145550.GD10440@opteron.random>',
        list: 'twisted-web',
        date: '2005-01-29T07:55:33Z',
        dateHeader: 'Sat, 29 Jan 2005 07:55:33 +0000',
        inReplyTo: null,
        body: { kind: 'text', text: captured.content },
        issues: [],
      },
    ]);
  });

  it('give attachments with their addresses and their bytes', async () => {
    const url = messageOf(MIME, 'Y4FR3FLBTR5VI2J54S2LCRLNALFH5CPK');
    const { messages } = await readLink(url, {}, replay());
    const { attachments = [], subject } = messages[0] ?? {};
    expect(subject).toContain('✔');
    expect(attachments.map(({ name }) => name)).toEqual([
      'attachment.bin',
      'attachment.html',
      'image.png',
      'nyancat.gif',
      'notes.txt',
    ]);
    expect(attachments[3]).toMatchObject({ url: `${url}attachment/7/nyancat.gif`, type: 'image/gif', size: 29361 });
    expect(Buffer.from(attachments[3]?.content ?? []).equals(bytesOf('attachment.gif'))).toBe(true);
  });

  it('give the HTML of mail that has nothing else', async () => {
    const { messages } = await readLink(messageOf(MIME, 'XYUSJEPS3T2IB5UAMDK2UT4TBKRMEJ7X'), {}, replay());
    expect(messages[0]?.body).toMatchObject({ kind: 'html', html: expect.stringContaining('<body>') });
  });

  it('give the `@` that the export hides', async () => {
    const url = messageOf(MIME, '6RNFBE4QIQ4LB24MFEJ7QTCWEN4HGOY2');
    const [exact] = (await readLink(url, {}, replay())).messages;
    const [hidden] = (await readLink(url, {}, replay(/\/api\//))).messages;
    expect(exact?.body).toMatchObject({ text: expect.stringContaining('/44066293@N08/') });
    expect(hidden?.body).toMatchObject({ text: expect.stringContaining('/44066293(a)N08/') });
  });

  it.each([
    ['the export', /\/api\//],
    ['the API', /\/export\/|\/email\/(?!NLISM)/],
  ])('give a message from %s alone', async (_, shut) => {
    const { messages, issues } = await readLink(messageOf(WEB, ROOT), {}, replay(shut));
    expect(issues).toEqual([]);
    expect(messages).toMatchObject([{ id: '<20050129145550.GD10440@opteron.random>', date: '2005-01-29T07:55:33Z' }]);
  });

  it('give a message from its page alone', async () => {
    const { messages } = await readLink(messageOf(WEB, ROOT), {}, replay(/\/(?:api|export)\//));
    expect(messages).toMatchObject([
      {
        id: '<20050129145550.GD10440@opteron.random>',
        subject: '[Twisted-web] load balancing and performance',
        from: { name: 'Andrea Arcangeli', address: null },
        date: '2005-01-29T07:55:00Z',
        body: { kind: 'html' },
      },
    ]);
  });

  it('give a thread of 33, depth first', async () => {
    const { messages, issues, ids } = await readLink(`${BASE}list/${WEB}/thread/${ROOT}/`, {}, replay());
    expect(issues).toEqual([]);
    expect(messages).toHaveLength(33);
    expect(messages[0]?.url).toBe(messageOf(WEB, ROOT));
    expect(ids.filter((id) => !id.startsWith('('))).toHaveLength(1);
    const seen = new Set<string | null>();
    for (const { id, inReplyTo } of messages) {
      if (inReplyTo !== null) expect(seen.has(inReplyTo)).toBe(true);
      seen.add(id);
    }
  });

  it('give a month', async () => {
    const { messages, issues } = await readLink(`${BASE}list/${WEB}/2004/10/`, { match: '' }, replay());
    expect(issues).toEqual([]);
    expect(messages.length).toBeGreaterThan(50);
    for (const { date } of messages) expect(date).toMatch(/^2004-10-/);
  });

  it('name every permalink of a list of 2,252 as the server does', async () => {
    const { mails, issues } = await readExport(bytesOf('export_all.mbox.gz'), placeOf(WEB), BASE, true);
    const emails = readEmails(textOf('api_emails_limit100000.json'));
    expect(issues).toEqual([]);
    expect(emails?.items.length).toBe(emails?.total);
    expect(mails.map(({ hash }) => hash).sort()).toEqual(emails?.items.map(({ hash }) => hash).sort());
    const dates = new Map(emails?.items.map(({ hash, date }) => [hash, date]));
    for (const { hash, message } of mails) expect(message.date).toBe(dates.get(hash));
  });

  it('name every permalink of a list of odd mail', async () => {
    const { mails, issues } = await readExport(bytesOf('export_mime_all.mbox.gz'), placeOf(MIME), BASE, true);
    const emails = readEmails(textOf('api_emails_debian_settings_unpaginated.json'));
    expect(issues).toEqual([]);
    expect(emails?.total).toBeNull();
    // Mails without a Message-ID get one at each import, and the two captures are of two imports.
    const made = (id: string) => id.includes('.generated@');
    const known = emails?.items.filter(({ id }) => !made(id)).map(({ hash }) => hash) ?? [];
    const read = mails.filter(({ message }) => !made(message.id ?? '')).map(({ hash }) => hash);
    expect(read.sort()).toEqual(known.sort());
    expect(mails.length).toBe(emails?.items.length);
  });

  it('tell a private list from an unknown one', async () => {
    for (const [address, code] of [
      ['private@lists.example.org', 'PAGE_PRIVATE'],
      ['nosuch@lists.example.org', 'PAGE_MISSING'],
    ]) {
      const url = `${BASE}list/${address}/`;
      const { issues } = await readLink(url, { match: 'x' }, replay());
      expect(issues).toEqual([{ code, url, status: expect.any(Number) }]);
    }
  });

  it('name the threads of a month, the messages of a thread, and the months of a list', () => {
    expect(threadsOfMonthPage(textOf('month.html'))).toHaveLength(10);
    expect(hashesOfThreadPage(textOf('thread_noscript.html'))).toHaveLength(33);
    expect(hashesOfThreadPage(textOf('thread_noscript.html'))[0]).toBe(ROOT);
    const months = monthsOfMenu(textOf('list_overview.html'));
    expect(months[0]).toEqual({ year: 2003, month: 12 });
    expect(months.at(-1)).toEqual({ year: 2026, month: 11 });
  });
});
