/** Where a link of a mail leads, where a draft may have it. */
import { isSafeUrl, unwrapUrl } from '../urls.js';
import type { DomElement } from './dom.js';

/** Nothing that a mail may hold: the marks that from-html-marks.ts writes. */
const marks = /[\ufdd0-\ufdef]/g;

/** The address of a link; undefined for one that is refused, of which only the text is kept. */
export function linkTarget(element: DomElement, keepMailto: boolean): string | undefined {
  const href = unwrapUrl((element.attribs['href'] ?? '').replace(marks, '').trim());
  const isRefused = !isSafeUrl(href) || href.startsWith('#') || (/^mailto:/i.test(href) && !keepMailto);
  return isRefused ? undefined : href;
}

/** The source of an image that may be shown or linked; undefined for others, whose alternative text is kept. */
export function imageSource(element: DomElement): string | undefined {
  const source = (element.attribs['src'] ?? '').replace(marks, '').trim();
  return /^cid:/i.test(source) || isSafeUrl(source) ? source : undefined;
}

export function imageText(element: DomElement): string {
  return (element.attribs['alt'] ?? '').replace(marks, '').replace(/\s+/g, ' ').trim();
}
