/** What a message says in plain text, its own words apart from those it quotes: for the index and for snippets. */
import { decodeHTML } from 'entities';
import type { Body } from '../model.js';

export interface BodyText {
  readonly own: string;
  readonly quoted: string;
}

const QUOTED_LINE = /^[ \t]{0,3}>/;
const ANY_QUOTED_LINE = /^[ \t]{0,3}>/m;

export function bodyText(body: Body): BodyText {
  if (body.kind === 'html') return htmlText(body.html);
  if (!ANY_QUOTED_LINE.test(body.text)) return { own: body.text, quoted: '' };
  const own: string[] = [];
  const quoted: string[] = [];
  for (const line of body.text.split('\n')) (QUOTED_LINE.test(line) ? quoted : own).push(line);
  return { own: own.join('\n'), quoted: quoted.join('\n').replace(/^[ \t>]+/gm, '') };
}

/** A tag; never longer than to the next `<`, so that a page of them costs no more than its length. */
const TAG = /<(\/?)([a-z][a-z0-9]*)\b[^<>]*>|<!--[^<>]*-->/gi;
const UNSEEN = new Set(['style', 'script', 'title']);
/** Within a word; all other tags part words. */
const INLINE = new Set([
  'a',
  'b',
  'i',
  'em',
  'strong',
  'span',
  'font',
  'u',
  'code',
  'tt',
  'small',
  'big',
  'sub',
  'sup',
]);

/** Not for showing: a renderer knows more. */
function htmlText(html: string): BodyText {
  const parts = { own: '', quoted: '' };
  let quotes = 0;
  let unseen = 0;
  let at = 0;
  const take = (to: number) => {
    if (unseen === 0 && to > at) parts[quotes > 0 ? 'quoted' : 'own'] += decodeHTML(html.slice(at, to));
  };
  for (const match of html.matchAll(TAG)) {
    take(match.index);
    at = match.index + match[0].length;
    const name = match[2]?.toLowerCase() ?? '';
    const step = match[1] === '/' ? -1 : 1;
    if (UNSEEN.has(name)) unseen = Math.max(0, unseen + step);
    if (name === 'blockquote') quotes = Math.max(0, quotes + step);
    if (!INLINE.has(name)) parts[quotes > 0 ? 'quoted' : 'own'] += '\n';
  }
  take(html.length);
  return parts;
}
