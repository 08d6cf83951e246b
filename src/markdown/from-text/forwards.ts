/** A forwarded mail: a block of header lines, mostly below a line of dashes, and then somebody else's text to the end. */
import { isAttribution } from './quotes.js';
import { isOpen, mark, type Sorting, wordsBefore, wordsFrom } from './sorting.js';
import { headerWords } from './words/headers.js';

/** `-------- Original Message --------`, in any language. */
const announcement = /^(?:>\s*)?-{3,}\s*\p{L}[^-]{2,60}\s*-{3,}$|^_{20,}$/u;
const headerLine = /^\*?([\p{L}][\p{L}\p{N} -]{0,24})\*?\s?[:：]\*?\s*(\S.*)?$/u;
const minHeaders = 2;

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
export function forwardHeader(sorting: Pick<Sorting, 'lines' | 'types'>, index: number): number | undefined {
  const { lines, types } = sorting;
  if (types[index] !== undefined || lines[index]?.blank !== false) return undefined;
  const announced = announcement.test(lines[index]?.text.trim() ?? '');
  const start = announced ? wordsFrom(lines, index + 1) : index;
  if (!announced && lines[index - 1]?.blank === false) return undefined;
  // Yandex names sender and date in one line.
  if (announced && start > index && isAttribution(lines[start]?.text.trim() ?? '', false)) return start + 1;
  const names: string[] = [];
  let at = start;
  while (at < lines.length && types[at] === undefined && lines[at]?.blank === false) {
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
