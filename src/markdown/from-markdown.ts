/**
 * Markdown → pieces, for mails written in it; and what becomes of each node, which holds for HTML, too. Only structure is taken over: HTML becomes text again,
 * links lose what is not an address, images that lie elsewhere are links, definitions move to where they are used.
 */
import type { Definition, Link, Nodes, PhrasingContent, Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { Block, Range } from '../model.js';
import { append } from './append.js';
import type { Piece } from './from-text/piece.js';
import { isSafeUrl } from './urls.js';

const types: Partial<Record<Nodes['type'], Block['type']>> = {
  heading: 'heading',
  list: 'list',
  blockquote: 'quote',
  code: 'code',
  table: 'table',
  thematicBreak: 'rule',
};

/** The blocks of a Markdown text; `from` and `to` are its line numbers, from 0, both inclusive. */
export function piecesOfMarkdown(markdown: string): Piece[] {
  const root: Root = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const definitions = new Map<string, Definition>();
  for (const node of root.children) if (node.type === 'definition') definitions.set(node.identifier, node);
  const pieces: Piece[] = [];
  for (const node of root.children) {
    if (node.type === 'definition') continue;
    const from = (node.position?.start.line ?? 1) - 1;
    const to = (node.position?.end.line ?? 1) - 1;
    const piece = pieceOf(node, { from, to }, definitions);
    if (piece) pieces.push(piece);
  }
  return pieces;
}

/** A node as the piece that a draft may have; undefined when nothing is left of it. */
export function pieceOf(
  node: RootContent,
  { from, to }: Range,
  definitions: Definitions = new Map(),
): Piece | undefined {
  const clean = cleanBlock(node, definitions);
  return clean && { type: typeOf(clean), node: clean, from, to };
}

function typeOf(node: RootContent): Block['type'] {
  if (node.type === 'paragraph' && node.children.length > 0 && node.children.every((child) => child.type === 'image'))
    return 'image';
  return types[node.type] ?? 'paragraph';
}

type Definitions = ReadonlyMap<string, Definition>;

function cleanBlock(node: RootContent, definitions: Definitions): RootContent | undefined {
  switch (node.type) {
    case 'html':
      return { type: 'paragraph', children: textNodes(node.value) };
    case 'paragraph':
    case 'heading': {
      const children = cleanPhrasing(node.children, definitions);
      return children.length === 0 ? undefined : { ...node, children };
    }
    case 'blockquote':
    case 'list':
    case 'listItem':
    case 'footnoteDefinition': {
      const children = node.children.flatMap((child) => cleanBlock(child, definitions) ?? []);
      if (node.type === 'footnoteDefinition') return { type: 'blockquote', children } as RootContent;
      if (node.type === 'listItem')
        return {
          ...node,
          checked: null,
          children,
          spread: node.children.filter((child) => child.type === 'paragraph').length > 1,
        } as RootContent;
      return (node.type === 'list' ? { ...node, children, spread: false } : { ...node, children }) as RootContent;
    }
    case 'table':
      return {
        ...node,
        children: node.children.map((row) => ({
          ...row,
          children: row.children.map((cell) => ({ ...cell, children: cleanPhrasing(cell.children, definitions) })),
        })),
      };
    case 'definition':
      return undefined;
    default:
      return node;
  }
}

function cleanPhrasing(nodes: readonly PhrasingContent[], definitions: Definitions, inLink = false): PhrasingContent[] {
  const clean: PhrasingContent[] = [];
  for (const node of nodes) append(clean, cleanInline(node, definitions, inLink));
  // An image without words is gone from a link, and the line above or below it with it.
  while (inLink && clean[0]?.type === 'break') clean.shift();
  while (inLink && clean.at(-1)?.type === 'break') clean.pop();
  return mergeTexts(clean);
}

function cleanInline(node: PhrasingContent, definitions: Definitions, inLink: boolean): PhrasingContent[] {
  switch (node.type) {
    case 'html':
      return textNodes(node.value);
    case 'text':
      return textNodes(node.value);
    case 'strong':
    case 'emphasis':
    case 'delete': {
      const children = cleanPhrasing(node.children, definitions, inLink);
      return children.length === 0 ? [] : [{ ...node, children }];
    }
    case 'link':
      return linkTo(node.url, cleanPhrasing(node.children, definitions, true));
    case 'image': {
      if (/^cid:/i.test(node.url)) return [{ type: 'image', url: node.url, alt: node.alt ?? '' }];
      // Shown, it would tell its server who reads the post.
      const alt = textNodes(node.alt ?? '');
      return inLink ? alt : linkTo(node.url, alt);
    }
    case 'linkReference':
      return linkTo(definitions.get(node.identifier)?.url ?? '', cleanPhrasing(node.children, definitions, true));
    case 'imageReference':
      return textNodes(node.alt ?? '');
    case 'footnoteReference':
      return textNodes(`[^${node.label ?? node.identifier}]`);
    default:
      return [node];
  }
}

/** A link with these words, or with its address where there are none; the words alone where the address is not safe. */
function linkTo(url: string, children: PhrasingContent[]): PhrasingContent[] {
  if (!isSafeUrl(url)) return children;
  return [{ type: 'link', url, children: children.length === 0 ? textNodes(url) : children } as Link];
}

/** Soft line ends become spaces: a paragraph is one line. */
function textNodes(value: string): PhrasingContent[] {
  const words = value.includes('\n') ? value.replace(/[ \t]*\n[ \t]*/g, ' ') : value;
  return words === '' ? [] : [{ type: 'text', value: words }];
}

function mergeTexts(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const merged: PhrasingContent[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    if (node.type === 'text' && last?.type === 'text')
      merged[merged.length - 1] = { type: 'text', value: last.value + node.value };
    else merged.push(node);
  }
  if (!merged.some((node) => node.type === 'strong' || node.type === 'emphasis' || node.type === 'delete'))
    return merged;
  return merged.flatMap((node, index) => outsidePunctuation(node, merged[index + 1]));
}

/** `**Title:**text` is no emphasis in Markdown (CommonMark §6.2); `**Title**:text` is, and says the same. */
function outsidePunctuation(node: PhrasingContent, next: PhrasingContent | undefined): PhrasingContent[] {
  if (node.type !== 'strong' && node.type !== 'emphasis' && node.type !== 'delete') return [node];
  const last = node.children.at(-1);
  const mark = last?.type === 'text' ? /(?<=[\p{L}\p{N}])\p{P}$/u.exec(last.value)?.[0] : undefined;
  if (last?.type !== 'text' || mark === undefined || next?.type !== 'text' || !/^[\p{L}\p{N}]/u.test(next.value))
    return [node];
  const children = [...node.children.slice(0, -1), { type: 'text' as const, value: last.value.slice(0, -mark.length) }];
  next.value = mark + next.value;
  return [{ ...node, children }];
}
