/** Hugo of Debian, with all switches on that communities turn on: raw HTML, emoji, attributes, inline shortcodes, typographer. */
import { installPackages, writeFiles } from './sites-tools.mjs';

const CONFIG = `
baseURL = 'https://blog.example.org/'
uglyURLs = true
buildDrafts = true
enableEmoji = true
enableInlineShortcodes = true
disableKinds = ['taxonomy', 'term', 'RSS', 'sitemap', 'home', 'section', '404']
timeZone = 'UTC'
[params]
  x = 'LIVE'
[security]
  enableInlineShortcodes = true
[markup.goldmark.renderer]
  unsafe = true
[markup.goldmark.parser]
  autoHeadingID = true
  [markup.goldmark.parser.attribute]
    block = true
    title = true
[markup.goldmark.extensions]
  definitionList = true
  footnote = true
  linkify = true
  strikethrough = true
  table = true
  taskList = true
  typographer = true
[markup.highlight]
  guessSyntax = true
`;

const LAYOUT = `<!doctype html><title>{{ .Title }}</title>
<h1 id="front-title">{{ .Title }}</h1><p id="front-author">{{ .Params.author }}</p><p id="front-date">{{ .Date.Format "2006-01-02 15:04" }}</p>
<pre id="front-sources">{{ .Params.sources | jsonify | string | htmlEscape | safeHTML }}</pre>
<hr id="begin-post">{{ .Content }}<hr id="end-post">
`;

/** @type {import('./sites-tools.mjs').Site} */
export const hugo = {
  name: 'Hugo',
  install: () => installPackages(['hugo']),
  write(folder, posts) {
    writeFiles(folder, {
      'config.toml': CONFIG,
      'layouts/_default/single.html': LAYOUT,
      'layouts/shortcodes/x.html': 'LIVE',
    });
    writeFiles(folder, Object.fromEntries(posts.map(({ id, file }) => [this.source(id), file])));
  },
  build: () => ({ command: '/usr/bin/hugo', args: ['--quiet'] }),
  source: (id) => `content/posts/${id}.md`,
  page: (id) => `public/posts/${id}.html`,
};
