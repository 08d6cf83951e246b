/** Archives that mean harm: pages of the worst shapes that a pattern can meet, and mails that speak in another's name. */
import { describe, expect, it } from 'vitest';
import { onlyHtmlPart } from '../../../src/archives/pipermail/html-part.js';
import { textOf } from '../../../src/archives/pipermail/html-text.js';
import { readListIndex } from '../../../src/archives/pipermail/list-index.js';
import { matchVolume } from '../../../src/archives/pipermail/match.js';
import { readMessagePage } from '../../../src/archives/pipermail/message-page.js';
import { readScrubNotices } from '../../../src/archives/pipermail/scrub-notices.js';
import { readThreadPage } from '../../../src/archives/pipermail/thread-index.js';
import { readVolumeText } from '../../../src/archives/pipermail/volume-text.js';
import type { Issue } from '../../../src/issues.js';
import type { Message } from '../../../src/model.js';
import { ARCHIVE, bytesOf, messagePage, threadEntry, threadPage } from '../../helpers/pipermail.js';
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

const SUMMIT = `${ARCHIVE}summit/`;
const FEBRUARY = `${SUMMIT}2012-February/`;
const MANY = 60_000;
const many = (piece: string) => piece.repeat(MANY);
const inArticle = (article: string) => messagePage().replace('<PRE>', `<PRE>${article}`);
const page = (text: string) => readMessagePage(bytesOf(text), 'text/html');
const notice = (line: string) =>
  `An attachment was scrubbed\n${line}\nURL: <${SUMMIT}attachments/20120206/0123abcd/a.html>\n`;

/** Each took minutes where the square of its length was paid. */
const SHAPES: readonly (readonly [name: string, read: () => unknown])[] = [
  ['brackets that open no tag', () => textOf(many('<<<<'))],
  [
    'index entries without an end',
    () => readThreadPage(bytesOf(threadPage(many('<LI><A HREF="1.html">'))), '', FEBRUARY),
  ],
  ['a key of dashes', () => readThreadPage(bytesOf(threadPage(threadEntry(1, 's', 'a', many('-a-b')))), '', FEBRUARY)],
  ['links to texts without an end', () => readListIndex(bytesOf(many('href="2012.txt"')), '', SUMMIT)],
  ['META without an end', () => page(many('<meta '))],
  ['headings without an end', () => page(messagePage().replace('<H1>', many('<h1>')).replaceAll('</H1>', ''))],
  [
    'authors without an end',
    () => page(messagePage().replace('<I>', many('<b></b><a></a><i>')).replaceAll('</I>', '')),
  ],
  ['names without an end', () => page(messagePage().replace('<B>', many('</b><a ')))],
  ['articles without a marker', () => page(`<a mailto:>${many('--><pre ')}`)],
  ['links without an end', () => page(inArticle(many('<a ')))],
  ['links in links', () => page(inArticle(`${many('<a href="')}>`))],
  ['brackets in an article', () => page(inArticle(many('<<<<')))],
  ['heads without a body', () => readVolumeText(bytesOf(many('From a\nFrom: b\n')))],
  ['a head without a colon', () => readVolumeText(bytesOf(`From a\nFrom: b\n${many('no field\n')}`))],
  ['blanks in a Message-ID', () => readVolumeText(bytesOf(`From a\nFrom: b\nMessage-ID: x${many('    ')}(y\n\nz`))],
  ['blanks in a size', () => readScrubNotices(notice(`Size: 1${many('    ')}2`), SUMMIT)],
  ['slashes in addresses', () => readScrubNotices(`URL: ${'/'.repeat(1900)}/attachments/\n`.repeat(400), SUMMIT)],
  [
    'blanks in a subject',
    () => matchVolume([{ ...entry, subject: many('&#32;&#32;') }], [{ ...record, subject: 'x' }]),
  ],
];
const entry = { url: 'u', number: 1, author: 'a', epoch: 1, id: null, parentUrl: null };
const record = {
  from: 'a',
  dateHeader: null,
  sent: null,
  id: null,
  inReplyTo: null,
  references: [],
  text: '',
};

