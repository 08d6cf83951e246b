/** Whole archives by the cheap way: the bundled one by its ground truth, and archives that fail, change or were rebuilt. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveArchive } from '../../../scripts/serve-archive.mjs';
import { NOTHING_KNOWN } from '../../../src/archives/kind.js';
import { StopRun } from '../../../src/errors.js';
import type { Issue } from '../../../src/issues.js';
import { identityOf } from '../../../src/mail/identity.js';
import { createLocalPages } from '../../../src/store/local-pages.js';
import { createTestCrawler } from '../../helpers/crawler.js';
import { ARCHIVE, bundledArchive, messagePage, threadEntry, threadPage } from '../../helpers/pipermail.js';
import { fixture } from '../../helpers/run-cli.js';
import {
  issuesIn,
  keptIn,
  knownAfter,
  messagesIn,
  outcomesIn,
  type Pages,
  scannedIn,
  scanPipermail,
  servedPages,
} from '../../helpers/scan.js';

interface Truth {
  readonly url: string;
  readonly list: string;
  readonly message_id: string | null;
  readonly in_reply_to: string | null;
  readonly references: readonly string[];
  readonly subject: string;
  readonly author: string | null;
  readonly address: string;
  readonly date_header: string;
  readonly date_utc: string;
  readonly attachments: readonly { readonly path: string }[];
  readonly body: { readonly kind: string; readonly first_line: string; readonly last_line: string };
}
const truth: readonly Truth[] = JSON.parse(readFileSync(fixture('archive/expected/messages.json'), 'utf8')).messages;
const SUMMIT = `${ARCHIVE}summit/`;
const FEBRUARY = `${SUMMIT}2012-February/`;
const obscured = (line: string) => line.trim().replace(/(\w)@(\w)/g, '$1 at $2');

describe.each(['summit', 'members'])('a scan of %s', (list) => {
  it('finds every message as its mail was, in the archive’s order', async () => {
    const events = await scanPipermail(`${ARCHIVE}${list}/`, bundledArchive().get);
    expect(issuesIn(events)).toEqual([]);
    const expected = truth.filter((row) => row.list === list);
    const messages = messagesIn(events);
    expect(messages.map(({ url }) => url)).toEqual(expected.map(({ url }) => url));
    for (const [index, row] of expected.entries()) {
      const message = messages[index];
      expect(message, row.url).toMatchObject({
        list,
        id: row.message_id,
        inReplyTo: row.in_reply_to,
        references: row.references,
        subject: row.subject,
        from: { name: row.author, address: row.address },
        date: row.date_utc,
        dateHeader: row.date_header,
      });
      expect(message?.attachments.map(({ url }) => url)).toEqual(
        row.attachments.map(({ path }) => `http://lists.example.org/${path}`),
      );
      if (row.body.kind !== 'text' || message?.body.kind !== 'text') continue;
      const lines = message.body.text.split('\n').map(obscured);
      expect(lines[0], row.url).toBe(obscured(row.body.first_line));
      expect(lines, row.url).toContain(obscured(row.body.last_line));
    }
  });
});

describe('what a scan asks for, counted by the server', () => {
  let server: Awaited<ReturnType<typeof serveArchive>>;
  beforeAll(async () => {
    server = await serveArchive();
  });
  afterAll(() => server.close());

  async function scanned(list: string, known = NOTHING_KNOWN, pages?: boolean) {
    const before = server.requests.length;
    const crawler = createTestCrawler();
    const tools = { known: () => known, ...(pages === undefined ? {} : { pages }) };
    const events = await scanPipermail(`${server.url}/pipermail/${list}/`, crawler.get, tools);
    await crawler.close();
    return { events, asked: server.requests.slice(before).map(({ path }) => path) };
  }

  it('is two for a volume, the index and robots.txt', async () => {
    const { events, asked } = await scanned('summit', NOTHING_KNOWN, false);
    expect(outcomesIn(events)).toEqual(['read', 'read', 'read', 'read']);
    expect(asked).toHaveLength(4 * 2 + 2);
    expect(asked.filter((path) => /\d{6}\.html|attachments/.test(path))).toEqual([]);
  });

  it('is three in all where nothing changed', async () => {
    const first = await scanned('summit');
    const { events, asked } = await scanned('summit', knownAfter(first.events));
    expect(outcomesIn(events)).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged']);
    expect(asked).toEqual(['/robots.txt', '/pipermail/summit/', '/pipermail/summit/2012-March.txt.gz']);
    const third = await scanned('summit', knownAfter(events, knownAfter(first.events)));
    expect(third.asked).toHaveLength(3);
  });

  it('is a page only for what the text lost, and that once', async () => {
    const first = await scanned('summit');
    const pages = first.asked.filter((path) => /\d{6}\.html$/.test(path));
    // Every page that was asked for has letters that us-ascii lacks.
    for (const path of pages) {
      expect(readFileSync(fixture(`archive/www${path}`), 'latin1'), path).toMatch(/&#\d{3,};|[\x80-\xff]/);
    }
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.length).toBeLessThan(truth.filter(({ list }) => list === 'summit').length / 2);
    const known = { ...knownAfter(first.events), stamp: () => null };
    const again = await scanned('summit', known);
    expect(keptIn(again.events)).toBe(scannedIn(first.events).length);
    expect(again.asked).toHaveLength(4 * 2 + 2);
  });

  it('comes to the pages when they may be asked for', async () => {
    const without = await scanned('summit', NOTHING_KNOWN, false);
    const lossy = messagesIn(without.events).filter(({ issues }) =>
      issues.some(({ code }) => code === 'LETTERS_REPLACED'),
    );
    expect(lossy.length).toBeGreaterThan(2);
    const known = knownAfter(without.events);
    expect((await scanned('summit', known, false)).asked).toHaveLength(3);
    const { events } = await scanned('summit', known);
    const mended = messagesIn(events);
    for (const { url } of lossy) expect(mended.map((message) => message.url)).toContain(url);
    expect(mended.flatMap(({ issues }) => issues).filter(({ code }) => code === 'LETTERS_REPLACED')).toEqual([]);
    // What was whole is not made again.
    expect(mended.length).toBeLessThan(scannedIn(without.events).length);
  });
});

const DAY = 'Mon Feb  6 18:42:10 2012';
interface Sent {
  readonly subject: string;
  readonly minute: number;
  readonly body?: string;
  readonly id?: string | null;
  readonly from?: string;
  readonly date?: string;
}
const epochOf = (minute: number) => 1328550130 + (minute - 42) * 60;
const record = ({ subject, minute, body = 'x', id, from = 'ann at example.org (Ann Bee)', date }: Sent) =>
  `From ann at example.org  ${DAY}\nFrom: ${from}\nDate: ${date ?? `Mon, 06 Feb 2012 18:${minute}:10 +0100`}\nSubject: ${subject}\n${id === null ? '' : `Message-ID: <${id ?? `m${minute}@example.org`}>\n`}\n${body}\n\n\n`;
const line = (number: number, { subject, minute }: Sent) =>
  threadEntry(number, subject, 'Ann Bee', `0${epochOf(minute)}.${number}-`);
const row = (volume: string, ending = '.txt.gz', size = '1 KB') =>
  `<tr><td><a href="${volume}/thread.html">[ Thread ]</a></td><td>${ending === '' ? '' : `<a href="${volume}${ending}">[ Text ${size} ]</a>`}</td></tr>`;
const index = (...rows: string[]) => `<title>The Summit Archives</title><table>${rows.join('\n')}</table>`;

const ONE = { subject: 'Room 4', minute: 42 };
const TWO = { subject: 'Hall', minute: 43 };
const PAGE = `${FEBRUARY}000001.html`;
/** A list of one volume, of two messages. */
const small: Record<string, string | Uint8Array | Issue> = {
  [SUMMIT]: index(row('2012-February')),
  [`${FEBRUARY}thread.html`]: threadPage(line(1, ONE) + line(2, TWO)),
  [`${SUMMIT}2012-February.txt.gz`]: gzipSync(record(ONE) + record(TWO)),
};
const scanSmall = (pages: Pages = {}, known = NOTHING_KNOWN, rest = {}) => {
  const served = servedPages({ ...small, ...pages });
  return scanPipermail(SUMMIT, served.get, { known: () => known, ...rest }).then((events) => ({
    events,
    asked: served.asked,
    urls: messagesIn(events).map(({ url }) => url?.slice(FEBRUARY.length) ?? null),
  }));
};
const both = ['000001.html', '000002.html'];

