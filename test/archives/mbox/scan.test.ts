import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type FolderEntry, writeFolder } from '../../../src/archives/folder-listing.js';
import {
  type ArchiveLink,
  type Known,
  NOTHING_KNOWN,
  type ReadMails,
  type ScanEvent,
  type ScanTools,
} from '../../../src/archives/kind.js';
import { mbox } from '../../../src/archives/mbox/kind.js';
import { MOST_MAIL_BYTES } from '../../../src/archives/mbox/split.js';
import { GiveUpOnPage, StopRun, UsageError } from '../../../src/errors.js';
import type { Issue } from '../../../src/issues.js';
import { readInTurn } from '../../../src/mail/read-mails.js';
import type { GetPage, PageRequest } from '../../../src/model.js';

type Files = Readonly<Record<string, Uint8Array | string | Issue>>;
const ROOT = 'file:///home/mail/';

/** Files below a folder that is called `mail` from where the user is, and what was asked for. */
function disk(files: Files, folders: readonly string[] = []) {
  const asked: PageRequest[] = [];
  const entries: FolderEntry[] = [
    ...Object.entries(files).map(([path, content]): FolderEntry => {
      const bytes = typeof content === 'string' || content instanceof Uint8Array ? content.length : 0;
      return { type: 'file', path, bytes, changed: 1 };
    }),
    ...folders.map((path): FolderEntry => ({ type: 'folder', path })),
  ];
  const get: GetPage = async (request) => {
    asked.push(request);
    const path = decodeURIComponent(request.url.slice(ROOT.length));
    const content = request.role === 'folder' ? writeFolder(entries) : files[path];
    const url = path === '' ? 'mail' : `mail/${path}`;
    if (content === undefined) throw new GiveUpOnPage({ code: 'PAGE_MISSING', url, status: 404 });
    if (typeof content !== 'string' && !(content instanceof Uint8Array)) throw new GiveUpOnPage(content);
    const bytes = Buffer.from(content);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { role: request.role, origin: { url, sha256 }, contentType: '', body: new Blob([bytes]) };
  };
  return { get, asked };
}

async function scan(path: string, files: Files | GetPage, tools: Partial<ScanTools> = {}): Promise<ScanEvent[]> {
  const link = mbox.recognise(new URL(ROOT + path));
  const get = typeof files === 'function' ? files : disk(files).get;
  const events: ScanEvent[] = [];
  for await (const event of mbox.scan(link as ArchiveLink, { get, known: () => NOTHING_KNOWN, ...tools }))
    events.push(event);
  return events;
}

/** A scan in few words. */
const told = (events: readonly ScanEvent[]) => events.map(wordsOf);

function wordsOf(event: ScanEvent): string {
  switch (event.type) {
    case 'archive':
      return `archive ${event.url} (${event.volumes} of ${event.list})`;
    case 'volume':
      return `volume ${event.volume.url}`;
    case 'message':
      return `${event.scanned.position} ${event.scanned.message.subject}`;
    case 'kept':
      return `${event.position} kept`;
    case 'issue':
      return `${event.issue.code} ${'url' in event.issue ? event.issue.url : ''}`;
    case 'volume-end':
      return `end: ${event.outcome}`;
  }
}

const messages = (events: readonly ScanEvent[]) =>
  events.flatMap((event) => (event.type === 'message' ? [event.scanned] : []));

/** What was noted of a scan. */
function knownFrom(events: readonly ScanEvent[]): Known {
  let volume = '';
  const stamps = new Map<string, string>();
  for (const event of events) {
    if (event.type === 'volume') volume = event.volume.url;
    if (event.type === 'volume-end' && event.stamp !== null) stamps.set(volume, event.stamp);
  }
  const digests = new Set(messages(events).map(({ digest }) => digest));
  return { stamp: (url) => stamps.get(url) ?? null, has: (digest) => digests.has(digest) };
}

