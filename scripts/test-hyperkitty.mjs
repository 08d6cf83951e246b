/**
 * `npm run test:hyperkitty`: the tests that need a real HyperKitty, which this starts and stops. Where there can be none, it says so
 * and fails nothing. Arguments go to vitest.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { BROKEN_LIST, makeLists, PRIVATE_LIST } from './hyperkitty-lists.mjs';
import { fillArchive, installPackages, startServer } from './hyperkitty-server.mjs';
import { runVitest } from './run-vitest.mjs';
import { checkNode, install } from './set-up.mjs';

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
    process.exitCode = await runVitest('test/archives/hyperkitty/real-', folder, environment(urls));
  } finally {
    for (const server of servers) await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {Readonly<Record<string, string>>} urls of the servers, by their variants */
function environment(urls) {
  return {
    LISTPRESS_HYPERKITTY: urls['usual'] ?? '',
    LISTPRESS_HYPERKITTY_VARIANTS: JSON.stringify(urls),
    LISTPRESS_HYPERKITTY_PRIVATE: PRIVATE_LIST,
    LISTPRESS_HYPERKITTY_BROKEN: BROKEN_LIST,
    // Whatever proxy there is, it is not for this machine's own address.
    http_proxy: '',
    HTTP_PROXY: '',
  };
}
