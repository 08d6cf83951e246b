import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { beforeAll, describe, expect, it } from 'vitest';
import { StopRun, UsageError } from '../../src/errors.js';
import { openStoreFile } from '../../src/store/database.js';
import { openArchiveStore } from '../../src/store/open-reader.js';
import { openStoreWriter } from '../../src/store/open-writer.js';
import { openSqlite } from '../../src/store/sqlite.js';
import { loadDriver } from '../../src/store/sqlite-drivers.js';
import { drivers, month, numbered, openSummit, stored, useFolders, writeVolume } from './made.js';

const folder = useFolders();
const many = Array.from({ length: 200 }, (_, n) => numbered(n, { text: `word${n} `.repeat(100) }));

describe.each(drivers)('a store that is not what it should be (%s)', (driver) => {
  let good: Buffer;
  beforeAll(async () => {
    const dir = folder();
    (await stored(dir, driver, (writer) => void writeVolume(openSummit(writer), many))).close();
    good = readFileSync(join(dir, 'archive.db'));
  });
  const withFile = (content: Uint8Array) => {
    const dir = folder();
    writeFileSync(join(dir, 'archive.db'), content);
    return dir;
  };
  const failure = async (work: () => Promise<unknown>) =>
    work().then(
      () => null,
      (error: unknown) => error,
    );

  it.each([
    ['garbage', () => Buffer.from('not a database at all\n'.repeat(500))],
    ['cut off', () => good.subarray(0, Math.floor(good.length / 2))],
    ['cut off in its first page', () => good.subarray(0, 60)],
    ['another program’s header', () => Buffer.concat([good.subarray(0, 100), Buffer.alloc(good.length - 100, 0xa5)])],
  ])('is named in one sentence: %s', async (_name, content) => {
    const dir = withFile(content());
    const before = readFileSync(join(dir, 'archive.db'));
    for (const open of [() => openArchiveStore(dir, { driver }), () => openStoreWriter(dir, { driver })]) {
      const error = await failure(open);
      expect(error).toBeInstanceOf(UsageError);
      expect((error as Error).message).toMatch(
        /archive\.db is damaged; delete it and run `listpress sync` again[^\n]*\.$/,
      );
    }
    expect(readFileSync(join(dir, 'archive.db'))).toEqual(before);
    // Whoever follows the advice has a store again; nobody is kept waiting by the failures before.
    expect(existsSync(join(dir, 'archive.db.writer')) || existsSync(join(dir, 'archive.db.turn'))).toBe(false);
  });

  it('is named in one sentence when the damage shows later', async () => {
    const dir = withFile(good);
    const file = openSync(join(dir, 'archive.db'), 'r+');
    for (let at = 60 * 4096; at < good.length; at += 2 * 4096) writeSync(file, Buffer.alloc(4096, 0x5a), 0, 4096, at);
    closeSync(file);
    const store = await openArchiveStore(dir, { driver });
    const error = await failure(async () => [
      [...store.messages({})],
      store.search('word1', {}, 5),
      store.thread('<1@example.org>'),
    ]);
    expect(error).toBeInstanceOf(StopRun);
    expect((error as Error).message).toMatch(/archive\.db is damaged; delete it/);
    store.close();
  });

  it('is made anew when it is empty', async () => {
    const dir = withFile(Buffer.alloc(0));
    const store = await stored(dir, driver, (writer) => void writeVolume(openSummit(writer), [numbered(1)]));
    expect([...store.messages({})]).toHaveLength(1);
    store.close();
  });

  it('is set aside by a sync when it is of another version, and a reader says what to do', async () => {
    const dir = withFile(good);
    const path = join(dir, 'archive.db');
    const db = openSqlite(path, await loadDriver(driver));
    db.exec('PRAGMA user_version = 99');
    db.close();
    const reader = await failure(() => openArchiveStore(dir, { driver }));
    expect((reader as Error).message).toMatch(/archive\.db is of another version.*listpress sync/);
    const notices: string[] = [];
    const writer = await openStoreWriter(dir, { driver, onNotice: (sentence) => notices.push(sentence) });
    writeVolume(openSummit(writer), [numbered(1)]);
    writer.close();
    expect([notices.length, statSync(`${path}.old`).size]).toEqual([1, good.length]);
    const store = await openArchiveStore(dir, { driver });
    expect(store.lists()[0]?.messages).toBe(1);
    store.close();
  });

  it('is left alone when it is another program’s', async () => {
    const dir = folder();
    const path = join(dir, 'archive.db');
    const db = openSqlite(path, await loadDriver(driver));
    db.exec('CREATE TABLE bills (id INTEGER)');
    db.close();
    const before = readFileSync(path);
    for (const open of [() => openArchiveStore(dir, { driver }), () => openStoreWriter(dir, { driver })]) {
      expect((await failure(open)) as Error).toMatchObject({
        name: 'UsageError',
        message: expect.stringMatching(/another program/),
      });
    }
    expect(readFileSync(path)).toEqual(before);
  });

  it('is a folder', async () => {
    const dir = folder();
    mkdirSync(join(dir, 'archive.db'));
    for (const open of [() => openArchiveStore(dir, { driver }), () => openStoreWriter(dir, { driver })]) {
      expect((await failure(open)) as Error).toMatchObject({
        name: 'UsageError',
        message: expect.stringMatching(/archive\.db/),
      });
    }
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('cannot be written', async () => {
    const dir = withFile(good);
    chmodSync(dir, 0o500);
    const error = await failure(() => openStoreWriter(dir, { driver }));
    chmodSync(dir, 0o700);
    expect(error).toMatchObject({ name: 'UsageError', message: expect.stringMatching(/writable/) });
  });

  it('is full: the run stops, what was committed stays', async () => {
    const dir = withFile(good);
    const file = await openStoreFile(dir, 'write', { driver });
    file.within('read', (db) => db.exec(`PRAGMA max_page_count = ${good.length / 4096 + 2}`));
    const fill = () => file.within('write', (db) => db.run('INSERT INTO contents VALUES (99999, zeroblob(1000000))'));
    expect(fill).toThrow(StopRun);
    expect(fill).toThrow(/The disk is full, so .*archive\.db cannot be written; make room and run again\./);
    file.close();
    const store = await openArchiveStore(dir, { driver });
    expect([...store.messages({})]).toHaveLength(many.length);
    store.close();
    const again = await openStoreWriter(dir, { driver });
    expect(writeVolume(openSummit(again), many, month())).toEqual({ added: 0, changed: 0, gone: 0 });
    again.close();
  });
});
