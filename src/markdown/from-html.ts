/**
 * HTML mail → Markdown. clean.ts leaves little and harmless HTML; turndown writes Markdown of it in which every punctuation character
 * of the mail's text is escaped; that is parsed and leaves through the same exit as plain text (serialise.ts).
 */
import type { PhrasingContent } from 'mdast';
import TurndownService from 'turndown';
import type { Converted } from '../model.js';
import { cleanHtml, TEXT_LANGUAGE } from './clean.js';
import { NOTHING, piecesOfMarkdown } from './from-markdown.js';
import { piecesOfText } from './from-text/index.js';
import type { Piece } from './from-text/piece.js';
import { redactAddresses } from './redact.js';
import { toBlocks } from './to-blocks.js';

export interface HtmlOptions {
  /** Shorten mail addresses; on unless turned off. */
  readonly redact?: boolean;
  /** Exact strings that the archive marks as addresses. */
  readonly addresses?: readonly string[];
}

/** A mail's HTML as Markdown blocks. Every block points at the whole: the HTML's own offsets say nothing to a reader. */
export function fromHtml(html: string, options: HtmlOptions = {}): Converted {
  const redact = options.redact ?? true;
  const addresses = options.addresses ?? [];
  const clean = cleanHtml(html, {
    keepMailto: !redact,
    text: (text) => (redact ? redactAddresses(text, addresses) : text),
  });
  const markdown = clean === '' ? '' : turndown.turndown(clean);
  const whole = { from: 0, to: html.length };
  const pieces = piecesOfMarkdown(markdown).flatMap(readPreformatted);
  const blocks = toBlocks(pieces).map((block) => ({ ...block, ...whole }));
  return { blocks, spans: html === '' ? [] : [{ type: 'own', ...whole }] };
}

/** A `<pre>` without `<code>` is how archives and mailers show plain text; so are lines that each end in `<br>`. */
function readPreformatted(piece: Piece): Piece[] {
  const { node } = piece;
  if (node.type === 'code' && node.lang === TEXT_LANGUAGE) return piecesOfText(node.value);
  if (node.type !== 'paragraph') return [piece];
  const text = asLines(node.children);
  return text === undefined ? [piece] : piecesOfText(text);
}

/** The lines of a paragraph that is nothing but lines; undefined when there is more to it. */
function asLines(nodes: readonly PhrasingContent[]): string | undefined {
  if (nodes.filter((node) => node.type === 'break').length < 2) return undefined;
  let text = '';
  for (const node of nodes) {
    const only = node.type === 'link' && node.children.length === 1 ? node.children[0] : undefined;
    if (node.type === 'break') text += '\n';
    else if (node.type === 'text') text += node.value;
    else if (node.type === 'link' && only?.type === 'text' && only.value === node.url) text += node.url;
    else return undefined;
  }
  return text;
}

const turndown = new TurndownService({
  headingStyle: 'atx',
  hr: '---',
  bulletListMarker: '-',
  codeBlockStyle: 'fenced',
  emDelimiter: '*',
  linkStyle: 'inlined',
});

// turndown escapes what looks like Markdown and lets `<`, `&` and `{{` through. CommonMark allows a backslash before any punctuation.
turndown.escape = (text) => text.replace(/[!-/:-@[-`{-~]/g, '\\$&');

/** Beside a letter, `**Title:**` is no emphasis (CommonMark §6.2); an empty element makes it one. */
const around = (mark: string) => (content: string) =>
  content.trim() === '' ? content : `${NOTHING}${mark}${content}${mark}${NOTHING}`;

turndown.addRule('strong', { filter: 'b', replacement: around('**') });
turndown.addRule('emphasis', { filter: 'i', replacement: around('*') });
turndown.addRule('deleted', { filter: 'del', replacement: around('~~') });
turndown.addRule('link', {
  filter: 'a',
  replacement: (content, node) => {
    const href = 'getAttribute' in node ? (node as HTMLLikeElement).getAttribute('href') : null;
    return href === null || content.trim() === '' ? content : `[${content}](<${escapeDestination(href)}>)`;
  },
});
turndown.addRule('image', {
  filter: 'img',
  replacement: (_, node) => {
    const image = node as unknown as HTMLLikeElement;
    const alt = turndown.escape(image.getAttribute('alt') ?? '');
    return `![${alt}](<${escapeDestination(image.getAttribute('src') ?? '')}>)`;
  },
});
turndown.addRule('cell', {
  filter: 'td',
  replacement: (content) =>
    `${content
      .replace(/\s+/g, ' ')
      .replace(/(?<!\\)\|/g, '\\|')
      .trim()} | `,
});
turndown.addRule('row', {
  filter: 'tr',
  replacement: (content, node) => {
    const row = node as unknown as HTMLLikeElement;
    const columns = row.childNodes.length;
    const isFirst = row.previousSibling === null;
    return `| ${content.trim()}\n${isFirst ? `|${' --- |'.repeat(columns)}\n` : ''}`;
  },
});
turndown.addRule('table', { filter: 'table', replacement: (content) => `\n\n${content.trim()}\n\n` });
turndown.addRule('tableBody', { filter: 'tbody', replacement: (content) => content });

/** The part of the DOM that the rules need; the project's types have no DOM. */
interface HTMLLikeElement {
  getAttribute(name: string): string | null;
  readonly previousSibling: unknown;
  readonly childNodes: { readonly length: number };
}

function escapeDestination(url: string): string {
  return url.replace(/[<>\\\s]/g, (character) => encodeURIComponent(character));
}
