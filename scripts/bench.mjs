/**
 * `npm run bench`: how fast Listpress is on this machine. Machines are noisy: compare the lines of one run, and quote ratios.
 *
 *     npm run bench                     start-up, pages, volumes, mbox, sync: some minutes
 *     npm run bench -- volumes mbox     these parts alone
 *     npm run bench -- shapes           mails made to be slow, from 1 kB to 10 MB
 *     npm run bench -- memory           whole syncs of 20 MB, 200 MB and 1 GB
 *     npm run bench -- curve [300000]   what a message costs from 10,000 messages to a million; draws docs/cost-per-message.svg
 */
import os from 'node:os';
import process from 'node:process';
import { build, install } from './set-up.mjs';

install('production');
build();

const { benchConvert } = await import('../bench/convert.mjs');
const { benchPages } = await import('../bench/pages.mjs');
const { benchShapes } = await import('../bench/shapes.mjs');
const { benchStart } = await import('../bench/start-up.mjs');
const { benchVolumes } = await import('../bench/volumes.mjs');
const { benchMbox } = await import('../bench/mbox.mjs');
const { benchCurve, benchMemory, benchSync } = await import('../bench/whole.mjs');

/** @param {string} path what was just built; a type check must not wait for it */
const built = (path) => import(new URL(`../dist/${path}`, import.meta.url).href);
const sizes = process.argv.slice(2).filter((word) => /^\d+$/.test(word));

/** @type {Readonly<Record<string, () => void | Promise<void>>>} */
const PARTS = {
  'start-up': benchStart,
  pages: () => benchPages(built),
  convert: () => benchConvert(built),
  volumes: () => benchVolumes(built),
  mbox: () => benchMbox(built),
  sync: () => benchSync(built),
  shapes: benchShapes,
  memory: benchMemory,
  curve: () => benchCurve(sizes[0] === undefined ? undefined : Number(sizes[0])),
};
const LONG = ['shapes', 'memory', 'curve'];

const asked = process.argv.slice(2).filter((word) => !sizes.includes(word));
const unknown = asked.find((name) => PARTS[name] === undefined);
if (unknown === undefined) {
  console.log(
    `Node ${process.versions.node}, ${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, load ${os.loadavg()[0]?.toFixed(1)}`,
  );
  for (const [name, measure] of Object.entries(PARTS)) {
    if (asked.length === 0 ? !LONG.includes(name) : asked.includes(name)) await measure();
  }
} else {
  console.error(`There is nothing called ${unknown} to measure; there is ${Object.keys(PARTS).join(', ')}.`);
  process.exitCode = 2;
}
