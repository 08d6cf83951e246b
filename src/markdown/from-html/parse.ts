/** A mail's HTML as a tree. */
import { load } from 'cheerio/slim';
import { limitDepth } from './depth.js';
import type { DomNode } from './dom.js';
import { forgetInsertions, overlaps, seemsToOverlap, withInsertions } from './overlaps.js';

/** The top of a document; every node knows its place in the source. */
export function parseHtml(html: string): DomNode | null {
  const source = limitDepth(html);
  const first = parse(source);
  if (!seemsToOverlap(first)) return first;
  const insertions = overlaps(source);
  if (insertions.length === 0) return first;
  const mended = parse(withInsertions(source, insertions));
  forgetInsertions(mended, insertions);
  return mended;
}

function parse(html: string): DomNode | null {
  const $ = load(html, {
    xml: { xmlMode: false, decodeEntities: true, withStartIndices: true, withEndIndices: true },
  });
  return $.root()[0]?.children[0] ?? null;
}