const bare = (subject: string, ...more: string[]) =>
  [
    'From: Ann Bee <ann@example.org>',
    `Subject: ${subject}`,
    'Date: Mon, 6 Feb 2012 18:42:10 +0000',
    `Message-ID: <${subject}@example.org>`,
    'List-Id: <summit.lists.example.org>',
    ...more,
    '',
    `text of ${subject}`,
    '',
  ].join('\n');
const mail = (subject: string, ...more: string[]) =>
  `From ann@example.org Mon Feb  6 18:42:10 2012\n${bare(subject, ...more)}\n`;

describe('a scan of a file', () => {
  const file = { 'a.mbox': mail('one') + mail('two') };

  it('is one archive and one volume', async () => {
    const events = await scan('a.mbox', file);
    expect(told(events)).toEqual([
      'archive mail/a.mbox (1 of summit)',
      'volume mail/a.mbox',
      '1 one',
      '2 two',
      'end: read',
    ]);
    expect(events[1]).toEqual({
      type: 'volume',
      volume: { url: 'mail/a.mbox', name: 'a.mbox', from: null, to: null },
    });
    expect(messages(events)[1]).toMatchObject({
      digest: messages(events)[1]?.message.origin.sha256,
      message: { url: null, list: 'summit', origin: { url: 'mail/a.mbox#2' } },
    });
  });

  it('is asked for once, and not at all read when it is as it was', async () => {
    const { get, asked } = disk(file);
    const first = await scan('a.mbox', get);
    expect(asked).toHaveLength(1);
    expect(told(await scan('a.mbox', get, { known: () => knownFrom(first) }))).toEqual([
      'archive mail/a.mbox (1 of summit)',
      'volume mail/a.mbox',
      'end: unchanged',
    ]);
  });

  it('makes only the mails that are new, and keeps the others where they are now', async () => {
    const known = knownFrom(await scan('a.mbox', file));
    const grown = { 'a.mbox': mail('zero') + file['a.mbox'] + mail('three') };
    expect(told(await scan('a.mbox', grown, { known: () => known })).slice(2)).toEqual([
      '1 zero',
      '2 kept',
      '3 kept',
      '4 three',
      'end: read',
    ]);
  });

  it('reads none of the mails that are known', async () => {
    const many = { 'a.mbox': Array.from({ length: 700 }, (_, index) => mail(`m${index}`)).join('') };
    const known = { ...knownFrom(await scan('a.mbox', many)), stamp: () => null };
    let read = 0;
    const readMails: ReadMails = async function* (mails) {
      for await (const each of mails) {
        read += 1;
        yield* readInTurn(one(each));
      }
    };
    const events = await scan('a.mbox', many, { known: () => known, readMails });
    expect(told(events).filter((text) => text.endsWith(' kept'))).toHaveLength(700);
    expect(read).toBe(0);
  });

  it('gives one mail for copies that are the same to the byte, and the others their numbers', async () => {
    const twice = { 'a.mbox': mail('one') + mail('one') + mail('two') + mail('one', 'X-Copy: yes') };
    expect(told(await scan('a.mbox', twice)).slice(2)).toEqual(['1 one', '3 two', '4 one', 'end: read']);
  });

  it('is complete when one of its mails cannot be read', async () => {
    const parts = '--a\n\nx\n'.repeat(6000);
    const bomb = mail('bomb', 'Content-Type: multipart/mixed; boundary=a').replace('text of', parts);
    const events = await scan('a.mbox', { 'a.mbox': mail('one') + bomb + mail('two') });
    expect(told(events).slice(2)).toEqual(['1 one', 'FILE_UNREADABLE mail/a.mbox#2', '3 two', 'end: read']);
  });

  it('keeps what came of a gzip that is cut short, and reads it again next time', async () => {
    const gzip = gzipSync(file['a.mbox']);
    expect(told(await scan('a.mbox.gz', { 'a.mbox.gz': gzip })).at(-1)).toBe('end: read');
    const events = await scan('a.mbox.gz', { 'a.mbox.gz': gzip.subarray(0, -6) });
    expect(told(events).slice(2)).toEqual(['1 one', '2 two', 'BODY_BROKEN mail/a.mbox.gz', 'end: incomplete']);
    expect(events.at(-1)).toMatchObject({ stamp: null });
  });

  it.each([
    ['a mail by itself', 'a.eml', bare('one'), '1 one'],
    ['a gzipped one', 'a.eml.gz', gzipSync(bare('one')), '1 one'],
    ['two members of gzip', 'a.gz', Buffer.concat([gzipSync(mail('one')), gzipSync(mail('two'))]), '1 one,2 two'],
    ['mboxo', 'a.mbox', mail('one').replace('text of', '>From the'), '1 one'],
    ['mboxcl2', 'a.mbox', `${mail('one', 'Content-Length: 12')}${mail('two')}`, '1 one,2 two'],
    ['CRLF', 'a.mbox', (mail('one') + mail('two')).replace(/\n/g, '\r\n'), '1 one,2 two'],
  ])('reads %s', async (_, name, content, want) => {
    expect(
      told(await scan(name, { [name]: content }))
        .slice(2, -1)
        .join(),
    ).toBe(want);
  });

  it("reads Pipermail's loose form, and says which letters it lost", async () => {
    const loose = mail('one')
      .replace('ann@example.org Mon', 'ann at example.org  Mon')
      .replace('text of', 'Gr??e aus Z?rich');
    const [scanned] = messages(await scan('2012-February.txt', { '2012-February.txt': loose }));
    expect(scanned?.message.issues).toContainEqual({
      code: 'LETTERS_REPLACED',
      url: 'mail/2012-February.txt#1',
      count: 1,
    });
  });

  it.each([
    ['', 'there is no mail in it'],
    ['no mail at all', 'it has no mail header'],
  ])('says that there is no mail in %j', async (content, reason) => {
    const issues = (await scan('a.mbox', { 'a.mbox': content })).flatMap((event) =>
      event.type === 'issue' ? [event.issue] : [],
    );
    expect(issues).toEqual([{ code: 'FILE_UNREADABLE', url: 'mail/a.mbox', reason }]);
  });

  it('says that there is no file, and opens no archive', async () => {
    expect(told(await scan('b.mbox', file))).toEqual(['PAGE_MISSING mail/b.mbox']);
  });

  it('stops when the run is over, and closes what it reads when nobody listens', async () => {
    await expect(scan('a.mbox', () => Promise.reject(new StopRun('Stopped.')))).rejects.toThrow(StopRun);
    let isClosed = false;
    const readMails: ReadMails = async function* (mails) {
      try {
        yield* readInTurn(mails);
      } finally {
        isClosed = true;
      }
    };
    const link = mbox.recognise(new URL(`${ROOT}a.mbox`)) as ArchiveLink;
    for await (const event of mbox.scan(link, { get: disk(file).get, known: () => NOTHING_KNOWN, readMails })) {
      if (event.type === 'message') break;
    }
    expect(isClosed).toBe(true);
  });

  it('refuses a mail that no memory is meant for, and goes on', async () => {
    const huge = Buffer.concat([Buffer.from(mail('huge')), Buffer.alloc(MOST_MAIL_BYTES, 'x'), Buffer.from('\n\n')]);
    const events = await scan('a.mbox', { 'a.mbox': Buffer.concat([huge, Buffer.from(mail('two'))]) });
    expect(told(events).slice(2)).toEqual(['TOO_LARGE mail/a.mbox#1', '2 two', 'end: read']);
  });
});

