/** `## Title`: Markdown's headings, told from the comments of scripts and configuration files. */
import type { Line } from './lines.js';
import { markerOf } from './markers.js';

const heading = /^#{1,6} +\p{L}.{0,100}$/u;

/** The lines that are headings; none where too many lines with a `#` are no headings, or stand on what is no prose. */
export function hashHeadings(lines: readonly Line[]): Line[] {
  const headings: Line[] = [];
  let comments = 0;
  let isFenced = false;
  for (const [index, line] of lines.entries()) {
    if (/^ {0,3}(?:```|~~~)/.test(line.text)) isFenced = !isFenced;
    if (isFenced || !line.text.startsWith('#')) continue;
    const isApart = index === 0 || lines[index - 1]?.blank !== false;
    if (isApart && heading.test(line.text) && headsProse(lines, index)) headings.push(line);
    else comments++;
  }
  return headings.length > comments * 2 ? headings : [];
}

/** Below a title stands a sentence, a list, another title or nothing; below a comment, what it comments. */
function headsProse(lines: readonly Line[], at: number): boolean {
  let next = at + 1;
  while (lines[next]?.blank) next++;
  const below = lines[next];
  if (!below) return true;
  const text = below.text.trim();
  if (heading.test(below.text)) return next > at + 1;
  if (markerOf(below) || /^>|^\[|^!\[|^\*\*|^```|^~~~/.test(text)) return true;
  const words = text.split(/\s+/);
  const isCode = /[;{}\\=]$|^[\w.-]+ ?= ?|^\W*\$|^(?:set|poll|user|import|include|use|export) /.test(text);
  return !isCode && (words.length >= 3 || next > at + 1) && /\p{L}{2}/u.test(text);
}
