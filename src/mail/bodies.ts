/** What of a mail's parts is its body, and what comes with it. */
import type { Attachment, Body } from '../model.js';
import { decodeBytes } from './charsets.js';
import { chooseKind } from './choices.js';
import type { Part } from './from-rfc822-parts.js';

export interface ReadBody {
  readonly body: Body;
  readonly attachments: readonly Attachment[];
  /** The charset that had to be guessed; null when none had to. */
  readonly guessed: string | null;
  /** Characters of the body that could not be decoded. */
  readonly lost: number;
}

/**
 * Chooses the body: the text as its author's program split it (several parts without a name are one text), HTML when there is no
 * text, or when it clearly says more than the text that is offered in its place. Everything else is an attachment, but for what says the body once more (`multipart/alternative`).
 */
export function readBody(parts: readonly Part[], fallback?: string): ReadBody {
  const shown = parts.filter(isShown);
  const first = shown.find((part) => part.type === 'text/plain' || part.type === 'text/html');
  const texts = shown.filter((part) => part.type === 'text/plain');
  const leads = first?.type === 'text/html' && !hasSibling(first, texts) ? first : undefined;
  // A list's footer after an HTML mail is a text part, and not what the mail says.
  if (leads !== undefined) return asHtml(parts, [leads], fallback);
  if (texts.length === 0) {
    const named = parts.find((part) => part.type === 'text/plain' && part.disposition !== 'attachment' && says(part));
    if (named === undefined)
      return { body: { kind: 'text', text: '' }, attachments: others(parts, []), guessed: null, lost: 0 };
    texts.push(named);
  }
  const decoded = texts.map((part) => decodeBytes(part.content, part.params['charset'], fallback));
  const pages = shown.filter((part) => part.type === 'text/html' && hasSibling(part, texts));
  const html = pages.length > 0 ? asHtml(parts, pages, fallback) : undefined;
  const said = decoded.filter((_, index) => pages.some((page) => hasSibling(page, texts.slice(index, index + 1))));
  const choice = html && chooseKind(said.map((each) => each.text).join('\n'), htmlOf(html));
  if (html && choice?.instead.kind === 'text') return { ...html, body: { ...html.body, ...choice } };
  const text = decoded.map((each) => withLines(each.text)).reduce(joined);
  const [leading] = texts;
  const flowed = leading?.params['format']?.trim().toLowerCase() === 'flowed';
  const delSp = flowed && leading?.params['delsp']?.trim().toLowerCase() === 'yes';
  return {
    body: { kind: 'text', text, ...(flowed ? { flowed } : {}), ...(delSp ? { delSp } : {}), ...choice },
    attachments: others(parts, texts),
    guessed: decoded.find((each) => each.guessed)?.charset ?? null,
    lost: decoded.reduce((sum, each) => sum + each.lost, 0),
  };
}

/** HTML in several parts (Apple Mail splits it around files) is one page. */
function asHtml(parts: readonly Part[], pages: readonly Part[], fallback: string | undefined): ReadBody {
  const decoded = pages.map((page) =>
    decodeBytes(page.content, page.params['charset'] ?? charsetInMeta(page.content), fallback),
  );
  return {
    body: { kind: 'html', html: decoded.map((each) => withLines(each.text)).reduce(joined) },
    attachments: others(parts, pages),
    guessed: decoded.find((each) => each.guessed)?.charset ?? null,
    lost: decoded.reduce((sum, each) => sum + each.lost, 0),
  };
}

function htmlOf({ body }: ReadBody): string {
  return body.kind === 'html' ? body.html : '';
}

/** Whether a part is meant to be read in its place: text without a file name, and with something in it. */
function isShown(part: Part): boolean {
  return part.type.startsWith('text/') && part.disposition !== 'attachment' && part.name === null && says(part);
}

function says(part: Part): boolean {
  return part.content.some((byte) => byte > 0x20);
}

/** Whether one of these texts is offered in place of this part: the two share a `multipart/alternative`. */
function hasSibling(part: Part, texts: readonly Part[]): boolean {
  return texts.some((text) => sharesAlternative(part, text));
}

function sharesAlternative(a: Part, b: Part): boolean {
  return a.inside.some(
    ({ type, number }) => type === 'multipart/alternative' && b.inside.some((each) => each.number === number),
  );
}

/** The attachments: all but the body's own parts, the same text in another dress, and empty text. */
function others(parts: readonly Part[], body: readonly Part[]): Attachment[] {
  return parts
    .filter((part) => !body.includes(part))
    .filter((part) => !(isDress(part) && body.some((own) => sharesAlternative(part, own))))
    .filter((part) => part.name !== null || !part.type.startsWith('text/') || says(part))
    .map((part) => ({
      name: part.name,
      type: part.type,
      url: null,
      size: part.content.length,
      content: part.content,
      ...(part.contentId === null ? {} : { contentId: part.contentId }),
    }));
}

function isDress(part: Part): boolean {
  return (
    part.disposition !== 'attachment' && /^text\/(plain|html|enriched|richtext|x-amp-html|watch-html)$/.test(part.type)
  );
}

/** HTML that came without a charset may name it itself, within its first bytes as HTML asks. */
function charsetInMeta(content: Uint8Array): string | null {
  const start = Buffer.from(content.subarray(0, 4096)).toString('latin1');
  return /<meta\b[^>]*\bcharset\s*=\s*["']?([\w.:-]+)/i.exec(start)?.[1] ?? null;
}

/** Line ends as the model has them; a lone CR is one too. */
function withLines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

function joined(before: string, after: string): string {
  return before.endsWith('\n') ? before + after : `${before}\n${after}`;
}