async function* one<T>(item: T) {
  yield item;
}

describe('the list of a file', () => {
  it.each([
    ['what its mails say', mail('one') + mail('two'), 'summit'],
    ['what those that say anything do', mail('one').replace(/List-Id.*\n/, '') + mail('two'), 'summit'],
    ['nothing where they are of two lists', mail('one') + mail('two').replace('summit', 'members'), 'null'],
    ['nothing where none says so', mail('one').replace(/List-Id.*\n/, ''), 'null'],
  ])('is %s', async (_, content, list) => {
    expect(told(await scan('a.mbox', { 'a.mbox': content }))[0]).toBe(`archive mail/a.mbox (1 of ${list})`);
  });
});

describe('permalinks', () => {
  const urls = async (content: string, urlTemplate?: string) =>
    messages(await scan('a.mbox', { 'a.mbox': content }, urlTemplate === undefined ? {} : { urlTemplate })).map(
      ({ message }) => message.url,
    );

  it('are what the mail says, else what the template makes of it', async () => {
    const given = mail('one', 'Archived-At: <https://a.example/1>') + mail('two');
    expect(await urls(given)).toEqual(['https://a.example/1', null]);
    expect(await urls(given, 'https://b.example/{list}/{n}')).toEqual([
      'https://a.example/1',
      'https://b.example/summit/2',
    ]);
    expect(await urls(given, 'https://b.example/{id}')).toEqual([
      'https://a.example/1',
      'https://b.example/two%40example.org',
    ]);
  });

  it('are named in the issues of the mail', async () => {
    const undated = mail('one').replace(/^Date.*\n/m, '');
    const [scanned] = messages(
      await scan('a.mbox', { 'a.mbox': undated }, { urlTemplate: 'https://b.example/{hash}' }),
    );
    expect(scanned?.message.issues).toMatchObject([{ code: 'DATE_UNREADABLE', url: scanned?.message.url }]);
    expect(scanned?.message.origin.url).toBe('mail/a.mbox#1');
  });

  it('make other messages of the same mails when the template is another', async () => {
    const file = { 'a.mbox': mail('one') + mail('two') };
    const known = knownFrom(await scan('a.mbox', file, { urlTemplate: 'https://a.example/{id}' }));
    const again = (urlTemplate: string) => scan('a.mbox', file, { known: () => known, urlTemplate });
    expect(told(await again('https://a.example/{id}')).at(-1)).toBe('end: unchanged');
    expect(messages(await again('https://b.example/{id}'))).toHaveLength(2);
    expect(messages(await scan('a.mbox', file, { known: () => known }))).toHaveLength(2);
  });

  it('are refused before anything is asked for', async () => {
    const { get, asked } = disk({ 'a.mbox': mail('one') });
    await expect(scan('a.mbox', get, { urlTemplate: 'b.example/{id}' })).rejects.toThrow(UsageError);
    expect(asked).toEqual([]);
  });
});

