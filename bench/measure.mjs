/** Whole processes, measured from outside. */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @typedef {object} Measured
 * @property {number} seconds from start to end
 * @property {number} megabytes the most memory that it held (resident set)
 * @property {string} out what it printed
 */

/**
 * Runs `listpress` as its user would.
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: Record<string, string> }} where
 * @returns {Promise<Measured>}
 */
export function runListpress(args, { cwd, env = {} }) {
  return runNode(['--import', new URL('usage.mjs', import.meta.url).href, `${root}dist/cli.js`, ...args], { cwd, env });
}

/**
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: Record<string, string> }} where
 * @returns {Promise<Measured>}
 */
function runNode(args, { cwd, env }) {
  const begin = performance.now();
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  let megabytes = '';
  child.stdout?.on('data', (data) => {
    out += data;
  });
  child.stderr?.on('data', (data) => {
    err += data;
  });
  child.stdio[3]?.on('data', (data) => {
    megabytes += data;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const seconds = (performance.now() - begin) / 1000;
      if (code === 0) resolve({ seconds, megabytes: Number(megabytes), out });
      else reject(new Error(`listpress ${args.slice(3).join(' ')} ended with ${code}: ${err.slice(-2000)}`));
    });
  });
}

/** @param {readonly number[]} values */
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/**
 * Times pieces of work against one another: in turn, `turns` times after one that is not counted, so that a busy machine is busy for
 * all of them. Gives back the median seconds of each.
 * @param {readonly (() => unknown)[]} works
 */
export async function inTurn(works, turns = 5) {
  const times = works.map(() => /** @type {number[]} */ ([]));
  for (let turn = 0; turn <= turns; turn += 1) {
    for (const [index, work] of works.entries()) {
      const begin = performance.now();
      await work();
      if (turn > 0) times[index]?.push((performance.now() - begin) / 1000);
    }
  }
  return times.map(median);
}
