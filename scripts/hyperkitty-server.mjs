/**
 * A real HyperKitty on 127.0.0.1, from Debian's packages: one archive on disk, and as many servers of it as there are ways to set
 * one up. Needs Debian or Ubuntu, and root where packages are missing. The Django project is in `hyperkitty/`.
 *
 * @typedef {object} List
 * @property {string} list its address
 * @property {string} mbox path of the mails to import
 * @property {boolean} [private]
 * @property {string} [broken] Message-ID, without brackets, of a message on which the export breaks off
 *
 * @typedef {object} Variant
 * @property {'on' | 'off'} export
 * @property {string} page the API's page size, or `none`: no pages at all
 *
 * @typedef {object} Server
 * @property {string} url with the prefix: `http://127.0.0.1:PORT/hyperkitty/`
 * @property {() => Promise<void>} close
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('hyperkitty/', import.meta.url));
// Debian's own: another python3 may come first on the PATH, and has none of these packages.
const PYTHON = '/usr/bin/python3';
const GUNICORN = '/usr/bin/gunicorn';
const DPKG_QUERY = '/usr/bin/dpkg-query';
const PACKAGES = ['python3-django-hyperkitty', 'python3-mailmanclient', 'python3-whoosh', 'gunicorn', 'sassc'];
const START_MS = 60_000;

/** Installs what is missing. @returns {string | null} why there can be no server; null when all is there */
export function installPackages() {
  if (process.platform !== 'linux' || !existsSync(DPKG_QUERY)) return 'it needs Debian or Ubuntu';
  const missing = PACKAGES.filter((name) => !isInstalled(name));
  if (missing.length === 0) return null;
  if (process.getuid?.() !== 0) return `it needs root to install ${missing.join(', ')}`;
  console.error(`Installing ${missing.join(', ')} …`);
  if (install(missing)) return null;
  // The lists of packages may be missing, or older than the mirror.
  apt('update');
  return install(missing) ? null : `apt-get cannot install ${missing.join(', ')}`;
}

/** @param {string} name */
function isInstalled(name) {
  const { stdout } = spawnSync(DPKG_QUERY, ['--status', name], { encoding: 'utf8' });
  return /^Status: .* installed$/m.test(stdout);
}

/** @param {readonly string[]} names */
function install(names) {
  return apt('install', '--yes', '--no-install-recommends', ...names) === 0;
}

/** @param {readonly string[]} args */
function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('/usr/bin/apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env }).status;
}

/**
 * Makes the archive in a folder. Throws when an mbox cannot be imported.
 * @param {string} folder
 * @param {readonly List[]} lists
 */
export function fillArchive(folder, lists) {
  mkdirSync(join(folder, 'static'), { recursive: true });
  const plan = join(folder, 'plan.json');
  writeFileSync(plan, JSON.stringify(lists));
  const result = spawnSync(PYTHON, ['-W', 'ignore', 'fill.py', plan], {
    cwd: PROJECT,
    env: environment(folder),
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(`The archive could not be made:\n${result.stdout}\n${result.stderr}`);
  console.error(result.stdout.trim());
}

/**
 * Starts a server of the archive in a folder.
 * @param {string} folder
 * @param {Variant} variant
 * @returns {Promise<Server>}
 */
export async function startServer(folder, variant) {
  const port = await freePort();
  // Two processes, one request at a time each: with threads, and so with connections kept open, a run of many stood still once.
  const how = ['--preload', '--workers', '2', '--timeout', '300', '--log-level', 'error'];
  const args = ['--bind', `127.0.0.1:${port}`, ...how, 'wsgi:application'];
  const env = environment(folder, variant);
  const child = spawn(GUNICORN, ['--chdir', PROJECT, ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  // An aborted export is a traceback here; only a server that does not start has something to tell.
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-4000);
  });
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}/hyperkitty/`;
  const server = {
    url,
    async close() {
      child.kill('SIGTERM');
      await ended;
    },
  };
  for (const end = Date.now() + START_MS; Date.now() < end; await sleep(250)) {
    if (child.exitCode !== null) throw new Error(`The server ended:\n${said}`);
    const answer = await fetch(`${url}api/lists/`).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok) return server;
  }
  await server.close();
  throw new Error(`No answer from ${url}:\n${said}`);
}

/**
 * @param {string} folder
 * @param {Variant} [variant]
 * @returns {NodeJS.ProcessEnv}
 */
function environment(folder, variant) {
  return {
    ...process.env,
    DJANGO_SETTINGS_MODULE: 'settings',
    PYTHONPATH: PROJECT,
    PYTHONDONTWRITEBYTECODE: '1',
    LISTPRESS_HYPERKITTY_DATA: folder,
    LISTPRESS_HYPERKITTY_EXPORT: variant?.export ?? 'on',
    LISTPRESS_HYPERKITTY_PAGE: variant?.page ?? '10',
  };
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
