import { describe, expect, it } from 'vitest';
import { hashOf } from '../../../src/archives/hyperkitty/hash.js';
import { BASE, fixture, LIST_URL, linkOf, type Mail, readLink, serverOf } from './server.js';

const threadOf = (id: string) => `${LIST_URL}thread/${hashOf(id)}/`;
const root: Mail = { id: 'r', date: '2012-02-06T10:00:00Z', subject: 'Notes', text: 'Write to bob@example.org.\n' };
const late: Mail = { id: 'late', date: '2012-02-09T10:00:00Z', subject: 'Re: Notes', text: 'late\n', parent: 'r' };
const early: Mail = { id: 'early', date: '2012-02-07T10:00:00Z', subject: 'Re: Notes', text: 'early\n', parent: 'r' };
const deep: Mail = { id: 'deep', date: '2012-02-10T10:00:00Z', subject: 'Re: Notes', text: 'deep\n', parent: 'early' };
const html: Mail = {
  id: 'html',
  date: '2012-03-01T10:00:00Z',
  subject: 'Protokoll',
  text: '\n',
  attachments: [{ name: 'attachment.html', type: 'text/html', body: '<p>Das Protokoll</p>' }],
};
const mails = [root, late, early, deep, html];
const apiOf = (id: string) => `${BASE}api/list/summit@lists.example.org/email/${hashOf(id)}/`;

