/** Pelican of Debian: with Python-Markdown's own extensions, and with those of pymdownx. */
import { installPackages, writeFiles } from './sites-tools.mjs';

const CONFIG = `
SITENAME = 'Blog'
SITEURL = 'https://blog.example.org'
PATH = 'content'
OUTPUT_PATH = 'output'
THEME = 'theme'
TIMEZONE = 'UTC'
DEFAULT_LANG = 'en'
AUTHOR = 'Nobody'
DEFAULT_CATEGORY = 'misc'
SLUGIFY_SOURCE = 'basename'
ARTICLE_URL = ARTICLE_SAVE_AS = '{slug}.html'
DIRECT_TEMPLATES = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ''
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
CACHE_CONTENT = False
`;

const LAYOUT = `<!doctype html><title>{{ article.title|e }}</title>
<h1 id="front-title">{{ article.title|e }}</h1><p id="front-author">{{ article.author|e }}</p>
<p id="front-date">{{ article.date|strftime('%Y-%m-%d %H:%M') }}</p>
<hr id="begin-post">{{ article.content }}<hr id="end-post">
`;

/**
 * @param {string} name
 * @param {readonly string[]} extensions
 * @param {string} [configs] of the extensions, in Python
 * @returns {import('./sites-tools.mjs').Site}
 */
function pelican(name, extensions, configs = '') {
  const settings = `MARKDOWN = {'extensions': ${JSON.stringify(extensions)}, 'extension_configs': {${configs}}, 'output_format': 'html5'}\n`;
  return {
    name,
    install: () => installPackages(['pelican', 'python3-markdown', 'python3-pygments', 'python3-pymdownx']),
    write(folder, posts) {
      writeFiles(folder, {
        'pelicanconf.py': `${CONFIG}${settings}`,
        'theme/templates/article.html': LAYOUT,
        'theme/static/x.css': '',
        'snippet.txt': 'LIVE',
      });
      writeFiles(folder, Object.fromEntries(posts.map(({ id, file }) => [this.source(id), file])));
    },
    // Debian's own Python: another one may come first on the PATH.
    build: () => ({
      command: '/usr/bin/python3',
      args: ['/usr/bin/pelican', '--settings', 'pelicanconf.py', '--quiet'],
      env: { PYTHONPATH: '', PYTHONDONTWRITEBYTECODE: '1' },
    }),
    source: (id) => `content/${id}.md`,
    page: (id) => `output/${id}.html`,
  };
}

const OWN = [
  'markdown.extensions.meta',
  'markdown.extensions.extra',
  'markdown.extensions.toc',
  'markdown.extensions.codehilite',
  'markdown.extensions.admonition',
  'markdown.extensions.smarty',
  'markdown.extensions.wikilinks',
];
const PYMDOWNX = [
  'arithmatex',
  'betterem',
  'caret',
  'critic',
  'details',
  'emoji',
  'keys',
  'magiclink',
  'mark',
  'progressbar',
  'smartsymbols',
  'snippets',
  'superfences',
  'tabbed',
  'tasklist',
  'tilde',
];

export const pelicans = [
  pelican('Pelican', OWN),
  pelican('Pelican with pymdownx', [
    'markdown.extensions.meta',
    'markdown.extensions.extra',
    'markdown.extensions.toc',
    'markdown.extensions.admonition',
    'markdown.extensions.sane_lists',
    'pymdownx.inlinehilite',
    ...PYMDOWNX.map((name) => `pymdownx.${name}`),
  ]),
];
