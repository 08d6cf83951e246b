/** What the two commands of the README need before they can do anything: the right Node, and the packages of the lock file. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** @returns {{ engines: { node: string }, dependencies: Record<string, string>, devDependencies: Record<string, string> }} */
export function readPackage() {
  return JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
}

/** Ends with one sentence on a Node that is too old. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Listpress needs Node 20.19 or newer; this is ${process.version}. See https://nodejs.org/.`);
  process.exit(2);
}

/**
 * Runs a program and gives back its exit code; its output is the user's to see.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string | undefined>} [env]
 */
export function run(command, args, env = {}) {
  const options = { cwd: root, stdio: /** @type {const} */ ('inherit'), env: { ...process.env, ...env } };
  const result = spawnSync(command, args, options);
  if (result.error) throw result.error;
  return result.status ?? 1;
}

/**
 * Runs npm by the npm that runs us, so that no shell and no PATH is needed.
 * @param {readonly string[]} args
 */
export function npm(...args) {
  const cli = process.env['npm_execpath'];
  if (cli?.endsWith('.js')) return run(process.execPath, [cli, ...args]);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args);
}

/**
 * Installs what is missing. The lock file is obeyed and never written; where everything is there, nothing is asked of anyone.
 * @param {'all' | 'production'} wanted
 */
export function install(wanted) {
  const { dependencies, devDependencies } = readPackage();
  const names = Object.keys(wanted === 'all' ? { ...dependencies, ...devDependencies } : dependencies);
  const lock = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')).packages;
  const missing = names.filter((name) => versionOf(name) !== lock[`node_modules/${name}`]?.version);
  if (missing.length === 0) return;
  console.error(`Installing ${missing.length} packages …`);
  // Not `npm ci`: the lock file lists the optional packages of the systems it was made for, and `ci` wants them all.
  const omit = wanted === 'production' ? ['--omit=dev'] : [];
  const status = npm('install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', ...omit);
  if (status !== 0) process.exit(status);
}

/** @param {string} name */
function versionOf(name) {
  const path = `${root}node_modules/${name}/package.json`;
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).version : null;
}

/** Makes `dist/` from `src/` without checking types, which `npm test` does; the compiler is fetched alone where it is missing. */
export function build() {
  const flags = ['-p', 'tsconfig.build.json', '--noCheck', '--declaration', 'false', '--types', ''];
  const compiler = `${root}node_modules/typescript/bin/tsc`;
  const status = existsSync(compiler)
    ? run(process.execPath, [compiler, ...flags])
    : npm('exec', '--yes', `--package=typescript@${readPackage().devDependencies['typescript']}`, '--', 'tsc', ...flags);
  if (status !== 0) process.exit(status);
}
