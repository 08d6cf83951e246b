/**
 * How mail programs mark what is quoted, forwarded or a signature: by classes, ids and the shape of their headers, none of which
 * depends on a language. What no rule knows belongs to the author.
 */
import { type DomElement, firstLines } from './dom.js';
import { styleOf } from './styles.js';

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
  const name = nameOf(element);
  if (name === 'signature') return region('signature');
  if (name === 'attribution')
    return startsForward(element) ? region('forward') : region('attribution', { holds: 'all' });
  if (name === 'header') return region('forward', { holds: 'all' });
  if (name === 'container') return region('forward');
  if (element.name === 'blockquote') return isCitation(element) ? quoteOrForward(element, false) : undefined;
  if (name === 'gmail' && startsForward(element)) return region('forward');
  if (name === 'yahoo') return quoteOrForward(element, true);
  if (name === 'proton' && startsForward(element) && hasHeader(element, 1)) return region('forward', { holds: 'all' });
  if (name === 'outlook' || (styleOf(element).hasTopBorder && hasHeader(element)))
    return region('forward', { holds: 'all', toEnd: true });
  return undefined;
}

/** A `<blockquote>` that only indents, as editors write it for “increase indent”. */
export function isIndent(element: DomElement): boolean {
  return /webkit-indent-blockquote/.test(element.attribs['class'] ?? '') || styleOf(element).hasNoBorder;
}

function region(type: Region['type'], more: Partial<Region> = {}): Region {
  return { type, holds: 'rest', toEnd: false, leads: false, ...more };
}

type Name = 'signature' | 'attribution' | 'header' | 'container' | 'gmail' | 'yahoo' | 'proton' | 'outlook' | 'other';

const maxKnown = 2_000;
const maxLength = 500;
const known = new Map<string, Name>();

/** What its program calls an element. The same names stand in every mail of a program, so each is read once. */
function nameOf({ attribs }: DomElement): Name {
  const id = attribs['id']?.slice(0, maxLength) ?? '';
  const classes = attribs['class']?.slice(0, maxLength) ?? '';
  const marker = attribs['data-marker'] ?? '';
  if (id === '' && classes === '' && marker === '') return 'other';
  const key = `${id}\n${classes}\n${marker.slice(0, maxLength)}`;
  const before = known.get(key);
  if (before) return before;
  const name = readName(id, classes, marker);
  if (known.size >= maxKnown) known.clear();
  known.set(key, name);
  return name;
}

function readName(id: string, classes: string, marker: string): Name {
  if (isSignature(id, classes, marker)) return 'signature';
  if (/^(?:x_)*reply-intro$/.test(id) || hasClass(classes, '(?:gmail_attr|moz-cite-prefix)')) return 'attribution';
  if (/^__(?:HEADERS|QUOTED_TEXT)__$/.test(marker) || hasClass(classes, 'moz-email-headers-table')) return 'header';
  if (hasClass(classes, 'moz-forward-container')) return 'container';
  if (hasClass(classes, 'gmail_quote(?:_container)?')) return 'gmail';
  if (/yahoo_quoted/.test(`${id} ${classes}`)) return 'yahoo';
  if (hasClass(classes, 'protonmail_quote')) return 'proton';
  return isOutlookReply(id, classes) ? 'outlook' : 'other';
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

/** A quote of a mail, and not of a book. */
function isCitation(element: DomElement): boolean {
  return (
    /^cite$/i.test(element.attribs['type'] ?? '') ||
    /(?:^|\s)(?:x_)*(?:gmail_quote|protonmail_quote|yahoo_quoted|moz-quote)/.test(element.attribs['class'] ?? '') ||
    styleOf(element).hasLeftBorder
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
