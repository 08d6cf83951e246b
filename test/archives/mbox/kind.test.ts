import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { writeFolder } from '../../../src/archives/folder-listing.js';
import type { Finding, Selection } from '../../../src/archives/kind.js';
import { mbox } from '../../../src/archives/mbox/kind.js';
import { GiveUpOnPage } from '../../../src/errors.js';
import type { GetPage, PageRequest } from '../../../src/model.js';

const EVERYTHING: Selection = { thread: false };

/** Reads these bytes as a file of this name; also what was asked for. */
async function readFile(name: string, bytes: Uint8Array | string, selection = EVERYTHING) {
  const asked: PageRequest[] = [];
  const get: GetPage = async (request) => {
    asked.push(request);
    return { role: request.role, origin: { url: name, sha256: '' }, contentType: '', body: new Blob([bytes]) };
  };
  const link = mbox.recognise(new URL(`file:///mail/${name}`));
  const findings: Finding[] = [];
  if (link !== null) for await (const finding of mbox.read(link, selection, get)) findings.push(finding);
  return { findings, asked };
}

const issues = (findings: readonly Finding[]) =>
  findings.flatMap((finding) => (finding.type === 'issue' ? [finding.issue] : []));
const subjects = (findings: readonly Finding[]) =>
  findings.flatMap((finding) =>
    finding.type === 'message' ? [`${finding.message.subject}${finding.cited ? '' : ' (not cited)'}`] : [],
  );

let count = 0;
/** A mail of an mbox, on a day of February 2012. */
const mail = (subject: string, day: number, ...fields: string[]) =>
  [
    `From ann@example.org Mon Feb ${String(day).padStart(2)} 18:42:10 2012`,
    'From: Ann Bee <ann@example.org>',
    `Subject: ${subject}`,
    `Date: ${day} Feb 2012 18:42:10 +0000`,
    `Message-ID: <${subject.replace(/\W+/g, '-')}.${++count}@example.org>`,
    ...fields,
    '',
    'text',
    '',
    '',
  ].join('\n');

describe('recognise', () => {
  it.each(['a.eml', 'a.EML', 'a.mbox', 'a.mbx', 'a.txt', 'a.txt.gz', 'a.mbox.gz', 'Inbox', '1329.M1P2.host:2,S'])(
    'takes %s',
    (name) => {
      const url = `file:///mail/${name}`;
      expect(mbox.recognise(new URL(`${url}?x#y`))).toEqual({ kind: 'mbox', form: 'file', url });
    },
  );

  it.each([
    'file:///mail/a.html',
    'file:///mail/a.htm',
    'file:///mail/a.png',
    'https://example.org/a.mbox',
    'https://example.org/mail/',
    'file:///%E4/a.pdf',
  ])('leaves %s', (url) => {
    expect(mbox.recognise(new URL(url))).toBeNull();
  });

  it('takes a folder, whatever it is called', () => {
    for (const url of ['file:///mail/', 'file:///mail/a.html/', 'file:///']) {
      expect(mbox.recognise(new URL(`${url}?x#y`))).toEqual({ kind: 'mbox', form: 'list', url });
    }
  });
});

