/** Lists as Word writes them into mail: paragraphs with a level in their style, and the bullet as text that is to be ignored. */
import { below, type DomElement } from './dom.js';

export interface OutlookItem {
  /** 1 is the outermost. */
  readonly level: number;
  /** The number that it shows; undefined for a bullet. */
  readonly number: number | undefined;
}

const ignored = /mso-list\s*:\s*Ignore/i;
const inList = /mso-list\s*:\s*l\d+\s+level(\d{1,2})/i;
const maxLevel = 9;
/** The bullet is among the first things in a paragraph. */
const maxNodes = 30;

/** The bullet of a list item, with the spaces behind it. */
export function isOutlookMarker(element: DomElement): boolean {
  return element.name === 'span' && ignored.test(element.attribs['style'] ?? '');
}

/** What a paragraph is in such a list; undefined for one that is in none, or shows no bullet. */
export function outlookItem(element: DomElement): OutlookItem | undefined {
  const style = element.attribs['style'];
  if (style === undefined || !/^(?:p|h[1-6])$/.test(element.name)) return undefined;
  const level = inList.exec(style)?.[1];
  if (level === undefined) return undefined;
  const marker = markerOf(element);
  if (marker === undefined) return undefined;
  return { level: Math.min(maxLevel, Math.max(1, Number(level))), number: numberOf(marker) };
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

const romans: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50 };

/** `3.`, `(3)`, `c)`, `iii.`; a lone `i` is more often one than the ninth letter. */
function numberOf(marker: string): number | undefined {
  const [, digits, letters] = /^\(?(?:(?:\d{1,3}\.)*(\d{1,9})|([a-z]{1,7}))[.)]{1,2}$/i.exec(marker) ?? [];
  if (digits !== undefined) return Number(digits);
  if (letters === undefined) return undefined;
  const lower = letters.toLowerCase();
  if (lower.length === 1 && lower !== 'i') return lower.charCodeAt(0) - 96;
  const values = Array.from(lower, (letter) => romans[letter] ?? 0);
  if (values.includes(0)) return 1;
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
}
