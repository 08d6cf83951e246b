/**
 * HTML of more tags than anybody's letter has: no tree is made of it, which would take more memory than there is, and nothing is told
 * apart. Its words are kept, line by line.
 */
import { decodeHTML } from 'entities';
import type { PhrasingContent } from 'mdast';
import type { Converted, Range } from '../../model.js';
import { type Piece, paragraph } from '../from-text/piece.js';
import { toBlocks } from '../to-blocks.js';
import { DROPPED, LINES, PARAGRAPHS } from './names.js';
import { withSingleSpaces } from './spaces.js';
import { hasTags, tags } from './tags.js';

const manyTags = 200_000;
/** Lines and characters of a paragraph; a blank line ends it sooner. */
const maxLines = 500;
const maxLength = 60_000;

export function isHuge(html: string): boolean {
  return hasTags(html, manyTags);
}

export function fromHugeHtml(html: string, text: (text: string) => string): Converted {
  const pieces: Piece[] = [];
  let lines: string[] = [];
  let length = 0;
  let place: Range = { from: 0, to: 0 };
  const end = (): void => {
    if (lines.length > 0) pieces.push(paragraph(lines.flatMap(asNodes), place));
    lines = [];
    length = 0;
  };
  for (const { words, from, to } of linesOf(html)) {
    const line = text(words);
    if (lines.length === 0) place = { from, to };
    else place = { from: place.from, to };
    lines.push(line);
    length += line.length;
    if (lines.length >= maxLines || length >= maxLength) end();
  }
  end();
  return { blocks: toBlocks(pieces), spans: [{ type: 'own', from: 0, to: html.length }] };
}

function asNodes(line: string, index: number): PhrasingContent[] {
  const words: PhrasingContent = { type: 'text', value: line };
  return index === 0 ? [words] : [{ type: 'break' }, words];
}

/** The words between tags that end a line. */
function* linesOf(html: string): Generator<Range & { readonly words: string }> {
  let parts: string[] = [];
  let from = 0;
  let at = 0;
  let hidden: string | undefined;
  const take = (to: number): void => {
    if (hidden === undefined && to > at) parts.push(html.slice(at, to));
  };
  const line = (): string => {
    const words = withSingleSpaces(decodeHTML(parts.join(''))).trim();
    parts = [];
    return words;
  };
  for (const tag of tags(html)) {
    take(tag.from);
    const isEnd = PARAGRAPHS.has(tag.name) || LINES.has(tag.name) || tag.name === 'br' || tag.name === 'li';
    if (isEnd) {
      const words = line();
      if (words !== '') yield { words, from, to: tag.from };
      from = tag.to;
    }
    at = tag.to;
    if (hidden === undefined && !tag.isEnd && hides(tag.name)) hidden = tag.name;
    else if (tag.isEnd && tag.name === hidden) hidden = undefined;
  }
  take(html.length);
  const words = line();
  if (words !== '') yield { words, from, to: html.length };
}

/** Elements that have an end tag, and hide what is before it. */
function hides(name: string): boolean {
  return DROPPED.has(name) && name !== 'meta' && name !== 'link' && name !== 'input' && name !== 'area';
}
