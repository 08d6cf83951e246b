/** The tests that need a real program beside them, which their caller starts or has built: run, and counted for `.ci/run`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { root } from './set-up.mjs';

/**
 * Ends with the line `N passed, N failed`; the arguments of the command go to vitest.
 * @param {string} files which tests, by the start of their paths
 * @param {string} folder for the results
 * @param {Record<string, string>} env of the tests, beside what there is
 * @returns {Promise<number>} the exit code: 1 if a test failed or none could be run
 */
export async function runVitest(files, folder, env) {
  const results = join(folder, 'results.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const args = [vitest, 'run', ...reporters, files, ...process.argv.slice(2)];
  const tests = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' });
  // Whoever stops us stops the tests, and then the servers; the tests get a Ctrl-C from the terminal as well.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => tests.kill(signal));
  const [status] = await once(tests, 'exit');
  let [passed, failed] = [0, 1];
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(results, 'utf8'));
    passed = numPassedTests;
    // A test file that could not be loaded has no test to count.
    failed = status !== 0 && numFailedTests === 0 ? 1 : numFailedTests;
  } catch {}
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
