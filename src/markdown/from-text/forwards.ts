/** A forwarded mail: a block of header lines, mostly below a line of dashes, and then somebody else's text to the end. */
import { readDate } from '../../mail/dates.js';
import type { Teller } from '../../model.js';
import type { Line } from './lines.js';
import { isAttribution } from './quotes.js';
import { isOpen, mark, type Sorting, wordsBefore, wordsFrom } from './sorting.js';
import { headerWords } from './words/headers.js';

/** `-------- Original Message --------`, in any language. */
const announcement = /^(?:>\s*)?-{3,}\s*\p{L}[^-]{2,60}\s*-{3,}$|^_{20,}$/u;
const headerLine = /^\*?([\p{L}][\p{L}\p{N} -]{0,24})\*?\s?[:：]\*?\s*(\S.*)?$/u;
const minHeaders = 2;
/** A header that names hundreds of people is one; what goes on for longer is not. */
const maxHeaderLines = 500;

/** Marks the header block alone; what follows is asked for its quotes and signatures first. */
export function findForwards(sorting: Sorting): void {
  for (let index = 0; index < sorting.lines.length; index++) {
    const end = forwardHeader(sorting, index);
    if (end === undefined) continue;
    // Header lines right above a quote say whose words are quoted; the answers between those are the author's.
    const isAbove = sorting.types[wordsFrom(sorting.lines, end)] === 'quote';
    mark(sorting, announcedAt(sorting, index), end, isAbove ? 'attribution' : 'forward');
    if (!isAbove) return;
  }
}

/** `Begin forwarded message:` above the header lines, in any language: a short line that ends in a colon. */
function announcedAt(sorting: Sorting, header: number): number {
  const above = wordsBefore(sorting.lines, header);
  const text = sorting.lines[above]?.text ?? '';
  const announces =
    header - above === 2 &&
    isOpen(sorting, above) &&
    /^\p{Lu}[^.!?:：]{4,60}[:：]$/u.test(text) &&
    text.split(' ').length <= 6;
  return announces && sorting.lines[above - 1]?.blank !== false ? above : header;
}

/** Below a forward's header, what nobody has claimed is the forwarded text. */
export function findForwardedText(sorting: Sorting): void {
  const start = sorting.types.indexOf('forward');
  if (start === -1) return;
  let end = start;
  while (end < sorting.lines.length && !goesOnBelowSignature(sorting, end)) end++;
  mark(sorting, start, end, 'forward');
}

/** Whoever forwards writes again, two blank lines below the other's signature. */
function goesOnBelowSignature({ lines, types }: Sorting, index: number): boolean {
  const isApart = lines[index - 1]?.blank && lines[index - 2]?.blank && lines[index]?.blank === false;
  return Boolean(isApart) && types[wordsBefore(lines, index)] === 'signature' && types[index] === undefined;
}

/** The line after the header block that begins at `index`; undefined when none begins there. */
export function forwardHeader(
  { lines, types }: { readonly lines: readonly Line[]; readonly types: Sorting['types'] },
  index: number,
): number | undefined {
  if (types[index] !== undefined || lines[index]?.blank !== false) return undefined;
  const announced = announcement.test(lines[index]?.text.trim() ?? '');
  const start = announced ? wordsFrom(lines, index + 1) : index;
  if (!announced && lines[index - 1]?.blank === false) return undefined;
  // Yandex names sender and date in one line.
  if (
    announced &&
    /\p{L}/u.test(lines[index]?.text ?? '') &&
    start > index &&
    lines[start]?.indent === 0 &&
    isAttribution(lines[start]?.text.trim() ?? '', false)
  )
    return start + 1;
  const names: string[] = [];
  let at = start;
  while (at < start + maxHeaderLines && types[at] === undefined && lines[at]?.blank === false) {
    const match = headerLine.exec(lines[at]?.text.trim() ?? '');
    const name = match?.[1]?.trim().toLowerCase();
    // A long Subject or To is folded (RFC 5322 §2.2.3), some archives lose the fold's space.
    if (name !== undefined) names.push(name);
    else if (names.length === 0 || (lines[at]?.indent ?? 0) === 0) break;
    at++;
  }
  const has = (words: readonly string[]): boolean => names.some((name) => words.includes(name));
  const known = [headerWords.from, headerWords.date, headerWords.subject].filter(has).length;
  const isHeader =
    announced && !/^_/.test(lines[index]?.text.trim() ?? '') ? names.length >= minHeaders && known >= 1 : known === 3;
  return isHeader ? at : undefined;
}

export function isHeaderLine(text: string): boolean {
  return headerLine.test(text);
}

/** Who sent the forwarded mail whose header lines these are, when and about what, as far as they say so. */
export function tellerOf(header: readonly string[]): Teller | undefined {
  const fields = unfolded(header);
  const fieldCalled = (words: readonly string[]): string | null =>
    fields.find(([name]) => words.includes(name))?.[1] ?? null;
  const [from, date, subject] = [
    fieldCalled(headerWords.from),
    fieldCalled(headerWords.date),
    fieldCalled(headerWords.subject),
  ];
  if (from === null && subject === null) return undefined;
  const read = date === null ? null : readDate(date);
  return { name: from === null ? null : nameIn(from), date: read?.certain ? read.instant : null, subject };
}

/** Header lines as names, in lower case, and values; a folded value is one line. */
function unfolded(header: readonly string[]): (readonly [string, string])[] {
  const fields: [string, string][] = [];
  for (const line of header) {
    const text = line.replace(/^[ >]+/, '').trim();
    const match = headerLine.exec(text);
    const last = fields.at(-1);
    if (match?.[1] !== undefined) fields.push([match[1].trim().toLowerCase(), match[2]?.trim() ?? '']);
    else if (last && text !== '') last[1] = `${last[1]} ${text}`.trim();
  }
  return fields;
}

/** `Ann Keller <ann at example.org>` → `Ann Keller`; null for an address alone. */
function nameIn(value: string): string | null {
  const name = value.replace(/[<[(].*$/, '').replace(/^["'\s]+|["'\s]+$/g, '');
  return name === '' || /@|\sat\s\S+\.\S/.test(name) ? null : name;
}
