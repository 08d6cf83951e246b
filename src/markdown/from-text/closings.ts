/**
 * How a mail ends: `Best regards,` and the author's name, and below them the lines that say how to reach them when no `-- ` parts them
 * off. Asked of every stretch that ends where something else begins (a quoted history, a forwarded mail, the end).
 */
import { isName, isNameLike, isShortName, maxNameWidth, namesIn } from './names.js';
import { isOpen, mark, openStretches, type Sorting, type Stretch } from './sorting.js';
import { closes, postscript } from './words/courtesies.js';
import { contactSigns } from './words/machines.js';

/** Words above so many lines are no longer the end of a mail. */
const maxEndLines = 9;
const maxEndWidth = 64;
const box = /^[*+=_~#|-]{5,}$/;

export function findClosings(sorting: Sorting): void {
  const stretches = openStretches(sorting).filter((stretch) => endsSomething(sorting, stretch));
  for (const stretch of stretches)
    if (!closeStretch(sorting, stretch)) closeStretch(sorting, withoutPostscript(sorting, stretch));
}

/** What is added below the name: a postscript, or git's `---` and what it says of the patch. */
function withoutPostscript({ lines }: Sorting, { from, to }: Stretch): Stretch {
  for (let at = from + 1; at < to; at++) {
    const text = lines[at]?.text ?? '';
    if (
      lines[at - 1]?.blank &&
      (postscript.test(text) || (text === '---' && / \| +\d+ /.test(lines[at + 1]?.text ?? '')))
    ) {
      let end = at;
      while (end > from && lines[end - 1]?.blank) end--;
      return { from, to: end };
    }
  }
  return { from, to };
}

/** The last words before the end of the mail or what is no quote that they answer. */
function endsSomething({ lines, types }: Sorting, { to }: Stretch): boolean {
  let next = to;
  while (next < lines.length && lines[next]?.blank) next++;
  // Above a quote that goes on, an answer ends and the mail does not.
  if (types[next] === 'quote' || types[next] === 'attribution') return !hasOpenBelow(types, lines, next);
  return true;
}

function hasOpenBelow(types: Sorting['types'], lines: Sorting['lines'], from: number): boolean {
  for (let at = from; at < lines.length; at++) if (types[at] === undefined && !lines[at]?.blank) return true;
  return false;
}

interface Ending {
  /** The first line of the sign-off. */
  readonly from: number;
  /** The first line of the signature below it; the stretch's end where there is none. */
  readonly signature: number;
}

/** Marks the end of a stretch; false when nothing in it looks like one. */
function closeStretch(sorting: Sorting, stretch: Stretch): boolean {
  const boxed = boxFrom(sorting, stretch);
  if (boxed !== undefined) mark(sorting, boxed, stretch.to, 'signature');
  const to = boxed === undefined ? stretch.to : wordsEnd(sorting, stretch.from, boxed);
  const ending = endingOf(sorting, { from: stretch.from, to }, boxed === undefined);
  if (!ending) return boxed !== undefined;
  mark(sorting, ending.from, ending.signature, 'signoff');
  mark(sorting, ending.signature, to, 'signature');
  return true;
}

function wordsEnd({ lines }: Sorting, from: number, to: number): number {
  let end = to;
  while (end > from && lines[end - 1]?.blank) end--;
  return end;
}

/** A signature in a frame or between two rules, with the author's name or an address in it. */
function boxFrom({ lines, authorName }: Sorting, { from, to }: Stretch): number | undefined {
  if (!box.test(lines[to - 1]?.text.trim() ?? '')) return undefined;
  for (let at = to - 3; at >= Math.max(from, to - maxEndLines); at--) {
    if (lines[at]?.blank) return undefined;
    if (!box.test(lines[at]?.text.trim() ?? '')) continue;
    const inside = lines.slice(at + 1, to - 1).map((line) => line.text);
    const isTheirs = inside.some((text) => contactSigns.test(text) || namesIn(text, authorName));
    return isTheirs && lines[at - 1]?.blank !== false ? at : undefined;
  }
  return undefined;
}

function endingOf(sorting: Sorting, { from, to }: Stretch, mayHaveContacts: boolean): Ending | undefined {
  const { lines, authorName } = sorting;
  let count = 0;
  let found: Ending | undefined;
  for (let at = to - 1; at >= from && count <= maxEndLines; at--) {
    const line = lines[at];
    if (!line || line.blank) continue;
    count++;
    if (line.width > maxEndWidth) break;
    const closing = closes.exec(line.text.trim());
    const rest = closing?.groups?.['name'] ?? '';
    const isClosing = closing !== null && (rest === '' || isNameLike(rest)) && hasEnd(closing, authorName);
    if (isClosing) {
      const signature = rest === '' ? afterNames(sorting, at + 1, to) : at + 1;
      if (signature < to && !mayHaveContacts) return undefined;
      return fits(sorting, signature, to) ? { from: aboveClosing(sorting, at, from), signature } : found;
    }
    const isLast = at === to - 1 && at > from && lines[at - 1]?.blank !== false;
    if (!isName(line.text, authorName) && !(isLast && isShortName(line.text, authorName))) continue;
    // A mail that only says a name says something.
    if (at === from && found === undefined && !saysMore(sorting, from)) break;
    const signature = at + 1;
    const hasMore = signature < to;
    if (hasMore && !(mayHaveContacts && hasContacts(sorting, signature, to) && fits(sorting, signature, to))) continue;
    // `Helen` above her card, which begins with her name again: the first is the sign-off.
    found = { from: aboveClosing(sorting, at, from), signature };
  }
  return found ?? loneComma(sorting, from, to);
}

/** Whether somebody says something above. Asked from below, this looks no further than to the stretch above. */
function saysMore({ lines, types }: Sorting, from: number): boolean {
  let above = from - 1;
  while (above >= 0 && (lines[above]?.blank || types[above] === 'notice' || types[above] === 'pgp')) above--;
  return above >= 0;
}

/** The words must end there: `Best` alone, `Best,`, `Gruß, Dirk`; not `Best thing we did`. */
function hasEnd(closing: RegExpExecArray, authorName: string | null): boolean {
  const { name = '', end = '', cjk } = closing.groups ?? {};
  if (cjk !== undefined) return name === '';
  return name === '' || /[,.!–—-]/.test(end) || /^\p{Lu}[\p{L}.]*$/u.test(name) || isName(name, authorName);
}

/** The first line below the name, which may stand after a blank line, and may be two. */
function afterNames({ lines }: Sorting, start: number, to: number): number {
  let at = start;
  while (at < to && lines[at]?.blank) at++;
  if (at >= to) return to;
  const line = lines[at];
  if (
    !line ||
    line.width > maxNameWidth ||
    contactSigns.test(line.text) ||
    /[.!?:;]$/.test(line.text.replace(/\p{Lu}\.$/u, ''))
  )
    return start;
  return at + 1;
}

/** What stands below the name is short lines in one or two pieces, no sentence among them. */
function fits({ lines }: Sorting, from: number, to: number): boolean {
  let gaps = 0;
  for (let at = from; at < to; at++) {
    const line = lines[at];
    if (line?.blank) gaps++;
    else if (!line || line.width > maxEndWidth || /[.!?]$/.test(line.text.replace(/\.\p{L}{1,4}\.$/u, '')))
      return false;
  }
  return gaps <= 2 && to - from <= maxEndLines;
}

function hasContacts({ lines }: Sorting, from: number, to: number): boolean {
  return lines.slice(from, to).some((line) => contactSigns.test(line.text));
}

/** `Thanks,` or `Viele Grüße` right above the name belongs to it. */
function aboveClosing(sorting: Sorting, at: number, from: number): number {
  const { lines } = sorting;
  let above = at - 1;
  while (above > from && lines[above]?.blank) above--;
  if (above < from || at - above > 2 || !isOpen(sorting, above)) return at;
  const text = lines[above]?.text.trim() ?? '';
  const words = text.split(/\s+/).length;
  const isComma =
    /[,，、]$/u.test(text) && words <= 5 && at - above === 1 && (above === from || lines[above - 1]?.blank !== false);
  const closing = closes.exec(text);
  const isClosing = closing !== null && (closing.groups?.['name'] ?? '') === '';
  return isComma || isClosing ? above : at;
}

/** A last line of a few words that ends in a comma, alone: `Bis bald,`. */
function loneComma({ lines }: Sorting, from: number, to: number): Ending | undefined {
  const last = lines[to - 1];
  if (!last || to - 1 === from || lines[to - 2]?.blank === false) return undefined;
  const words = last.text.trim();
  return /[,，、]$/u.test(words) && words.split(/\s+/).length <= 5 ? { from: to - 1, signature: to } : undefined;
}
