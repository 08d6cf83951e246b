/**
 * One message's page. Its labels are translated and its templates differ by generation, so only what is language-independent is
 * read: Pipermail's markers, the order H1, B, A, I, and the addresses.
 */
import { load } from 'cheerio/slim';
import { type DecodedPage, decodePage } from './decode-page.js';
import { attribute, onOneLine, textOf } from './html-text.js';

/** What a message page says. */
export interface MessagePage {
  /** As archived: `Re:` is already gone. One line. */
  readonly subject: string;
  /** What stands in B: a name, or an address where the mail had no name. */
  readonly authorText: string;
  /** What stands in the author's link: the address, mostly obscured (`ann at example.org`). */
  readonly addressText: string;
  /** The date as it stands in I: a raw header in 1999, later translated and in the server's zone. */
  readonly dateText: string;
  /** The article's own Message-ID; null where the page does not hold it. */
  readonly id: string | null;
  /** The parent's Message-ID, which pages before Mailman 2.1.10 hold in the place of the own one. */
  readonly parentId: string | null;
  /** The list that the page posts to, from its mailto link; null on pages that post to the author. */
  readonly list: string | null;
  /** The body as text, or the HTML of an archive that keeps mail as HTML. */
  readonly body: { readonly kind: 'text'; readonly text: string } | { readonly kind: 'html'; readonly html: string };
  /** Passages of the body that the archive links as mail addresses. */
  readonly addresses: readonly string[];
  readonly guessedCharset: string | null;
  readonly lostCharacters: number;
}

/** Reads a message page; null when it is not one. */
export function readMessagePage(bytes: Uint8Array, contentType: string): MessagePage | null {
  const page = decodePage(bytes, contentType);
  const article = page.article ?? articleOf(page.head);
  if (article === null) return null;
  const facts = readHead(page.article === null ? page.head.slice(0, page.head.search(/<pre/i)) : page.head);
  if (facts === null) return null;
  return {
    ...facts,
    ...readArticle(article),
    guessedCharset: page.guessed ? page.charset : null,
    lostCharacters: page.lost,
  };
}

/**
 * The article of a page whose markers a translation renamed (Basque 2.1.9): a PRE that stands between two comments, on a page with
 * an author's link. A page without any marker is not believed: it may be any page.
 */
function articleOf(html: string): DecodedPage['article'] {
  const begin = html.search(/-->\s*<pre\b/i);
  if (begin < 0 || !/<\/pre>\s*<!--/i.test(html.slice(begin)) || !/<a\b[^<>]*mailto:/i.test(html)) return null;
  return load(html)('pre').first().html();
}

function readHead(head: string) {
  const read = piecesBetween(head, MARKS);
  if (read === null) return null;
  const [subject = '', , name = '', link = '', address = '', , date = ''] = read;
  return {
    subject: onOneLine(textOf(subject)),
    authorText: onOneLine(textOf(name)),
    addressText: onOneLine(textOf(address)),
    dateText: onOneLine(textOf(date)),
    ...readMailto(`<a${link}>`),
  };
}

/** What stands around the subject, the name, the link's tag, the address and the date; between these lies what nobody needs. */
const MARKS = [/<h1>/gi, /<\/h1>/gi, /<b>/gi, /<\/b>\s*<a\b/gi, />/g, /<\/a>/gi, /<i>/gi, /<\/i>/gi];

/** The texts between the first of these marks and the next, and so on; null where one is missing. Each is looked for once. */
function piecesBetween(text: string, marks: readonly RegExp[]): string[] | null {
  const pieces: string[] = [];
  let from = -1;
  let at = 0;
  for (const mark of marks) {
    mark.lastIndex = at;
    const found = mark.exec(text);
    if (found === null) return null;
    if (from >= 0) pieces.push(text.slice(from, found.index));
    at = found.index + found[0].length;
    from = at;
  }
  return pieces;
}

/**
 * `mailto:list?Subject=…&In-Reply-To=%3C…%3E` holds the own Message-ID from Mailman 2.1.10 on, with its angle brackets. Older pages
 * hold the parent's there, without brackets. Believed blindly: 2,760 wrong ids on one real list.
 */
function readMailto(tag: string) {
  // A broken translation (ko 2.1.39) closes the quote early, so the tag is searched and not the attribute alone. Not its TITLE: that
  // is the subject, in which anybody can write an In-Reply-To.
  const link = tag.replace(/\sTITLE\s*=[\s\S]*$/i, '');
  const value = /(?:[?"]|&(?:amp;)?)In-Reply-To=([^"'&\s>]*)/i.exec(link)?.[1] ?? '';
  const reference = decodeComponent(value).trim();
  const own = /^<.+>$/.test(reference);
  const to = /^mailto:([^?]*)\?/i.exec(attribute(tag, 'href') ?? '')?.[1];
  return {
    id: own ? reference : null,
    parentId: own || reference === '' ? null : `<${reference.replace(/^<|>$/g, '')}>`,
    list: to === undefined ? null : (decodeComponent(to).split('@')[0] ?? null),
  };
}

/** Tags that Pipermail itself puts into an article that is text. Any other means that the archive keeps mail as HTML. */
const OWN_TAGS = /<\/?(?:a|i|pre)\b[^>]*>/gi;
const LINK = /<a\b[^>]*>/gi;
const SHOWN = /([^<]*)<\/a>/iy;

function readArticle(article: string): Pick<MessagePage, 'body' | 'addresses'> {
  const inner = article.replace(/^\s*<pre>/i, '').replace(/<\/pre>\s*$/i, '');
  // A tag that never ends is none; looked for from each of its beginnings, it would cost the square of the rest.
  const end = inner.lastIndexOf('>') + 1;
  const tagged = inner.slice(0, end);
  if (/<[a-z!/]/i.test(tagged.replace(OWN_TAGS, '') + inner.slice(end)))
    return { body: { kind: 'html', html: inner.trim() }, addresses: [] };
  const addresses = new Set<string>();
  for (const { 0: tag, index } of tagged.matchAll(LINK)) {
    SHOWN.lastIndex = index + tag.length;
    const shown = SHOWN.exec(tagged)?.[1];
    if (shown === undefined) continue;
    if (/\/mailman\/listinfo\/|^mailto:/i.test(attribute(tag, 'href') ?? '') && !/^https?:/i.test(shown)) {
      addresses.add(onOneLine(textOf(shown)));
    }
  }
  return { body: { kind: 'text', text: bodyText(textOf(inner)) }, addresses: [...addresses] };
}

/** A body's text with one kind of line end, without the blank lines that the template leaves around it. */
export function bodyText(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  return lines.replace(/^\n+/, '').trimEnd();
}

function decodeComponent(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
