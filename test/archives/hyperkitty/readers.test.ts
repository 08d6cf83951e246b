import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readEmail, readEmails, readLists } from '../../../src/archives/hyperkitty/api.js';
import { readExport } from '../../../src/archives/hyperkitty/export.js';
import { hashOf } from '../../../src/archives/hyperkitty/hash.js';
import {
  hashesOfThreadPage,
  messageFromPage,
  monthsOfMenu,
  readMessagePage,
  threadsOfMonthPage,
} from '../../../src/archives/hyperkitty/message-page.js';
import { BASE, fixture, LIST, LIST_URL, linkOf } from './server.js';

const place = { base: BASE, address: LIST, list: 'summit' };
const root = 'notes.1@example.org';

describe('readEmail', () => {
  it('reads what the API says', () => {
    expect(readEmail(fixture('email.json'))).toEqual({
      hash: hashOf(root),
      id: root,
      subject: '[Summit] Notes of day one',
      from: { name: 'Ann "Bee" Ångström', address: 'ann@example.org' },
      date: '2012-02-06T17:42:10Z',
      threadHash: hashOf(root),
      parentHash: null,
      text: 'Hello,\n\nwrite to bob@example.org about room 4.\nhttp://example.org/@ann/plan\n',
      attachments: [
        {
          name: 'plan of the room.png',
          type: 'image/png',
          charset: null,
          size: 8,
          path: '1/plan%20of%20the%20room.png',
        },
      ],
    });
  });

  it.each(['', '<html>', 'null', '{"detail":"Not found."}', '{"message_id_hash":"../x","message_id":"a"}'])(
    'takes %j for no email',
    (json) => expect(readEmail(json)).toBeNull(),
  );

  it('reads lists of emails, in pages or all at once', () => {
    const email = fixture('email.json');
    expect(readEmails(`{"count":7,"results":[${email},{}]}`)).toMatchObject({ total: 7, items: [{ id: root }] });
    expect(readEmails(`[${email}]`)).toMatchObject({ total: null, items: [{ id: root }] });
    expect(readEmails('{"detail":"no"}')).toBeNull();
    expect(readLists('[{"name":"a@b.example"},{"name":"../etc"}]')?.items).toEqual(['a@b.example']);
  });
});

describe('readExport', () => {
  const bytes = new Uint8Array(gzipSync(fixture('thread.mbox')));

  it('reads the mails with the permalinks of their Message-IDs', async () => {
    const { mails, issues } = await readExport(bytes, place, LIST_URL, true);
    expect(issues).toEqual([]);
    expect(mails.map(({ message }) => message.url)).toEqual(mails.map(({ message }) => linkOf(message.id ?? '')));
    const [first, , html, long] = mails.map(({ message }) => message);
    expect(first).toMatchObject({
      list: 'summit',
      from: { name: 'Ann Bee Ångström', address: 'ann@example.org' },
      date: '2012-02-06T17:42:10Z',
      dateHeader: 'Mon, 06 Feb 2012 18:42:10 +0100',
      attachments: [{ name: 'plan of the room.png', size: 8 }],
    });
    expect(long?.id).toMatch(/^<a-very-long-message-id-which-\S+\.4@mail\.lists\.example\.org>$/);
    // The server's import, not the mail, is from 2026; the address is the server's, too.
    expect(html).toMatchObject({ archivedAt: '2012-02-08T10:00:00Z', from: { name: null, address: null } });
    expect(html?.issues.map(({ code }) => code)).toEqual(['DATE_UNCERTAIN']);
    expect(mails.map(({ whole }) => whole)).toEqual([false, true, false, true]);
  });

  it('says whether it is whole', async () => {
    const { mails, broken } = await readExport(bytes, place, LIST_URL, true);
    expect([mails.length, broken]).toEqual([4, null]);
    // The gzip has its end, so nothing is missing, however the connection ended.
    expect(await readExport(bytes, place, LIST_URL, false)).toMatchObject({ broken: null });
  });

  it('keeps what came of a stream that broke off, but for the mail that it broke in', async () => {
    const half = await readExport(bytes.subarray(0, bytes.length - 20), place, LIST_URL, false);
    expect(half.broken).toEqual({ code: 'BODY_BROKEN', url: LIST_URL, reason: 'the compressed data ends early' });
    const whole = (await readExport(bytes, place, LIST_URL, true)).mails.map(({ hash }) => hash);
    expect(half.mails.map(({ hash }) => hash)).toEqual(whole.slice(0, 3));
    const plain = new Uint8Array(Buffer.from(fixture('thread.mbox')));
    expect((await readExport(plain, place, LIST_URL, false)).mails).toHaveLength(3);
  });

  it('refuses what is no export', async () => {
    const login = readExport(new Uint8Array(Buffer.from('<html>Sign in')), place, LIST_URL, true);
    await expect(login).rejects.toMatchObject({ issue: { code: 'PAGE_UNREADABLE', url: LIST_URL } });
  });

  it('takes an empty gzip for no mail', async () => {
    expect((await readExport(new Uint8Array(gzipSync('')), place, LIST_URL, true)).mails).toEqual([]);
  });
});

describe('pages', () => {
  it('say what they can of a message', () => {
    const url = linkOf(root);
    const page = readMessagePage(fixture('message.html'), hashOf(root), url);
    expect(page).not.toBeNull();
    if (page === null) return;
    expect(page.threadHash).toBe(hashOf(root));
    expect(messageFromPage(page, place, url)).toMatchObject({
      id: `<${root}>`,
      url,
      list: 'summit',
      subject: '[Summit] Notes of day one',
      from: { name: 'Ann Bee', address: null },
      date: '2012-02-06T18:42:00Z',
      body: { kind: 'html', html: expect.not.stringContaining('quoted-switch') },
      attachments: [{ name: 'plan.png', type: 'image/png', url: `${url}attachment/1/plan.png` }],
      issues: [{ code: 'DATE_UNCERTAIN', url, value: 'Feb. 6, 2012, 6:42 p.m.' }],
    });
    expect(readMessagePage(fixture('message.html'), hashOf('other'), url)).toBeNull();
  });

  it('name their threads and messages', () => {
    expect(threadsOfMonthPage(fixture('month.html'))).toEqual([hashOf(root)]);
    expect(hashesOfThreadPage(fixture('thread.html'))).toEqual([hashOf(root), hashOf('notes.2@example.org')]);
    expect(monthsOfMenu(fixture('month.html'))).toEqual([
      { year: 2012, month: 2 },
      { year: 2012, month: 3 },
      { year: 2026, month: 1 },
    ]);
  });
});
