/**
 * Mailman's scrubber takes attachments out of a mail and leaves a notice in the text. Its words are translated (and not always
 * into the page's language); its shape is not: a heading line, lines `label: value`, and last the address of the attachment.
 *
 * ```
 * -------------- next part --------------
 * A non-text attachment was scrubbed...
 * Name: whiteboard.png
 * Type: image/png
 * Size: 20480 bytes
 * Desc: not available
 * URL: <http://lists.example.org/pipermail/summit/attachments/20120206/9f2c11aa/attachment.png>
 * ```
 */
import { decodeWords } from '../../mail/headers.js';
import type { Attachment } from '../../model.js';

/** `attachments/YYYYMMDD/<first and last four hex of sha1(Message-ID)>/name` */
const ADDRESS = /(https?:\/\/[^\s<>"]+?|\/[^\s<>":]*?)?\/attachments\/(\d{8}\/[0-9a-f]{8}\/[^\s<>"]+)/i;
const LABELLED = /^\s*(\S[^:\n]{0,40}?)\s*:(?:\s(.*))?$/;
const SEPARATOR = /^-{6,} \S.* -{6,}$/;
/** Longer than any address that the scrubber writes; a hostile line is not looked at. */
const LONGEST = 2000;
/** The labels of one notice; a folded subject of an embedded mail may add lines. */
const MOST_LINES = 12;

interface Line {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * The attachments that a text's notices stand for, with absolute addresses in the list's own archive. A notice is believed only
 * when its address lies in that archive: `listUrl` itself, or another host's copy of the same list's path (archives move).
 */
export function readScrubNotices(text: string, listUrl: string): Attachment[] {
  const lines = linesOf(text);
  return lines.flatMap((line, index) => {
    const url = addressOn(line.text, listUrl);
    const first = url === null ? null : headingAbove(lines, index);
    if (url === null || first === null) return [];
    const labels = readLabels(lines.slice(first, index));
    const notice = { from: lines[first]?.from ?? line.from, to: line.to };
    return [{ ...labels, type: labels.type ?? typeByEnding(url), url, notice }];
  });
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (const line of text.split('\n')) {
    lines.push({ from, to: from + line.length, text: line });
    from += line.length + 1;
  }
  return lines;
}

/** The attachment's address when this line is a notice's last: `URL: <…>`, with or without brackets, and nothing after it. */
function addressOn(line: string, listUrl: string): string | null {
  if (line.length > LONGEST) return null;
  const value = /^\s*[^\s:][^:\n]{0,20}?\s*:\s*<?(\S+?)>?\s*$/.exec(line)?.[1];
  if (value === undefined) return null;
  const match = ADDRESS.exec(value);
  if (match === null || match.index !== 0) return null;
  const [, base = '', rest = ''] = match;
  const list = new URL(listUrl);
  // `/pipermail/summit` of this host, or of any host: the same list before it moved.
  const path = base.startsWith('/') || base === '' ? base : pathOf(base);
  const own = list.pathname.replace(/\/$/, '');
  const tail = own.slice(own.lastIndexOf('/', own.lastIndexOf('/') - 1));
  return (path === own || path?.endsWith(tail)) && staysBelow(rest)
    ? new URL(`${listUrl}attachments/${rest}`).href
    : null;
}

/** The path of an address; null for one that somebody typed and that is none (`http://[`). */
function pathOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).pathname.replace(/\/$/, '') : null;
}

/** Whether a path has no step upwards, plain or in the disguises that URLs (`%2e`, `\`) and servers (`%2f`) see through. */
function staysBelow(path: string): boolean {
  const plain = path.replace(/%2e/gi, '.').replace(/%2f|%5c|\\/gi, '/');
  return !plain.split('/').some((step) => step === '..' || step === '.');
}

/** The first line of the notice that ends at `last`: its heading, or the separator above that. Null when there is no heading. */
function headingAbove(lines: readonly Line[], last: number): number | null {
  let index = last - 1;
  while (index >= 0 && last - index < MOST_LINES && isLabel(lines[index]?.text ?? '')) index -= 1;
  const heading = lines[index]?.text ?? '';
  if (index < 0 || heading.trim() === '' || SEPARATOR.test(heading)) return null;
  return SEPARATOR.test(lines[index - 1]?.text ?? '') ? index - 1 : index;
}

function isLabel(line: string): boolean {
  return LABELLED.test(line) || /^[ \t]+\S/.test(line);
}

/** Values are told by their form, not by their label: a media type, a number of bytes, and before them the name. */
function readLabels(lines: readonly Line[]): Pick<Attachment, 'name' | 'type' | 'size'> {
  const values = lines.flatMap((line) => LABELLED.exec(line.text)?.[2] ?? []).map((value) => value.trim());
  const typeAt = values.findIndex((value) => /^[a-z]+\/[\w.+-]+$/i.test(value));
  const size = values.slice(Math.max(typeAt, 0)).find((value) => /^\d+(?:\s+\D+)?$/.test(value));
  // An embedded mail's notice has From, Subject, Date and Size, and no type.
  const embedded = typeAt < 0 && values.length >= 3;
  const name = embedded ? '' : (values[typeAt < 0 ? 0 : typeAt - 1] ?? '');
  return {
    name: name === '' ? null : decodeWords(name),
    type: values[typeAt]?.toLowerCase() ?? (embedded ? 'message/rfc822' : null),
    size: size === undefined ? null : Number.parseInt(size, 10),
  };
}

/** An HTML part's notice holds nothing but the address. */
function typeByEnding(url: string): string | null {
  return /\.html?$/i.test(url) ? 'text/html' : null;
}
