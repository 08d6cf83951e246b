import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { StopRun } from '../../src/errors.js';
import { openArchiveStore } from '../../src/store/open-reader.js';
import { openStoreWriter } from '../../src/store/open-writer.js';
import { ownerFile } from '../../src/store/owner-file.js';
import { ourselves } from '../../src/store/process-owner.js';
import { drivers, month, numbered, openSummit, scanned, useFolders, writeVolume } from './made.js';
import { start, useBuilt } from './processes.js';

const folder = useFolders();
const built = useBuilt();
const hourAgo = new Date(Date.now() - 3_600_000);

/** The number of a process that has ended. */
const ended = () => spawnSync(process.execPath, ['-e', '0']).pid;

describe('a file that says whose it is', () => {
  const left = (owner: object | string, touched?: Date) => {
    const path = join(folder(), 'owner');
    writeFileSync(path, typeof owner === 'string' ? owner : JSON.stringify({ ...ourselves(), ...owner }));
    if (touched !== undefined) utimesSync(path, touched, touched);
    return ownerFile(path).tryTake();
  };

  it('is one owner’s at a time', () => {
    const path = join(folder(), 'owner');
    const [first, second] = [ownerFile(path), ownerFile(path)];
    expect([first.tryTake(), second.tryTake(), second.owner()?.pid]).toEqual([true, false, process.pid]);
    second.release();
    expect(second.tryTake()).toBe(false);
    first.release();
    expect([second.tryTake(), first.tryTake()]).toEqual([true, false]);
  });

  it('is free when its owner has ended', () => expect(left({ pid: ended() })).toBe(true));
  it('is not free while its owner lives', () => expect(left({ pid: process.ppid, birth: '' })).toBe(false));
  it('is free when another process has its owner’s number now', () => {
    // Where the system does not say when a process began, only a restart of the machine tells.
    if (ourselves().birth !== '') expect(left({ birth: 'another 1' })).toBe(true);
    const uptime = process.uptime();
    expect(left({ birth: '' }, new Date(Date.now() - uptime * 1000 - 40 * 365 * 86_400_000))).toBe(true);
  });
  it('is another host’s for as long as that touches it', () => {
    const host = `${hostname()}-not`;
    expect([left({ host, pid: ended() }), left({ host, pid: ended() }, hourAgo)]).toEqual([false, true]);
  });
  it('is free when it was made and never written', () => {
    expect([left(''), left('', hourAgo), left('{"pid":', hourAgo)]).toEqual([false, true, true]);
  });
  it('is free although a process was killed while it took it over', () => {
    const path = join(folder(), 'owner');
    writeFileSync(path, JSON.stringify({ ...ourselves(), pid: ended() }));
    mkdirSync(`${path}.takeover`);
    expect(ownerFile(path).tryTake()).toBe(false);
    utimesSync(`${path}.takeover`, hourAgo, hourAgo);
    expect([ownerFile(path).tryTake(), ownerFile(path).tryTake()]).toEqual([false, true]);
  });
  it('is not removed by who lost it', () => {
    const path = join(folder(), 'owner');
    const first = ownerFile(path);
    first.tryTake();
    rmSync(path);
    writeFileSync(path, JSON.stringify({ ...ourselves(), pid: process.ppid }));
    first.release();
    expect(readFileSync(path, 'utf8')).toContain(String(process.ppid));
  });
});

describe.each(drivers)('a store that several use (%s)', (driver) => {
  it('has one writer at a time; the second is told, and waits', async () => {
    const dir = folder();
    const first = await openStoreWriter(dir, { driver });
    const waits: [number, string][] = [];
    let isOpen = false;
    const second = openStoreWriter(dir, { driver, onWait: (pid, since) => void waits.push([pid, since]) }).then(
      (writer) => {
        isOpen = true;
        return writer;
      },
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([isOpen, waits]).toEqual([false, [[process.pid, expect.stringMatching(/^\d{4}-.*\dZ$/)]]]);
    first.close();
    (await second).close();
  });

  it('need not be waited for', async () => {
    const dir = folder();
    const first = await openStoreWriter(dir, { driver });
    const stop = new AbortController();
    const second = openStoreWriter(dir, { driver, signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    await expect(second).rejects.toThrow(StopRun);
    first.close();
  });

  it('can be read in the middle of a transaction of the same process', async () => {
    const dir = folder();
    const writer = await openStoreWriter(dir, { driver });
    const archive = openSummit(writer);
    archive.beginVolume(month());
    for (let n = 0; n < 50; n += 1) archive.add(scanned(numbered(n), n));
    const store = await openArchiveStore(dir, { driver });
    expect(store.search('room', {}, 5).total).toBe(50);
    archive.add(scanned(numbered(50), 50));
    expect(store.search('room', {}, 5).total).toBe(51);
    archive.endVolume('read', null);
    expect([...store.messages({})]).toHaveLength(51);
    writer.close();
    store.close();
  });

  it('is not held by a writer that has nothing to write at the moment', async () => {
    const dir = folder();
    const writer = await openStoreWriter(dir, { driver });
    writeVolume(openSummit(writer), [numbered(1)]);
    const turn = join(dir, 'archive.db.turn');
    expect(statSync(turn).isFile()).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(statSync(turn, { throwIfNoEntry: false })).toBeUndefined();
    writer.close();
  });

  it('is searched while another process writes, without waiting long', async () => {
    const dir = folder();
    const { begun, ended: end } = start([built(), dir, 'sync', driver, '4000']);
    await begun;
    const store = await openArchiveStore(dir, { driver });
    let isOver = false;
    const finish = end.then((result) => {
      isOver = true;
      return result;
    });
    const totals: number[] = [];
    const waits: number[] = [];
    while (!isOver) {
      const before = performance.now();
      totals.push(store.search('', {}, 1).total);
      waits.push(performance.now() - before);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(await finish).toMatchObject({ code: 0, err: '' });
    expect(store.search('', {}, 1).total).toBe(4000);
    expect(totals).toEqual([...totals].sort((a, b) => a - b));
    expect(totals.filter((total) => total > 0 && total < 4000).length).toBeGreaterThan(2);
    // A transaction lasts a quarter of a second; machines are busy.
    expect(Math.max(...waits)).toBeLessThan(5000);
    store.close();
  }, 60_000);

  it('takes two syncs at once, of processes with different SQLites where there are two', async () => {
    const dir = folder();
    const syncs = drivers.flatMap((each, index) => [
      start([built(), dir, 'sync', each, '800', String(index + 7)]),
      start([built(), dir, 'sync', driver, '800', String(index + 17)]),
    ]);
    for (const { ended: end } of syncs) expect(await end).toMatchObject({ code: 0, err: '' });
    const store = await openArchiveStore(dir, { driver });
    expect(store.lists().map(({ messages }) => messages)).toEqual(syncs.map(() => 800));
    expect([...store.messages({})]).toHaveLength(800 * syncs.length);
    store.close();
  }, 60_000);
});
