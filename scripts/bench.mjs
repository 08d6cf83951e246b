/**
 * `npm run bench`: how fast Listpress is on this machine. Machines are noisy: compare the lines of one run, and quote ratios.
 * Reads the bundled archive; give a folder with a `pipermail` tree in it to read that instead.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { build, install, root } from './set-up.mjs';

install('production');
build();

/** @param {readonly number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** @param {readonly string[]} args seconds, the median of 15 whole processes after one that is not counted */
function startUp(args) {
  const times = [];
  for (let run = 0; run < 16; run += 1) {
    const begin = performance.now();
    spawnSync(process.execPath, args, { stdio: 'ignore' });
    times.push((performance.now() - begin) / 1000);
  }
  return median(times.slice(1));
}

/** @param {string} name @param {number} count @param {() => void} work prints how many of them a second, the median of 5 */
function rate(name, count, work) {
  work();
  const times = Array.from({ length: 5 }, () => {
    const begin = performance.now();
    work();
    return (performance.now() - begin) / 1000;
  });
  console.log(
    `${name.padEnd(44)} ${Math.round(count / median(times))
      .toLocaleString('en-US')
      .padStart(9)} /s`,
  );
}

const bare = startUp(['-e', '0']);
const help = startUp([`${root}dist/cli.js`, '--help']);
console.log(`${'node -e 0'.padEnd(44)} ${bare.toFixed(3).padStart(9)} s`);
console.log(
  `${'listpress --help'.padEnd(44)} ${help.toFixed(3).padStart(9)} s  (${(help / bare).toFixed(1)} × bare Node)`,
);

const folder = process.argv[2] ?? `${root}fixtures/archive/www`;
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
const pages = files.filter((path) => /\d{6}\.html$/.test(path)).map((path) => readFileSync(join(folder, path)));
const texts = files.filter((path) => /\.txt\.gz$/.test(path)).map((path) => readFileSync(join(folder, path)));

/** @param {string} path what was just built; a type check must not wait for it */
const built = (path) => import(new URL(`../dist/${path}`, import.meta.url).href);
const { readMessagePage } = await built('archives/pipermail/message-page.js');
const { readVolumeText } = await built('archives/pipermail/volume-text.js');
const { gunzipBounded } = await built('archives/gunzip.js');
const { fromBody, renderBlocks } = await built('markdown/index.js');

const bodies = pages.flatMap((page) => readMessagePage(page, 'text/html')?.body ?? []);
const volumes = texts.map((text) => gunzipBounded(text, 1e9));
const messages = volumes.reduce((sum, volume) => sum + readVolumeText(volume).length, 0);
// Enough work for a clock: the bundled archive has 45 messages.
const times = Math.max(1, Math.ceil(2000 / Math.max(pages.length, 1)));
/** @param {() => void} work */
const repeat = (work) => () => {
  for (let turn = 0; turn < times; turn += 1) work();
};

rate(
  'message pages read',
  pages.length * times,
  repeat(() => pages.forEach((page) => void readMessagePage(page, ''))),
);
rate(
  'messages of volume texts read',
  messages * times,
  repeat(() => volumes.forEach((volume) => void readVolumeText(volume))),
);
rate(
  'bodies converted to Markdown',
  bodies.length * times,
  repeat(() => bodies.forEach((body) => void renderBlocks(fromBody(body, {}).blocks))),
);
