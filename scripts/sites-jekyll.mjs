/** Jekyll of Debian: with kramdown, as GitHub's pages and most blogs have it, with kramdown's own syntax, and with CommonMark. */
import { installPackages, writeFiles } from './sites-tools.mjs';

const PACKAGES = ['jekyll', 'ruby-kramdown-parser-gfm', 'ruby-jekyll-commonmark', 'ruby-jekyll-gist'];

const CONFIG = `
title: Blog
url: https://blog.example.org
x: LIVE
timezone: UTC
permalink: /:title.html
excerpt_separator: <!--more-->
plugins: [jekyll-commonmark, jekyll-gist]
future: true
show_drafts: true
liquid:
  error_mode: strict
`;

const LAYOUT = `<!doctype html><title>{{ page.title | escape }}</title>
<h1 id="front-title">{{ page.title | escape }}</h1><p id="front-author">{{ page.author | escape }}</p>
<p id="front-date">{{ page.date | date: "%Y-%m-%d %H:%M" }}</p>
<pre id="front-sources">{{ page.sources | jsonify | escape }}</pre>
<hr id="begin-post">{{ content }}<hr id="end-post">
`;

/**
 * @param {string} name
 * @param {string} config
 * @returns {import('./sites-tools.mjs').Site}
 */
function jekyll(name, config) {
  return {
    name,
    install: () => installPackages(PACKAGES),
    write(folder, posts) {
      writeFiles(folder, {
        '_config.yml': `${CONFIG}${config}`,
        '_layouts/post.html': LAYOUT,
        '_includes/x.html': 'LIVE',
      });
      writeFiles(folder, Object.fromEntries(posts.map(({ id, file }) => [this.source(id), file])));
    },
    build: () => ({ command: '/usr/bin/jekyll', args: ['build', '--quiet', '--trace', '--disable-disk-cache'] }),
    source: (id) => `_posts/2012-03-14-${id}.md`,
    page: (id) => `_site/${id}.html`,
  };
}

const DEFAULTS = `
defaults:
  - scope: { path: '' }
    values: { layout: post }
`;

export const jekylls = [
  jekyll(
    'Jekyll with kramdown',
    `${DEFAULTS}
markdown: kramdown
kramdown:
  input: GFM
  parse_block_html: true
  parse_span_html: true
  math_engine: mathjax
  smart_quotes: lsquo,rsquo,ldquo,rdquo
`,
  ),
  jekyll(
    'Jekyll with plain kramdown',
    `${DEFAULTS}
markdown: kramdown
kramdown:
  input: Kramdown
  parse_block_html: true
  math_engine: mathjax
`,
  ),
  jekyll(
    'Jekyll with CommonMark',
    `${DEFAULTS}
markdown: CommonMark
commonmark:
  options: [SMART, FOOTNOTES, UNSAFE]
  extensions: [strikethrough, autolink, table, tasklist]
`,
  ),
];
