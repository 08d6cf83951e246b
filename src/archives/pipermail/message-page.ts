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
  if (!/<a\b[^>]*mailto:/i.test(html) || !/-->\s*<pre\b[\s\S]*<\/pre>\s*<!--/i.test(html)) return null;
  return load(html)('pre').first().html();
}

function readHead(head: string) {
  const heading = /<h1>([\s\S]*?)<\/h1>/i.exec(head);
  if (heading === null) return null;
  const rest = head.slice(heading.index + heading[0].length);
  const author = /<b>([\s\S]*?)<\/b>\s*(<a\b[^>]*>)([\s\S]*?)<\/a>[\s\S]*?<i>([\s\S]*?)<\/i>/i.exec(rest);
  if (author === null) return null;
  const [, name = '', link = '', address = '', date = ''] = author;
  return {
    subject: onOneLine(textOf(heading[1] ?? '')),
    authorText: onOneLine(textOf(name)),
    addressText: onOneLine(textOf(address)),
    dateText: onOneLine(textOf(date)),
    ...readMailto(link),
  };
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

function readArticle(article: string): Pick<MessagePage, 'body' | 'addresses'> {
  const inner = article.replace(/^\s*<pre>/i, '').replace(/<\/pre>\s*$/i, '');
  if (/<[a-z!/]/i.test(inner.replace(OWN_TAGS, '')))
    return { body: { kind: 'html', html: inner.trim() }, addresses: [] };
  const addresses = new Set<string>();
  for (const [, tag = '', shown = ''] of inner.matchAll(/(<a\b[^>]*>)([^<]*)<\/a>/gi)) {
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
