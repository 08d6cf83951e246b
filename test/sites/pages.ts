/** A generated page, read back: what of it is wrong. Empty for a page that shows what was typed, and nothing that acts. */
import { readFileSync } from 'node:fs';
import { type CheerioAPI, load } from 'cheerio';
import type { FieldValue } from '../../src/index.js';
import { renderHtml } from '../helpers/visible-text.js';
import type { Post } from './posts.js';

/** What highlighted code is made of, with what a highlighter puts on it. */
const HIGHLIGHT = ['div', 'span', 'pre', 'code'];
const HIGHLIGHT_ATTRIBUTES = /^(?:class|style|tabindex|data-lang|data-language|dir)$/;
/** What generators put on elements of their own accord. */
const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  a: /^(?:href|rel|target)$/,
  img: /^(?:src|alt|loading|decoding|width|height)$/,
  ol: /^start$/,
};
const TARGET = /^(?:https:\/\/lists\.example\.org\/|r\/)/;
/** The draft's own image, also as Astro renames it. */
const IMAGE = /^(?:r\/a\.png$|\/_astro\/)/;
const BLOCKS = 'p, h1, h2, h3, h4, h5, h6, li, ul, ol, blockquote, pre, table, tr, td, th, br, hr, div';

/** What the generator made of a post: the part of its page between the layout's marks. */
export function readPost(path: string): CheerioAPI {
  const html = readFileSync(path, 'utf8');
  const [begin, end] = ['<hr id="begin-post">', '<hr id="end-post">'];
  return load(html.slice(html.indexOf(begin) + begin.length, html.lastIndexOf(end)), null, false);
}

export function problemsOf(post: Post, page: CheerioAPI): string[] {
  return [...wrongText(post, page), ...wrongElements(post, page), ...wrongHeadings(post, page)];
}

function wrongText(post: Post, page: CheerioAPI): string[] {
  const expected = (post.shown ?? [visible(load(renderHtml(post.body), null, false))]).map(plain);
  const shown = plain(visible(page));
  return expected.includes(shown) ? [] : [`shows ${JSON.stringify(shown)} for ${JSON.stringify(expected[0])}`];
}

function wrongElements({ elements }: Post, page: CheerioAPI): string[] {
  const allowed = new Set([...elements, ...(elements.includes('pre') ? HIGHLIGHT : [])]);
  const problems = new Set<string>();
  for (const element of page('*').toArray()) {
    if (!('attribs' in element)) continue;
    const { name, attribs } = element;
    if (name === 'a' && isTyped(attribs['href'] ?? '', page(element).text())) continue;
    const isCode =
      HIGHLIGHT.includes(name) && (name !== 'code' || page(element).closest('pre').length > 0 || name in attribs);
    if (!allowed.has(name)) problems.add(`has <${name}>`);
    for (const [attribute, value] of Object.entries(attribs)) {
      const isFine =
        (isCode && HIGHLIGHT_ATTRIBUTES.test(attribute)) ||
        (name === 'code' && attribute === 'class' && /^(?:language|highlighter)/.test(value)) ||
        (/^h[1-6]$/.test(name) && attribute === 'id') ||
        (/^t[dhr]$/.test(name) && /^(?:align|style)$/.test(attribute)) ||
        ATTRIBUTES[name]?.test(attribute);
      if (!isFine) problems.add(`has <${name} ${attribute}=${JSON.stringify(value)}>`);
    }
    if (name === 'a' && !TARGET.test(attribs['href'] ?? '')) problems.add(`links to ${attribs['href']}`);
    if (name === 'img' && !IMAGE.test(attribs['src'] ?? '')) problems.add(`shows ${attribs['src']}`);
  }
  return [...problems];
}

/** A bare address that a site makes a link of: where it leads is what was typed. */
function isTyped(href: string, text: string): boolean {
  return decodeURI(href).replace(/^(?:http:)?(?:\/\/)?/, '') === text.replace(/^(?:http:)?(?:\/\/)?/, '');
}

function wrongHeadings({ headings }: Post, page: CheerioAPI): string[] {
  if (headings === undefined) return [];
  const shown = page('h2')
    .toArray()
    .map((heading) => plain(page(heading).text()));
  const expected = headings.map(plain);
  return JSON.stringify(shown) === JSON.stringify(expected)
    ? []
    : [`has headings ${JSON.stringify(shown)} for ${JSON.stringify(expected)}`];
}

/** The front matter as the layout printed it; without `sources` where a generator knows no nested values. */
export function readFront(path: string): Readonly<Record<string, FieldValue>> {
  const page = load(readFileSync(path, 'utf8'));
  const [title = '', author = '', date = ''] = ['title', 'author', 'date'].map((id) => page(`#front-${id}`).text());
  const sources = page('#front-sources');
  if (sources.length === 0) return { title: unquoted(title), author: unquoted(author), date };
  return { title, author, date, sources: comparable(JSON.parse(sources.text())) };
}

/** What Listpress wrote, as `readFront` reads it. */
export function frontOf({ fields }: Post, names: readonly string[]): Readonly<Record<string, FieldValue>> {
  const { title = null, author = null, date, sources } = Object.fromEntries(fields);
  const all = {
    title,
    author,
    date: String(date).slice(0, 16).replace('T', ' '),
    sources: comparable(sources as Source[]),
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}

type Source = Readonly<Record<string, FieldValue>>;

/** The sources with their fields in one order, which Hugo does not keep, and with instants as one form of the many. */
function comparable(sources: readonly Source[] | null): FieldValue {
  return (sources ?? []).map(
    ({ title = null, author = null, date = null, url = null, message_id = null, ...others }) => ({
      title,
      author,
      date: new Date(String(date)).toISOString(),
      url,
      message_id,
      ...others,
    }),
  );
}

/** Pelican reads no YAML: to it, the quotes around a value are a part of it. */
function unquoted(value: string): string {
  if (/^"[^\u0000-\u001f]*"$/.test(value)) return JSON.parse(value);
  return /^'.*'$/s.test(value) ? value.slice(1, -1).replaceAll("''", "'") : value;
}

/** The text of a page, its blocks apart. */
function visible(page: CheerioAPI): string {
  page(BLOCKS).before(' ').after(' ');
  return page.root().text();
}

/** Without what is a site's own business: white space, and how punctuation is set. */
export function plain(text: string): string {
  return text
    .replace(/[“”„]|``/g, '"')
    .replace(/[‘’‚]/g, "'")
    .replace(/[-–—]+/g, '-')
    .replace(/…/g, '...')
    .replace(/«\s*/g, '<<')
    .replace(/\s*»/g, '>>')
    .replace(/→/g, '->')
    .replace(/←/g, '<-')
    .replace(/©/g, '(c)')
    .replace(/™/g, '(tm)')
    .replace(/±/g, '+-')
    .replace(/([!?])\1{3,}/g, '$1$1$1')
    .replace(/\s+/g, ' ')
    .trim();
}
