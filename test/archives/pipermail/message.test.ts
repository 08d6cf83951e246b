/** A message from its page, its line in the index and its record in the text. */
import { describe, expect, it } from 'vitest';
import { assembleMessage, type Evidence } from '../../../src/archives/pipermail/message.js';
import { type MessagePage, readMessagePage } from '../../../src/archives/pipermail/message-page.js';
import type { ThreadEntry } from '../../../src/archives/pipermail/thread-index.js';
import type { VolumeRecord } from '../../../src/archives/pipermail/volume-text.js';
import { readDate } from '../../../src/mail/dates.js';
import { bytesOf, messagePage, type PageFacts } from '../../helpers/pipermail.js';

const URL_ = 'http://lists.example.org/pipermail/summit/2012-February/000001.html';
const entry: ThreadEntry = {
  url: URL_,
  number: 1,
  subject: 'Room 4',
  author: 'Ann Bee',
  // 2012-02-06T17:42:15Z
  epoch: 1328550135,
  id: '<index@example.org>',
  parentUrl: null,
};
const record: VolumeRecord = {
  from: 'ann at example.org (Ann Bee)',
  subject: 'Room 4',
  dateHeader: 'Mon, 06 Feb 2012 18:42:10 +0100',
  sent: readDate('Mon, 06 Feb 2012 18:42:10 +0100'),
  id: '<text@example.org>',
  inReplyTo: '<parent@example.org>',
  references: ['<root@example.org>', '<parent@example.org>'],
  text: 'Hello,\n\nroom 4.',
};

function assemble(page: Partial<PageFacts> = {}, rest: Partial<Extract<Evidence, { page: MessagePage }>> = {}) {
  const read = readMessagePage(bytesOf(messagePage(page)), 'text/html');
  expect(read).not.toBeNull();
  return assembleMessage({
    page: read as MessagePage,
    origin: { url: URL_, sha256: 'ab' },
    url: URL_,
    list: 'summit',
    listUrl: 'http://lists.example.org/pipermail/summit/',
    ...rest,
  });
}
const old = '"mailto:summit%40lists.example.org?Subject=x&In-Reply-To=page.parent%40example.org"';

describe('the Message-ID', () => {
  it('is the page’s own, else the text’s, else the index’s', () => {
    expect(assemble({}, { record, entry }).id).toBe('<own.1@example.org>');
    expect(assemble({ href: old }, { record, entry }).id).toBe('<text@example.org>');
    expect(assemble({ href: old }, { entry }).id).toBe('<index@example.org>');
  });

  it('is null, and said to be, where nothing shows it', () => {
    const { id, issues } = assemble({ href: old });
    expect(id).toBeNull();
    expect(issues).toContainEqual({ code: 'ID_UNKNOWN', url: URL_ });
  });
});

describe('what it answers', () => {
  it('is the header’s, which counts for more than the page', () => {
    const { inReplyTo, references } = assemble({ href: old }, { record });
    expect({ inReplyTo, references }).toEqual({ inReplyTo: record.inReplyTo, references: record.references });
    expect(assemble({ href: old }, { record: { ...record, inReplyTo: null } }).inReplyTo).toBeNull();
  });

  it('is the page’s where there is no header', () => {
    expect(assemble({ href: old })).toMatchObject({ inReplyTo: '<page.parent@example.org>', references: [] });
    expect(assemble().inReplyTo).toBeNull();
  });
});

