/** Whole syncs from the command line: time, memory, and what a message costs as archives grow. */
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { curve } from './chart.mjs';
import { writeMbox } from './make-mbox.mjs';
import { randomFrom } from './make-pipermail.mjs';
import { median, runListpress } from './measure.mjs';
import { line, rate } from './print.mjs';

const CHART = fileURLToPath(new URL('../docs/cost-per-message.svg', import.meta.url));

/** @param {(folder: string) => Promise<void>} work in a folder of its own, which is gone afterwards */
async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'listpress-bench-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A list of 100,000 short mails from a file into the store, again, and searches in a warm process. @param {(path: string) => Promise<any>} built */
export async function benchSync(built) {
  await inFolder(async (folder) => {
    const mails = writeShortMails(join(folder, 'big.mbox'), 100_000);
    const first = await runListpress(['sync', 'big.mbox', '--quiet'], { cwd: folder });
    const again = await runListpress(['sync', 'big.mbox', '--quiet'], { cwd: folder });
    const full = await runListpress(['sync', 'big.mbox', '--quiet', '--full'], { cwd: folder });
    line(
      'sync of 100,000 mails from a file',
      `${first.seconds.toFixed(1).padStart(9)} s  (${rate(mails, first.seconds).trim()}, at most ${first.megabytes} MB)`,
    );
    line('the same file again', `${again.seconds.toFixed(1).padStart(9)} s`);
    line('the same file again, --full', `${full.seconds.toFixed(1).padStart(9)} s`);
    const { openArchiveStore } = await built('store/open-reader.js');
    const store = await openArchiveStore(join(folder, '.listpress'));
    for (const query of ['the', 'agenda', 'agenda meeting', '"meeting room"', 'dracecli']) {
      const times = Array.from({ length: 8 }, () => {
        const begin = performance.now();
        store.search(query, {}, 20);
        return performance.now() - begin;
      });
      line(
        `search over them: ${query}`,
        `${median(times.slice(1)).toFixed(0).padStart(9)} ms  (${store.search(query, {}, 1).total} hits)`,
      );
    }
    store.close();
  });
}

/** Memory: the same kind of mail, ten times and fifty times as much of it. */
export async function benchMemory() {
  for (const megabytes of [20, 200, 1000]) {
    await inFolder(async (folder) => {
      writeMbox(join(folder, 'big.mbox'), { bytes: megabytes * 1e6, mix: 'list' });
      const run = await runListpress(['sync', 'big.mbox', '--quiet'], { cwd: folder });
      line(
        `sync of an mbox of ${megabytes} MB`,
        `${run.seconds.toFixed(1).padStart(9)} s, at most ${run.megabytes} MB of memory`,
      );
    });
  }
}

/** What a message costs in archives of growing size, printed and drawn. @param {number} most */
export async function benchCurve(most = 1_000_000) {
  /** @type {{ x: number, y: number }[]} */
  const points = [];
  for (const count of [10_000, 30_000, 100_000, 300_000, 1_000_000].filter((size) => size <= most)) {
    await inFolder(async (folder) => {
      writeShortMails(join(folder, 'big.mbox'), count);
      const { seconds, megabytes } = await runListpress(['sync', 'big.mbox', '--quiet'], { cwd: folder });
      const size = statSync(join(folder, '.listpress', 'archive.db')).size;
      points.push({ x: count, y: (seconds / count) * 1e6 });
      line(
        `sync of ${count.toLocaleString('en-US')} mails`,
        `${seconds.toFixed(1).padStart(9)} s  (${((seconds / count) * 1e6).toFixed(0)} µs each, at most ${megabytes} MB, store ${Math.round(size / 1e6)} MB)`,
      );
    });
  }
  mkdirSync(fileURLToPath(new URL('../docs', import.meta.url)), { recursive: true });
  writeFileSync(CHART, curve({ title: `Sync: time per message (Node ${process.versions.node})`, unit: 'µs', points }));
}

/**
 * An mbox of short plain mails in threads, about 0.9 kB each, by its size the same on every machine.
 * @param {string} path @param {number} mails
 */
function writeShortMails(path, mails) {
  const random = randomFrom(mails);
  const file = openSync(path, 'w');
  /** @type {string[]} */
  let pending = [];
  /** @type {string[]} */
  const recent = [];
  for (let number = 1; number <= mails; number += 1) {
    const time = new Date(Date.UTC(2000, 0, 1) + number * 600_000).toUTCString();
    const [day = '', date = '', month = '', year = '', clock = ''] = time.replace(',', '').split(' ');
    const id = `<${number}.${Math.floor(random() * 1e6)}@example.org>`;
    const parent = random() < 0.6 ? recent[Math.floor(random() * recent.length)] : undefined;
    const words = Array.from({ length: 20 + Math.floor(random() * 120) }, () => wordOf(random));
    const lines = words.map((word, index) => (index % 11 === 10 ? `${word}\n` : `${word} `)).join('');
    pending.push(
      `From w@example.org ${day} ${month} ${date} ${clock} ${year}\nFrom: Writer ${number % 97} <w${number % 97}@example.org>\n` +
        `Date: ${time.replace('GMT', '+0000')}\nSubject: [Big] ${words.slice(0, 4).join(' ')}\nMessage-ID: ${id}\n` +
        `${parent === undefined ? '' : `In-Reply-To: ${parent}\n`}List-Id: <big.lists.example.org>\n\n${lines}\n\n`,
    );
    recent[number % 200] = id;
    if (pending.length < 5000 && number < mails) continue;
    writeSync(file, pending.join(''));
    pending = [];
  }
  closeSync(file);
  return mails;
}

/** A word as texts have them: few of them all the time, thousands now and then. @param {() => number} random */
function wordOf(random) {
  const rank = Math.floor(random() ** 3 * 20_000);
  return (
    COMMON[rank] ??
    `${SYLLABLES[rank % 29]}${SYLLABLES[Math.floor(rank / 29) % 29]}${SYLLABLES[Math.floor(rank / 841)]}`
  );
}

const COMMON =
  'the of and a to in is you that it for was on are with as they be at one have this agenda meeting notes room'.split(
    ' ',
  );
const SYLLABLES =
  'ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo yu za bre cli dra fle gri plo ska tru'.split(' ');
