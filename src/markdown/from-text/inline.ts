/**
 * Inline text → phrasing nodes: links, `code`, *bold*, /italic/, _underlined_, `[1]`. Marks count only where a person would see
 * no other meaning: at the edges of words, with nothing but words inside.
 */
import { LinkifyIt } from 'linkify-it';
import type { Link, PhrasingContent } from 'mdast';
import { append } from '../append.js';
import { unwrapUrl } from '../urls.js';
import type { PermalinkOf } from './options.js';
import type { Context } from './piece.js';
import { folders } from './words/inline.js';

/** A wrapped line's end, joined with a space; a line end that was meant; a line end inside a word. */
export const SOFT = '\n';
export const HARD = '\v';

const linkify = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
  .add('//', null)
  .add('mailto:', null);

/** `<https://…>`, `<URL:https://…>` (RFC 3986 appendix C), also when wrapped inside. */
const angled = /<(?:URL:\s*)?((?:https?|ftp):\/\/[^<>\s]+(?:[\n\v] *[^<>\s]+){0,4})[\n\v ]*>/gi;
const bareWww = /(?<![\p{L}\p{N}@./_-])www\.[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[^\s<>"'()]*)?/giu;
const withAddress = /[^\s/]{0,60}:\/\/\S+/g;
const trailing = /[.,;:!?'"*_~)\]]+$/;

const left = '(?<=^|[\\s("“„«\'‘\\[–—>/-])';
const right = '(?=$|[\\s.,;:!?)"”“»\'’\\]–—<…/-])';
const inner = (mark: string): string =>
  `(?=["“„'(¿¡+]*[\\p{L}\\p{N}])([\\p{L}\\p{N}"“„'(¿¡+](?:[^${mark}\\v\`<>]{0,120}[\\p{L}\\p{N}"”'.!?)%+:])?)`;
const marks = new RegExp(
  [
    '(?<![`\\p{L}\\p{N}])`([^\\s`](?:[^`\\n\\v]{0,200}[^\\s`])?)`(?![`\\p{L}\\p{N}])',
    `${left}\\*\\*${inner('*')}\\*\\*${right}`,
    `${left}\\*${inner('*')}\\*${right}`,
    `(?<=^|[\\s("“'])//([\\p{L}\\p{N}](?:[\\p{L}\\p{N} '’-]{0,80}[\\p{L}\\p{N}])?)//(?=$|[\\s.,;:!?)"”'’])`,
    `(?<=^|[\\s("“'])/(\\p{L}(?:[\\p{L}\\n '’-]{0,60}\\p{L})?)/(?=$|[\\s.,;:!?)"”'’])`,
    `${left}_${inner('_')}_(?=$|[\\s.,;:!?)"”“»'’\\]–—<…-])`,
    '\\[([\\p{L}\\p{N}][\\p{L}\\p{N}_-]{0,20})\\]',
  ].join('|'),
  'gu',
);

interface Found {
  readonly from: number;
  readonly to: number;
  readonly url: string;
  readonly text: string;
}

export function toPhrasing(text: string, context: Context): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  let at = 0;
  for (const link of findLinks(text, context.permalinkOf)) {
    append(nodes, markedUp(text, at, link.from, context));
    // `name<https://…>`: the brackets that kept the two apart are gone.
    const isBracketed = text.charAt(link.from) === '<' && !link.text.startsWith('<');
    if (isBracketed && isWord(text, link.from - 1)) nodes.push({ type: 'text', value: ' ' });
    nodes.push(linkNode(link.url, link.text));
    if (isBracketed && isWord(text, link.to)) nodes.push({ type: 'text', value: ' ' });
    at = link.to;
  }
  append(nodes, markedUp(text, at, text.length, context));
  return trimEnds(nodes);
}

function isWord(text: string, at: number): boolean {
  return /[\p{L}\p{N}*_]/u.test(text.charAt(at));
}

function findLinks(text: string, permalinkOf: PermalinkOf): Found[] {
  if (!/:\/\/|www\.|@|(?:xmpp|sips?|mailto):/i.test(text)) return [];
  const found: Found[] = [...findChatAddresses(text), ...findMessageIds(text, permalinkOf)];
  for (const match of text.matchAll(angled)) {
    const url = unwrapUrl((match[1] ?? '').replace(/\s+/g, ''));
    found.push({ from: match.index, to: match.index + match[0].length, url, text: url });
  }
  // An address has no space in it: asked for each such piece, linkify-it need not search the text between them.
  for (const word of text.matchAll(withAddress)) {
    for (const match of linkify.match(word[0]) ?? []) {
      // `(see http://example.org/x.).`
      const shown = match.text.replace(/[.,;:!?]+$/, '');
      const from = word.index + match.index;
      const url = unwrapUrl(shown);
      found.push({ from, to: from + shown.length, url, text: url });
    }
  }
  for (const match of text.matchAll(bareWww)) {
    const shown = match[0].replace(trailing, '');
    found.push({ from: match.index, to: match.index + shown.length, url: `http://${shown}`, text: shown });
  }
  found.sort((a, b) => a.from - b.from || b.to - a.to);
  let end = 0;
  return found.filter((link) => {
    if (link.from < end) return false;
    end = link.to;
    return true;
  });
}

/**
 * `xmpp:room@host` (RFC 5122), `sip:ann@host`, `mailto:ann@host`: behind the scheme it is certain that archives wrote ` at ` for the sign, in
 * whatever language. A mail address that was shortened is no link any more.
 */
const addressed =
  /(?<![\p{L}\p{N}])(xmpp|sips?|mailto):([^\s<>"@…]{1,100})(?:@|\uff20|[ \n][^\s<>]{1,6}[ \n]| {2})([\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,10})((?:[/?][^\s<>"]{0,200})?)/giu;

function findChatAddresses(text: string): Found[] {
  return [...text.matchAll(addressed)].map((match) => {
    const [whole, scheme = '', name = '', host = '', rest = ''] = match;
    const path = rest.replace(trailing, '');
    const url = `${scheme}:${name}@${host}${path}`;
    return { from: match.index, to: match.index + whole.length - (rest.length - path.length), url, text: url };
  });
}

/** `<4F30…@example.org>`, also as archives write it, and `mid:4F30…@example.org` (RFC 2392). */
const messageIds =
  /<([^\s<>@]{1,200})(?:@| [^\s<>]{1,6} )([^\s<>@]{1,200})>|(?<![\p{L}\p{N}])mid:([^\s<>@]{1,200}@[\w.-]{1,200}\w)/giu;

function findMessageIds(text: string, permalinkOf: PermalinkOf): Found[] {
  return [...text.matchAll(messageIds)].flatMap((match) => {
    const [whole, local = '', host = '', mid] = match;
    const url = permalinkOf(`<${mid ?? `${local}@${host}`}>`);
    return url === null ? [] : [{ from: match.index, to: match.index + whole.length, url, text: whole }];
  });
}

function linkNode(url: string, text: string): Link {
  return { type: 'link', url, children: [{ type: 'text', value: text }] };
}

/** Text between links: marks become nodes, the rest stays as typed. */
function markedUp(text: string, from: number, to: number, context: Context): PhrasingContent[] {
  if (from >= to) return [];
  const nodes: PhrasingContent[] = [];
  const part = text.slice(from, to);
  if (!/[`*_/[]/.test(part)) return plain(part);
  let at = 0;
  for (const match of part.matchAll(marks)) {
    // A mark that touches a link is part of how the link was typed.
    if ((match.index === 0 && from > 0) || (match.index + match[0].length === part.length && to < text.length))
      continue;
    const node = markNode(match, context);
    if (!node) continue;
    append(nodes, plain(part.slice(at, match.index)));
    nodes.push(node);
    at = match.index + match[0].length;
  }
  append(nodes, plain(part.slice(at)));
  return nodes;
}

function markNode(match: RegExpExecArray, context: Context): PhrasingContent | undefined {
  const [, code, strongTwice, strong, wiki, italic, underlined, label] = match;
  if (code !== undefined) return { type: 'inlineCode', value: code };
  const bold = strongTwice ?? strong;
  if (bold !== undefined) return { type: 'strong', children: plain(bold) };
  if (italic !== undefined && folders.has(italic.toLowerCase())) return undefined;
  const leaning = wiki ?? italic ?? underlined;
  if (leaning !== undefined) return { type: 'emphasis', children: plain(leaning) };
  const url = label === undefined ? undefined : context.links.get(label);
  if (label === undefined || url === undefined) return undefined;
  context.used.add(label);
  return linkNode(url, `[${label}]`);
}

/** Text without marks: white space is one space, a line end that was meant is a break. */
function plain(text: string): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  for (const [index, line] of text.split(HARD).entries()) {
    if (index > 0) nodes.push({ type: 'break' });
    const value = line.replace(/\s+/g, ' ');
    if (value !== '') nodes.push({ type: 'text', value });
  }
  return nodes;
}

/** No space before a break or after it, nor at either end: Markdown would drop it or see more in it. */
function trimEnds(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const trimmed: PhrasingContent[] = [];
  for (const [index, node] of nodes.entries()) {
    if (node.type !== 'text') {
      const isIdle = node.type === 'break' && (trimmed.length === 0 || index === nodes.length - 1);
      if (!isIdle) trimmed.push(node);
      continue;
    }
    const before = trimmed.at(-1);
    const after = nodes[index + 1];
    let value = node.value;
    if (!before || before.type === 'break') value = value.trimStart();
    if (!after || after.type === 'break') value = value.trimEnd();
    if (value === '') continue;
    if (before?.type === 'text') before.value += value;
    else trimmed.push({ type: 'text', value });
  }
  return trimmed;
}
