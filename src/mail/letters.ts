/** How much the parts of a mail say: the letters and digits that a reader sees. HTML is read flat, in one pass. */
import { decodeHTML } from 'entities';
import { tags } from '../markdown/from-html/tags.js';

const address = /\b(?:https?|ftp):\/\/[^\s<>"]+/gi;
const unseen = new Set(['head', 'style', 'script', 'title', 'template', 'noscript', 'textarea', 'select', 'svg']);
const hidden = /display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden|\shidden[\s=>/]/i;
/** Where the style of a tag is looked for. */
const maxTag = 2_000;
const empty = new Set('area base br col embed frame hr img input link meta param source track wbr'.split(' '));
/** Within a word; all other tags part words, and with them addresses. */
const inline = new Set('! a b i u s em strong span font code tt small big sub sup wbr'.split(' '));

/** The letters and digits of a text, without those of addresses: a text part has to write out what HTML links. */
export function lettersOf(text: string): string {
  return text.replace(address, ' ').replace(/[^\p{L}\p{N}]+/gu, '');
}

export function lettersOfHtml(html: string): string {
  const parts: string[] = [];
  let at = 0;
  /** The element that hides what comes now, and how many of its name are open in it. */
  let hiding = '';
  let depth = 0;
  for (const { from, to, name, isEnd } of tags(html)) {
    if (depth === 0 && from > at) parts.push(html.slice(at, from));
    at = to;
    // A head may end without a word.
    if (name === 'body' && hiding === 'head') depth = 0;
    else if (depth > 0) {
      if (name === hiding) depth += isEnd ? -1 : 1;
    } else if (
      !isEnd &&
      !empty.has(name) &&
      (unseen.has(name) || hidden.test(html.slice(from, Math.min(to, from + maxTag))))
    ) {
      hiding = name;
      depth = 1;
    } else if (!inline.has(name)) parts.push(' ');
  }
  if (depth === 0) parts.push(html.slice(at));
  return lettersOf(decodeHTML(parts.join('')));
}
