/** The tree that parse.ts reads, and questions asked of it; none of them recurses. */
import type { load } from 'cheerio/slim';

type Root = NonNullable<ReturnType<ReturnType<typeof load>['root']>[0]>;
export type DomNode = Root['children'][number];
export type DomElement = Extract<DomNode, { attribs: object }>;
export type DomText = Extract<DomNode, { type: 'text' }>;

/** What a walk tells of; `enter` says whether to go into the element, and only then does `leave` follow. */
export interface Visitor {
  text(node: DomText): void;
  enter(element: DomElement): boolean;
  leave(element: DomElement): void;
}

/** Walks over a node, its next siblings and all that is in them, in the order of the text. */
export function walk(first: DomNode | null, visitor: Visitor): void {
  const top = first?.parent ?? null;
  let node: DomNode | null = first;
  while (node) {
    if (node.type === 'text') visitor.text(node);
    else if (isElement(node) && visitor.enter(node)) {
      const child = node.children[0];
      if (child) {
        node = child;
        continue;
      }
      visitor.leave(node);
    }
    let next: DomNode | null = node.next;
    let parent = node.parent;
    while (!next && parent && parent !== top && isElement(parent as DomNode)) {
      visitor.leave(parent as DomElement);
      next = parent.next as DomNode | null;
      parent = parent.parent;
    }
    node = next;
  }
}

export function isElement(node: DomNode): node is DomElement {
  return 'attribs' in node;
}

/** Where a node begins in the source, and where it ends. */
export function placeOf(node: DomNode): { from: number; to: number } {
  const from = node.startIndex ?? 0;
  return { from, to: Math.max(from, (node.endIndex ?? from - 1) + 1) };
}

/** Every node below, in the order of the text. */
export function* below(element: DomElement): Generator<DomNode> {
  let node: DomNode | null = element.children[0] ?? null;
  while (node) {
    yield node;
    const child: DomNode | undefined = isElement(node) ? node.children[0] : undefined;
    if (child) {
      node = child;
      continue;
    }
    while (node && !node.next) node = node.parent === element ? null : (node.parent as DomNode | null);
    node = node?.next ?? null;
  }
}

/** The first lines of an element's text: at most `count`, and not more of them than a header has. */
export function firstLines(element: DomElement, count: number): string[] {
  const lines = [''];
  let length = 0;
  let nodes = 0;
  for (const node of below(element)) {
    if (node.type === 'text') {
      lines[lines.length - 1] += node.data.replace(/[\s\u00a0]+/g, ' ');
      length += node.data.length;
    } else if (isElement(node) && /^(?:br|div|p|tr|blockquote|pre|table|hr)$/.test(node.name) && lines.at(-1)?.trim())
      lines.push('');
    if (lines.length > count || length > 2_000 || ++nodes > 200) break;
  }
  return lines.map((line) => line.trim()).slice(0, count);
}

/** A cell beside its heading, which stands on the same line where the table is not kept. */
export function isBesideHeading(element: DomElement): boolean {
  if (element.name !== 'td') return false;
  let before = element.prev;
  while (before && !isElement(before)) before = before.prev;
  return before?.name === 'th';
}
