/** Astro of npm: Markdown in a content collection, with raw HTML and the plug-ins of remark that blogs have. */

import { Buffer } from 'node:buffer';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { installFromNpm, writeFiles } from './sites-tools.mjs';

const CONFIG = `
import remarkDirective from 'remark-directive';
import remarkMath from 'remark-math';

export default {
  build: { format: 'file' },
  devToolbar: { enabled: false },
  markdown: { gfm: true, smartypants: true, remarkPlugins: [remarkDirective, remarkMath] },
};
`;

const COLLECTION = `
import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
export const collections = { posts: defineCollection({ loader: glob({ pattern: '*.md', base: './posts' }) }) };
`;

const PAGE = `---
import { getCollection, render } from 'astro:content';
export async function getStaticPaths() {
  return (await getCollection('posts')).map((post) => ({ params: { id: post.id }, props: { post } }));
}
const { post } = Astro.props;
const { Content } = await render(post);
const { title, author, date, sources } = post.data;
---
<!doctype html><title>{title}</title>
<h1 id="front-title">{title}</h1><p id="front-author">{author}</p><p id="front-date">{date instanceof Date ? date.toISOString().slice(0, 16).replace('T', ' ') : date}</p>
<pre id="front-sources">{JSON.stringify(sources ?? null)}</pre>
<hr id="begin-post"><Content /><hr id="end-post">
`;

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** @type {import('./sites-tools.mjs').Site} */
export const astro = {
  name: 'Astro',
  install: (folder) => installFromNpm(folder, ['astro@5.9.4', 'remark-directive@4.0.0', 'remark-math@6.0.0']),
  write(folder, posts) {
    writeFiles(folder, {
      'package.json': '{"type":"module"}',
      'astro.config.mjs': CONFIG,
      'src/content.config.ts': COLLECTION,
      'src/pages/[id].astro': PAGE,
    });
    // The image that the drafts show: Astro looks for it.
    mkdirSync(join(folder, 'posts/r'), { recursive: true });
    writeFileSync(join(folder, 'posts/r/a.png'), Buffer.from(PIXEL, 'base64'));
    writeFiles(folder, Object.fromEntries(posts.map(({ id, file }) => [this.source(id), file])));
  },
  build: (folder) => ({
    command: process.execPath,
    args: [join(folder, '../node_modules/astro/astro.js'), 'build', '--silent'],
    env: { ASTRO_TELEMETRY_DISABLED: '1' },
  }),
  source: (id) => `posts/${id}.md`,
  page: (id) => `dist/${id}.html`,
};
