/** How an element marks its words up, by its name or its style. */
import type { DomElement } from './dom.js';
import { INLINE } from './names.js';
import { styleOf } from './styles.js';

export interface Format {
  /** `b`, `i`, `code` or `del`. */
  readonly name: string;
  /** Takes back what is around it: Google Docs wraps whole documents in `<b style="font-weight:normal">`. */
  readonly isOff: boolean;
}

/** Of others, as of headings, cells and buttons, a style says how they look and not what is stressed. */
const styled = new Set(['span', 'font', 'p', 'u', 'small', 'big', 'ins']);
const none: readonly Format[] = [];

export function formatsOf(element: DomElement, inHeading: boolean): readonly Format[] {
  const inline = INLINE.get(element.name);
  const { isBold, isItalic, isStruck } = styleOf(element);
  if (isBold === undefined && isItalic === undefined && !isStruck)
    return inline === undefined ? none : [{ name: inline, isOff: false }];
  const formats = new Map<string, boolean>();
  if (inline !== undefined) formats.set(inline, false);
  if (inline !== undefined || styled.has(element.name)) {
    if (isBold !== undefined && (!inHeading || inline === 'b')) formats.set('b', !isBold);
    if (isItalic !== undefined) formats.set('i', !isItalic);
  }
  // Words that are struck out say the contrary, wherever they stand.
  if (isStruck) formats.set('del', false);
  return Array.from(formats, ([name, isOff]) => ({ name, isOff }));
}
