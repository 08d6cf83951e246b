/**
 * `npm run test:sites`: sites of hostile mail, made by the real site generators, and the tests that read their pages. A generator that
 * cannot be had here is left out, and this says so. Arguments go to vitest. LISTPRESS_SITES_ONLY=hugo builds one alone, and
 * LISTPRESS_SITES_FOLDER keeps the sites in a folder.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { runVitest } from './run-vitest.mjs';
import { checkNode, install, root } from './set-up.mjs';
import { astro } from './sites-astro.mjs';
import { eleventies } from './sites-eleventy.mjs';
import { hugo } from './sites-hugo.mjs';
import { jekylls } from './sites-jekyll.mjs';
import { pelicans } from './sites-pelican.mjs';
import { buildSite } from './sites-tools.mjs';

checkNode();
install('all');

const only = (process.env['LISTPRESS_SITES_ONLY'] ?? '').toLowerCase();
const sites = [hugo, ...jekylls, ...pelicans, ...eleventies, astro].filter(({ name }) =>
  name.toLowerCase().includes(only),
);
const kept = process.env['LISTPRESS_SITES_FOLDER'];
const folder = kept ?? mkdtempSync(join(tmpdir(), 'listpress-sites-'));
try {
  const built = await build();
  if (built.length > 0) process.exitCode = await runVitest('test/sites/', folder, { LISTPRESS_SITES: folder });
  else console.log('\n0 passed, 0 failed');
} finally {
  if (kept === undefined) rmSync(folder, { recursive: true, force: true });
}

/** Builds what can be built; `sites.json` has where the pages are, for the tests. */
async function build() {
  const posts = await makePosts();
  const built = [];
  for (const site of sites) {
    const [family = ''] = site.name.toLowerCase().split(' ');
    const place = join(folder, family, site.name.toLowerCase().replaceAll(' ', '-'));
    mkdirSync(join(folder, family), { recursive: true });
    const reason = site.install(join(folder, family));
    if (reason !== null) {
      console.log(`Skipped: ${site.name} cannot be had here, ${reason}.`);
      continue;
    }
    const start = Date.now();
    rmSync(place, { recursive: true, force: true });
    const broken = buildSite(site, place, posts);
    console.error(`${site.name}: ${posts.length} posts in ${((Date.now() - start) / 1000).toFixed(1)} s`);
    const pages = Object.fromEntries(posts.map(({ id }) => [id, join(place, site.page(id))]));
    built.push({ name: site.name, pages, broken });
  }
  writeFileSync(join(folder, 'sites.json'), JSON.stringify(built));
  return built;
}

/** The posts that the tests know, made by them. @returns {Promise<import('./sites-tools.mjs').SitePost[]>} */
async function makePosts() {
  // Not before it is installed.
  const { createViteServer } = await import('vitest/node');
  const vite = await createViteServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, watch: null, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
  const { makePosts: make } = await vite.ssrLoadModule('/test/sites/posts.ts');
  /** @type {import('./sites-tools.mjs').SitePost[]} */
  const posts = make();
  await vite.close();
  return posts;
}
