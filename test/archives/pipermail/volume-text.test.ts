import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readVolumeText } from '../../../src/archives/pipermail/volume-text.js';
import { fixture } from '../../helpers/run-cli.js';

const read = (text: string) => readVolumeText(new Uint8Array(Buffer.from(text, 'latin1')));
const subjects = (text: string) => read(text).map(({ subject }) => subject);

const mail = (subject: string, body: string, ...fields: string[]) =>
  [
    'From ann at example.org  Mon Feb  6 18:42:10 2012',
    'From: ann at example.org (Ann Bee)',
    'Date: Mon, 06 Feb 2012 18:42:10 +0100',
    `Subject: ${subject}`,
    ...fields,
    '',
    body,
    '',
    '',
  ].join('\n');

interface Truth {
  readonly volume: string;
  readonly list: string;
  readonly message_id: string | null;
  readonly in_reply_to: string | null;
  readonly references: readonly string[];
  readonly date_header: string;
}
const truth: readonly Truth[] = JSON.parse(readFileSync(fixture('archive/expected/messages.json'), 'utf8')).messages;

describe('readVolumeText', () => {
  it.each(['summit/2012-January', 'summit/2012-February', 'summit/2012-March', 'members/2012-February'])(
    'reads the headers of %s as its mails have them',
    (place) => {
      const bytes = gunzipSync(readFileSync(fixture(`archive/www/pipermail/${place}.txt.gz`)));
      const expected = truth.filter(({ list, volume }) => `${list}/${volume}` === place);
      const records = readVolumeText(new Uint8Array(bytes));
      expect(
        records.map(({ id, inReplyTo, references, dateHeader }) => ({ id, inReplyTo, references, dateHeader })),
      ).toEqual(
        expected.map((row) => ({
          id: row.message_id,
          inReplyTo: row.in_reply_to,
          references: row.references,
          dateHeader: row.date_header,
        })),
      );
    },
  );

  it('reads the dialect of 1999: Date first, names without brackets, no ids', () => {
    const bytes = readFileSync(fixture('archive/www/pipermail/summit/1999-August.txt'));
    const records = readVolumeText(new Uint8Array(bytes));
    expect(records).toHaveLength(5);
    expect(records[0]).toMatchObject({
      from: 'Casper Lindqvold casper@lindqvold.example.com',
      subject: '[Summit] First words',
      dateHeader: 'Wed, 4 Aug 1999 20:14:07 +0200',
      id: null,
      inReplyTo: null,
      references: [],
    });
    expect(records[0]?.text).toMatch(/^Hello,\n[\s\S]*\n--casper$/);
  });

  it('splits where the blank line before From is missing', () => {
    const text = mail('One', 'body').replace(/\n+$/, '\n') + mail('Two', 'body');
    expect(subjects(text)).toEqual(['One', 'Two']);
    expect(read(text)[0]?.text).toBe('body');
  });

  it.each([
    'From here we walked.',
    'From: is a word with a colon, and no envelope above it.',
    'From the harbour\nto the hall.',
    '>From escaped by the mailer',
    'From ann at example.org  Mon Feb  6 18:42:10 2012\nis quoted, not a message.',
  ])('does not split at a line of a body: %j', (body) => {
    const records = read(mail('One', `before\n\n${body}\nafter`) + mail('Two', 'x'));
    expect(records.map(({ subject }) => subject)).toEqual(['One', 'Two']);
    expect(records[0]?.text).toBe(`before\n\n${body}\nafter`);
  });

  it('reads ids, and takes the last of In-Reply-To', () => {
    const [record] = read(
      mail(
        'One',
        'x',
        'In-Reply-To: <parent@example.org>',
        'References: <root@example.org>\n\t<parent@example.org>',
        'Message-ID: <own-1@example.org>',
      ),
    );
    expect(record).toMatchObject({
      id: '<own-1@example.org>',
      inReplyTo: '<parent@example.org>',
      references: ['<root@example.org>', '<parent@example.org>'],
    });
  });

  it('lets the first of two fields count, and none of the body', () => {
    const [record] = read(mail('One', 'Subject: Three\nMessage-ID: <evil@example.com>', 'Subject: Two'));
    expect(record).toMatchObject({ subject: 'One', id: null });
  });

  it('decodes each message by itself: UTF-8 beside Latin-1', () => {
    const utf8 = mail('One', Buffer.from('Zoë aß im Café in Łódź').toString('latin1'));
    const latin1 = mail('Two', 'Grüße aus Köln, schöne Straße, tschüß');
    expect(read(utf8 + latin1).map(({ text }) => text)).toEqual([
      'Zoë aß im Café in Łódź',
      'Grüße aus Köln, schöne Straße, tschüß',
    ]);
  });

  it('decodes encoded words, folds and line ends', () => {
    const text = mail('=?utf-8?q?Stra=C3=9Fe?=\n and hall', 'one\ntwo').replaceAll('\n', '\r\n');
    expect(read(text)).toMatchObject([{ subject: 'Straße and hall', text: 'one\ntwo' }]);
  });

  it('bears a message without a body and a text without messages', () => {
    expect(read(mail('One', '') + mail('Two', 'x')).map(({ text }) => text)).toEqual(['', 'x']);
    expect(read('From a\nFrom: b\nSubject: c')).toMatchObject([{ subject: 'c', text: '' }]);
    expect(read('')).toEqual([]);
    expect(read('<html>not found</html>')).toEqual([]);
  });
});