describe('a scan of a folder', () => {
  const files = {
    '10.eml': bare('ten'),
    '2.eml': bare('two'),
    'lists/a.mbox': mail('a1') + mail('a2'),
    'lists/b.mbox.gz': gzipSync(mail('b1')),
    'README.txt': 'Note: these are the mails of 2012.\n',
    'notes.txt': bare('notes'),
    'page.html': '<p>no mail</p>',
  };

  it('is one archive; each file is a volume, in the order of their names', async () => {
    const { get } = disk(files, ['lists']);
    expect(told(await scan('', get))).toEqual([
      'archive mail (6 of summit)',
      'volume mail/2.eml',
      '1 two',
      'end: read',
      'volume mail/10.eml',
      '1 ten',
      'end: read',
      'volume mail/lists/a.mbox',
      '1 a1',
      '2 a2',
      'end: read',
      'volume mail/lists/b.mbox.gz',
      '1 b1',
      'end: read',
      'volume mail/notes.txt',
      '1 notes',
      'end: read',
    ]);
  });

  it('reads only the file that has changed', async () => {
    const known = knownFrom(await scan('', disk(files).get));
    const changed = { ...files, 'lists/a.mbox': files['lists/a.mbox'] + mail('a3') };
    const events = await scan('', disk(changed).get, { known: () => known });
    expect(told(events).filter((text) => /^\d/.test(text))).toEqual(['1 kept', '2 kept', '3 a3']);
  });

  it('goes on after a file that cannot be read', async () => {
    const denied: Issue = { code: 'FILE_UNREADABLE', url: 'mail/b.eml', reason: 'permission denied' };
    const { get } = disk({ 'a.eml': bare('a'), 'b.eml': denied, 'c.eml': bare('c') });
    expect(told(await scan('', get)).slice(1)).toEqual([
      'volume mail/a.eml',
      '1 a',
      'end: read',
      'volume mail/b.eml',
      'FILE_UNREADABLE mail/b.eml',
      'end: incomplete',
      'volume mail/c.eml',
      '1 c',
      'end: read',
    ]);
  });

  it('asks for names with odd signs as they are', async () => {
    const odd = 'a b#c?d%25/ü&1.eml';
    const { get, asked } = disk({ [odd]: bare('odd') });
    expect(told(await scan('', get)).slice(1)).toEqual([`volume mail/${odd}`, '1 odd', 'end: read']);
    expect(asked[1]?.url).toBe(`${ROOT}a%20b%23c%3Fd%2525/%C3%BC%261.eml`);
  });

  it('says that there is no mail in it', async () => {
    expect(told(await scan('', disk({ 'page.html': '' }).get))).toEqual([
      'archive mail (0 of null)',
      'FILE_UNREADABLE mail',
    ]);
  });
});

