/**
 * `npm run test:hyperkitty`: the tests that need a real HyperKitty, which this starts and stops. Where there can be none, it says so
 * and fails nothing. Arguments go to vitest.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { BROKEN_LIST, makeLists, PRIVATE_LIST } from './hyperkitty-lists.mjs';
import { fillArchive, installPackages, startServer } from './hyperkitty-server.mjs';
import { checkNode, install, root } from './set-up.mjs';

/** @type {Readonly<Record<string, import('./hyperkitty-server.mjs').Variant>>} */
const VARIANTS = {
  usual: { export: 'on', page: '10' },
  'without export': { export: 'off', page: '10' },
  'without pages of the API': { export: 'on', page: 'none' },
  'with neither': { export: 'off', page: 'none' },
};

checkNode();
install('all');
const reason = installPackages();
if (reason === null) await test();
else {
  console.log(`Skipped: no HyperKitty can be started here, ${reason}.`);
  console.log('\n0 passed, 0 failed');
}

async function test() {
  const folder = mkdtempSync(join(tmpdir(), 'listpress-hyperkitty-'));
  /** @type {import('./hyperkitty-server.mjs').Server[]} */
  const servers = [];
  try {
    fillArchive(folder, makeLists(folder));
    /** @type {Record<string, string>} */
    const urls = {};
    for (const [name, variant] of Object.entries(VARIANTS)) {
      const server = await startServer(folder, variant);
      servers.push(server);
      urls[name] = server.url;
    }
    process.exitCode = await runTests(urls, join(folder, 'results.json'));
  } finally {
    for (const server of servers) await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {Readonly<Record<string, string>>} urls of the servers, by their variants
 * @param {string} results
 */
async function runTests(urls, results) {
  const env = {
    ...process.env,
    LISTPRESS_HYPERKITTY: urls['usual'],
    LISTPRESS_HYPERKITTY_VARIANTS: JSON.stringify(urls),
    LISTPRESS_HYPERKITTY_PRIVATE: PRIVATE_LIST,
    LISTPRESS_HYPERKITTY_BROKEN: BROKEN_LIST,
    // Whatever proxy there is, it is not for this machine's own address.
    http_proxy: '',
    HTTP_PROXY: '',
  };
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const files = 'test/archives/hyperkitty/real-';
  const args = [vitest, 'run', ...reporters, files, ...process.argv.slice(2)];
  const tests = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
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
