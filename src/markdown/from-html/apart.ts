/** Cells of tables that lay out a page. */
import { below, type DomElement, isBesideHeading, isElement } from './dom.js';

const blocks = new Set('table ul ol blockquote pre h1 h2 h3 h4 h5 h6 hr center'.split(' '));
/** A cell's first block is among the first things in it. */
const maxNodes = 100;

/** Whether a cell lays out blocks or a button, and not words beside others. */
export function laysOut(cell: DomElement): boolean {
  if (isBesideHeading(cell)) return false;
  // Cells beside others may be labels and values, or the links of a bar.
  const isAlone = !hasNeighbour(cell);
  const only = isAlone ? onlyElement(cell) : undefined;
  if (only?.name === 'a' || only?.name === 'div') return true;
  let nodes = 0;
  for (const node of below(cell)) {
    if (++nodes > maxNodes) return false;
    if (isElement(node) && (blocks.has(node.name) || (isAlone && node.name === 'div'))) return true;
  }
  return false;
}

function hasNeighbour(cell: DomElement): boolean {
  for (let node = cell.prev; node; node = node.prev) if (isElement(node)) return true;
  for (let node = cell.next; node; node = node.next) if (isElement(node)) return true;
  return false;
}

function onlyElement(cell: DomElement): DomElement | undefined {
  let only: DomElement | undefined;
  for (const child of cell.children) {
    if (child.type === 'text' && child.data.trim() === '') continue;
    if (only || !isElement(child)) return undefined;
    only = child;
  }
  return only;
}
