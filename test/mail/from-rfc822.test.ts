import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GiveUpOnPage } from '../../src/errors.js';
import { readMail } from '../../src/mail/from-rfc822.js';
import { mail } from './message.js';

const WHERE = { url: 'notes.eml' };
const HEAD = [
  'From: Ann Bee <ann@example.org>',
  'Subject: Notes',
  'Date: Mon, 6 Feb 2012 18:42:10 +0100',
  'Message-ID: <notes@example.org>',
];
/** A mail of the usual header, these fields and this body. */
const read = (fields: string[], ...body: string[]) => readMail(mail(...HEAD, ...fields, '', ...body), WHERE);

describe('readMail', () => {
  it('reads a plain mail whole', async () => {
    const bytes = mail(
      ...HEAD,
      'In-Reply-To: <a@example.org>',
      'References: <z@example.org>',
      ' <a@example.org>',
      '',
      'Hello,\r',
      'all.',
      '',
    );
    expect(await readMail(bytes, WHERE)).toEqual({
      id: '<notes@example.org>',
      url: null,
      list: null,
      subject: 'Notes',
      from: { name: 'Ann Bee', address: 'ann@example.org' },
      date: '2012-02-06T17:42:10Z',
      dateHeader: 'Mon, 6 Feb 2012 18:42:10 +0100',
      inReplyTo: '<a@example.org>',
      references: ['<z@example.org>', '<a@example.org>'],
      body: { kind: 'text', text: 'Hello,\nall.\n' },
      attachments: [],
      issues: [],
      origin: { url: 'notes.eml', sha256: createHash('sha256').update(bytes).digest('hex') },
    });
  });

  it.each([
    [['Subject: x', 'Message-ID: <a@x>'], [{ code: 'DATE_UNREADABLE', url: 'notes.eml', value: null }]],
    [['Date: no date', 'Message-ID: <a@x>'], [{ code: 'DATE_UNREADABLE', url: 'notes.eml', value: 'no date' }]],
    [['Date:', 'Message-ID: <a@x>'], [{ code: 'DATE_UNREADABLE', url: 'notes.eml', value: null }]],
    [
      ['Date: Mon Feb  6 18:42:10 2012', 'Message-ID: <a@x>'],
      [{ code: 'DATE_UNCERTAIN', url: 'notes.eml', value: 'Mon Feb  6 18:42:10 2012' }],
    ],
    [['Date: Mon, 6 Feb 2012 18:42:10 +0000'], [{ code: 'ID_UNKNOWN', url: 'notes.eml' }]],
  ])('%j: says so', async (fields, issues) => {
    expect((await readMail(mail(...fields, '', 'x'), WHERE)).issues).toEqual(issues);
  });

  it('never takes today, nor the zone of this machine', async () => {
    const { date } = await readMail(mail('Date: Fri Apr  2 02:39:26 2004', '', ''), WHERE);
    expect(date).toBe('2004-04-02T02:39:26Z');
    expect((await readMail(mail('Date: no date', '', ''), WHERE)).date).toBeNull();
  });

  it('knows when an mbox filed what has no date', async () => {
    const envelope = 'From ann@example.org Mon Feb  6 18:42:10 2012';
    expect(await readMail(mail(envelope, 'Subject: x', '', 'y'), WHERE)).toMatchObject({
      date: null,
      archivedAt: '2012-02-06T18:42:10Z',
    });
    expect(await readMail(mail(envelope, ...HEAD, '', 'y'), WHERE)).not.toHaveProperty('archivedAt');
  });

  it.each([
    ['X-No-Archive: yes', true],
    ['X-No-Archive: Yes', true],
    ['X-Archive: no', true],
    ['X-No-Archive: no', false],
    ['X-Other: yes', false],
  ])('%s', async (field, asks) => {
    const { issues } = await read([field], 'x');
    expect(issues.some((issue) => issue.code === 'NO_ARCHIVE_ASKED')).toBe(asks);
  });

  it.each([
    ['Archived-At: <https://lists.example.org/m/1>', 'https://lists.example.org/m/1'],
    ['Archived-At: http://lists.example.org/m/1', 'http://lists.example.org/m/1'],
    ['Archived-At: <javascript:alert(1)>', null],
    ['Archived-At: <file:///etc/passwd>', null],
    ['Archived-At: <https://a b>', null],
    ['Archived-At: <https://[>', null],
  ])('%s', async (field, url) => {
    expect((await read([field], 'x')).url).toBe(url);
  });

  it('names the permalink in its issues, and believes the caller about it', async () => {
    const where = { url: 'a.mbox', list: 'summit', permalink: 'https://lists.example.org/2' };
    const read = await readMail(
      mail('Subject: x', 'List-Id: <other.example.org>', 'Archived-At: <https://x.example/>', '', 'y'),
      where,
    );
    expect(read).toMatchObject({ url: where.permalink, list: 'summit', origin: { url: 'a.mbox' } });
    expect(read.issues).toContainEqual({ code: 'ID_UNKNOWN', url: where.permalink });
  });

  it.each([
    ['List-Id: Summit <summit.lists.example.org>', 'summit'],
    ['List-Id: <Summit.lists.example.org>', 'summit'],
    ['List-Id: "a. b." <summit.example.org>', 'summit'],
    ['List-Post: <mailto:summit@lists.example.org>', 'summit'],
    ['List-Post: NO (posting not allowed)', null],
  ])('%s', async (field, list) => {
    expect((await read([field], 'x')).list).toBe(list);
  });

  it('decodes subjects and folds their blanks', async () => {
    const { subject } = await readMail(
      mail('Subject: =?utf-8?Q?split_multi=C3?=', ' =?utf-8?Q?=A9byte?=\tx', '', ''),
      WHERE,
    );
    expect(subject).toBe('split multiébyte x');
    expect((await readMail(mail('Subject: =?utf-8?Q?a=0AX-Injected:_b?=', '', ''), WHERE)).subject).toBe(
      'a X-Injected: b',
    );
  });

  it.each(['no header at all', '', '\n\n', 'Note: this is a text\n\nand no mail'])('gives up on %j', async (text) => {
    const file = await readMail(Buffer.from(text), WHERE).catch((error: unknown) => error);
    expect(file).toBeInstanceOf(GiveUpOnPage);
    expect(file).toMatchObject({ issue: { code: 'FILE_UNREADABLE', url: 'notes.eml' } });
    const page = readMail(Buffer.from(text), { url: 'https://lists.example.org/1' });
    await expect(page).rejects.toMatchObject({ issue: { code: 'PAGE_UNREADABLE', role: 'message' } });
  });

  it('reads a mail of ten thousand references and a megabyte of header', async () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => ` <reference.number.${index}@example.org>`);
    const filler = Array.from({ length: 20_000 }, (_, index) => `X-Filler-${index}: ${'x'.repeat(40)}`);
    const { references, body } = await read(
      ['References:', ...ids, ...filler, `Content-Language: ${'x'.repeat(2_000_000)}`],
      'still here',
    );
    expect(references).toHaveLength(10_000);
    expect(body).toEqual({ kind: 'text', text: 'still here' });
  });

  it('gives up on MIME made to do harm, and says why', async () => {
    const parts = Array.from({ length: 6000 }, () => ['--a', '', 'x']).flat();
    const bomb = read(['Content-Type: multipart/mixed; boundary=a'], ...parts);
    await expect(bomb).rejects.toMatchObject({ issue: { code: 'FILE_UNREADABLE' } });
  });

  it('gives up on nothing but that: any bytes behind a header are a mail', async () => {
    const line = fc.constantFrom(
      '--a',
      '--a--',
      '',
      'x',
      'Content-Type: text/html',
      'Content-Type: multipart/mixed; boundary=a',
      '\xff\xfe\0',
    );
    const lines = fc.array(line, { maxLength: 15 });
    await fc.assert(
      fc.asyncProperty(lines, async (body) => {
        const { body: kept } = await read(['Content-Type: multipart/mixed; boundary=a'], ...body);
        expect(kept).toBeDefined();
      }),
    );
  });
});