describe('an archive that fails', () => {
  const failed = (url: string): Issue => ({ code: 'SERVER_FAILED', url, status: 503 });
  const TEXT = `${SUMMIT}2012-February.txt.gz`;

  it.each([
    ['503', failed(TEXT)],
    ['429', { code: 'SERVER_FAILED', url: TEXT, status: 429, retryAfter: '2012-03-14T12:30:00Z' }],
    ['a time-out', { code: 'TIMED_OUT', url: TEXT, seconds: 30 }],
  ] as const)('says so, asks for no page, and goes on: %s for a text', async (_, issue) => {
    const march = `${SUMMIT}2012-March/`;
    const { events, asked } = await scanSmall({
      [SUMMIT]: index(row('2012-March'), row('2012-February')),
      [TEXT]: issue,
      [`${march}thread.html`]: threadPage(line(3, ONE)),
      [`${SUMMIT}2012-March.txt.gz`]: gzipSync(record(ONE)),
    });
    expect(issuesIn(events)).toEqual([issue]);
    expect(outcomesIn(events)).toEqual(['incomplete', 'read']);
    expect(messagesIn(events).map(({ url }) => url)).toEqual([`${march}000003.html`]);
    expect(asked.filter((url) => /\d{6}\.html$/.test(url))).toEqual([]);
  });

  it('asks for no page either where a volume’s own link is scanned', async () => {
    const served = servedPages({ ...small, [TEXT]: failed(TEXT), [PAGE]: messagePage() });
    const events = await scanPipermail(FEBRUARY, served.get);
    expect(outcomesIn(events)).toEqual(['incomplete']);
    expect(served.asked).toEqual([TEXT, `${FEBRUARY}thread.html`]);
  });

  it('reads the pages of a volume that has no text at all', async () => {
    const { [TEXT]: _, ...rest } = small;
    const pages = { ...rest, [PAGE]: messagePage(), [`${FEBRUARY}000002.html`]: messagePage({ subject: 'Hall' }) };
    const events = await scanPipermail(FEBRUARY, servedPages(pages).get);
    expect(messagesIn(events)).toHaveLength(2);
    expect(outcomesIn(events)).toEqual(['read']);
    expect(issuesIn(events)).toEqual([]);
  });

  it('keeps what came whole of a gzip that was cut, and reads the rest next time', async () => {
    const noise = (seed: number) =>
      Array.from({ length: 3000 }, (_, at) => ((at * 7919 + seed) % 9973).toString(36)).join(' ');
    const mails = [1, 2, 3, 4].map((number) => ({ subject: `No ${number}`, minute: 40 + number, body: noise(number) }));
    const whole = gzipSync(mails.map(record).join(''));
    const thread = { [`${FEBRUARY}thread.html`]: threadPage(mails.map((mail, at) => line(at + 1, mail)).join('')) };
    const cut = await scanSmall({ ...thread, [TEXT]: whole.subarray(0, whole.length * 0.6) });
    expect(outcomesIn(cut.events)).toEqual(['incomplete']);
    expect(issuesIn(cut.events)).toEqual([
      { code: 'BODY_BROKEN', url: TEXT, reason: 'the compressed data ends early' },
    ]);
    expect(cut.urls.length).toBeGreaterThan(0);
    expect(cut.urls.length).toBeLessThan(4);
    for (const { body } of messagesIn(cut.events)) {
      expect(body.kind === 'text' && mails.some((mail) => mail.body === body.text)).toBe(true);
    }
    const next = await scanSmall({ ...thread, [TEXT]: whole }, knownAfter(cut.events));
    expect(keptIn(next.events)).toBe(cut.urls.length);
    expect(cut.urls.length + next.urls.length).toBe(4);
  });

  it('reads the pages of a volume whose promised text is not there, and asks for the text again', async () => {
    const pages = {
      [TEXT]: { code: 'PAGE_MISSING', url: TEXT, status: 404 } as const,
      [PAGE]: messagePage(),
      [`${FEBRUARY}000002.html`]: messagePage({ subject: 'Hall' }),
    };
    const { events, urls } = await scanSmall(pages);
    expect(urls).toEqual(both);
    expect(outcomesIn(events)).toEqual(['incomplete']);
    expect(issuesIn(events)).toEqual([{ code: 'PAGE_MISSING', url: TEXT, status: 404 }]);
    const next = await scanSmall(pages, knownAfter(events));
    expect(next.asked.filter((url) => /\d{6}\.html$/.test(url))).toEqual([]);
    expect(keptIn(next.events)).toBe(2);
  });

  it('takes the .txt for a .txt.gz that is not packed yet', async () => {
    const { [TEXT]: _, ...rest } = small;
    const served = servedPages({ ...rest, [`${SUMMIT}2012-February.txt`]: record(ONE) + record(TWO) });
    const events = await scanPipermail(SUMMIT, served.get);
    expect(messagesIn(events)).toHaveLength(2);
    expect(outcomesIn(events)).toEqual(['read']);
  });

  it('keeps the texts of a volume whose index fails, without an address', async () => {
    const thread = `${FEBRUARY}thread.html`;
    const { events, urls } = await scanSmall({ [thread]: failed(thread) });
    expect(urls).toEqual([null, null]);
    expect(outcomesIn(events)).toEqual(['incomplete']);
    expect(issuesIn(events)).toEqual([failed(thread)]);
  });

  it('says that a list’s index cannot be read', async () => {
    const { events } = await scanSmall({ [SUMMIT]: failed(SUMMIT) });
    expect(events).toEqual([
      { type: 'archive', kind: 'pipermail', url: SUMMIT, list: 'summit', volumes: null },
      { type: 'issue', issue: failed(SUMMIT) },
    ]);
    expect(issuesIn((await scanSmall({ [SUMMIT]: 'gone' })).events)).toMatchObject([{ code: 'PAGE_UNREADABLE' }]);
  });

  it('lets a stop through, whatever it was doing', async () => {
    for (let nth = 0; nth < 3; nth += 1) {
      let asked = 0;
      const served = servedPages(small);
      const stopping = scanPipermail(SUMMIT, async (request) => {
        asked += 1;
        if (asked > nth) throw new StopRun('Stopped.');
        return served.get(request);
      });
      await expect(stopping).rejects.toThrow(StopRun);
    }
  });
});