describe('a message link', () => {
  it('is read from API and export, in two requests', async () => {
    const { get, asked } = serverOf(mails);
    const { messages, issues } = await readLink(linkOf('early').toLowerCase().slice(0, -1), {}, get);
    expect(issues).toEqual([]);
    expect(messages).toMatchObject([
      {
        id: '<early>',
        url: linkOf('early'),
        list: 'summit',
        subject: 'Re: Notes',
        from: { name: 'Ann', address: 'ann@example.org' },
        date: '2012-02-07T10:00:00Z',
        dateHeader: 'Tue, 07 Feb 2012 10:00:00 +0000',
        inReplyTo: '<r>',
        body: { kind: 'text', text: 'early\n' },
        issues: [],
      },
    ]);
    expect(asked).toHaveLength(2);
  });

  it('is the same whenever it is read', async () => {
    const [once] = (await readLink(linkOf('r'), {}, serverOf(mails).get)).messages;
    const [again] = (await readLink(linkOf('r'), {}, serverOf([...mails, { ...late, id: 'more' }]).get)).messages;
    expect(again).toEqual(once);
    expect(once?.origin).toEqual({ url: linkOf('r'), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('has its text exactly', async () => {
    const { messages } = await readLink(linkOf('r'), {}, serverOf(mails).get);
    expect(messages[0]?.body).toEqual({ kind: 'text', text: 'Write to bob@example.org.\n' });
  });

  it.each(['on', 'off'] as const)('has its HTML as its body where there is no text (export %s)', async (door) => {
    const { messages } = await readLink(linkOf('html'), {}, serverOf(mails, { export: door }).get);
    expect(messages[0]?.body).toEqual({ kind: 'html', html: '<p>Das Protokoll</p>' });
    expect(messages[0]?.attachments).toMatchObject([
      { name: 'attachment.html', type: 'text/html', url: `${linkOf('html')}attachment/0/attachment.html`, size: 20 },
    ]);
  });

  it('is read from the API alone where export is off; the parent is asked for its Message-ID', async () => {
    const { get, asked } = serverOf(mails, { export: 'off' });
    const { messages, issues } = await readLink(linkOf('deep'), {}, get);
    expect(issues).toEqual([]);
    expect(messages).toMatchObject([{ id: '<deep>', inReplyTo: '<early>', dateHeader: null }]);
    await readLink(linkOf('late'), {}, get);
    expect(asked.filter((url) => url.includes('/export/'))).toHaveLength(1);
    expect(asked).toContain(apiOf('early'));
  });

  it('is read from the export alone where there is no API, and `(a)` stays as it came', async () => {
    const { messages, issues } = await readLink(linkOf('r'), {}, serverOf(mails, { api: 'off' }).get);
    expect(issues).toEqual([]);
    expect(messages).toMatchObject([{ id: '<r>', url: linkOf('r'), body: { text: 'Write to bob(a)example.org.\n' } }]);
  });

  it('is read from its page where both doors are shut', async () => {
    const id = 'notes.1@example.org';
    const pages = { [linkOf(id)]: fixture('message.html') };
    const { messages, issues } = await readLink(linkOf(id), {}, serverOf([], { api: 'off', export: 'off', pages }).get);
    expect(issues).toEqual([]);
    expect(messages).toMatchObject([{ id: `<${id}>`, url: linkOf(id), body: { kind: 'html' } }]);
  });

  it.each([
    ['private', { code: 'PAGE_PRIVATE', status: 403 }],
    ['unknown', { code: 'PAGE_MISSING', status: 404 }],
  ] as const)('from a %s list says so by its own address', async (list, issue) => {
    const { issues } = await readLink(linkOf('r'), {}, serverOf(mails, { list }).get);
    expect(issues).toEqual([{ ...issue, url: linkOf('r') }]);
  });

  it('says that it is missing', async () => {
    const { issues } = await readLink(linkOf('nobody'), {}, serverOf(mails).get);
    expect(issues).toEqual([{ code: 'PAGE_MISSING', url: linkOf('nobody'), status: 404 }]);
  });
});

describe('a thread', () => {
  const order = ['<r>', '(<early>)', '(<deep>)', '(<late>)'];

  it.each([{}, { export: 'off' }, { export: 'off', api: 'bare' }] as const)(
    'comes depth first: %o',
    async (settings) => {
      const { ids, issues } = await readLink(threadOf('r'), {}, serverOf(mails, settings).get);
      expect(ids).toEqual(order);
      expect(issues).toEqual([]);
    },
  );

  it('costs one request, and one for each text that may be disguised', async () => {
    const { get, asked } = serverOf(mails);
    const { messages } = await readLink(threadOf('r'), {}, get);
    expect(messages[0]?.body).toEqual({ kind: 'text', text: 'Write to bob@example.org.\n' });
    expect(asked).toHaveLength(2);
  });

  it('cites the first message and the linked one', async () => {
    const { ids } = await readLink(linkOf('deep'), { thread: true }, serverOf(mails).get);
    expect(ids).toEqual(['<r>', '(<early>)', '<deep>', '(<late>)']);
  });

  it('is read one by one where one message breaks its export', async () => {
    const broken = mails.map((mail) => (mail.id === 'deep' ? { ...mail, bad: true } : mail));
    const { ids, issues } = await readLink(threadOf('r'), {}, serverOf(broken).get);
    expect(ids).toEqual(order);
    expect(issues).toEqual([]);
  });

  it('is found by the page of a message where the API is closed', async () => {
    const id = 'notes.1@example.org';
    const answer: Mail = {
      id: 'notes.2@example.org',
      date: '2012-02-07T09:00:00Z',
      subject: 'Re: Notes',
      text: 'ok\n',
      parent: id,
    };
    const pages = {
      [linkOf(answer.id)]: fixture('message.html')
        .replaceAll(hashOf(id), hashOf(answer.id))
        .replaceAll(`/thread/${hashOf(answer.id)}`, `/thread/${hashOf(id)}`),
    };
    const { ids } = await readLink(
      linkOf(answer.id),
      { thread: true },
      serverOf([{ ...root, id }, answer], { api: 'off', pages }).get,
    );
    expect(ids).toEqual([`<${id}>`, `<${answer.id}>`]);
  });

  it('that cannot be had leaves the message', async () => {
    const { ids, issues } = await readLink(linkOf('deep'), { thread: true }, serverOf(mails, { api: 'off' }).get);
    expect(ids).toEqual(['<deep>']);
    expect(issues.map(({ code }) => code)).toEqual(['PAGE_MISSING']);
  });

  it('that is unknown is missing', async () => {
    const { issues } = await readLink(threadOf('nobody'), {}, serverOf(mails).get);
    expect(issues).toEqual([{ code: 'PAGE_MISSING', url: threadOf('nobody'), status: 404 }]);
  });
});

describe('a month and a list', () => {
  it('need a choice', async () => {
    for (const url of [LIST_URL, `${LIST_URL}2012/2/`, BASE]) {
      const { get, asked } = serverOf(mails);
      expect((await readLink(url, {}, get)).issues).toEqual([{ code: 'LINK_NEEDS_CHOICE', url }]);
      expect(asked).toEqual([]);
    }
  });

  it('ask for the days that are chosen, in one export', async () => {
    const { get, asked } = serverOf(mails);
    const since = '2012-02-07T00:00:00Z';
    expect((await readLink(`${LIST_URL}2012/2/`, { since }, get)).ids).toEqual(['<late>', '<early>', '<deep>']);
    expect(asked).toEqual([`${LIST_URL}export/summit.mbox.gz?start=2012-02-07&end=2012-03-01`]);
    const within = { since: '2012-02-07T11:00:00Z', until: '2012-02-09T10:00:01Z' };
    expect((await readLink(LIST_URL, within, serverOf(mails).get)).ids).toEqual(['<late>']);
  });

  it('ask for a list by years', async () => {
    const { get, asked } = serverOf(mails, { first: '2011', today: '2013' });
    expect((await readLink(LIST_URL, { match: 'protokoll' }, get)).ids).toEqual(['<html>']);
    expect(asked.map((url) => url.replace(`${LIST_URL}export/summit.mbox.gz`, ''))).toEqual([
      LIST_URL,
      '?end=2012-01-01',
      '?start=2012-01-01&end=2013-01-01',
      apiOf('html'),
      '?start=2013-01-01',
    ]);
  });

  it('read every list of a host', async () => {
    expect((await readLink(BASE, { match: 'protokoll' }, serverOf(mails).get)).ids).toEqual(['<html>']);
  });

  it('say when nothing is chosen', async () => {
    const { issues } = await readLink(LIST_URL, { match: 'nowhere' }, serverOf(mails).get);
    expect(issues).toEqual([{ code: 'NOTHING_MATCHES', url: LIST_URL }]);
    const outside = await readLink(`${LIST_URL}2012/2/`, { since: '2013-01-01T00:00:00Z' }, serverOf(mails).get);
    expect(outside.issues).toEqual([{ code: 'NOTHING_MATCHES', url: `${LIST_URL}2012/2/` }]);
  });

  it('take whole threads when asked to, each message once, and cite what was chosen', async () => {
    const selection = { since: '2012-02-09T00:00:00Z', until: '2012-02-10T00:00:00Z', thread: true };
    const { ids } = await readLink(LIST_URL, selection, serverOf(mails).get);
    expect(ids).toEqual(['<r>', '(<early>)', '(<deep>)', '<late>']);
  });

  it.each(['paged', 'unordered', 'bare'] as const)('are read from the API where export is off (%s)', async (api) => {
    const many = Array.from({ length: 250 }, (_, index) => ({
      id: `m${index}`,
      date: new Date(Date.UTC(2012, 0, 1, index * 6)).toISOString().replace('.000', ''),
      subject: 'x',
      text: 'x\n',
    }));
    const { get } = serverOf(many, { export: 'off', api });
    const { ids, issues } = await readLink(`${LIST_URL}2012/2/`, { match: 'x' }, get);
    expect(ids).toEqual(many.filter(({ date }) => date.startsWith('2012-02')).map(({ id }) => `<${id}>`));
    expect(issues).toEqual([]);
  });

  it('lose nothing where one message breaks the export', async () => {
    const broken = mails.map((mail) => (mail.id === 'early' ? { ...mail, bad: true } : mail));
    const { ids, issues } = await readLink(LIST_URL, { match: '' }, serverOf(broken).get);
    expect([...ids].sort()).toEqual(['<deep>', '<early>', '<html>', '<late>', '<r>']);
    expect(issues).toEqual([]);
  });

  it('say which day it is that nobody can give', async () => {
    const { get, asked } = serverOf(
      mails.map((mail) => ({ ...mail, bad: true })),
      { api: 'off' },
    );
    const { issues } = await readLink(`${LIST_URL}2012/3/`, { match: '' }, get);
    expect(issues).toEqual([
      { code: 'BODY_BROKEN', url: `${LIST_URL}2012/3/1/`, reason: 'it ends early' },
      { code: 'NOTHING_MATCHES', url: `${LIST_URL}2012/3/` },
    ]);
    expect(asked.length).toBeLessThan(20);
  });

  it('are read from the pages last, and are not trapped by the last page', async () => {
    const [first, second] = ['notes.1@example.org', 'notes.2@example.org'] as const;
    const month = `${LIST_URL}2012/2/`;
    const pages = {
      [LIST_URL]: fixture('month.html'),
      [`${month}?page=1`]: fixture('month.html'),
      [`${month}?page=2`]: fixture('month.html'),
      [`${threadOf(first)}?noscript`]: fixture('thread.html'),
      [linkOf(first)]: fixture('message.html'),
      [linkOf(second)]: fixture('thread.html'),
    };
    const { get, asked } = serverOf([], { api: 'off', export: 'off', pages });
    expect((await readLink(month, { match: '' }, get)).ids).toEqual([`<${first}>`, `<${second}>`]);
    expect(asked.filter((url) => url.includes('?page='))).toHaveLength(2);
  });

  it.each([
    ['private', { code: 'PAGE_PRIVATE', status: 403 }],
    ['unknown', { code: 'PAGE_MISSING', status: 404 }],
  ] as const)('from a %s list say so', async (list, issue) => {
    const { issues } = await readLink(LIST_URL, { match: 'x' }, serverOf(mails, { list }).get);
    expect(issues).toEqual([{ ...issue, url: LIST_URL }]);
    const month = `${LIST_URL}2012/2/`;
    const ofMonth = await readLink(month, { match: 'x' }, serverOf(mails, { list }).get);
    expect(ofMonth.issues).toEqual([{ ...issue, url: month }]);
  });
});
