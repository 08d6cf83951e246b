/** What of a mail is not seen. */
import type { DomElement } from './dom.js';
import { styleOf } from './styles.js';

/** Preview lines and the like. */
export function isHidden(element: DomElement): boolean {
  return element.attribs['hidden'] !== undefined || styleOf(element).isHidden;
}

/** An image that only reports that the mail was opened. */
export function isPixel(element: DomElement): boolean {
  const style = styleOf(element);
  return isTiny(element.attribs['width'], style.width) || isTiny(element.attribs['height'], style.height);
}

function isTiny(attribute: string | undefined, style: number | undefined): boolean {
  return (attribute === undefined ? (style ?? Infinity) : Number.parseInt(attribute, 10)) <= 2;
}