describe('damage', () => {
  const damaged = { ...ONE, body: 'Wir k?nnen die Gr??e nicht ?ndern.' };
  const pages = { [`${SUMMIT}2012-February.txt.gz`]: gzipSync(record(damaged) + record(TWO)) };
  const whole = messagePage({ subject: 'Room 4', body: 'Wir k&#246;nnen die Gr&#246;&#223;e nicht &#228;ndern.\n' });

  it('is mended from the page, with the headers of the text', async () => {
    const { events, asked } = await scanSmall({ ...pages, [PAGE]: whole });
    expect(messagesIn(events)[0]).toMatchObject({
      url: PAGE,
      dateHeader: 'Mon, 06 Feb 2012 18:42:10 +0100',
      body: { text: 'Wir können die Größe nicht ändern.' },
      // For the list's owner: the text is damaged, though the message is not.
      issues: [{ code: 'LETTERS_MENDED', url: PAGE, count: 2 }],
    });
    expect(asked.filter((url) => /\d{6}\.html$/.test(url))).toEqual([PAGE]);
  });

  it('stays where the page is gone: the index entry is dead, and is not asked for again', async () => {
    const { events, urls } = await scanSmall(pages);
    expect(urls).toEqual(both);
    expect(outcomesIn(events)).toEqual(['read']);
    expect(issuesIn(events)).toEqual([{ code: 'INDEX_ENTRY_DEAD', url: PAGE, status: 404 }]);
    expect(messagesIn(events)[0]?.issues).toEqual([{ code: 'LETTERS_REPLACED', url: PAGE, count: 2 }]);
    const three = { subject: 'Floor', minute: 44 };
    const news = {
      [`${FEBRUARY}thread.html`]: threadPage(line(1, ONE) + line(2, TWO) + line(3, three)),
      [`${SUMMIT}2012-February.txt.gz`]: gzipSync(record(damaged) + record(TWO) + record(three)),
    };
    const next = await scanSmall(news, knownAfter(events));
    expect(next.asked).not.toContain(PAGE);
    expect(next.urls).toEqual(['000003.html']);
    expect(issuesIn(next.events)).toEqual(issuesIn(events));
  });

  it('is asked for again after a failure', async () => {
    const issue = { code: 'SERVER_FAILED', url: PAGE, status: 503 } as const;
    const { events } = await scanSmall({ ...pages, [PAGE]: issue });
    expect(outcomesIn(events)).toEqual(['incomplete']);
    expect(issuesIn(events)).toEqual([issue]);
    const next = await scanSmall({ ...pages, [PAGE]: whole }, knownAfter(events));
    expect(next.urls).toEqual(['000001.html']);
    expect(outcomesIn(next.events)).toEqual(['read']);
  });

  it('is none in a list in UTF-8, whose charset lacks no letter', async () => {
    const thread = threadPage(line(1, ONE) + line(2, TWO)).replace('charset=us-ascii', 'charset=utf-8');
    const { asked } = await scanSmall({ ...pages, [`${FEBRUARY}thread.html`]: thread });
    expect(asked).toHaveLength(3);
  });
});

