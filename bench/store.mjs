/**
 * How fast the store takes messages in and finds them: `node bench/store.mjs [messages] [driver]`, after `npm run build`. Messages are
 * generated; the clock stands still for that.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { commonWord, makeScan } from './make-scan.mjs';

/** @param {string} path what was built; a type check must not wait for it */
const built = (path) => import(new URL(`${process.env['LISTPRESS_DIST'] ?? '../dist/'}${path}`, import.meta.url).href);
const { openStoreWriter } = await built('store/open-writer.js');
const { openArchiveStore } = await built('store/open-reader.js');

const count = Number(process.argv[2] ?? 100_000);
const driver = process.argv[3];
const options = driver === undefined ? {} : { driver };
const dir = mkdtempSync(join(tmpdir(), 'listpress-store-'));
const size = () => statSync(join(dir, 'archive.db')).size;

try {
  console.log(
    `Node ${process.versions.node}, driver ${driver ?? 'default'}, ${count.toLocaleString('en-US')} messages`,
  );
  const before = process.memoryUsage().rss;
  await write();
  console.log(`size ${(size() / 1e6).toFixed(0)} MB, ${(size() / count / 1000).toFixed(2)} kB a message`);
  console.log(
    `memory ${((process.memoryUsage().rss - before) / 1e6).toFixed(0)} MB more than at the start, most ${(process.resourceUsage().maxRSS / 1000).toFixed(0)} MB`,
  );
  await again();
  await read();
} finally {
  rmSync(dir, { recursive: true, force: true });
}

/** The first sync: the rate of each tenth, so that one sees whether it is flat. */
async function write() {
  const generating = processor(() => {
    for (const _ of makeScan(count));
  });
  const writer = await openStoreWriter(dir, options);
  /** @type {import('../src/store/archive-store.js').ArchiveWriter | null} */
  let archive = null;
  let spent = 0;
  let total = 0;
  const cpu = process.cpuUsage();
  let longest = 0;
  let done = 0;
  const step = Math.max(1, Math.floor(count / 10));
  /** @param {() => void} work */
  const timed = (work) => {
    const begin = performance.now();
    work();
    const took = performance.now() - begin;
    longest = Math.max(longest, took);
    spent += took;
  };
  for (const event of makeScan(count)) {
    timed(() => {
      if (event.type === 'archive') {
        archive = writer.archive({ kind: event.kind, url: event.url, list: null, listInArchive: event.list });
      } else if (event.type === 'volume') archive?.beginVolume(event.volume);
      else if (event.type === 'message') archive?.add(event.scanned);
      else if (event.type === 'volume-end') archive?.endVolume(event.outcome, event.stamp);
    });
    if (event.type !== 'message') continue;
    done += 1;
    if (done % step !== 0) continue;
    console.log(
      `${String(done).padStart(9)}: ${Math.round((step / spent) * 1000)
        .toLocaleString('en-US')
        .padStart(
          7,
        )} messages/s, longest call ${longest.toFixed(0)} ms, rss ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB, db ${(size() / 1e6).toFixed(0)} MB`,
    );
    total += spent;
    spent = 0;
    longest = 0;
  }
  timed(() => writer.close());
  total += spent;
  const used = process.cpuUsage(cpu);
  const busy = (used.user + used.system) / 1e6 - generating;
  console.log(
    `written in ${(total / 1000).toFixed(1)} s: ${Math.round((count / total) * 1000).toLocaleString('en-US')} messages/s; processor time ${busy.toFixed(1)} s`,
  );
}

/** @param {() => void} work seconds of processor time */
function processor(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** The second sync of the same: nothing is made again. */
async function again() {
  const writer = await openStoreWriter(dir, options);
  let spent = 0;
  /** @type {import('../src/store/archive-store.js').ArchiveWriter | null} */
  let archive = null;
  for (const event of makeScan(count)) {
    const begin = performance.now();
    if (event.type === 'archive') {
      archive = writer.archive({ kind: event.kind, url: event.url, list: null, listInArchive: event.list });
    } else if (event.type === 'volume') archive?.beginVolume(event.volume);
    else if (event.type === 'message' && archive?.known.has(event.scanned.digest)) {
      archive.keep(event.scanned.digest, event.scanned.position);
    } else if (event.type === 'volume-end') archive?.endVolume(event.outcome, event.stamp);
    spent += performance.now() - begin;
  }
  const begin = performance.now();
  writer.close();
  spent += performance.now() - begin;
  console.log(
    `all known and kept in ${(spent / 1000).toFixed(1)} s: ${Math.round((count / spent) * 1000).toLocaleString('en-US')} messages/s`,
  );
}

async function read() {
  const store = await openArchiveStore(dir, options);
  for (const rank of [0, 2, 8, 30, 300, 3000]) {
    const word = commonWord(rank);
    print(`search ${word}`, () => store.search(word, {}, 20).total);
  }
  print('search two words', () => store.search(`${commonWord(3)} ${commonWord(40)}`, {}, 20).total);
  print('search a phrase', () => store.search(`"${commonWord(0)} ${commonWord(1)}"`, {}, 20).total);
  print(
    'search with dates',
    () => store.search(commonWord(5), { since: '1996-01-01T00:00:00Z', until: '1999-01-01T00:00:00Z' }, 20).total,
  );
  print('search with a sender', () => store.search(commonWord(5), { from: commonWord(2) }, 20).total);
  print('lists', () => store.lists().length);
  const [message] = store.messages({});
  print('thread', () => store.thread(message?.message.id ?? '').length);
  const begin = performance.now();
  let read = 0;
  for (const _ of store.messages({})) read += 1;
  console.log(
    `messages() ${Math.round((read / (performance.now() - begin)) * 1000).toLocaleString('en-US')} messages/s`,
  );
  store.close();
}

/** @param {string} name @param {() => number} work the first time, and the median of 9 after it */
function print(name, work) {
  const times = Array.from({ length: 10 }, () => {
    const begin = performance.now();
    work();
    return performance.now() - begin;
  });
  const [first = 0, ...others] = times;
  const median = others.sort((a, b) => a - b)[4] ?? 0;
  console.log(
    `${name.padEnd(28)} ${String(work()).padStart(8)} hits ${first.toFixed(1).padStart(8)} ms first ${median.toFixed(1).padStart(7)} ms then`,
  );
}
