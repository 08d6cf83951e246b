/**
 * What the generators of `npm run test:sites` have in common: getting them, and building a site of which some posts cannot be built.
 *
 * @typedef {object} SitePost
 * @property {string} id lower-case letters, digits and hyphens; its file's name and its page's
 * @property {string} file the post as Listpress writes it
 *
 * @typedef {object} Site
 * @property {string} name as the tests name it
 * @property {(folder: string) => string | null} install gets the generator; why it cannot be had, null when it is there
 * @property {(folder: string, posts: readonly SitePost[]) => void} write all of the site
 * @property {(folder: string) => { command: string, args: readonly string[], env?: Record<string, string> }} build
 * @property {(id: string) => string} source path of a post's file in the site's folder
 * @property {(id: string) => string} page path of its page
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { npm } from './set-up.mjs';

const DPKG_QUERY = '/usr/bin/dpkg-query';
/** A generator that breaks off at its first bad post is started again without it, this often. */
const MAX_BUILDS = 40;
const PATIENCE = 5;

/**
 * Installs what is missing of Debian's packages.
 * @param {readonly string[]} names
 * @returns {string | null} why they cannot be had
 */
export function installPackages(names) {
  if (process.platform !== 'linux' || !existsSync(DPKG_QUERY)) return 'it needs Debian or Ubuntu';
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return null;
  if (process.getuid?.() !== 0) return `it needs root to install ${missing.join(', ')}`;
  console.error(`Installing ${missing.join(', ')} …`);
  if (apt('install', '--yes', '--no-install-recommends', ...missing)) return null;
  // The lists of packages may be missing, or older than the mirror.
  apt('update');
  return apt('install', '--yes', '--no-install-recommends', ...missing)
    ? null
    : `apt-get cannot install ${missing.join(', ')}`;
}

/** @param {string} name */
function isInstalled(name) {
  const { stdout } = spawnSync(DPKG_QUERY, ['--status', name], { encoding: 'utf8' });
  return /^Status: .* installed$/m.test(stdout);
}

/** @param {readonly string[]} args */
function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('/usr/bin/apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
}

/**
 * Installs packages of npm into a folder of their own.
 * @param {string} folder
 * @param {readonly string[]} packages with their versions
 * @returns {string | null} why they cannot be had
 */
export function installFromNpm(folder, packages) {
  if (existsSync(join(folder, 'node_modules'))) return null;
  mkdirSync(folder, { recursive: true });
  console.error(`Installing ${packages[0]} …`);
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  return npm('install', '--prefix', folder, ...quiet, ...packages) === 0 ? null : `npm cannot install ${packages[0]}`;
}

/**
 * Writes files, their folders too.
 * @param {string} folder
 * @param {Readonly<Record<string, string>>} files by their paths in it
 */
export function writeFiles(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/**
 * Builds a site. A post at which the generator breaks off is a failure of its own, and the others are built without it.
 * @param {Site} site
 * @param {string} folder
 * @param {readonly SitePost[]} posts
 * @returns {Record<string, string>} what the generator said, by the ids of the posts that it could not build
 */
export function buildSite(site, folder, posts) {
  site.write(folder, posts);
  /** @type {Record<string, string>} */
  const broken = {};
  for (let round = 0; round < MAX_BUILDS; round++) {
    const { command, args, env } = site.build(folder);
    const options = { cwd: folder, encoding: /** @type {const} */ ('utf8'), maxBuffer: 2 ** 28 };
    const result = spawnSync(command, args, {
      ...options,
      env: { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8', ...env },
    });
    if (result.error) throw result.error;
    const said = `${result.stdout}\n${result.stderr}`;
    const unbuilt = posts.filter(({ id }) => !(id in broken) && !existsSync(join(folder, site.page(id))));
    if (unbuilt.length === 0) return broken;
    const named = unbuilt.filter(({ id }) => said.includes(basename(site.source(id))));
    if (named.length === 0) throw new Error(`${site.name} cannot build its site:\n${said.slice(-4000)}`);
    for (const { id } of named) {
      const at = said.indexOf(basename(site.source(id)));
      broken[id] = said.slice(Math.max(0, at - 300), at + 300);
    }
    // One at a time: what is likely to be as bad goes with it.
    if (round >= PATIENCE) {
      const texts = new Set(named.map(({ id }) => textOf(id)));
      for (const { id } of unbuilt)
        if (texts.has(textOf(id))) broken[id] ??= `not tried, like the others of ${textOf(id)}`;
    }
    if (unbuilt.every(({ id }) => id in broken)) return broken;
    for (const { id } of unbuilt) if (id in broken) rmSync(join(folder, site.source(id)));
  }
  throw new Error(`${site.name} breaks off at more than ${MAX_BUILDS} posts.`);
}

/** What comes before the hyphen in a post's id is its text's. @param {string} id */
function textOf(id) {
  return id.split('-')[0];
}