describe('hostile text costs no more than its length', () => {
  it.each(SHAPES)('%s', (_, read) => {
    const before = performance.now();
    read();
    // Tens of milliseconds, mostly; a busy machine has room.
    expect(performance.now() - before).toBeLessThan(2000);
  });

  it('ten thousand notices of one part', () => {
    const text = notice('Name: x').repeat(10_000);
    const attachments = readScrubNotices(text, SUMMIT);
    expect(attachments).toHaveLength(10_000);
    const before = performance.now();
    const message = { body: { kind: 'text', text }, attachments } as unknown as Message;
    expect(onlyHtmlPart(message)).toBe(`${SUMMIT}attachments/20120206/0123abcd/a.html`);
    expect(onlyHtmlPart({ ...message, body: { kind: 'text', text: `${text}said` } })).toBeNull();
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe('a host that falls silent', () => {
  const names = Array.from({ length: 50 }, (_, year) => String(1970 + year));
  const index = `<title>Summit</title>${names.map((name) => `<a href="${name}/thread.html">t</a><a href="${name}.txt">x</a>`).join('')}`;

  it('is not asked for its other volumes', async () => {
    const silent = new Proxy({ [SUMMIT]: index } as Record<string, string | Issue>, {
      get: (pages, url) => pages[String(url)] ?? { code: 'TIMED_OUT', url: String(url), seconds: 30 },
    });
    const { get, asked } = servedPages(silent);
    const events = await scanPipermail(SUMMIT, get);
    expect(asked).toHaveLength(1 + 6);
    expect(outcomesIn(events)).toEqual(['incomplete', 'incomplete', 'incomplete']);
    expect(issuesIn(events)).toHaveLength(6);
  });

  it('is another one than a host that has nothing, or is silent now and then', async () => {
    const volume = (name: string) => ({
      [`${SUMMIT}${name}/thread.html`]: threadPage(''),
      [`${SUMMIT}${name}.txt`]: '',
    });
    const some = new Proxy(
      { [SUMMIT]: index, ...volume('1972'), ...volume('1975') } as Record<string, string | Issue>,
      {
        get: (pages, url) =>
          pages[String(url)] ?? {
            code: /19[789]/.test(String(url)) ? 'TIMED_OUT' : 'PAGE_MISSING',
            url: String(url),
            seconds: 30,
            status: 404,
          },
      },
    );
    const outcomes = outcomesIn(await scanPipermail(SUMMIT, servedPages(some).get));
    const silence = ['incomplete', 'incomplete'];
    expect(outcomes).toEqual([...silence, 'read', ...silence, 'read', ...silence, 'incomplete']);
    const missing = await scanPipermail(SUMMIT, servedPages({ [SUMMIT]: index }).get);
    expect(outcomesIn(missing)).toHaveLength(50);
  });
});

describe('what an index names', () => {
  it('is pages of its own volume alone, each once', () => {
    const foreign = [
      'http://evil.example/000001',
      '../../members/2012-February/000001',
      'javascript:000001',
      '/000001',
    ];
    const entries = foreign.map((href) => `<LI><A HREF="${href}.html">s</A><I>a</I>`).join('\n');
    const html = threadPage(`${entries}${threadEntry(2, 's', 'a')}`);
    const read = readThreadPage(bytesOf(html), 'text/html', FEBRUARY);
    expect(read?.entries.map(({ url }) => url)).toEqual([`${FEBRUARY}000002.html`]);
  });

  it('has no parent that comes after it, and no thread that answers itself', () => {
    const html = threadPage(
      `${threadEntry(1, 's', 'a', '1328553730.1-1328553731.2-')}${threadEntry(2, 's', 'a', '1328553730.1-')}`,
    );
    const read = readThreadPage(bytesOf(html), 'text/html', FEBRUARY);
    expect(read?.entries.map(({ parentUrl }) => parentUrl)).toEqual([null, null]);
  });
});

const mailOf = (
  name: string,
  id: string,
  hour: string,
  subject: string,
  body: string,
) => `From ${name} at example.org  Mon Feb  6 ${hour}:42:10 2012
From: ${name} at example.org (${name})
Date: Mon, 06 Feb 2012 ${hour}:42:10 +0000
Subject: ${subject}
Message-ID: <${id}@example.org>

${body}

`;
/** As a page shows it. */
const shown = (text: string) =>
  text
    .replace(/(\w)@(\w)/g, '$1 at $2')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
const FORGED = mailOf('victor', 'forged', '20', 'Confession', 'It was me.');
const EVE = mailOf('eve', 'eve', '18', 'Innocent', 'Look:');
const LATER = mailOf('ann', 'ann', '21', 'Room 4', 'Upstairs.');

function archiveWith(text: string, pageOfEve: string): Pages {
  const key = (hour: number, number: number) => `0${Date.UTC(2012, 1, 6, hour, 42, 10) / 1000}.${number}-`;
  return {
    [SUMMIT]:
      '<title>Summit</title><a href="2012-February/thread.html">t</a><a href="2012-February.txt">[ Text 1 KB ]</a>',
    [`${FEBRUARY}thread.html`]: threadPage(
      `${threadEntry(1, 'Innocent', 'eve', key(18, 1))}${threadEntry(2, 'Room 4', 'ann', key(21, 2))}`,
    ),
    [`${SUMMIT}2012-February.txt`]: text,
    [`${FEBRUARY}000001.html`]: messagePage({
      subject: 'Innocent',
      author: 'eve',
      address: 'eve at example.org',
      body: shown(pageOfEve),
    }),
  };
}

describe('a mail that holds another in somebody’s name', () => {
  it('is one mail, of its own author, where its page shows all of it', async () => {
    const { get, asked } = servedPages(archiveWith(`${EVE}${FORGED}${LATER}`, `Look:\n\n${FORGED}`));
    const events = await scanPipermail(SUMMIT, get);
    expect(issuesIn(events)).toEqual([]);
    const messages = messagesIn(events);
    expect(messages.map(({ id }) => id)).toEqual(['<eve@example.org>', '<ann@example.org>']);
    expect(messages[0]?.from.address).toBe('eve@example.org');
    expect(messages[0]?.body).toMatchObject({ kind: 'text', text: expect.stringContaining('It was me.') });
    // One page for the doubt, and none for what there is no doubt of.
    expect(asked.filter((url) => /\d{6}\.html$/.test(url))).toEqual([`${FEBRUARY}000001.html`]);
  });

  it('of several such parts too, and its sum is another one', async () => {
    const more = mailOf('victor', 'more', '20', 'More', 'And it was me again.');
    const { get } = servedPages(archiveWith(`${EVE}${FORGED}${more}${LATER}`, `Look:\n\n${FORGED}${more}`));
    const events = await scanPipermail(SUMMIT, get);
    expect(messagesIn(events)).toHaveLength(2);
    const plain = await scanPipermail(SUMMIT, servedPages(archiveWith(`${EVE}${LATER}`, 'Look:')).get);
    expect(scannedIn(events)[0]?.digest).not.toBe(scannedIn(plain)[0]?.digest);
    expect(scannedIn(events)[1]?.digest).toBe(scannedIn(plain)[1]?.digest);
  });

  it('is proven once: the next reading of a longer text asks for no page', async () => {
    const first = await scanPipermail(
      SUMMIT,
      servedPages(archiveWith(`${EVE}${FORGED}${LATER}`, `Look:\n\n${FORGED}`)).get,
    );
    const { get, asked } = servedPages(archiveWith(`${EVE}${FORGED}${LATER}More.`, `Look:\n\n${FORGED}`));
    const events = await scanPipermail(SUMMIT, get, { known: () => knownAfter(first) });
    expect([keptIn(events), messagesIn(events).length]).toEqual([1, 1]);
    expect(asked.filter((url) => /\d{6}\.html$/.test(url))).toEqual([]);
  });

  it('stays apart where the page does not have it: an index lost that one', async () => {
    const { get } = servedPages(archiveWith(`${EVE}${FORGED}${LATER}`, 'Look:'));
    const events = await scanPipermail(SUMMIT, get);
    expect(messagesIn(events)).toHaveLength(3);
    expect(issuesIn(events)).toMatchObject([{ code: 'MESSAGE_NOT_INDEXED', subject: 'Confession' }]);
  });

  it('stays apart where the page keeps mail as HTML, in which nothing is proven', async () => {
    const pages = archiveWith(`${EVE}${FORGED}${LATER}`, '');
    const html = messagePage({ subject: 'Innocent', body: '<div>Look</div>' });
    const { get } = servedPages({ ...pages, [`${FEBRUARY}000001.html`]: html });
    expect(messagesIn(await scanPipermail(SUMMIT, get))).toHaveLength(3);
  });

  it('costs no page where pages are not wanted, and no mail where the page cannot be had', async () => {
    const { get, asked } = servedPages(archiveWith(`${EVE}${FORGED}${LATER}`, `Look:\n\n${FORGED}`));
    const without = await scanPipermail(SUMMIT, get, { pages: false });
    expect(messagesIn(without)).toHaveLength(3);
    expect(asked.filter((url) => /\d{6}\.html$/.test(url))).toEqual([]);
    // As soon as pages may be asked for, it is looked into.
    const later = await scanPipermail(SUMMIT, get, { known: () => knownAfter(without) });
    expect([keptIn(later), messagesIn(later).map(({ id }) => id)]).toEqual([1, ['<eve@example.org>']]);
    const pages = {
      ...archiveWith(`${EVE}${FORGED}${LATER}`, ''),
      [`${FEBRUARY}000001.html`]: { code: 'PAGE_MISSING', url: 'x', status: 404 } as const,
    };
    expect(messagesIn(await scanPipermail(SUMMIT, servedPages(pages).get))).toHaveLength(3);
  });
});
