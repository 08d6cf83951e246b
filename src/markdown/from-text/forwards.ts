/** A forwarded mail: a block of header lines, mostly below a line of dashes, and then somebody else's text to the end. */
import { mark, type Sorting, wordsFrom } from './sorting.js';
import { headerWords } from './words.js';

/** `-------- Original Message --------`, in any language. */
const announcement = /^(?:>\s*)?-{3,}\s*\p{L}[^-]{2,60}\s*-{3,}$|^_{20,}$/u;
const headerLine = /^\*?([\p{L}][\p{L}\p{N} -]{0,24})\*?\s?[:：]\*?\s*(\S.*)?$/u;
const minHeaders = 2;

/** Marks the header block alone; what follows is asked for its quotes and signatures first. */
export function findForwards(sorting: Sorting): void {
  for (let index = 0; index < sorting.lines.length; index++) {
    const end = forwardHeader(sorting, index);
    if (end === undefined) continue;
    mark(sorting, index, end, 'forward');
    return;
  }
}

/** Below a forward's header, what nobody has claimed is the forwarded text. */
export function findForwardedText(sorting: Sorting): void {
  const start = sorting.types.indexOf('forward');
  if (start !== -1) mark(sorting, start, sorting.lines.length, 'forward');
}

/** The line after the header block that begins at `index`; undefined when none begins there. */
export function forwardHeader(sorting: Pick<Sorting, 'lines' | 'types'>, index: number): number | undefined {
  const { lines, types } = sorting;
  if (types[index] !== undefined || lines[index]?.blank !== false) return undefined;
  const announced = announcement.test(lines[index]?.text.trim() ?? '');
  const start = announced ? wordsFrom(lines, index + 1) : index;
  if (!announced && lines[index - 1]?.blank === false) return undefined;
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
