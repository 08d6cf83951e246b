/** What stands at the end of a mail: scrub notices, the list's footer, the signature (RFC 3676 §4.3). */
import { signedLines } from './pgp.js';
import { isOpen, mark, openStretches, type Sorting, wordsBefore } from './sorting.js';
import { sentFrom } from './words/courtesies.js';
import { machineWords, mistakenWords, secretWords } from './words/machines.js';

/** Mailman 2.1 writes `-------------- next part --------------` between parts, in the list's language. */
const partSeparator = /^-{14} \S.{0,60} -{14}$/;
const footerRule = /^_{10,}$/;
const maxFooterLines = 8;
const maxDisclaimer = 3_000;
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

/**
 * The list's own lines below a line of underscores, and those below another rule whose words are a machine's (how to leave the list, a virus
 * scanner's verdict); a list behind a list adds a second one.
 */
export function findFooters(sorting: Sorting): void {
  const last = lastOpen(sorting, sorting.lines.length);
  let end = isDigestEnd(sorting, last) ? lastOpen(sorting, last - 1) : last;
  if (end < last && footerStart(sorting, end) !== undefined) mark(sorting, last - 1, last + 1, 'footer');
  else end = last;
  while (end >= 0) {
    const start = footerStart(sorting, end);
    if (start === undefined) return;
    mark(sorting, start, end + 1, 'footer');
    end = lastOpen(sorting, start);
  }
}

/** `End of Summit Digest, Vol 12, Issue 3` over a line of stars, in the list's language, below the list's footer. */
function isDigestEnd({ lines }: Sorting, last: number): boolean {
  return (
    /^\*{10,}$/.test(lines[last]?.text ?? '') && lines[last - 1]?.blank === false && lines[last - 2]?.blank === true
  );
}

/** The rule above the footer that ends at `end`; undefined when those lines are somebody's. */
function footerStart(sorting: Sorting, end: number): number | undefined {
  const { lines } = sorting;
  // Some lists close theirs with the same rule.
  const closed = ruleAt(sorting, end) ? 1 : 0;
  for (let start = end - closed; start >= Math.max(0, end - maxFooterLines - closed); start--) {
    // A footer is one piece; text below a rule and a blank line is somebody's.
    if (!isOpen(sorting, start)) return undefined;
    const style = start < end - closed ? ruleAt(sorting, start) : undefined;
    if (!style) continue;
    const below = lines.slice(start + 1, end + 1).map((line) => line.text);
    const isMachine = below.some((text) => machineWords.test(text));
    const isTheirs = below.some((text) => isAuthors(text, sorting.authorName));
    const points = below.some((text) => /https?:\/\/|@|\S at \S+\.\S|mailto:/.test(text));
    if (style === 'list' ? points : isMachine && !isTheirs) return start;
    if (style === 'list' || style === 'rule') return undefined;
  }
  return undefined;
}

/** A line of underscores is what lists write; other rules and `--` need words that say so. */
function ruleAt(sorting: Sorting, index: number): 'list' | 'rule' | 'dashes' | undefined {
  const text = sorting.lines[index]?.text.trim() ?? '';
  if (footerRule.test(text)) return 'list';
  if (/^(?:-{4,}|={4,}|\*{4,}|~{4,}|—{3,})$/.test(text)) return 'rule';
  return /^-{2,3}$/.test(text) ? 'dashes' : undefined;
}

function isAuthors(text: string, authorName: string | null): boolean {
  const name = authorName?.trim().toLowerCase() ?? '';
  return name !== '' && text.toLowerCase().includes(name);
}

/** Paragraphs of lawyers, where the author's words end: they say that something is secret, and what to do when it went astray. */
export function findDisclaimers(sorting: Sorting): void {
  for (const { from, to } of openStretches(sorting).reverse()) {
    let end = to;
    while (end > from) {
      let start = end - 1;
      while (start > from && !sorting.lines[start - 1]?.blank) start--;
      const words = sorting.lines
        .slice(start, end)
        .map((line) => line.text)
        .join(' ');
      if (!secretWords.test(words) || !mistakenWords.test(words) || words.length > maxDisclaimer) break;
      mark(sorting, start, end, 'footer');
      end = start;
      while (end > from && sorting.lines[end - 1]?.blank) end--;
    }
  }
}

/** The last line with words before `index` that is neither a notice nor armour; -1 when there is none. */
function lastOpen(sorting: Sorting, index: number): number {
  let at = wordsBefore(sorting.lines, index);
  while (at >= 0 && (sorting.types[at] === 'notice' || sorting.types[at] === 'pgp'))
    at = wordsBefore(sorting.lines, at);
  return at;
}

/**
 * From a `-- ` to the end, or to what is no signature any more: a quote below it, another part of the mail. A mail may have several, one
 * for each author that it has.
 */
export function findSignatures(sorting: Sorting): void {
  const { lines, types, text } = sorting;
  const signed = signedLines(sorting);
  let isLast = true;
  for (let index = lines.length - 1; index >= 0; index--) {
    const line = lines[index];
    const dash = signed.has(index) ? '- ' : '';
    if (!line || types[index] !== undefined || !/^--\s*$/.test(line.text.slice(dash.length))) continue;
    let end = index + 1;
    let count = 0;
    while (end < lines.length && types[end] === undefined && !goesOnBelow(sorting, end)) {
      if (!lines[end]?.blank) count++;
      end++;
    }
    const raw = text.slice(line.from, line.to).replace(/\r?\n$/, '');
    const isExact = raw === `${dash}-- `;
    // Archives strip the space; two bare dashes say less, so little may follow them.
    const limit = isExact && isLast ? maxSignatureLines : maxBareSignatureLines;
    if (count <= limit && !introducesQuote(sorting, end)) mark(sorting, index, end, 'signature');
    if (!isExact) break;
    isLast = false;
  }
  findSentFrom(sorting);
}

/** Two blank lines and then a sentence: somebody writes below a signature that is not theirs. */
function goesOnBelow({ lines }: Sorting, index: number): boolean {
  const line = lines[index];
  const isApart = lines[index - 1]?.blank && lines[index - 2]?.blank;
  return Boolean(isApart && line && line.width > 40 && /[.!?。]$/.test(line.text));
}

/** `-- ` and a name above `On … wrote:` and a quote: the last lines before the quote belong to the quote. */
function introducesQuote(sorting: Sorting, end: number): boolean {
  return sorting.types[end] === 'quote' && /[:：]$/.test(sorting.lines[wordsBefore(sorting.lines, end)]?.text ?? '');
}

function findSentFrom(sorting: Sorting): void {
  const { lines } = sorting;
  for (const { to } of openStretches(sorting)) {
    const last = to - 1;
    if (sentFrom.test(lines[last]?.text.trim() ?? '') && lines[last - 1]?.blank !== false)
      mark(sorting, last, to, 'signature');
  }
}