describe('two views that differ', () => {
  const three = { subject: 'Floor', minute: 44 };

  it('read an entry without a text from its page; without a page it is dead', async () => {
    const thread = { [`${FEBRUARY}thread.html`]: threadPage(line(1, ONE) + line(2, TWO) + line(3, three)) };
    const page = { [`${FEBRUARY}000003.html`]: messagePage({ subject: 'Floor' }) };
    const found = await scanSmall({ ...thread, ...page });
    expect(found.urls).toEqual([...both, '000003.html']);
    expect(issuesIn(found.events)).toEqual([]);
    const dead = await scanSmall(thread);
    expect(dead.urls).toEqual(both);
    expect(issuesIn(dead.events)).toMatchObject([{ code: 'INDEX_ENTRY_DEAD' }]);
    // Nor is it asked for again when the volume has grown.
    const four = { subject: 'Stairs', minute: 45 };
    const grown = {
      [`${FEBRUARY}thread.html`]: threadPage([ONE, TWO, three, four].map((mail, at) => line(at + 1, mail)).join('')),
      [`${SUMMIT}2012-February.txt.gz`]: gzipSync(record(ONE) + record(TWO) + record(four)),
    };
    const next = await scanSmall(grown, knownAfter(dead.events));
    expect(next.asked.filter((url) => /\d{6}\.html$/.test(url))).toEqual([]);
    expect(issuesIn(next.events)).toMatchObject([{ code: 'INDEX_ENTRY_DEAD' }]);
    expect(outcomesIn(dead.events)).toEqual(['read']);
    const without = await scanSmall({ ...thread, ...page }, NOTHING_KNOWN, { pages: false });
    expect(without.urls).toEqual(both);
  });

  it('keep a text without an entry, at its place and without an address', async () => {
    const text = { [`${SUMMIT}2012-February.txt.gz`]: gzipSync(record(ONE) + record(three) + record(TWO)) };
    const { events, urls } = await scanSmall(text);
    expect(urls).toEqual(['000001.html', null, '000002.html']);
    expect(issuesIn(events)).toEqual([
      { code: 'MESSAGE_NOT_INDEXED', url: `${SUMMIT}2012-February.txt.gz`, subject: 'Floor' },
    ]);
  });

  it('say that a declared count is wrong', async () => {
    const thread = threadPage(line(1, ONE) + line(2, TWO)).replace('<ul>\n<', '<b>Nachrichten:</b> 28<p><ul>\n<');
    const { events } = await scanSmall({ [`${FEBRUARY}thread.html`]: thread });
    expect(issuesIn(events)).toEqual([{ code: 'COUNT_WRONG', url: `${FEBRUARY}thread.html`, declared: 28, listed: 2 }]);
  });

  it('find how each was matched', async () => {
    const offTime = threadEntry(2, 'Hall', 'Ann Bee', `0${epochOf(43) + 77}.2-`);
    const byId = threadEntry(3, 'Floor', 'Ann Bee', `0${epochOf(44)}/m44@example.org-`);
    const { events } = await scanSmall({
      [`${FEBRUARY}thread.html`]: threadPage(line(1, ONE) + offTime + byId),
      [`${SUMMIT}2012-February.txt.gz`]: gzipSync(record(ONE) + record(TWO) + record(three)),
    });
    expect(scannedIn(events).map(({ matchedBy }) => matchedBy)).toEqual([
      'time-and-subject',
      'author-and-subject',
      'message-id',
    ]);
  });
});

