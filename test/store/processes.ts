/** The store as other processes use it: what is built of `src/`, and children that run it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import { openArchiveStore } from '../../src/store/open-reader.js';
import type { DriverName } from '../../src/store/sqlite-drivers.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const child = fileURLToPath(new URL('child.mjs', import.meta.url));

/** `src/` as JavaScript, in a folder from which its libraries are found. Gone after the file's tests. */
export function useBuilt(): () => string {
  let dist = '';
  beforeAll(() => {
    mkdirSync(`${root}/node_modules/.cache`, { recursive: true });
    dist = mkdtempSync(`${root}/node_modules/.cache/listpress-`);
    writeFileSync(join(dist, 'package.json'), '{"type":"module"}');
    const options = ['-p', 'tsconfig.build.json', '--noCheck', '--declaration', 'false', '--outDir', dist];
    const { stdout } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', ...options], { cwd: root });
    if (stdout.length > 0) process.stderr.write(stdout);
  }, 120_000);
  afterAll(() => rmSync(dist, { recursive: true, force: true }));
  return () => dist;
}

export interface Ended {
  readonly code: number | null;
  readonly err: string;
  readonly ms: number;
}

/** Runs a child; `limit` bounds the size of any file that it may write, in blocks of 512 bytes (POSIX `ulimit -f`). */
export function start(
  args: readonly string[],
  limit?: number,
): { child: ChildProcess; ended: Promise<Ended>; begun: Promise<void> } {
  const began = performance.now();
  const command =
    limit === undefined ? [process.execPath] : ['sh', '-c', `ulimit -f ${limit} && exec "$0" "$@"`, process.execPath];
  const [program = '', ...rest] = [...command, child, ...args];
  const started = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  let err = '';
  started.stderr.on('data', (data) => {
    err += data;
  });
  const begun = new Promise<void>((resolve) => {
    started.stdout.once('data', () => resolve());
    started.once('close', () => resolve());
  });
  const ended = new Promise<Ended>((resolve) => {
    started.once('close', (code) => resolve({ code, err, ms: performance.now() - began }));
  });
  return { child: started, ended, begun };
}

/** All that can be asked of a store, to be compared. */
export async function contentOf(dir: string, driver: DriverName, words: readonly string[]) {
  const store = await openArchiveStore(dir, { driver });
  const searches = words.map((word) => {
    const { total, months, hits } = store.search(word, {}, 50);
    return { word, total, months, hits: hits.map(({ message, score }) => [message.id, score.toFixed(6)]) };
  });
  const messages = [...store.messages({ noArchiveToo: true })];
  const threads = messages
    .slice(0, 20)
    .map(({ message }) => store.thread(message.id ?? '').map((each) => each.message.id));
  const lists = store.lists();
  store.close();
  return { lists, messages, threads, searches };
}
