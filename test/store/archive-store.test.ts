import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/model.js';
import { openArchiveStore } from '../../src/store/open-reader.js';
import { openStoreWriter } from '../../src/store/open-writer.js';
import {
  drivers,
  made,
  month,
  numbered,
  openSummit,
  SUMMIT,
  scanned,
  stored,
  useFolders,
  writeVolume,
} from './made.js';

const folder = useFolders();
const KITTY = 'https://lists.example.org/archives/list/summit@lists.example.org/';

describe.each(drivers)('a store (%s)', (driver) => {
  const write = (dir: string, work: Parameters<typeof stored>[2]) => stored(dir, driver, work);

  it('is empty where there is none, and makes no file for being read', async () => {
    const dir = folder();
    const store = await openArchiveStore(dir, { driver });
    expect([store.lists(), [...store.messages({})], store.search('room', {}, 10).total]).toEqual([[], [], 0]);
    store.close();
    expect(existsSync(join(dir, 'archive.db'))).toBe(false);
  });

  it('gives back all of a message but the bytes of its attachments', async () => {
    const whole: Message = made({
      subject: 'NUL \0, half a pair \ud83c and a whole one 🎉',
      dateHeader: null,
      archivedAt: '2012-02-07T00:00:00Z',
      inReplyTo: '<0@example.org>',
      references: ['<00@example.org>', '<0@example.org>'],
      body: { kind: 'text', text: 'a\0b\r\nc \u{2028} ', flowed: true, delSp: true, addresses: ['ann at example.org'] },
      attachments: [
        { name: 'a.png', type: 'image/png', url: null, size: 3, contentId: 'x@y', notice: { from: 1, to: 2 } },
      ],
      issues: [{ code: 'CHARSET_GUESSED', url: SUMMIT, used: 'windows-1252' }],
    });
    const html = numbered(2, { body: { kind: 'html', html: '<p>Hello</p>' }, id: null, date: null });
    const [first] = whole.attachments;
    const withBytes: Message = {
      ...whole,
      attachments: first === undefined ? [] : [{ ...first, content: Buffer.from('abc') }],
    };
    const store = await write(folder(), (writer) => void writeVolume(openSummit(writer), [withBytes, html]));
    const messages = [...store.messages({})];
    expect(messages.map(({ message }) => message)).toEqual([whole, html]);
    expect(messages[0]).toMatchObject({ list: 'summit', alternateUrls: [], thread: '<1@example.org>', threadSize: 1 });
    expect(messages[1]?.thread).toBe(html.url);
    store.close();
  });

  it('keeps a mail once that has two permalinks, and says both', async () => {
    const again = made({ url: `${SUMMIT}2012-February/000777.html` });
    const store = await write(folder(), (writer) => {
      expect(writeVolume(openSummit(writer), [made(), again])).toEqual({ added: 1, changed: 0, gone: 0 });
    });
    expect([...store.messages({})].map(({ message, alternateUrls }) => [message.url, alternateUrls])).toEqual([
      [made().url, [again.url]],
    ]);
    expect([store.duplicates('summit'), store.lists()[0]?.messages]).toEqual([1, 1]);
    expect(store.thread(again.url ?? '')).toHaveLength(1);
    store.close();
  });

  it('takes messages out that a whole reading did not see, and no others', async () => {
    const dir = folder();
    const all = [numbered(1), numbered(2, { text: 'zebra' }), numbered(3)];
    (await write(dir, (writer) => void writeVolume(openSummit(writer), all))).close();
    const without = all.filter((_, index) => index !== 1);
    const counts: unknown[] = [];
    const store = await write(dir, (writer) => {
      const archive = openSummit(writer);
      for (const outcome of ['incomplete', 'extended', 'unchanged', 'read'] as const) {
        counts.push(writeVolume(archive, without, month(), outcome).gone);
      }
    });
    expect(counts).toEqual([0, 0, 0, 1]);
    expect([...store.messages({})].map(({ message }) => message.id)).toEqual(without.map(({ id }) => id));
    expect([store.search('zebra', {}, 5).total, store.search('room', {}, 5).total]).toEqual([0, 2]);
    expect(store.lists()[0]).toMatchObject({ messages: 2, threads: 2 });
    store.close();
  });

  it('keeps a message that is gone from one of its places only', async () => {
    const dir = folder();
    const there = made();
    const elsewhere = made({ url: `${KITTY}message/AAAA/` });
    const store = await write(dir, (writer) => {
      const pipermail = openSummit(writer, { list: 'summit' });
      writeVolume(pipermail, [there, numbered(2)]);
      const kitty = openSummit(writer, { kind: 'hyperkitty', url: KITTY, list: 'summit' });
      expect(writeVolume(kitty, [elsewhere], month('2012', KITTY))).toEqual({ added: 0, changed: 0, gone: 0 });
      expect(writeVolume(pipermail, [numbered(2)])).toEqual({ added: 0, changed: 0, gone: 0 });
    });
    expect([...store.messages({})].map(({ message, alternateUrls }) => [message.url, alternateUrls])).toEqual([
      [numbered(2).url, []],
      [elsewhere.url, []],
    ]);
    expect(store.lists().map(({ name, archives }) => [name, archives.length])).toEqual([['summit', 2]]);
    store.close();
  });

  it('takes the new text of a message that changed', async () => {
    const dir = folder();
    const first = made({ text: 'aardvark' });
    const second = made({ text: 'buffalo', subject: 'Moved', references: ['<9@example.org>'] });
    (await write(dir, (writer) => void writeVolume(openSummit(writer), [first]))).close();
    const store = await write(dir, (writer) => {
      expect(writeVolume(openSummit(writer), [second])).toEqual({ added: 0, changed: 1, gone: 0 });
      expect(writeVolume(openSummit(writer), [second])).toEqual({ added: 0, changed: 0, gone: 0 });
    });
    expect([...store.messages({})].map(({ message }) => message)).toEqual([second]);
    expect(['aardvark', 'buffalo', 'agenda', 'moved'].map((word) => store.search(word, {}, 5).total)).toEqual([
      0, 1, 0, 1,
    ]);
    store.close();
  });

  it('takes a message whose date was mended for the same, at its address', async () => {
    const dir = folder();
    (await write(dir, (writer) => void writeVolume(openSummit(writer), [made()]))).close();
    const mended = made({ date: '2012-02-06T14:04:05Z' });
    const store = await write(dir, (writer) => {
      expect(writeVolume(openSummit(writer), [mended])).toEqual({ added: 0, changed: 1, gone: 0 });
    });
    expect([...store.messages({})].map(({ message }) => message)).toEqual([mended]);
    expect(store.lists()[0]).toMatchObject({ messages: 1, threads: 1 });
    store.close();
  });

  it('tells a changed mail of a file, which has no address, from another', async () => {
    const dir = folder();
    const mail = (text: string) => made({ url: null, text });
    (
      await write(dir, (writer) => void writeVolume(openSummit(writer), [mail('one'), numbered(2, { url: null })]))
    ).close();
    const store = await write(dir, (writer) => {
      const changed = writeVolume(openSummit(writer), [mail('two'), numbered(2, { url: null })]);
      expect(changed).toEqual({ added: 0, changed: 1, gone: 0 });
    });
    expect([...store.messages({})].map(({ message }) => message)).toEqual([mail('two'), numbered(2, { url: null })]);
    store.close();
  });

  it('prefers the copy that lost less', async () => {
    const lossy = made({ text: 'caf?', issues: [{ code: 'LETTERS_REPLACED', url: SUMMIT, count: 1 }] });
    const whole = made({ text: 'café', url: `${SUMMIT}2012-February/000777.html` });
    for (const order of [
      [lossy, whole],
      [whole, lossy],
    ]) {
      const store = await write(folder(), (writer) => void writeVolume(openSummit(writer), order));
      expect([...store.messages({})].map(({ message, alternateUrls }) => [message, alternateUrls])).toEqual([
        [whole, [lossy.url]],
      ]);
      store.close();
    }
  });

  it('knows what it keeps, per archive, and the stamp of the last whole reading', async () => {
    const dir = folder();
    const { digest } = scanned(made());
    const store = await write(dir, (writer) => {
      const archive = openSummit(writer);
      expect([archive.known.has(digest), archive.known.stamp(month().url)]).toEqual([false, null]);
      archive.beginVolume(month());
      archive.add(scanned(made()));
      expect([archive.known.has(digest), archive.known.stamp(month().url)]).toEqual([true, null]);
      archive.endVolume('read', 'one');
      expect(archive.known.stamp(month().url)).toBe('one');
      archive.beginVolume(month());
      archive.endVolume('incomplete', null);
      expect(archive.known.stamp(month().url)).toBe('one');
      const other = openSummit(writer, { url: KITTY });
      expect([other.known.has(digest), other.known.stamp(month().url)]).toEqual([false, null]);
      // Kept in another volume: it has a place in both then.
      archive.beginVolume(month('2012'));
      archive.keep(digest, 5);
      expect(archive.endVolume('read', null)).toEqual({ added: 0, changed: 0, gone: 0 });
      archive.beginVolume(month());
      expect(archive.endVolume('read', null).gone).toBe(0);
      expect(archive.known.stamp(month().url)).toBeNull();
      archive.beginVolume(month('2012'));
      archive.keep(digest, 5);
      expect(archive.endVolume('read', null).gone).toBe(0);
      archive.done('2012-03-01T00:00:00Z');
    });
    expect(store.lists()[0]?.archives).toEqual([
      { kind: 'pipermail', url: SUMMIT, syncedAt: '2012-03-01T00:00:00Z', volumes: 2 },
    ]);
    expect([...store.messages({})]).toHaveLength(1);
    store.close();
  });

  it('keeps a mail of two messages of one address in one new volume once', async () => {
    const store = await write(folder(), (writer) => {
      const archive = openSummit(writer);
      writeVolume(archive, [made()]);
      archive.beginVolume(month('2012'));
      archive.keep(scanned(made()).digest, 0);
      archive.add(scanned(made(), 1));
      archive.add(scanned(made({ text: 'Another text' }), 2));
      expect(archive.endVolume('read', null)).toEqual({ added: 0, changed: 1, gone: 0 });
    });
    expect([...store.messages({})].map(({ message }) => message.url)).toEqual([made().url]);
    store.close();
  });

  it('hands messages out in the order of the archive, and the store is free meanwhile', async () => {
    const january = { ...month('2012-January'), from: '2012-01-01T00:00:00Z', to: '2012-02-01T00:00:00Z' };
    const dir = folder();
    const store = await write(dir, (writer) => {
      const archive = openSummit(writer);
      // The newest volume is read first, as a sync with --since does.
      writeVolume(
        archive,
        Array.from({ length: 250 }, (_, n) => numbered(n)),
      );
      writeVolume(archive, [made({ id: '<j@example.org>', url: `${SUMMIT}j`, date: '2012-01-31T00:00:00Z' })], january);
    });
    const ids: (string | null)[] = [];
    for (const { message } of store.messages({})) {
      if (ids.length === 3) {
        const writer = await openStoreWriter(dir, { driver });
        writeVolume(openSummit(writer), [numbered(5000)], month('2012-March'));
        writer.close();
      }
      ids.push(message.id);
    }
    expect(ids).toEqual(['<j@example.org>', ...Array.from({ length: 250 }, (_, n) => `<${n}@example.org>`)]);
    store.close();
  });

  it('filters', async () => {
    const store = await write(folder(), (writer) => {
      writeVolume(openSummit(writer), [
        numbered(1, { from: { name: 'Zoë Müller', address: null }, subject: 'Übersicht der Räume' }),
        numbered(2, { date: null }),
        numbered(3, { issues: [{ code: 'NO_ARCHIVE_ASKED', url: SUMMIT }], date: '2013-01-01T00:00:00Z' }),
      ]);
      writeVolume(openSummit(writer, { url: KITTY, listInArchive: 'members' }), [numbered(4)], month('2012', KITTY));
    });
    const ids = (filter: Parameters<typeof store.messages>[0]) =>
      [...store.messages(filter)].map(({ message }) => message.id?.slice(1, 2)).join('');
    expect(ids({})).toBe('124');
    expect(ids({ noArchiveToo: true })).toBe('1234');
    expect(ids({ lists: ['members'] })).toBe('4');
    expect(ids({ lists: ['members', 'SUMMIT'] })).toBe('124');
    expect(ids({ lists: ['nobody'] })).toBe('');
    expect(ids({ since: '2012-02-06T00:02:00Z', noArchiveToo: true })).toBe('34');
    expect(ids({ until: '2012-02-06T00:02:00Z' })).toBe('1');
    expect(ids({ from: 'zoe' })).toBe('1');
    expect(ids({ from: 'EXAMPLE ann' })).toBe('24');
    expect(ids({ match: 'raume ubersicht' })).toBe('1');
    expect(store.search('room', {}, 9).total).toBe(3);
    expect(store.search('room', { noArchiveToo: true, since: '2013-01-01T00:00:00Z' }, 9).total).toBe(1);
    expect(store.search('list:members room', {}, 9).total).toBe(1);
    expect(store.search('room', { from: 'Müller', lists: ['summit'] }, 9).total).toBe(1);
    store.close();
  });

  it('names lists by the config, else by themselves, with the host where two share it', async () => {
    const dir = folder();
    const other = 'https://mail.example.net/pipermail/summit/';
    const names = async (work: Parameters<typeof stored>[2]) => {
      const store = await write(dir, work);
      const all = store.lists().map(({ name }) => name);
      const called = store.listsNamed('Summit').map(({ name }) => name);
      store.close();
      return [all, called];
    };
    expect(await names((writer) => void openSummit(writer))).toEqual([['summit'], ['summit']]);
    const both = ['summit@lists.example.org', 'summit@mail.example.net'];
    expect(await names((writer) => void openSummit(writer, { url: other }))).toEqual([both, both]);
    // The config names the second one since: alone in its list, it keeps its messages.
    expect(await names((writer) => void openSummit(writer, { url: other, list: 'events' }))).toEqual([
      ['summit', 'events'],
      ['summit'],
    ]);
  });

  it('moves an archive that the config gives to another list', async () => {
    const dir = folder();
    const store = await write(dir, (writer) => {
      writeVolume(openSummit(writer), [numbered(1), numbered(2)]);
      writeVolume(openSummit(writer, { url: KITTY, list: 'events' }), [numbered(3)], month('2012', KITTY));
      const moved = openSummit(writer, { list: 'events' });
      expect(moved.known.stamp(month().url)).toBeNull();
      writeVolume(moved, [numbered(1), numbered(2)]);
    });
    expect(store.lists().map(({ name, messages, archives }) => [name, messages, archives.length])).toEqual([
      ['events', 3, 2],
    ]);
    store.close();
  });

  it('keeps issues that come before any volume and after the last one', async () => {
    const failed = (url: string) => ({ code: 'SERVER_FAILED', url, status: 503 }) as const;
    const store = await write(folder(), (writer) => {
      const archive = openSummit(writer);
      archive.issue(failed('a'));
      archive.issue(failed('b'));
      const other = openSummit(writer, { url: KITTY, list: 'events' });
      writeVolume(other, [numbered(1)], month('2012', KITTY));
      other.issue(failed('c'));
      other.done('2012-03-01T00:00:00Z');
    });
    expect(store.issues('summit')).toEqual(
      ['a', 'b'].map((url) => ({ archiveUrl: SUMMIT, volume: null, issue: failed(url) })),
    );
    expect(store.issues('events')).toEqual([
      { archiveUrl: KITTY, volume: month('2012', KITTY).url, issue: failed('c') },
    ]);
    store.close();
  });

  it('keeps the issues of scans and messages by volume, while they are true', async () => {
    const failed = { code: 'SERVER_FAILED', url: `${SUMMIT}a`, status: 503 } as const;
    const broken = { code: 'PAGE_UNREADABLE', url: `${SUMMIT}b`, role: 'message' } as const;
    const lost = { code: 'CHARACTERS_LOST', url: `${SUMMIT}c`, count: 2 } as const;
    const dir = folder();
    const scan = (issue: typeof failed | typeof broken, outcome: 'read' | 'incomplete' | 'unchanged') =>
      write(dir, (writer) => {
        const archive = openSummit(writer);
        archive.issue({ ...failed, url: SUMMIT });
        archive.beginVolume(month());
        if (outcome === 'read') archive.add(scanned(made({ issues: [lost] })));
        if (outcome !== 'unchanged') archive.issue(issue);
        archive.endVolume(outcome, null);
        archive.done('2012-03-01T00:00:00Z');
      });
    const said: unknown[] = [];
    for (const [issue, outcome] of [
      [broken, 'read'],
      [failed, 'incomplete'],
      [failed, 'unchanged'],
    ] as const) {
      const store = await scan(issue, outcome);
      said.push(
        store
          .issues('summit')
          .map((each) => [each.volume === null ? 'archive' : each.volume, 'url' in each.issue && each.issue.url]),
      );
      store.close();
    }
    const archive = ['archive', SUMMIT];
    const [volumeUrl] = [month().url];
    expect(said).toEqual([
      [archive, [volumeUrl, broken.url], [volumeUrl, lost.url]],
      [archive, [volumeUrl, broken.url], [volumeUrl, failed.url], [volumeUrl, lost.url]],
      [archive, [volumeUrl, broken.url], [volumeUrl, lost.url]],
    ]);
  });
});