describe('an archive that was rebuilt', () => {
  const texts = (...mails: Sent[]) => ({ [`${SUMMIT}2012-February.txt.gz`]: gzipSync(mails.map(record).join('')) });

  it('yields a mail at both of its addresses, as one mail', async () => {
    const thread = {
      [`${FEBRUARY}thread.html`]: threadPage(line(1, ONE) + line(2, TWO) + line(3, ONE) + line(4, TWO)),
    };
    for (const text of [texts(ONE, TWO, ONE, TWO), texts(ONE, TWO)]) {
      const { events, urls } = await scanSmall({ ...thread, ...text });
      expect(urls).toEqual(['000001.html', '000002.html', '000003.html', '000004.html']);
      expect(new Set(messagesIn(events).map(identityOf)).size).toBe(2);
      expect(new Set(scannedIn(events).map(({ digest }) => digest)).size).toBe(4);
      expect(issuesIn(events)).toEqual([]);
    }
  });

  it('yields copies that share an address once', async () => {
    const { events, urls } = await scanSmall(texts(ONE, TWO, ONE, TWO, ONE, TWO));
    expect(urls).toEqual(both);
    expect(issuesIn(events)).toEqual([]);
    const old = [ONE, TWO].map((mail) => ({ ...mail, id: null }));
    expect((await scanSmall(texts(...old, ...old))).urls).toEqual(both);
  });

  it('does not take two mails of one Message-ID for one', async () => {
    const { urls } = await scanSmall(texts({ ...ONE, id: 'same@example.org' }, { ...TWO, id: 'same@example.org' }));
    expect(urls).toEqual(both);
  });
});

