/**
 * Tags that overlap: in `<b>nine, <i>not</b> at ten</i>` browsers go on in italics to the end tag (HTML §13.2.6.4.7). The parser ends both
 * at the first, so that the start tag is put once more behind it, for the one that has an end tag of its own in the same line.
 */
import { below, type DomElement, type DomNode, isElement, type Visitor, walk } from './dom.js';
import { INLINE, LINES, PARAGRAPHS } from './names.js';
import { COMMENT, tags } from './tags.js';

/** A tag that is written once more at a place of the source. */
export interface Insertion {
  readonly at: number;
  readonly tag: string;
}

const others = new Set(['a', 'span', 'font', 'u', 'small', 'big', 'sub', 'sup', 'ins', 'label', 'nobr']);
const maxOpen = 100;
/** A mail of more overlaps is left as the parser reads it. */
const maxInsertions = 1_000;
const maxTag = 500;

function isFormatting(name: string): boolean {
  return INLINE.has(name) || others.has(name);
}

/** Whether some end tag seems to end more than its own element. */
export function seemsToOverlap(first: DomNode | null): boolean {
  const finder = new OverlapFinder();
  walk(first, finder);
  return finder.found;
}

class OverlapFinder implements Visitor {
  found = false;

  text(): void {}

  enter(element: DomElement): boolean {
    const { parent } = element;
    this.found ||=
      parent !== null &&
      element.endIndex === parent.endIndex &&
      isFormatting(element.name) &&
      isElement(parent as DomNode) &&
      isFormatting((parent as DomElement).name);
    return !this.found;
  }

  leave(): void {}
}

interface Open {
  readonly name: string;
  /** The start tag as written. */
  readonly tag: string;
  readonly order: number;
  /** Behind which end tags of others it would go on. */
  readonly resumes: number[];
}

/** Where to write which start tags once more, in the order of the source. */
export function overlaps(html: string): Insertion[] {
  const found: (Insertion & { readonly order: number })[] = [];
  let open: Open[] = [];
  let order = 0;
  for (const { from, to, name, isEnd } of tags(html)) {
    if (name === COMMENT || name === 'br' || name === 'img') continue;
    if (!isFormatting(name)) {
      if (LINES.has(name) || PARAGRAPHS.has(name) || name === 'li' || name === 'th') open = [];
      continue;
    }
    if (!isEnd) {
      if (open.length < maxOpen && to - from <= maxTag)
        open.push({ name, tag: html.slice(from, to), order: order++, resumes: [] });
      continue;
    }
    const at = open.findLastIndex((each) => each.name === name);
    const ended = open[at];
    if (!ended) continue;
    for (const resumed of ended.resumes) found.push({ at: resumed, tag: ended.tag, order: ended.order });
    if (found.length > maxInsertions) return [];
    open.splice(at, 1);
    for (const above of open.slice(at)) above.resumes.push(to);
  }
  return found.sort((a, b) => a.at - b.at || a.order - b.order);
}

/** The source with the insertions in it. */
export function withInsertions(html: string, insertions: readonly Insertion[]): string {
  const parts: string[] = [];
  let copied = 0;
  for (const { at, tag } of insertions) {
    parts.push(html.slice(copied, at), tag);
    copied = at;
  }
  return parts.join('') + html.slice(copied);
}

/** Gives every node the place that it has in the source without the insertions. */
export function forgetInsertions(first: DomNode | null, insertions: readonly Insertion[]): void {
  /** Where each insertion begins, and what is inserted above and in it. */
  const starts: number[] = [];
  const lengths: number[] = [0];
  for (const { at, tag } of insertions) {
    starts.push(at + (lengths.at(-1) ?? 0));
    lengths.push((lengths.at(-1) ?? 0) + tag.length);
  }
  const original = (place: number | null): number | null => {
    if (place === null) return null;
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    const last = insertions[low - 1];
    return last ? Math.max(last.at, place - (lengths[low] ?? 0)) : place;
  };
  for (let node = first; node; node = node.next)
    for (const each of isElement(node) ? [node, ...below(node)] : [node]) {
      each.startIndex = original(each.startIndex);
      each.endIndex = original(each.endIndex);
    }
}
