/**
 * Text → lines. A line remembers where it came from, whatever is done to its words later, so that every block can say
 * which passage of the mail it is.
 */
import type { Range } from '../../model.js';

export interface Line extends Range {
  /** The words, without line end; tabs are spaces, other control characters are gone. */
  readonly text: string;
  /** Columns before the first word. */
  readonly indent: number;
  readonly blank: boolean;
  /** How many columns it took in the mail, before an address was shortened. */
  readonly width: number;
  /** What code shows of it, where its words were prepared for being a list item. */
  readonly typed?: string;
}

/** A line of the mail itself: `to` is after its line end; quote marks are counted and still there. */
export interface MailLine extends Line {
  /** How many `>` it begins with. */
  readonly depth: number;
  /** What stands after the quote marks. */
  readonly inner: string;
}

/** `> > text`, `>>text`, ` > text`: a mark may be followed by one space, which belongs to it. */
const quoteMarks = /^ ?(?:> ?)+/;

export function toLines(text: string): MailLine[] {
  const lines: MailLine[] = [];
  let from = 0;
  while (from < text.length) {
    const end = text.indexOf('\n', from);
    const to = end === -1 ? text.length : end + 1;
    lines.push(mailLine(text.slice(from, end === -1 ? to : end), from, to));
    from = to;
  }
  return lines;
}

export function mailLine(raw: string, from: number, to: number): MailLine {
  const text = cleanText(raw);
  const marks = text.charAt(0) === '>' || text.startsWith(' >') ? (quoteMarks.exec(text)?.[0] ?? '') : '';
  return asMailLine(makeLine(text, from, to), marks);
}

/** A mail line that is not a quote, whatever it begins with. */
export function unquotedLine(raw: string, from: number, to: number): MailLine {
  const text = cleanText(raw);
  return asMailLine(makeLine(text, from, to), '');
}

/** Written out: this runs for every line of an archive, and a spread takes ten times as long. */
function asMailLine(line: Line, marks: string): MailLine {
  const { from, to, text, indent, blank, width } = line;
  const depth = marks === '' ? 0 : marks.length - marks.replaceAll('>', '').length;
  return { from, to, text, indent, blank, width, depth, inner: marks === '' ? text : text.slice(marks.length) };
}

export function makeLine(text: string, from: number, to: number, width?: number): Line {
  const indent = text.length - text.trimStart().length;
  return { from, to, text, indent, blank: indent === text.length, width: width ?? columns(text) };
}

/** The same line with other words, at the same place. */
export function withText(line: Line, text: string): Line {
  return makeLine(text, line.from, line.to, line.width - line.text.length + text.length);
}

/** One quote mark less. */
export function stripMark(line: Line): Line {
  return withText(line, line.text.replace(/^ ?> ?/, ''));
}

function cleanText(raw: string): string {
  if (!/[\u0000-\u001f\u007f\u2028\u2029]/.test(raw)) return raw.trimEnd();
  const expanded = raw.includes('\t') ? expandTabs(raw) : raw;
  return expanded.replace(/[\u0000-\u0008\u000b-\u001f\u007f\u2028\u2029]/g, ' ').trimEnd();
}

function expandTabs(text: string): string {
  let result = '';
  for (const [index, part] of text.split('\t').entries()) {
    if (index > 0) result += ' '.repeat(8 - (result.length % 8));
    result += part;
  }
  return result;
}

const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g;

/** Display columns: a CJK character takes two. */
export function columns(text: string): number {
  return text.length + (/[\u1100-\uffe6]/.test(text) ? (text.match(wide)?.length ?? 0) : 0);
}
