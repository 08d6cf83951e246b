/** Code, diffs, shell sessions, XML, tables and drawings: what must keep its lines and columns becomes a fenced block. */
import type { Line } from './lines.js';
import type { Piece, Recogniser } from './piece.js';

/** How far a question may look that is asked for every line. */
const maxAskedAgain = 300;

const prompt =
  /^\s*(?:[$%] (?=[A-Za-z./~_])|[\w.-]+@[\w.-]+[:~ ][^#$%]{0,40}[#$%] |~?\$ (?=[A-Za-z./~_])|C:\\.{0,40}> ?|(?!\d+[#$])[\w/~.-]{1,30}[#$] (?=[a-z./~_]+(?: |$)))/;
const interpreter = /^\s*(?:>>> |>>>$|\.\.\. |\.\.\.$|In \[\d+\]: )/;
const codeEnd =
  /[;{}]\s*$|^\s*(?:#include|import \w|from \w+ import|def \w+\(|class \w+[(:]|function \w*\(|return\b.*;|\/\/|\/\*|\*\/)|=>|->|\(\)|\)(?=[:;]?$)(?<=\w\(.*)|^\s*[\w.]+ ?= ?\S+$/;
/** `Feb  6 18:42:10 host program[42]: …`, as programs log. */
const stamped = /^\s*(?:\p{Lu}\p{Ll}{2} +\d{1,2}|\d{4}-\d\d-\d\d)[ T]\d\d:\d\d:\d\d\S* \S/u;
/** What a line of prose does not hold; a chunk without any of it is asked no further. */
const odd =
  /[|;{}$%<>=\\`#]|\S {3,}\S|\(\)|\)[;:]?$|[-_+*^~/]{2}|^\s*\^|^\s*(?:import |from |def |class |function|return|In \[|\.\.\.)|^\P{L}+$|\d\d:\d\d:\d\d/u;
const markup = /^\s*<\/?[A-Za-z!?][^<>]*/;

/** A unified diff, by the line counts of its hunks; `Index:` and `---`/`+++` lines above belong to it. */
export const recogniseDiff: Recogniser = (lines, index) => {
  if (!/^(?:diff |Index: |--- |\+\+\+ |@@ -|={20,}$|index [0-9a-f]+\.\.)/.test(lines[index]?.text ?? ''))
    return undefined;
  let at = index;
  let hunks = 0;
  while (at < lines.length) {
    const hunk = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(lines[at]?.text ?? '');
    if (hunk) {
      at = hunkEnd(lines, at + 1, Number(hunk[1] ?? 1), Number(hunk[2] ?? 1));
      hunks++;
    } else if (
      /^(?:diff |Index: |--- |\+\+\+ |={20,}$|index [0-9a-f]|new file|deleted file|old mode|new mode|similarity|rename |RCS file|retrieving|\\ No newline)/.test(
        lines[at]?.text ?? '',
      )
    )
      at++;
    else break;
  }
  return hunks > 0 ? { pieces: [codePiece(lines.slice(index, at), 'diff')], next: at } : undefined;
};

function hunkEnd(lines: readonly Line[], start: number, removed: number, added: number): number {
  let [old, fresh, at] = [removed, added, start];
  while (at < lines.length && (old > 0 || fresh > 0)) {
    const sign = lines[at]?.text.charAt(0) ?? '';
    if (!['', ' ', '+', '-', '\\'].includes(sign)) break;
    if (sign !== '+' && sign !== '\\') old--;
    if (sign !== '-' && sign !== '\\') fresh--;
    at++;
  }
  return at;
}

/** A paragraph that is code by its looks, and those after it that are too. */
export const recogniseCode: Recogniser = (lines, index) => {
  // Asked again for every line of a chunk that has no blank line, a long one would take for ever.
  const isAskedAgain = lines[index - 1]?.blank === false;
  const first = chunkEnd(lines, index, isAskedAgain ? index + maxAskedAgain + 1 : lines.length);
  if (isAskedAgain && first - index > maxAskedAgain) return undefined;
  const lang = languageOf(lines.slice(index, first));
  if (lang === undefined) return undefined;
  let end = first;
  for (;;) {
    let next = end;
    while (lines[next]?.blank) next++;
    const follow = chunkEnd(lines, next);
    if (next >= lines.length || next - end > 2 || languageOf(lines.slice(next, follow)) !== lang) break;
    end = follow;
  }
  const own = lines.slice(index, end);
  return { pieces: [codePiece(own, lang || certainLanguage(own.map((line) => line.text).join('\n')))], next: end };
};

/** The next blank line, or `limit` when none stands before it. */
export function chunkEnd(lines: readonly Line[], index: number, limit = lines.length): number {
  let end = index;
  while (end < Math.min(limit, lines.length) && !lines[end]?.blank) end++;
  return end;
}

/** What is written in no other language; the first that fits. */
const languages: readonly (readonly [name: string, sign: RegExp])[] = [
  ['python', /^\s*#!.*\bpython/],
  ['perl', /^\s*#!.*\bperl\b|^\s*use (?:strict|warnings);|^\s*my [$@%]\w+ *=/m],
  ['ruby', /^\s*#!.*\bruby\b/],
  ['sh', /^\s*#!.*\b(?:ba|da|k|z)?sh\b/],
  ['c', /^\s*#\s*include\s*[<"]|^\s*(?:static |extern )?(?:int|void|char) \*?\w+\([^)\n]*\)\s*[{;]?$/m],
  ['php', /<\?php/],
  ['html', /^\s*<!DOCTYPE html|^\s*<html[\s>]/i],
  ['sql', /^\s*(?:SELECT\s.{1,200}\sFROM|INSERT INTO|CREATE TABLE|ALTER TABLE)\s/ms],
  ['python', /^\s*(?:def \w+\(.{0,200}\)\s*:|class \w+(?:\(.{0,100}\))?:|from [\w.]+ import )/m],
  ['javascript', /^\s*(?:(?:const|let) \w+ = |(?:export |async )?function \w+\(.{0,200}\) \{)/m],
];

/** The language that a piece of code can only be; null in doubt. */
export function certainLanguage(code: string): string | null {
  return languages.find(([, sign]) => sign.test(code))?.[0] ?? (isJson(code) ? 'json' : null);
}

function isJson(code: string): boolean {
  if (!/^\s*[{[]\s*["[{\d]/.test(code) || code.length > 100_000) return false;
  try {
    JSON.parse(code);
    return true;
  } catch {
    return false;
  }
}

/** The language where it is certain, '' for code of no certain language, undefined for what is no code. */
function languageOf(chunk: readonly Line[]): string | undefined {
  const first = chunk[0];
  if (!first || !chunk.some((line) => line.indent >= 4 || odd.test(line.text))) return undefined;
  if (/^\s*(?:>>>|In \[\d+\]:)/.test(first.text) && (chunk.length > 1 || interpreter.test(first.text))) return 'python';
  if (
    prompt.test(first.text) &&
    (chunk.length === 1 || chunk.some((line, index) => index > 0 && (prompt.test(line.text) || line.width < 200)))
  )
    return 'console';
  const count = (pattern: RegExp): number => chunk.filter((line) => pattern.test(line.text)).length;
  if (isMarkup(chunk)) return 'xml';
  if (isTable(chunk) || isDrawing(chunk) || pointsAbove(chunk)) return '';
  const isIndented = chunk.every((line) => line.indent >= 4);
  if (chunk.length >= 2 && count(stamped) * 2 >= chunk.length) return '';
  const codeLines = count(codeEnd);
  if (isIndented && (codeLines * 2 >= chunk.length || chunk.every((line) => isCommand(line.text)))) return '';
  return chunk.length >= 3 && codeLines * 4 >= chunk.length * 3 ? '' : undefined;
}

function isMarkup(chunk: readonly Line[]): boolean {
  const opens = chunk.filter((line) => markup.test(line.text)).length;
  const first = chunk[0]?.text.trim() ?? '';
  const last = chunk.at(-1)?.text.trim() ?? '';
  if (!/^<[A-Za-z!?/][\w:.-]*(?:[\s/>]|$)/.test(first) || /^<\w+:\/\//.test(first) || !last.endsWith('>')) return false;
  return (
    opens * 2 > chunk.length &&
    (chunk.length >= 2 || /^<([\w:.-]+)[\s>].*<\/\1>$|^<[\w:.-]+\s[^<>]*=[^<>]*\/>$/.test(first))
  );
}

/** A command or a file of it: no word of prose but words with dashes, slashes, dots. */
function isCommand(text: string): boolean {
  const words = text.trim().split(/\s+/);
  const odd = words.filter((word) => /^--?\w|[/\\=$|_]|\w\.\w|^[<>&]/.test(word) && !/^\(?https?:/.test(word)).length;
  return odd * 2 >= words.length && !/[.!?]$/.test(text);
}

/** Columns: bars, or gaps of three spaces that stand below one another. */
function isTable(chunk: readonly Line[]): boolean {
  if (chunk.length < 2) return false;
  const barred = chunk.filter(({ text }) => /[|+]/.test(text) && /\S\s*\|\s*\S|^\s*[|+].*[|+]\s*$/.test(text)).length;
  if (barred * 3 >= chunk.length * 2) return true;
  if (chunk.filter((line) => line.text.trimStart().includes('   ')).length < 2) return false;
  const edges = new Map<number, number>();
  let gapped = 0;
  for (const line of chunk) {
    const gaps = [...line.text.trimEnd().matchAll(/(?<=\S) {3,}(?=\S)/g)];
    if (gaps.length > 0 && !/^\s*[-*+o•] /.test(line.text)) gapped++;
    for (const gap of gaps) edges.set(gap.index + gap[0].length, (edges.get(gap.index + gap[0].length) ?? 0) + 1);
  }
  return gapped * 3 >= chunk.length * 2 && [...edges.values()].some((count) => count >= 2);
}

/** `^^^^` below the words that it points at: the column is what it says. */
function pointsAbove(chunk: readonly Line[]): boolean {
  return chunk.length <= 8 && chunk.some((line, index) => index > 0 && /^\s*[\^~]*\^[\s^~]*$/.test(line.text));
}

function isDrawing(chunk: readonly Line[]): boolean {
  if (chunk.length < 2) return false;
  let signs = 0;
  let length = 0;
  for (const { text } of chunk) {
    for (let at = 0; at < text.length; at++) {
      const character = text.charCodeAt(at);
      if (character === 0x20) continue;
      length++;
      if (character < 0x80 && drawn[character] === 1) signs++;
    }
  }
  if (length < 8 || signs <= length * 0.5) return false;
  const text = chunk.map((line) => line.text.replace(/\s+/g, '')).join('');
  // An ellipsis and a few dashes.
  if (!chunk.some((line) => /[|\\/_+^]|[-=<>~*#]{2}/.test(line.text))) return false;
  return !/https?:/.test(text) && !/^([-=_*~#])\1+$/.test(text);
}

/** What drawings are made of. */
const drawn = Uint8Array.from({ length: 0x80 }, (_, code) =>
  "-_|/\\+*=<>^~.'`#:()[]".includes(String.fromCharCode(code)) ? 1 : 0,
);

export function codePiece(lines: readonly Line[], lang: string | null): Piece {
  const typed = lines.map((line) => (line.blank ? '' : (line.typed ?? line.text)));
  const margin = typed.reduce((least, text) => (text === '' ? least : Math.min(least, text.search(/\S/))), Infinity);
  const value = typed
    .map((text) => text.slice(margin))
    .join('\n')
    .replace(/^\n+|\n+$/g, '');
  return { type: 'code', node: { type: 'code', lang, value }, from: lines[0]?.from ?? 0, to: lines.at(-1)?.to ?? 0 };
}
