/**
 * Which line ends were meant. A mailer breaks a line when the next word would not fit; so a line end before a word that
 * would have fitted is the author's own: an address, a verse, a list of names.
 */
import type { PhrasingContent } from 'mdast';
import { HARD, SOFT, toPhrasing } from './inline.js';
import { columns, type Line } from './lines.js';
import type { Context } from './piece.js';

const usualWidth = 72;
const widest = 100;

/** The column at which these lines were wrapped; Infinity for a text whose paragraphs are one line each. */
export function wrapWidth(lines: readonly Line[]): number {
  const widths: number[] = [];
  let long = 0;
  let words = 0;
  for (const [index, line] of lines.entries()) {
    if (line.blank) continue;
    words++;
    if (line.width > widest) long++;
    else if (line.width >= 40 && lines[index + 1]?.blank === false && line.text.trim().includes(' '))
      widths.push(line.width);
  }
  if (long >= 2 && long * 4 > words) return Infinity;
  widths.sort((a, b) => a - b);
  return widths[Math.floor((widths.length - 1) * 0.9)] ?? usualWidth;
}

/** `RESULT: …`, `ACTION: …`, `DECISION: …`: a marker at the start of a line begins a line, however full the one above is. */
const marker = /^\s*\p{Lu}{4,}: /u;

/** A paragraph's lines as inline nodes, wrapped lines joined. */
export function toInline(lines: readonly Line[], context: Context): PhrasingContent[] {
  return toPhrasing(joinLines(lines, context), context);
}

function joinLines(lines: readonly Line[], context: Context): string {
  const areShort = lines.length >= 2 && lines.every((line) => line.width < Math.min(context.width, usualWidth) * 0.6);
  let text = '';
  let wasForced = false;
  for (const [index, line] of lines.entries()) {
    const above = lines[index - 1];
    if (above) {
      // A word or two that a second wrapping left over: what they belong to goes on in the next line.
      const isRest = wasForced && isShortRest(above, context) && /^\p{Ll}/u.test(line.text.trimStart());
      text += isRest && context.reflow ? SOFT : joint(above, line, context, areShort && lines.length >= 3);
      wasForced = !wouldFit(above, line, context);
    }
    text += (line.typed ?? line.text).trim();
  }
  return text;
}

function isShortRest(line: Line, context: Context): boolean {
  return line.width < context.width * 0.3 && !/[.!?:;,]$/.test(line.text);
}

/** What stands between two lines of a paragraph: nothing, a space, or a break. */
function joint(above: Line, below: Line, context: Context, areShort: boolean): string {
  if (continuesUrl(above, below)) return '';
  if (!context.reflow || isReference(above.text) !== isReference(below.text) || isReference(below.text)) return HARD;
  if (marker.test(below.text)) return HARD;
  if (!wouldFit(above, below, context))
    return isCjk(above.text.trimEnd().slice(-1)) && isCjk(below.text.trimStart()) ? '' : SOFT;
  return isOwnLine(above, below, context, areShort) ? HARD : SOFT;
}

/** True when the line end after `above` was not forced by the width. */
export function isMeantBreak(above: Line, below: Line, context: Context): boolean {
  return !continuesUrl(above, below) && wouldFit(above, below, context) && isOwnLine(above, below, context, false);
}

function wouldFit(above: Line, below: Line, context: Context): boolean {
  const first = below.text.trimStart();
  const word = isCjk(first) ? 2 : columns(/^\S+/.exec(first)?.[0] ?? '');
  return above.width + 1 + word <= context.width;
}

function isOwnLine(above: Line, below: Line, context: Context, areShort: boolean): boolean {
  const end = above.text.trimEnd();
  const start = below.text.trimStart();
  // A bare URL on a line of its own belongs to the sentence before it.
  if (/^<?https?:\/\/\S+$/.test(start) && !/[.!?]$/.test(end) && !/^<?https?:\/\/\S+$/.test(end.trimStart()))
    return false;
  // What follows an address on a line of its own is the rest of that sentence too.
  if (/^<?https?:\/\/\S+$/.test(end.trimStart()) && /^\p{Ll}/u.test(start)) return false;
  if (context.inItem && /^[\p{Ll}(]/u.test(start) && !/[.!?:;]$/.test(end)) return false;
  if (areShort) return true;
  // A sentence that goes on: its author edited the lines and left them ragged.
  if (/^[\p{Ll}(]/u.test(start) && !/[.!?:;]$/.test(end) && above.width >= Math.min(context.width, usualWidth) * 0.55)
    return false;
  return above.width < context.width * 0.75;
}

/** `http://example.org/summit/` and `slides.html`: the rest of an address on the next line. */
function continuesUrl(above: Line, below: Line): boolean {
  const hanging = /https?:\/\/[^\s<>"]*[/=&?%_-]$/.exec(above.text);
  if (!hanging || above.width < 30) return false;
  const token = /^\s*([\w%~+#.=&?/-]+?)[.,;:)]?(?:\s|$)/.exec(below.text)?.[1] ?? '';
  return /\w/.test(token) && /[\w%]\.\w{2,5}$|[=&?#%_]|\/\w|\w\/$|\d/.test(token) && !/^www\.|^https?$/.test(token);
}

function isReference(text: string): boolean {
  return /^\s*\[[\p{L}\p{N}_-]{1,20}\]:?\s/u.test(text);
}

/** Scripts that put no space between words. Korean does. */
function isCjk(text: string): boolean {
  return /^[\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]/.test(text);
}
