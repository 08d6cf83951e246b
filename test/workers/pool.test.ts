/**
 * Threads that read mail. Node loads no TypeScript in a thread, so the sources are built into a folder of this test's own first, below
 * `node_modules`, where the built files find their packages.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { generateMails } from '../../bench/make-mbox.mjs';
import type { MailBytes } from '../../src/archives/kind.js';
import { readInTurn } from '../../src/mail/read-mails.js';
import * as sources from '../../src/workers/index.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
let built = '';
let workers: typeof sources = sources;

beforeAll(async () => {
  const cache = join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  built = mkdtempSync(join(cache, 'listpress-threads-'));
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['-p', join(root, 'tsconfig.build.json'), '--noCheck', '--declaration', 'false', '--outDir', built];
  const { status, stdout } = spawnSync(process.execPath, [compiler, ...options], { encoding: 'utf8' });
  expect(stdout).toBe('');
  expect(status).toBe(0);
  workers = await import(/* @vite-ignore */ pathToFileURL(join(built, 'workers', 'index.js')).href);
}, 120_000);
afterAll(() => rmSync(built, { recursive: true, force: true }));

const opened: sources.MailReaders[] = [];
afterEach(async () => {
  for (const readers of opened.splice(0)) await readers.close();
});
function open(options: sources.MailReaderOptions): sources.MailReaders {
  const readers = workers.createMailReaders(options);
  opened.push(readers);
  return readers;
}

const script = (name: string) => new URL(`./${name}`, import.meta.url);

async function* each(mails: Iterable<MailBytes>): AsyncIterable<MailBytes> {
  yield* mails;
}

async function all(readers: Pick<sources.MailReaders, 'readMails'>, mails: Iterable<MailBytes>) {
  const read = [];
  for await (const one of readers.readMails(each(mails))) read.push(one);
  return read;
}

/** Short mails; what `odd` says of a number is its text. */
const numbered = (count: number, odd: Readonly<Record<number, string>> = {}): MailBytes[] =>
  Array.from({ length: count }, (_, index) => ({
    url: `a.mbox#${index}`,
    bytes: Buffer.from(`Subject: ${index}\n\n${odd[index] ?? 'text'}\n`),
  }));

function generated(count: number): MailBytes[] {
  const mails: MailBytes[] = [];
  for (const bytes of generateMails({ seed: 7 })) {
    if (mails.length === count) return mails;
    mails.push({ bytes, url: `a.mbox#${mails.length + 1}`, list: mails.length % 2 === 0 ? null : 'summit' });
  }
  return mails;
}

describe('mail read by threads', () => {
  it('is what it is without, and in its order', async () => {
    const mails = [...generated(500), { bytes: Buffer.from('no mail'), url: 'a.mbox#501' }];
    const contents = (value: unknown) =>
      JSON.stringify(value, (key, part) =>
        key === 'content' ? createHash('sha256').update(Buffer.from(part.data)).digest('hex') : part,
      );
    const alone = await all({ readMails: readInTurn }, mails);
    expect(alone).toHaveLength(501);
    expect(contents(alone)).toContain('"content":"');
    for (const threads of [0, 1, 2, 3]) {
      const read = await all(open({ threads }), mails);
      expect(read).toEqual(alone);
      expect(contents(read)).toBe(contents(alone));
    }
  }, 120_000);

  it('can be asked for again, and by several at a time', async () => {
    const readers = open({ threads: 2, script: script('bad-thread.mjs') });
    const runs = await Promise.all([300, 400, 500].map((count) => all(readers, numbered(count))));
    expect(runs.map((run) => run.length)).toEqual([300, 400, 500]);
    for await (const _ of readers.readMails(each(numbered(2000)))) break;
    const read = await all(readers, numbered(300));
    expect(read.map((one) => 'subject' in one && one.subject)).toEqual(numbered(300).map(({ url }) => url));
  });

  it('is fetched only a little ahead of who takes it', async () => {
    const readers = open({ threads: 2, script: script('bad-thread.mjs') });
    const big = Buffer.alloc(200_000, 'x');
    let fetched = 0;
    async function* mails() {
      for (; fetched < 300; fetched += 1) yield { url: `a.mbox#${fetched}`, bytes: big };
    }
    let taken = 0;
    let ahead = 0;
    for await (const _ of readers.readMails(mails())) {
      taken += 1;
      ahead = Math.max(ahead, fetched - taken);
    }
    expect(taken).toBe(300);
    // 2 MB are ten of these; a batch more may have been put together, and one mail.
    expect(ahead).toBeLessThan(20);
  });

  it('does not wait for a batch to be full while the next mail is slow to come', async () => {
    const readers = open({ threads: 1, script: script('bad-thread.mjs') });
    let release: () => void = () => undefined;
    async function* mails() {
      yield* numbered(300);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    }
    let count = 0;
    for await (const _ of readers.readMails(mails())) {
      count += 1;
      if (count === 300) release();
    }
    expect(count).toBe(300);
  });

  it('needs no thread for a few mails', async () => {
    const read = await all(open({ threads: 2, script: script('no-thread.mjs') }), numbered(100));
    expect(read.map((one) => 'subject' in one && one.subject)).toEqual(numbered(100).map((_, index) => `${index}`));
  });

  it('comes from TypeScript without threads', async () => {
    const readers = sources.createMailReaders({ threads: 2 });
    expect(await all(readers, numbered(300))).toHaveLength(300);
    await readers.close();
  });
});