describe('the date', () => {
  it('is the header’s', () => {
    expect(assemble({}, { record, entry })).toMatchObject({
      date: '2012-02-06T17:42:10Z',
      dateHeader: record.dateHeader,
      archivedAt: '2012-02-06T17:42:15Z',
    });
  });

  it('is the page’s where its zone is certain, else the time of filing', () => {
    expect(assemble({ date: 'Mon, 6 Feb 2012 12:00:00 +0200' }, { entry })).toMatchObject({
      date: '2012-02-06T10:00:00Z',
      dateHeader: null,
    });
    expect(assemble({ date: 'Mon Feb  6 18:42:10 2012' }, { entry }).date).toBe('2012-02-06T17:42:15Z');
    expect(assemble({ date: '2012年 2月 6日 (月) 18:42:10 JST' }, { entry }).date).toBe('2012-02-06T17:42:15Z');
  });

  it('is never invented: a header that cannot be read is no date', () => {
    const { date, issues } = assemble({}, { record: { ...record, dateHeader: 'no date', sent: null }, entry });
    expect(date).toBeNull();
    expect(issues).toContainEqual({ code: 'DATE_UNREADABLE', url: URL_, value: 'no date' });
    expect(assemble({}, { record: { ...record, dateHeader: null, sent: null } })).toMatchObject({
      date: null,
      issues: [{ code: 'DATE_UNREADABLE', value: null }],
    });
  });

  it('is said to be uncertain, or unreadable, where the page is all there is', () => {
    expect(assemble({ date: 'Mon Feb  6 18:42:10 2012' }).issues).toContainEqual({
      code: 'DATE_UNCERTAIN',
      url: URL_,
      value: 'Mon Feb 6 18:42:10 2012',
    });
    const unread = assemble({ date: 'Lun 6 Fév 18:42:10 CET 2012' });
    expect(unread.date).toBeNull();
    expect(unread.issues).toContainEqual({ code: 'DATE_UNREADABLE', url: URL_, value: 'Lun 6 Fév 18:42:10 CET 2012' });
  });
});

describe('the author', () => {
  it.each([
    [{}, { name: 'Ann Bee', address: 'ann@example.org' }],
    [{ address: 'ann ＠ example.org' }, { name: 'Ann Bee', address: 'ann@example.org' }],
    [{ address: 'ann на example.org' }, { name: 'Ann Bee', address: 'ann@example.org' }],
    [{ address: 'ann@example.org' }, { name: 'Ann Bee', address: 'ann@example.org' }],
    [{ author: 'ann at example.org' }, { name: null, address: 'ann@example.org' }],
    [
      { author: 'ann@example.org', address: 'ann@example.org' },
      { name: null, address: 'ann@example.org' },
    ],
    [
      { author: '', address: 'ann at example.org' },
      { name: null, address: 'ann@example.org' },
    ],
    [{ address: 'nobody knows' }, { name: 'Ann Bee', address: null }],
  ])('of %j is %j', (page, author) => {
    expect(assemble({ charset: 'utf-8', ...page }).from).toEqual(author);
  });
});

describe('the body', () => {
  it('is the page’s, whose letters are whole', () => {
    const body = 'Zoë in Łódź &amp; elsewhere';
    const { body: read } = assemble(
      { body, charset: 'utf-8' },
      { record: { ...record, text: 'Zo? in ??d? & elsewhere' } },
    );
    expect(read).toMatchObject({ text: 'Zoë in Łódź & elsewhere' });
  });

  it('is the text’s where its author typed what looks like an entity, which 2.1 does not escape', () => {
    const typed = 'Write &amp;copy; as &copy; and &lt;b&gt;';
    const { body } = assemble({ body: typed }, { record: { ...record, text: typed } });
    expect(body).toMatchObject({ kind: 'text', text: typed });
  });

  it('gives its notices as attachments of this list, and none without a list', () => {
    const url = 'http://lists.example.org/pipermail/summit/attachments/20120206/9f2c11aa/a.png';
    const body = `An attachment was scrubbed...\nURL: &lt;<A HREF="${url}">${url}</A>&gt;`;
    expect(assemble({ body }).attachments).toMatchObject([{ url }]);
    expect(assemble({ body }, { listUrl: null }).attachments).toEqual([]);
  });
});

describe('the rest', () => {
  it('is where it came from', () => {
    expect(assemble()).toMatchObject({
      url: URL_,
      list: 'summit',
      subject: '[Summit] Room 4',
      origin: { url: URL_, sha256: 'ab' },
    });
  });

  it('names a saved page by its file in issues, and has no permalink', () => {
    const { url, issues } = assemble({ href: old }, { url: null, origin: { url: 'saved.html', sha256: 'ab' } });
    expect(url).toBeNull();
    expect(issues).toContainEqual({ code: 'ID_UNKNOWN', url: 'saved.html' });
  });
});
