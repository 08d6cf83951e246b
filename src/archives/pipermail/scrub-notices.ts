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
import { remembered } from './remember.js';

/** `attachments/YYYYMMDD/<first and last four hex of sha1(Message-ID)>/name` */
const ADDRESS = /^(https?:\/\/[^\s<>"]+?|\/[^\s<>":]*?)?\/attachments\/(\d{8}\/[0-9a-f]{8}\/[^\s<>"]+)/i;
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
  const found: Attachment[] = [];
  // Most texts have none, and whole lists are read through here: no more lines are looked at than there may be notices.
  for (let at = text.indexOf(FOLDER); at >= 0; ) {
    const line = lineAt(text, at);
    at = text.indexOf(FOLDER, line.to);
    const url = addressOn(line.text, listUrl);
    if (url === null) continue;
    const above = linesAbove(text, line);
    const first = headingAbove(above);
    if (first === null) continue;
    const labels = readLabels(above.slice(first));
    const notice = { from: above[first]?.from ?? line.from, to: line.to };
    found.push({ ...labels, type: labels.type ?? typeByEnding(url), url, notice });
  }
  return found;
}

const FOLDER = '/attachments/';

/** The line that this place is in. */
function lineAt(text: string, at: number): Line {
  const from = text.lastIndexOf('\n', at) + 1;
  const end = text.indexOf('\n', at);
  const to = end < 0 ? text.length : end;
  return { from, to, text: text.slice(from, to) };
}

/** As many lines before this one as a notice can have: its labels, its heading and the separator. */
function linesAbove(text: string, { from }: Line): Line[] {
  const lines: Line[] = [];
  for (let end = from - 1; end >= 0 && lines.length <= MOST_LINES; ) {
    const start = end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1;
    lines.unshift({ from: start, to: end, text: text.slice(start, end) });
    end = start - 1;
  }
  return lines;
}

/** The attachment's address when this line is a notice's last: `URL: <…>`, with or without brackets, and nothing after it. */
function addressOn(line: string, listUrl: string): string | null {
  if (line.length > LONGEST) return null;
  const value = /^\s*[^\s:][^:\n]{0,20}?\s*:\s*<?(\S+?)>?\s*$/.exec(line)?.[1];
  if (value === undefined) return null;
  const match = ADDRESS.exec(value);
  if (match === null) return null;
  const [, base = '', rest = ''] = match;
  const own = ownPath(listUrl);
  const isOwn = listUrl === `${base}/` || isPathOf(base, own);
  if (!isOwn || !staysBelow(rest)) return null;
  // What has nothing to be escaped is an address as it stands.
  return /^[\w./-]+$/.test(rest) ? `${listUrl}attachments/${rest}` : new URL(`${listUrl}attachments/${rest}`).href;
}

/** `/pipermail/summit` of the list's address. */
const ownPath = remembered((listUrl) => new URL(listUrl).pathname.replace(/\/$/, ''));

/** Whether a base is `/pipermail/summit` of this host, or of any host: the same list before it moved. */
function isPathOf(base: string, own: string): boolean {
  const path = base.startsWith('/') || base === '' ? base : pathOf(base);
  const tail = own.slice(own.lastIndexOf('/', own.lastIndexOf('/') - 1));
  return path === own || path?.endsWith(tail) === true;
}

/** The path of an address; null for one that somebody typed and that is none (`http://[`). */
function pathOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).pathname.replace(/\/$/, '') : null;
}

/** Whether a path has no step upwards, plain or in the disguises that URLs (`%2e`, `\`) and servers (`%2f`) see through. */
function staysBelow(path: string): boolean {
  const plain = path
    .replace(/[?#].*$/, '')
    .replace(/%2e/gi, '.')
    .replace(/%2f|%5c|\\/gi, '/');
  return !plain.split('/').some((step) => step === '..' || step === '.');
}

/** The first line of the notice that these lines end: its heading, or the separator above that. Null when there is no heading. */
function headingAbove(lines: readonly Line[]): number | null {
  let index = lines.length - 1;
  while (index >= 0 && lines.length - index < MOST_LINES && isLabel(lines[index]?.text ?? '')) index -= 1;
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
  const size = values.slice(Math.max(typeAt, 0)).find((value) => /^\d+(?:\s\D+)?$/.test(value));
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
