/** Questions asked of the tree that cheerio reads; none of them recurses. */
import type { load } from 'cheerio/slim';

type Root = NonNullable<ReturnType<ReturnType<typeof load>['root']>[0]>;
export type DomNode = Root['children'][number];
export type DomElement = Extract<DomNode, { attribs: object }>;

function isElement(node: DomNode): node is DomElement {
  return 'attribs' in node;
}

/** Every node below, in the order of the text. */
function* below(element: DomElement): Generator<DomNode> {
  const stack: DomNode[] = [...element.children].reverse();
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node;
    if (isElement(node))
      for (let index = node.children.length - 1; index >= 0; index--) stack.push(node.children[index] ?? node);
  }
}

export function rawText(element: DomElement): string {
  let text = '';
  for (const node of below(element)) {
    if (node.type === 'text') text += node.data;
    else if (isElement(node) && node.name === 'br') text += '\n';
  }
  return text.replaceAll('\u00a0', ' ');
}

/** Preview lines and the like: in the mail, but never seen. */
export function isHidden(element: DomElement): boolean {
  const style = element.attribs['style'] ?? '';
  return (
    element.attribs['hidden'] !== undefined ||
    /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/i.test(style)
  );
}

/** An image that only reports that the mail was opened. */
export function isPixel(element: DomElement): boolean {
  const size = (name: string): number => {
    const value =
      element.attribs[name] ??
      new RegExp(`(?:^|[;\\s])${name}\\s*:\\s*(\\d+)`, 'i').exec(element.attribs['style'] ?? '')?.[1];
    return value === undefined ? Infinity : Number.parseInt(value, 10);
  };
  return size('width') <= 2 || size('height') <= 2;
}

const blockNames = new Set('p div table ul ol blockquote pre h1 h2 h3 h4 h5 h6 hr center'.split(' '));
const verdicts = new WeakMap<DomElement, boolean>();

/** A table of data has header cells, or rows of equally many short cells; a table that lays out a page holds blocks. */
export function isDataTable(table: DomElement): boolean {
  const known = verdicts.get(table);
  if (known !== undefined) return known;
  const verdict = looksLikeData(table);
  verdicts.set(table, verdict);
  return verdict;
}

function looksLikeData(table: DomElement): boolean {
  let rows = 0;
  let heads = 0;
  let blocks = 0;
  let paragraphs = 0;
  const widths: number[] = [];
  for (const node of below(table)) {
    if (!isElement(node)) continue;
    // A table in a table lays out; asked here, each table is walked once by its outermost one.
    if (node.name === 'table') return false;
    if (node.name === 'tr') {
      rows++;
      widths.push(0);
    } else if (node.name === 'td' || node.name === 'th') {
      if (widths.length === 0) return false;
      widths[widths.length - 1] = (widths.at(-1) ?? 0) + 1;
      if (node.name === 'th') heads++;
    } else if (node.name === 'p' || node.name === 'div') paragraphs++;
    else if (blockNames.has(node.name)) blocks++;
  }
  const columns = Math.max(0, ...widths.slice(0, 1000));
  const cells = widths.reduce((sum, width) => sum + width, 0);
  if (blocks > 0 || columns < 2 || rows < 2 || paragraphs > cells) return false;
  return heads > 0 || widths.every((width) => width === columns);
}
