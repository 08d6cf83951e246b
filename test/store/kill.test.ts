import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commonWord, randomFrom } from '../../bench/make-scan.mjs';
import { drivers, useFolders } from './made.js';
import { contentOf, start, useBuilt } from './processes.js';

const folder = useFolders();
const built = useBuilt();
const words = [0, 5, 50, 500].map(commonWord);

/** Each driver alone, and a store that is continued by the other one where this Node has both. */
const pairs = drivers.flatMap((driver) => drivers.map((next) => [driver, next] as const));

describe.each(pairs)('a process that is killed (%s, then %s)', (driver, next) => {
  const sync = (dir: string, by: string, count: number) => start([built(), dir, 'sync', by, String(count)]);

  it('ten times at random moments leaves a store that opens and is completed', async () => {
    const [whole, broken] = [folder(), folder()];
    const count = 1500;
    const undisturbed = await sync(whole, driver, count).ended;
    expect(undisturbed).toMatchObject({ code: 0, err: '' });
    const random = randomFrom(Date.now() & 0xffff);
    let killed = 0;
    for (let kill = 0; kill < 10; kill += 1) {
      const { child, begun, ended } = sync(broken, kill % 2 === 0 ? driver : next, count);
      await begun;
      await new Promise((resolve) => setTimeout(resolve, random() * undisturbed.ms * 0.7));
      child.kill('SIGKILL');
      if ((await ended).code === null) killed += 1;
      // Whoever looks now sees a part of it, and nothing broken.
      if (kill % 3 === 0) expect((await contentOf(broken, next, words)).messages.length).toBeLessThanOrEqual(count);
    }
    expect(killed).toBeGreaterThan(0);
    expect(await sync(broken, next, count).ended).toMatchObject({ code: 0, err: '' });
    expect(await contentOf(broken, next, words)).toEqual(await contentOf(whole, driver, words));
  }, 180_000);

  it('in the middle of writing leaves half a transaction, which the next one undoes', async () => {
    const dir = folder();
    expect((await sync(dir, driver, 600).ended).code).toBe(0);
    const before = await contentOf(dir, driver, words);
    const file = join(dir, 'archive.db');
    expect((await start([built(), dir, 'halfway', driver]).ended).code).toBeNull();
    // The test would show nothing if nothing had been written.
    expect(statSync(`${file}-journal`).size).toBeGreaterThan(10_000);
    expect([existsSync(`${file}.turn`), existsSync(`${file}.lock`)]).toEqual([true, driver === 'wasm']);
    expect(await contentOf(dir, next, words)).toEqual(before);
    expect(existsSync(`${file}-journal`)).toBe(false);
  }, 60_000);

  it('while it is the writer does not keep the next one waiting', async () => {
    const dir = folder();
    expect((await start([built(), dir, 'idle', driver]).ended).code).toBeNull();
    expect(existsSync(join(dir, 'archive.db.writer'))).toBe(true);
    expect(await sync(dir, next, 50).ended).toMatchObject({ code: 0, err: '' });
  }, 60_000);
});

describe.each(drivers)('a disk that takes no more (%s)', (driver) => {
  it.skipIf(process.platform === 'win32')(
    'ends the sync with one sentence, and harms nothing',
    async () => {
      const dir = folder();
      const whole = folder();
      const args = ['sync', driver, '1500'];
      expect((await start([built(), whole, ...args]).ended).code).toBe(0);
      const room = Math.floor(statSync(join(whole, 'archive.db')).size / 512 / 2);
      const { code, err } = await start([built(), dir, ...args], room).ended;
      expect(code).toBe(1);
      expect(err).toMatch(/^StopRun: .*archive\.db cannot be .*run again\.\n$/);
      expect((await contentOf(dir, driver, words)).messages.length).toBeLessThan(1500);
      expect(await start([built(), dir, ...args]).ended).toMatchObject({ code: 0, err: '' });
      expect(await contentOf(dir, driver, words)).toEqual(await contentOf(whole, driver, words));
    },
    60_000,
  );
});