describe('a thread that fails', () => {
  it.each([
    ['ends', 'EXIT', /^reading it failed/],
    ['throws', 'THROW', /^reading it failed: out of luck/],
    ['hangs', 'HANG', /^reading it took more than 1 s/],
  ])(
    '%s: the mail is an issue, the others are read',
    async (_, text, reason) => {
      const readers = open({ threads: 2, script: script('bad-thread.mjs'), stuckAfterMs: 1000 });
      const mails = numbered(600, { 0: text, 70: text, 71: text, 599: text });
      const read = await all(readers, mails);
      expect(read).toHaveLength(600);
      const failed = read.flatMap((one) => ('code' in one ? [one] : []));
      expect(failed.map((one) => 'url' in one && one.url)).toEqual([
        'a.mbox#0',
        'a.mbox#70',
        'a.mbox#71',
        'a.mbox#599',
      ]);
      for (const one of failed)
        expect(one).toMatchObject({ code: 'FILE_UNREADABLE', reason: expect.stringMatching(reason) });
    },
    60_000,
  );

  it('by a mistake of ours ends the reading, and the error names the mail', async () => {
    const readers = open({ threads: 2, script: script('bad-thread.mjs') });
    await expect(all(readers, numbered(600, { 300: 'FAULT' }))).rejects.toThrow(
      'Reading a.mbox#300 failed: TypeError: a mistake of ours',
    );
  });

  it('to start ends the reading, and is not started for ever', async () => {
    const readers = open({ threads: 2, script: script('no-thread.mjs') });
    await expect(all(readers, numbered(600))).rejects.toThrow(
      'No thread can be started to read mail: its program is broken',
    );
  });
});

describe('the end of a run', () => {
  it('ends the threads, whatever they do', async () => {
    const controller = new AbortController();
    const readers = open({ threads: 2, script: script('bad-thread.mjs'), signal: controller.signal });
    const reading = all(readers, numbered(600, { 10: 'HANG', 400: 'HANG' }));
    setTimeout(() => controller.abort(), 300);
    await expect(reading).rejects.toMatchObject({ name: 'StopRun' });
    await expect(all(readers, numbered(600))).rejects.toMatchObject({ name: 'StopRun' });
  });

  it('is noticed without threads too', async () => {
    const controller = new AbortController();
    const readers = open({ threads: 0, signal: controller.signal });
    const reading = (async () => {
      for await (const _ of readers.readMails(each(numbered(100)))) controller.abort();
    })();
    await expect(reading).rejects.toMatchObject({ name: 'StopRun' });
  });

  it('comes with close, and what is asked afterwards fails', async () => {
    const readers = open({ threads: 1, script: script('bad-thread.mjs') });
    expect(await all(readers, numbered(300))).toHaveLength(300);
    await readers.close();
    await readers.close();
    await expect(all(readers, numbered(300))).rejects.toThrow('were ended');
  });
});
