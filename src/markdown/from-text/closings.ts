/**
 * How a mail ends: `Best regards,` and the author's name, and below them the lines that say how to reach them when no `-- ` parts them
 * off. Asked of every stretch that ends where something else begins (a quoted history, a forwarded mail, the end).
 */
import { isOpen, mark, openStretches, type Sorting, type Stretch } from './sorting.js';
import { closes, postscript } from './words/courtesies.js';
import { contactSigns } from './words/machines.js';

/** Words above so many lines are no longer the end of a mail. */
const maxEndLines = 9;
const maxEndWidth = 64;
const maxNameWidth = 45;
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

/** `Dirk`, `Gideon & the screwdrivers`, `Ваш К. Щербак`: a few words, no sentence. */
function isNameLike(text: string): boolean {
  return (
    text.length <= maxNameWidth &&
    text.split(/\s+/).length <= 4 &&
    !/[.!?:;]\s|[?!:;]$/.test(text) &&
    /\p{L}/u.test(text)
  );
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

/** Alone at the very end: `F.`, `/ej`, `--ruslan`, `Pili` for Pilar. */
function isShortName(text: string, authorName: string | null): boolean {
  const words = text.trim();
  if (/^(?:[-–—~]{1,2}|\/)\s?\p{L}{1,12}$/u.test(words)) return true;
  const lower = words.toLowerCase();
  return partsOf(authorName).some(
    (part) =>
      (/^\p{L}\.?$/u.test(words) && part.startsWith(lower.charAt(0))) ||
      (/^\p{Lu}\p{Ll}{1,7}$/u.test(words) && part.slice(0, 2) === lower.slice(0, 2)),
  );
}

function namesIn(text: string, authorName: string | null): boolean {
  const lower = text.toLowerCase();
  return partsOf(authorName).some(
    (part) => Array.from(part).length >= (/^[\u2e80-\u9fff]/.test(part) ? 1 : 3) && lower.includes(part),
  );
}

function partsOf(authorName: string | null): string[] {
  return (authorName ?? '')
    .trim()
    .replace(/^["']|["']$/g, '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((part) => part !== '');
}

const minNickname = 3;

/**
 * The full name, the first or the last name, a short form of one (`Bart` for Bartholomew), the initials; with the dash, slash or title that
 * some put before it and the role that some put behind.
 */
function isName(text: string, authorName: string | null): boolean {
  const parts = partsOf(authorName);
  if (parts.length === 0) return false;
  const bare = text
    .trim()
    .replace(/^(?:[-–—~/]{1,3}\s*)/u, '')
    .replace(/[.,!)]+$/, '')
    .toLowerCase();
  const full = parts.join(' ');
  const initials = parts.map((part) => Array.from(part)[0] ?? '').join('');
  const letters = bare.replace(/[\s.]/g, '');
  if (bare === '' || bare.length > maxNameWidth) return false;
  if (bare === full || parts.includes(bare) || (letters.length >= 1 && letters === initials)) return true;
  if (parts.length > 1 && letters === Array.from(initials)[0] && !text.trim().endsWith('.')) return true;
  const words = bare.split(/[\s,]+/);
  if (words.length > 6) return false;
  // `i. A. Dr. Sabine Wolters`, `Abel, list owner`, `Л. Феоктистова`, `Сева Ким`
  const own = words.filter((word) =>
    parts.some((part) => part === word || (word.length >= minNickname && part.startsWith(word))),
  );
  const short = words.filter((word) => /^\p{L}{1,3}\.$|^\p{L}$/u.test(word));
  if (own.length === 0) return false;
  if (own.length + short.length === words.length) return true;
  if (full.length > 0 && bare.includes(full))
    return /^(?:\p{L}{1,5}\.\s*)*/u.exec(bare)?.[0].length === bare.indexOf(full) && words.length <= 5;
  const [first = ''] = words;
  // `Секретарь З. Колпакова`, `La secretaria, R. Olmedo`
  if (words.length <= 4 && own.includes(words.at(-1) ?? '') && short.length > 0) return true;
  return (
    own.includes(first) &&
    (bare.includes(',') ? words.length <= 5 : words.length === 2 && own.length === 1 && parts.includes(words[1] ?? ''))
  );
}