describe('read', () => {
  it('asks for one page, and reads all its mails in order', async () => {
    const { findings, asked } = await readFile('a.mbox', mail('b', 2) + mail('a', 1));
    expect(asked).toEqual([{ url: 'file:///mail/a.mbox', role: 'volume-text' }]);
    expect(subjects(findings)).toEqual(['b', 'a']);
    expect(findings[0]).toMatchObject({ message: { origin: { url: 'a.mbox#1' } } });
    expect(findings[1]).toMatchObject({ message: { origin: { url: 'a.mbox#2' } } });
  });

  it('reads a single mail, whatever the file is called', async () => {
    const single = mail('one', 1).replace(/^From ann@.*\n/, '');
    for (const name of ['a.eml', 'a.mbox', 'mail']) {
      const { findings, asked } = await readFile(name, single);
      expect(subjects(findings)).toEqual(['one']);
      expect(findings[0]).toMatchObject({ message: { origin: { url: name } } });
      expect(asked[0]?.role).toBe(name === 'a.eml' ? 'message' : 'volume-text');
    }
    expect(subjects((await readFile('a.eml', mail('two', 1) + mail('three', 2))).findings)).toEqual(['two', 'three']);
  });

  it('reads gzip, and says where it is broken', async () => {
    const packed = gzipSync(mail('one', 1) + mail('two', 2));
    expect(subjects((await readFile('a.txt.gz', packed)).findings)).toEqual(['one', 'two']);
    const { findings } = await readFile('a.txt.gz', packed.subarray(0, packed.length - 4));
    expect(subjects(findings)).toEqual(['one', 'two']);
    expect(issues(findings)).toMatchObject([{ code: 'BODY_BROKEN', url: 'a.txt.gz' }]);
    const single = gzipSync('Subject: one\nDate: 6 Feb 2012 18:42:10 +0000\n\ntext\n');
    expect(subjects((await readFile('a.eml.gz', single)).findings)).toEqual(['one']);
  });

  it('reads a folder, and what of it is chosen', async () => {
    const files: Record<string, string> = {
      'file:///mail/a.mbox': mail('one', 1) + mail('two', 2),
      'file:///mail/b.eml': mail('three', 3).replace(/^From ann@.*\n/, ''),
    };
    const listing = writeFolder(['b.eml', 'a.mbox'].map((path) => ({ type: 'file', path, bytes: 1, changed: 1 })));
    const get: GetPage = async ({ url, role }) => {
      const body = new Blob([role === 'folder' ? listing : (files[url] ?? '')]);
      const name = url.replace('file:///mail/', '');
      return { role, origin: { url: name === '' ? 'mail' : `mail/${name}`, sha256: '' }, contentType: '', body };
    };
    const link = mbox.recognise(new URL('file:///mail/'));
    const read = async (selection: Selection) => {
      const findings: Finding[] = [];
      if (link !== null) for await (const finding of mbox.read(link, selection, get)) findings.push(finding);
      return findings;
    };
    expect(subjects(await read(EVERYTHING))).toEqual(['one', 'two', 'three']);
    expect(subjects(await read({ thread: false, match: 'three' }))).toEqual(['three']);
    expect((await read(EVERYTHING))[1]).toMatchObject({ message: { origin: { url: 'mail/a.mbox#2' } } });
  });

  it('selects', async () => {
    const file = mail('Agenda', 1) + mail('Minutes', 2) + mail('Agenda again', 3);
    const chosen = async (selection: Partial<Selection>) =>
      subjects((await readFile('a.mbox', file, { thread: false, ...selection })).findings);
    expect(await chosen({ match: 'agenda' })).toEqual(['Agenda', 'Agenda again']);
    expect(await chosen({ since: '2012-02-02T00:00:00Z' })).toEqual(['Minutes', 'Agenda again']);
    expect(await chosen({ until: '2012-02-02T18:42:10Z' })).toEqual(['Agenda']);
    expect(await chosen({ thread: true })).toEqual(['Agenda', 'Minutes', 'Agenda again']);
  });

  it('takes whole threads, and cites what was selected', async () => {
    const root = mail('Room', 1, 'X: y').replace(/Message-ID: .*/, 'Message-ID: <room@example.org>');
    const answer = mail('Re: Room 4', 3, 'In-Reply-To: <room@example.org>');
    const file = root + mail('Lunch', 2) + answer;
    const { findings } = await readFile('a.mbox', file, { match: '4', thread: true });
    expect(subjects(findings)).toEqual(['Room (not cited)', 'Re: Room 4']);
  });

  it('goes on after a mail that cannot be read', async () => {
    const bomb = mail('bomb', 1, 'Content-Type: multipart/mixed; boundary=a').replace(
      'text',
      '--a\n\nx\n'.repeat(6000),
    );
    const { findings } = await readFile('a.mbox', mail('one', 1) + bomb + mail('two', 2));
    expect(subjects(findings)).toEqual(['one', 'two']);
    expect(issues(findings)).toMatchObject([{ code: 'FILE_UNREADABLE', url: 'a.mbox#2' }]);
  });

  it('reads copies that are the same to the byte once', async () => {
    const one = mail('one', 1);
    expect(subjects((await readFile('a.txt', one + one + one)).findings)).toEqual(['one']);
  });

  it.each([
    ['', 'there is no mail in it'],
    ['\n\n', 'it has no mail header'],
    ['no mail at all', 'it has no mail header'],
  ])('says that %j is no mail', async (text, reason) => {
    expect((await readFile('a.txt', text)).findings).toEqual([
      { type: 'issue', issue: { code: 'FILE_UNREADABLE', url: 'a.txt', reason } },
    ]);
  });

  it('says when nothing matches', async () => {
    const nothing = [{ type: 'issue', issue: { code: 'NOTHING_MATCHES', url: 'a.mbox' } }];
    expect((await readFile('a.mbox', mail('one', 1), { match: 'two', thread: false })).findings).toEqual(nothing);
    expect((await readFile('a.mbox', mail('one', 1), { match: 'two', thread: true })).findings).toEqual(nothing);
  });

  it('hands on why there is no file, and stops for what is no page', async () => {
    const link = { kind: 'mbox', form: 'file', url: 'file:///mail/a.mbox' } as const;
    const issue = { code: 'FILE_UNREADABLE', url: 'a.mbox', reason: 'it is a folder' } as const;
    const first = async (get: GetPage) => (await mbox.read(link, EVERYTHING, get)[Symbol.asyncIterator]().next()).value;
    expect(await first(() => Promise.reject(new GiveUpOnPage(issue)))).toEqual({ type: 'issue', issue });
    await expect(first(() => Promise.reject(new Error('disk')))).rejects.toThrow('disk');
  });
});

describe('the cases', () => {
  const at = (path: string) => readFileSync(new URL(`../../../fixtures/mail-cases/${path}`, import.meta.url));

  it.each([
    ['minutes', 'message.eml'],
    ['volume', 'volume.txt'],
    ['volume-koi8', 'volume.txt'],
    ['quoted', 'mails.mbox'],
  ])('%s', async (name, file) => {
    const { findings } = await readFile(file, at(`${name}/${file}`));
    const plain: unknown = JSON.parse(
      JSON.stringify(findings, (key, value: unknown) => (key === 'content' ? undefined : value)),
    );
    expect(plain).toEqual(JSON.parse(at(`${name}/expected/findings.json`).toString()));
  });
});
