/** Lists as Word writes them into mail: paragraphs with a level in their style, and the bullet as text that is to be ignored. */
import { below, type DomElement } from './dom.js';
import { styleOf } from './styles.js';

export interface OutlookItem {
  /** 1 is the outermost. */
  readonly level: number;
  /** The number that it shows; undefined for a bullet and for letters. */
  readonly number: number | undefined;
  /** The letters that it shows, which Markdown has no list for. */
  readonly letters: string | undefined;
}

const maxLevel = 9;
/** The bullet is among the first things in a paragraph. */
const maxNodes = 30;

/** The bullet of a list item, with the spaces behind it. */
export function isOutlookMarker(element: DomElement): boolean {
  return element.name === 'span' && styleOf(element).isMarker;
}

/** What a paragraph is in such a list; undefined for one that is in none, or shows no bullet. */
export function outlookItem(element: DomElement): OutlookItem | undefined {
  if (element.name !== 'p' && !/^h[1-6]$/.test(element.name)) return undefined;
  const level = styleOf(element).listLevel;
  if (level === undefined) return undefined;
  const marker = markerOf(element);
  if (marker === undefined) return undefined;
  return {
    level: Math.min(maxLevel, Math.max(1, level)),
    number: numberOf(marker),
    letters: isLetters(marker) ? marker : undefined,
  };
}

function markerOf(element: DomElement): string | undefined {
  let nodes = 0;
  for (const node of below(element)) {
    if (++nodes > maxNodes) return undefined;
    if (!('attribs' in node) || !isOutlookMarker(node)) continue;
    let text = '';
    for (const inner of below(node)) if (inner.type === 'text') text += inner.data;
    return text.replace(/[\s\u00a0]+/g, '');
  }
  return undefined;
}

/** `3.`, `(3)`, `2.3.`; letters stay as they are typed. */
function numberOf(marker: string): number | undefined {
  const digits = /^\(?(?:\d{1,3}\.){0,8}(\d{1,9})[.)]{1,2}$/.exec(marker)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** `c)`, `(c)`, `iii.` */
function isLetters(marker: string): boolean {
  return /^\(?[a-z]{1,7}[.)]{1,2}$/i.test(marker);
}
