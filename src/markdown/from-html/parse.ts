/** A mail's HTML as a tree. */
import { load } from 'cheerio/slim';
import { limitDepth } from './depth.js';
import { type DomNode, isElement } from './dom.js';
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
  const nodes = $.root()[0]?.children ?? [];
  endWithin(nodes, html.length);
  return nodes[0] ?? null;
}

/** What is never ended ends with the document; the parser says, behind it. */
function endWithin(nodes: readonly DomNode[], length: number): void {
  for (let last = nodes.at(-1); last; last = isElement(last) ? last.children.at(-1) : undefined)
    if (last.endIndex !== null) last.endIndex = Math.min(last.endIndex, length - 1);
}
