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
 * Runs npm by the npm that runs us, so that no shell and no PATH is needed; on this folder, also when `npm install -g .` runs us.
 * @param {readonly string[]} args
 */
export function npm(...args) {
  const here = { npm_config_global: undefined, npm_config_location: undefined, npm_config_prefix: undefined };
  const cli = process.env['npm_execpath'];
  if (cli?.endsWith('.js')) return run(process.execPath, [cli, ...args], here);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, here);
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
  // No script of any package is run, ours (`prepare`, which builds) included.
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...omit];
  const status = npm('install', ...flags);
  if (status !== 0) process.exit(status);
}

/** @param {string} name */
function versionOf(name) {
  const path = `${root}node_modules/${name}/package.json`;
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).version : null;
}

/** Makes `dist/` from `src/` without checking types, which `npm test` does. */
export function build() {
  const status = compile(['-p', 'tsconfig.build.json', '--noCheck', '--declaration', 'false', '--types', '']);
  if (status !== 0) process.exit(status);
}

/**
 * Runs the TypeScript compiler; where it is not installed it is fetched alone, without the rest of the tools.
 * @param {readonly string[]} args
 */
export function compile(args) {
  const compiler = `${root}node_modules/typescript/bin/tsc`;
  if (existsSync(compiler)) return run(process.execPath, [compiler, ...args]);
  return npm(
    'exec',
    '--yes',
    `--package=typescript@${readPackage().devDependencies['typescript']}`,
    '--',
    'tsc',
    ...args,
  );
}