describe('a scan of a maildir', () => {
  const folders = ['cur', 'new', 'tmp'];
  const files = {
    'new/1330000002.b.host': bare('two'),
    'cur/1330000001.a.host:2,S': bare('one'),
    'tmp/1330000003.c.host': bare('three'),
  };

  it('is one volume, in the order of delivery', async () => {
    expect(told(await scan('', disk(files, folders).get))).toEqual([
      'archive mail (1 of summit)',
      'volume mail',
      '1 one',
      '2 two',
      'end: read',
    ]);
  });

  it('opens nothing but the first mails when nothing but flags has changed', async () => {
    const known = knownFrom(await scan('', disk(files, folders).get));
    const seen = { 'cur/1330000002.b.host:2,S': bare('two'), 'cur/1330000001.a.host:2,RS': bare('one') };
    expect(told(await scan('', disk(seen, folders).get, { known: () => known })).slice(1)).toEqual([
      'volume mail',
      'end: unchanged',
    ]);
  });

  it('takes what is new, and notices what is gone', async () => {
    const known = knownFrom(await scan('', disk(files, folders).get));
    const later = { 'new/1330000002.b.host': bare('two'), 'new/1330000004.d.host': bare('four') };
    expect(told(await scan('', disk(later, folders).get, { known: () => known })).slice(2)).toEqual([
      '1 kept',
      '2 four',
      'end: read',
    ]);
  });

  it('is not taken for complete while a mail program renames its files', async () => {
    const { get } = disk(files, folders);
    const moving: GetPage = (request) =>
      request.url.endsWith('b.host')
        ? Promise.reject(new GiveUpOnPage({ code: 'PAGE_MISSING', url: 'mail/new/b', status: 404 }))
        : get(request);
    expect(told(await scan('', moving)).slice(2)).toEqual(['1 one', 'FILE_UNREADABLE mail/new/b', 'end: incomplete']);
  });

  it('reads a file as one mail, though it begins like an mbox', async () => {
    const kept = { 'cur/1.a:2,': mail('one').replace('text of', `\n${mail('inner')}`) };
    const events = await scan('', disk(kept, folders).get);
    expect(told(events).slice(2)).toEqual(['1 one', 'end: read']);
  });

  it('of thousands of mails is read to its end', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`cur/${1_330_000_000 + index}.a.host:2,S`, bare(`m${index}`)]),
    );
    const subjects = messages(await scan('', disk(many, folders).get)).map(({ message }) => message.subject);
    expect(subjects).toEqual(Array.from({ length: 3000 }, (_, index) => `m${index}`));
  });
});
