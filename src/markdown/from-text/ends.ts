/** What stands at the end of a mail: scrub notices, the list's footer, the signature (RFC 3676 §4.3). */
import { signedLines } from './pgp.js';
import { mark, type Sorting, wordsBefore } from './sorting.js';
import { sentFrom } from './words.js';

/** Mailman 2.1 writes `-------------- next part --------------` between parts, in the list's language. */
const partSeparator = /^-{14} \S.{0,60} -{14}$/;
const footerRule = /^_{10,}$/;
const maxFooterLines = 8;
const maxSignatureLines = 30;
const maxBareSignatureLines = 8;

/** The passages that the reader of the archive handed in. */
export function findNotices(sorting: Sorting): void {
  const { lines, notices, text } = sorting;
  const ordered = [...notices].sort((a, b) => a.from - b.from);
  let current = 0;
  for (const [index, line] of lines.entries()) {
    if (partSeparator.test(line.text.trim())) sorting.types[index] = 'notice';
    while (current < ordered.length && (ordered[current]?.to ?? 0) <= line.from) current++;
    const notice = ordered[current];
    if (!notice || line.blank) continue;
    // Only a line that lies in the notice as a whole: half a line may be somebody's words.
    const start = line.from + (text.slice(line.from, line.to).match(/^\s*/)?.[0].length ?? 0);
    const end = line.from + text.slice(line.from, line.to).trimEnd().length;
    if (notice.from <= start && end <= notice.to) sorting.types[index] = 'notice';
  }
}

/** The list's own lines below a line of underscores; a list behind a list adds a second one. */
export function findFooters(sorting: Sorting): void {
  let end = lastOpen(sorting, sorting.lines.length);
  while (end >= 0) {
    let start = end;
    let count = 0;
    while (start >= 0 && count <= maxFooterLines && !isFooterRule(sorting, start)) {
      // A footer is one piece; text below a rule and a blank line is somebody's.
      if (sorting.types[start] !== undefined || sorting.lines[start]?.blank) return;
      count++;
      start--;
    }
    if (start < 0 || !isFooterRule(sorting, start) || count === 0) return;
    const lines = sorting.lines.slice(start + 1, end + 1);
    if (!lines.some((line) => /https?:\/\/|@|\S at \S+\.\S|mailto:/.test(line.text))) return;
    mark(sorting, start, end + 1, 'footer');
    end = lastOpen(sorting, start);
  }
}

function isFooterRule(sorting: Sorting, index: number): boolean {
  return footerRule.test(sorting.lines[index]?.text.trim() ?? '') && sorting.types[index] === undefined;
}

/** The last line with words before `index` that is neither a notice nor armour; -1 when there is none. */
function lastOpen(sorting: Sorting, index: number): number {
  let at = wordsBefore(sorting.lines, index);
  while (at >= 0 && (sorting.types[at] === 'notice' || sorting.types[at] === 'pgp'))
    at = wordsBefore(sorting.lines, at);
  return at;
}

/** From the last `-- ` to the end, or to what is no signature any more: a quote below it, another part of the mail. */
export function findSignature(sorting: Sorting): void {
  const { lines, types, text } = sorting;
  const signed = signedLines(sorting);
  for (let index = lines.length - 1; index >= 0; index--) {
    const line = lines[index];
    const dash = signed.has(index) ? '- ' : '';
    if (!line || types[index] !== undefined || !/^--\s*$/.test(line.text.slice(dash.length))) continue;
    let end = index + 1;
    let count = 0;
    while (end < lines.length && types[end] === undefined) {
      if (!lines[end]?.blank) count++;
      end++;
    }
    const raw = text.slice(line.from, line.to).replace(/\r?\n$/, '');
    // Archives strip the space; two bare dashes say less, so little may follow them.
    const limit = raw === `${dash}-- ` ? maxSignatureLines : maxBareSignatureLines;
    if (count <= limit && !introducesQuote(sorting, end)) mark(sorting, index, end, 'signature');
    break;
  }
  findSentFrom(sorting);
}

/** `-- ` and a name above `On … wrote:` and a quote: the last lines before the quote belong to the quote. */
function introducesQuote(sorting: Sorting, end: number): boolean {
  return sorting.types[end] === 'quote' && /[:：]$/.test(sorting.lines[wordsBefore(sorting.lines, end)]?.text ?? '');
}

function findSentFrom(sorting: Sorting): void {
  const { lines, types } = sorting;
  for (let index = lines.length - 1; index >= 0; index--) {
    const line = lines[index];
    if (!line || line.blank || (types[index] !== undefined && types[index] !== 'own')) continue;
    if (sentFrom.test(line.text.trim()) && lines[index - 1]?.blank !== false)
      mark(sorting, index, index + 1, 'signature');
    return;
  }
}
