/**
 * How mail programs mark what is quoted, forwarded or a signature: by classes, ids and the shape of their headers, none of which
 * depends on a language. What no rule knows belongs to the author.
 */
import { type DomElement, firstLines } from './dom.js';

export interface Region {
  readonly type: 'quote' | 'forward' | 'signature' | 'attribution';
  /** `all`: so is every line in it. `rest`: so is what the text itself does not tell to be something else. */
  readonly holds: 'all' | 'rest';
  /** It does not end with its element but with the mail. */
  readonly toEnd: boolean;
  /** The first line of the quote may say whose words follow. */
  readonly leads: boolean;
}

const minHeaders = 3;
/** `From: `, `Gesendet:`, `件名：` and whatever else a header line is called. */
const headerLine = /^\p{L}[\p{L}\p{N} .’'-]{0,24}[:：]/u;
/** `---------- Forwarded message ---------`, in any language. */
const announcement = /^-{5,} ?\p{L}[^-]{1,60}-{5,}/u;

/** What an element begins; undefined for nearly all. */
export function regionOf(element: DomElement): Region | undefined {
  const { attribs, name } = element;
  const id = attribs['id'] ?? '';
  const classes = attribs['class'] ?? '';
  const marker = attribs['data-marker'] ?? '';
  if (isSignature(id, classes, marker)) return region('signature');
  if (isAttribution(id, classes))
    return startsForward(element) ? region('forward') : region('attribution', { holds: 'all' });
  if (marker === '__HEADERS__' || marker === '__QUOTED_TEXT__') return region('forward', { holds: 'all' });
  if (hasClass(classes, 'moz-email-headers-table')) return region('forward', { holds: 'all' });
  if (hasClass(classes, 'moz-forward-container')) return region('forward');
  if (name === 'blockquote') return isCitation(attribs, classes) ? quoteOrForward(element, false) : undefined;
  if (hasClass(classes, 'gmail_quote(?:_container)?') && startsForward(element)) return region('forward');
  if (/yahoo_quoted/.test(`${id} ${classes}`)) return quoteOrForward(element, true);
  if (hasClass(classes, 'protonmail_quote') && startsForward(element) && hasHeader(element, 1))
    return region('forward', { holds: 'all' });
  if (isOutlookReply(id, classes)) return region('forward', { holds: 'all', toEnd: true });
  if (hasTopBorder(attribs['style']) && hasHeader(element)) return region('forward', { holds: 'all', toEnd: true });
  return undefined;
}

/** A `<blockquote>` that only indents, as editors write it for “increase indent”. */
export function isIndent({ attribs }: DomElement): boolean {
  return (
    /webkit-indent-blockquote/.test(attribs['class'] ?? '') ||
    /border(?:-left)?\s*:\s*(?:medium\s+)?(?:none|0)/i.test(attribs['style'] ?? '')
  );
}

function region(type: Region['type'], more: Partial<Region> = {}): Region {
  return { type, holds: 'rest', toEnd: false, leads: false, ...more };
}

/** Outlook on the web puts `x_` before the names that it quotes. */
function hasClass(classes: string, name: string): boolean {
  return classes !== '' && new RegExp(`(?:^|\\s)(?:x_)*${name}(?:\\s|$)`).test(classes);
}

function isSignature(id: string, classes: string, marker: string): boolean {
  return (
    /^(?:x_)*(?:signature|applemailsignature|ms-outlook-mobile-signature|_rc_sig)$/i.test(id) ||
    /(?:^|\s)(?:x_)*(?:gmail_signature|moz-signature|[\w-]*yahoo-signature|protonmail_signature_block|-x-evo(?:lution)?-signature(?:-wrapper)?|ms-outlook-mobile-signature)(?:\s|$)/.test(
      classes,
    ) ||
    /^__SIG_(?:PRE|POST)__$/.test(marker)
  );
}

function isAttribution(id: string, classes: string): boolean {
  return /^(?:x_)*reply-intro$/.test(id) || hasClass(classes, '(?:gmail_attr|moz-cite-prefix)');
}

/** A quote of a mail, and not of a book. */
function isCitation(attribs: Readonly<Record<string, string>>, classes: string): boolean {
  return (
    /^cite$/i.test(attribs['type'] ?? '') ||
    /(?:^|\s)(?:x_)*(?:gmail_quote|protonmail_quote|yahoo_quoted|moz-quote)/.test(classes) ||
    /border-left(?:-width)?\s*:\s*(?!none|0|medium none)/i.test(attribs['style'] ?? '')
  );
}

/** The words of another mail. */
export const QUOTE: Region = region('quote', { holds: 'all' });

/** Mail programs put a forwarded mail between the same marks as a quote, below its header. */
function quoteOrForward(element: DomElement, leads: boolean): Region {
  return hasHeader(element) ? region('forward') : region('quote', { holds: 'all', leads });
}

function startsForward(element: DomElement): boolean {
  return announcement.test(firstLines(element, 2).find((line) => line !== '') ?? '');
}

/** Whether an element begins with header lines, below so many others. */
function hasHeader(element: DomElement, below = 0): boolean {
  const lines = firstLines(element, 8)
    .filter((line) => line !== '')
    .slice(below);
  const end = lines.findIndex((line) => !headerLine.test(line));
  return (end === -1 ? lines.length : end) >= minHeaders;
}

function isOutlookReply(id: string, classes: string): boolean {
  return (
    /^(?:x_)*(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|zwchr)$/.test(id) ||
    hasClass(classes, 'ms-outlook-mobile-reference-message')
  );
}

/** `border:none;border-top:solid #E1E1E1 1.0pt`, the line above the header of what Outlook answers. */
function hasTopBorder(style: string | undefined): boolean {
  return (
    style !== undefined &&
    /border-top\s*:\s*(?:solid|\d[\d.]*p[tx]\s+solid|#?\w+\s+solid)|border-style\s*:\s*solid\s+none\s+none/i.test(style)
  );
}