describe('health', () => {
  const codesOf = async (mail: Partial<Sent>) => {
    const first = { ...ONE, ...mail };
    const { events } = await scanSmall({ [`${SUMMIT}2012-February.txt.gz`]: gzipSync(record(first) + record(TWO)) });
    return messagesIn(events).map(({ issues }) => issues.map(({ code }) => code));
  };

  it.each([
    ['before there was mail', 'Fri, 01 Jan 1904 00:00:00 +0000'],
    ['years after it was filed', 'Mon, 06 Feb 2017 18:42:10 +0100'],
    ['days after it was filed', 'Fri, 10 Feb 2012 18:42:10 +0100'],
  ])('says that a date is impossible: %s', async (_, date) => {
    expect(await codesOf({ date })).toEqual([['DATE_IMPOSSIBLE'], []]);
  });

  it('bears a date of another zone', async () => {
    expect(await codesOf({ date: 'Tue, 07 Feb 2012 23:42:10 +0100' })).toEqual([[], []]);
  });

  it('says that a message is the rest of another', async () => {
    expect(await codesOf({ from: 'bogus@does.not.exist.com ()' })).toEqual([['MESSAGE_CUT'], []]);
  });
});

describe('changes', () => {
  const [january, march] = [`${SUMMIT}2012-January`, `${SUMMIT}2012-March`];
  const volumes = (size: string, ...marchMails: Sent[]): Pages => ({
    [SUMMIT]: index(row('2012-March'), row('2012-February'), row('2012-January', '.txt', size)),
    [`${january}/thread.html`]: threadPage(line(1, ONE)),
    [`${january}.txt`]: record(ONE) + (size === '1 KB' ? '' : record(TWO)),
    [`${march}/thread.html`]: threadPage(marchMails.map((mail, at) => line(10 + at, mail)).join('')),
    [`${march}.txt.gz`]: gzipSync(marchMails.map(record).join('')),
  });

  it('of an old volume show in the list’s index; of the newest in its text', async () => {
    const first = await scanSmall(volumes('1 KB', ONE));
    expect(outcomesIn(first.events)).toEqual(['read', 'read', 'read']);
    const second = await scanSmall(volumes('2 KB', ONE, TWO), knownAfter(first.events));
    expect(outcomesIn(second.events)).toEqual(['read', 'unchanged', 'read']);
    expect(second.asked).toEqual([
      SUMMIT,
      `${january}.txt`,
      `${january}/thread.html`,
      // Its second mail is in no index: the page of the first tells whether it is one of its own.
      `${january}/000001.html`,
      `${march}.txt.gz`,
      `${march}/thread.html`,
    ]);
    expect(messagesIn(second.events).map(({ url }) => url)).toEqual([null, `${march}/000011.html`]);
  });

  it('of the newest are looked for once more when it no longer is', async () => {
    const first = await scanSmall();
    const second = await scanSmall(volumes('1 KB', ONE), knownAfter(first.events));
    expect(second.asked).toContain(`${SUMMIT}2012-February.txt.gz`);
    expect(second.asked).not.toContain(`${FEBRUARY}thread.html`);
    expect(outcomesIn(second.events)).toEqual(['read', 'unchanged', 'read']);
    const third = await scanSmall(volumes('1 KB', ONE), knownAfter(second.events, knownAfter(first.events)));
    expect(third.asked).toEqual([SUMMIT, `${march}.txt.gz`]);
  });

  it('are asked for where the index says no size, and not where there is no text', async () => {
    const pages = {
      ...volumes('1 KB', ONE),
      [SUMMIT]: index(row('2012-March'), row('2012-February', ''), row('2012-January', '.txt', 'large')),
      [PAGE]: messagePage(),
      [`${FEBRUARY}000002.html`]: messagePage({ subject: 'Hall' }),
    };
    const first = await scanSmall(pages);
    expect(first.asked.filter((url) => url.startsWith(FEBRUARY))).toEqual([
      `${FEBRUARY}thread.html`,
      ...both.map((page) => FEBRUARY + page),
    ]);
    const second = await scanSmall(pages, knownAfter(first.events));
    expect(second.asked).toEqual([SUMMIT, `${january}.txt`, `${march}.txt.gz`]);
  });

  it('are looked for in the volumes that --since and --until name, a day either side', async () => {
    const named = async (since?: string, until?: string) => {
      const days = { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
      const { events } = await scanSmall(volumes('1 KB', ONE), NOTHING_KNOWN, days);
      return events.flatMap((event) => (event.type === 'volume' ? [event.volume.name] : []));
    };
    expect(await named('2012-02-10T00:00:00Z', '2012-02-20T00:00:00Z')).toEqual(['2012-February']);
    expect(await named('2012-03-01T12:00:00Z')).toEqual(['2012-February', '2012-March']);
    expect(await named(undefined, '2012-02-01T00:00:00Z')).toEqual(['2012-January', '2012-February']);
  });
});

describe('other links', () => {
  it('scan a volume, trying both of its texts', async () => {
    const served = servedPages(small);
    const events = await scanPipermail(`${FEBRUARY}thread.html`, served.get);
    expect(messagesIn(events)).toHaveLength(2);
    expect(events[0]).toEqual({ type: 'archive', kind: 'pipermail', url: SUMMIT, list: 'summit', volumes: 1 });
    const again = await scanPipermail(FEBRUARY, servedPages(small).get, { known: () => knownAfter(events) });
    expect(outcomesIn(again)).toEqual(['unchanged']);
  });

  it('scan a message as its list’s scan does', async () => {
    const list = await scanSmall();
    const events = await scanPipermail(`${FEBRUARY}000002.html`, servedPages(small).get);
    expect(scannedIn(events)).toEqual(scannedIn(list.events).slice(1));
    expect(outcomesIn(events)).toEqual(['extended']);
  });

  it('scan a message that no index lists by its page', async () => {
    const url = `${FEBRUARY}000007.html`;
    const events = await scanPipermail(url, servedPages({ ...small, [url]: messagePage() }).get);
    expect(messagesIn(events)).toMatchObject([{ url, id: '<own.1@example.org>' }]);
    expect(issuesIn(await scanPipermail(url, servedPages(small).get))).toMatchObject([{ code: 'PAGE_MISSING', url }]);
  });

  it('scan a copy of the archive on this disk, whose messages have no address', async () => {
    const path = fixture('archive/www/pipermail/members/index.html');
    const get = createLocalPages(fixture('archive'), new Set());
    const events = await scanPipermail(pathToFileURL(path).href, get);
    const expected = truth.filter(({ list }) => list === 'members');
    expect(messagesIn(events).map(({ id, url }) => ({ id, url }))).toEqual(
      expected.map((row) => ({ id: row.message_id, url: null })),
    );
    expect(issuesIn(events)).toEqual([]);
    const [one] = messagesIn(
      await scanPipermail(pathToFileURL(path.replace('index.html', '2012-March/006685.html')).href, get),
    );
    expect(one?.id).toBe(expected.find(({ url }) => url.endsWith('006685.html'))?.message_id);
  });

  it('scan a page that was saved', async () => {
    const get = createLocalPages(fixture('mail'), new Set());
    const url = pathToFileURL(fixture('mail/saved-page.html')).href;
    const events = await scanPipermail(url, get);
    expect(events.map(({ type }) => type)).toEqual(['archive', 'volume', 'message', 'volume-end']);
    expect(issuesIn(await scanPipermail(url.replace('saved', 'lost'), get))).toHaveLength(1);
  });
});
