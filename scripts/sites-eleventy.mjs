/** Eleventy of npm, Markdown going through Liquid or Nunjucks first, with raw HTML and the plug-ins of markdown-it that blogs have. */
import { join } from 'node:path';
import process from 'node:process';
import { installFromNpm, writeFiles } from './sites-tools.mjs';

const PLUGINS = {
  'markdown-it-abbr': '2.0.0',
  'markdown-it-attrs': '4.3.1',
  'markdown-it-container': '4.0.0',
  'markdown-it-deflist': '3.0.0',
  'markdown-it-emoji': '3.0.0',
  'markdown-it-footnote': '4.0.0',
  'markdown-it-ins': '4.0.0',
  'markdown-it-mark': '4.0.0',
  'markdown-it-sub': '2.0.0',
  'markdown-it-sup': '2.0.0',
};

/** @param {string} engine */
const config = (engine) => `
import abbr from 'markdown-it-abbr';
import attrs from 'markdown-it-attrs';
import container from 'markdown-it-container';
import deflist from 'markdown-it-deflist';

import { DateTime } from 'luxon';
import { full as emoji } from 'markdown-it-emoji';
import footnote from 'markdown-it-footnote';
import ins from 'markdown-it-ins';
import mark from 'markdown-it-mark';
import sub from 'markdown-it-sub';
import sup from 'markdown-it-sup';

export default (site) => {
  site.setUseGitIgnore(false);
  site.addGlobalData('site', { x: 'LIVE' });
  site.addGlobalData('layout', 'post.11ty.js');
  site.addGlobalData('permalink', () => ({ page }) => page.fileSlug + '.html');
  // A date that Eleventy does not read ends its build; with this it is a wrong date instead, and the posts are tested.
  site.addDateParsing((date) => (typeof date === 'string' && !DateTime.fromISO(date).isValid ? new Date(0) : date));
  site.addShortcode('x', () => 'LIVE');
  site.amendLibrary('md', (md) => {
    md.set({ html: true, linkify: true, typographer: true });
    // Emoticons are a site's own business, as smart quotes are.
    md.use(emoji, { shortcuts: {} });
    for (const plugin of [abbr, attrs, deflist, footnote, ins, mark, sub, sup]) md.use(plugin);
    for (const name of ['warning', 'note', 'tip']) md.use(container, name);
  });
  return { markdownTemplateEngine: '${engine}', dir: { input: 'posts', output: 'out', includes: '../includes' } };
};
`;

const LAYOUT = `
const escape = (text) => String(text ?? '').replace(/&/g, '&amp;').replace(/</g, '&lt;');
export const render = ({ title, author, page, sources, content }) => \`<!doctype html><title>\${escape(title)}</title>
<h1 id="front-title">\${escape(title)}</h1><p id="front-author">\${escape(author)}</p>
<p id="front-date">\${page.date.toISOString().slice(0, 16).replace('T', ' ')}</p>
<pre id="front-sources">\${escape(JSON.stringify(sources ?? null))}</pre>
<hr id="begin-post">\${content}<hr id="end-post">\`;
`;

/**
 * @param {string} name
 * @param {string} engine
 * @returns {import('./sites-tools.mjs').Site}
 */
function eleventy(name, engine) {
  return {
    name,
    install: (folder) =>
      installFromNpm(folder, [
        '@11ty/eleventy@3.1.8',
        ...Object.entries(PLUGINS).map(([plugin, version]) => `${plugin}@${version}`),
      ]),
    write(folder, posts) {
      writeFiles(folder, {
        'package.json': '{"type":"module"}',
        'eleventy.config.js': config(engine),
        'includes/post.11ty.js': LAYOUT,
        'includes/x.html': 'LIVE',
      });
      writeFiles(folder, Object.fromEntries(posts.map(({ id, file }) => [this.source(id), file])));
    },
    build: (folder) => ({
      command: process.execPath,
      args: [join(folder, '../node_modules/@11ty/eleventy/cmd.cjs'), '--quiet'],
    }),
    source: (id) => `posts/${id}.md`,
    page: (id) => `out/${id}.html`,
  };
}

export const eleventies = [eleventy('Eleventy with Liquid', 'liquid'), eleventy('Eleventy with Nunjucks', 'njk')];
