/** `npm start`: from a fresh clone to a draft. Installs, builds, serves the bundled archive, drafts the report, shows it. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { build, checkNode, install, root } from './set-up.mjs';

checkNode();
install('production');
build();

const { serveArchive } = await import('./serve-archive.mjs');
const archive = await serveArchive({ root: `${root}fixtures/archive/www` });
console.error('Its result is also committed in output/, so a fresh clone finds it unchanged.');
console.error(`The bundled archive is served on ${archive.url} for this run.\n`);

/** The links name the archive's public host; the server answers for it as a proxy, so the real crawler reads them as they are. */
const proxy = archive.url.replace(/\/$/, '');
const args = readFileSync(`${root}fixtures/archive/draft-command.txt`, 'utf8')
  .split('\n')
  .filter((line) => line !== '');
console.error(`$ listpress draft ${args.map((word) => (/[\s]/.test(word) ? JSON.stringify(word) : word)).join(' ')}\n`);

const env = { ...process.env, http_proxy: proxy, HTTP_PROXY: proxy, no_proxy: '', NO_PROXY: '' };
const child = spawn(process.execPath, [`${root}dist/cli.js`, 'draft', ...args], {
  cwd: root,
  env,
  stdio: ['ignore', 'pipe', 'inherit'],
});
let path = '';
child.stdout.on('data', (chunk) => {
  path += chunk;
});
const code = await new Promise((resolve) => child.on('close', resolve));
await archive.close();
if (code === 0) {
  console.log(`\n${'─'.repeat(78)}\n${readFileSync(`${root}${path.trim()}`, 'utf8')}${'─'.repeat(78)}`);
}
process.exitCode = code ?? 1;
