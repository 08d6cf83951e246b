/** How long a command takes to say anything at all, against a Node that does nothing. */
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { median } from './measure.mjs';
import { line } from './print.mjs';

/** @param {readonly string[]} args seconds, the median of 15 whole processes after one that is not counted */
function startUp(args) {
  const times = Array.from({ length: 16 }, () => {
    const begin = performance.now();
    spawnSync(process.execPath, args, { stdio: 'ignore' });
    return (performance.now() - begin) / 1000;
  });
  return median(times.slice(1));
}

export function benchStart() {
  const bare = startUp(['-e', '0']);
  const help = startUp([fileURLToPath(new URL('../dist/cli.js', import.meta.url)), '--help']);
  line('node -e 0', `${bare.toFixed(3).padStart(9)} s`);
  line('listpress --help', `${help.toFixed(3).padStart(9)} s  (${(help / bare).toFixed(1)} × bare Node)`);
}
