/** Which attachments a post carries, and under which names. Bytes decide what is an image, not what a stranger called it. */
import type { Attachment } from '../model.js';
import { safeFileName } from './slug.js';

/** What to do with an attachment before its bytes are known. */
export type Plan = 'skip' | 'link' | 'fetch';

/** Types and endings that run in a reader's browser, or on a machine: a site must not carry them as they are. */
const ACTIVE_TYPE =
  /^(?:text\/html|image\/svg|(?:text|application)\/(?:x-)?(?:java|ecma)script|application\/(?:x-)?(?:msdownload|msdos-program|sh|executable|shockwave-flash)|application\/x-(?:httpd-)?php|text\/(?:xml|xsl)|application\/(?:[\w.-]+\+)?xml|message\/)/;
const ACTIVE_ENDING =
  /\.(?:html?|xht(?:ml?)?|mht(?:ml)?|svgz?|xml|xslt?|rss|atom|rdf|m?js|jse|jar|swf|exe|com|scr|pif|cpl|bat|cmd|reg|ps1|vb[es]|wsf|msi|lnk|url|desktop|hta|htc|php\d?|pht(?:ml)?|phar|cgi|aspx?|jspx?|shtml?|sh|eml)$/i;
/** Proofs of who wrote the mail, and copies of its text. They are no part of what it says. */
const NOT_SHOWN =
  /^(?:application\/(?:pgp-signature|pgp-keys|(?:x-)?pkcs7-signature|ms-tnef)|text\/html|text\/x-vcard|text\/calendar)$/;

/** Whether an attachment is fetched, linked, or left out (signatures, the HTML copy of the text, visiting cards). */
export function planFor(attachment: Attachment): Plan {
  const type = attachment.type ?? '';
  if (NOT_SHOWN.test(type) || /\.(?:asc|sig|p7s)$/i.test(attachment.name ?? '')) return 'skip';
  return isActive(attachment) ? 'link' : 'fetch';
}

/** Whether the attachment can run code where it is opened. */
export function isActive({ type, name, url }: Attachment): boolean {
  return ACTIVE_TYPE.test(type ?? '') || ACTIVE_ENDING.test(name ?? '') || ACTIVE_ENDING.test(urlPath(url));
}

const SIGNATURES: readonly { readonly ending: string; readonly test: (bytes: Uint8Array) => boolean }[] = [
  { ending: '.png', test: (bytes) => startsWith(bytes, '\x89PNG\r\n\x1a\n') },
  { ending: '.jpg', test: (bytes) => startsWith(bytes, '\xff\xd8\xff') },
  { ending: '.gif', test: (bytes) => startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a') },
  { ending: '.webp', test: (bytes) => startsWith(bytes, 'RIFF') && startsWith(bytes.subarray(8), 'WEBP') },
  { ending: '.avif', test: (bytes) => startsWith(bytes.subarray(4), 'ftypavif') },
];

/** The ending of the image format that the bytes are in (`.png`); null when they are not an image that browsers show. */
export function imageEnding(bytes: Uint8Array): string | null {
  return SIGNATURES.find(({ test }) => test(bytes))?.ending ?? null;
}

/** What browsers take for a page (WHATWG MIME Sniffing §7.1), and what systems take for a program. */
const PAGE_START =
  /^(?:<!doctype|<!--|<\?xml|<\?php|<(?:html|head|title|meta|link|body|script|style|svg|iframe|table|div|font|h1|p|a|br?)[\s>/]|#!)/i;
const PROGRAM_START = /^(?:MZ|\x7fELF)/;

/** Whether the bytes are a page or a program after all: an archive answers a lost attachment with an HTML page and a 200. */
export function looksActive(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 512))
    .toString('latin1')
    // The byte order marks of UTF-8 and UTF-16, and the half of UTF-16 that is NUL.
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '')
    .trimStart();
  return PAGE_START.test(start) || PROGRAM_START.test(start);
}

/** The name that an attachment wants beside the draft, safe on every system. `ending` is its image format's, where it is one. */
export function fileNameFor(attachment: Attachment, ending: string | null): string {
  const name = attachment.name ?? (urlPath(attachment.url).split('/').at(-1) || 'attachment');
  return safeFileName(name, ending ?? undefined);
}

/** A first alternative text from the file's name: `white-board_1.png` is “White board 1”. The editor is asked for a better one. */
export function altTextFor(attachment: Attachment): string {
  const stem =
    (attachment.name ?? '')
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/\.\w{1,5}$/, '') ?? '';
  const words = stem.replace(/[-_.\s]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function urlPath(url: string | null): string {
  if (url === null) return '';
  try {
    return decodeURIComponent(new URL(url).pathname);
  } catch {
    return url;
  }
}

function startsWith(bytes: Uint8Array, prefix: string): boolean {
  return bytes.length >= prefix.length && [...prefix].every((letter, at) => bytes[at] === letter.charCodeAt(0));
}
