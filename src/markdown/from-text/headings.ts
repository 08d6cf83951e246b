/** Headings as people type them in plain text: underlined, `==== framed ====`, numbered or starred above paragraphs. */

import { hashHeadings } from './hash-headings.js';
import { toPhrasing } from './inline.js';
import type { Line } from './lines.js';
import { markerOf } from './markers.js';
import { type Piece, paragraph, type Recogniser, type Title } from './piece.js';
import { sectionWords } from './words/sections.js';

const rule = /^\s*(?:([-=~*_#+])\1{2,}|(?:[-*_] ){2,}[-*_])\s*$/;
const underline = /^\s*([=~^*#-])\1{2,}\s*$/;
/** `*** 719,725 ***` is of a patch, `--- snip ---` an ellipsis. */
const framed = /^\s*([=*#~_+-])\1+\s+((?![\d,]+ )(?:(?!\1{3})\S| (?! ))*?)\s+\1{2,}\s*$/;
const maxTitleWidth = 75;

/** Strongest first; what a text uses of it becomes depth 1, 2, 3 … */
const ranks = ['overline', '=', 'framed', '#', '*', '-', '~', '^', 'numbered', 'starred', 'capitals', 'colon'];

export function rankOf(style: string): number {
  const rank = ranks.indexOf(style);
  return rank === -1 ? ranks.length : rank;
}

/** `Topic` over `-----`, also below a line of the same; the underline is about as long as its title. */
export const recogniseUnderlined: Recogniser = (lines, index, context) => {
  const over = underline.test(lines[index]?.text ?? '') ? 1 : 0;
  const title = lines[index + over];
  const under = lines[index + over + 1];
  if (!title || title.blank || !under || lines[index - 1]?.blank === false) return undefined;
  const character = underline.exec(under.text)?.[1];
  const length = under.text.trim().length;
  const words = title.text.trim();
  if (!character || rule.test(title.text) || title.width > maxTitleWidth || !/[\p{L}\p{N}]/u.test(words))
    return undefined;
  if (over === 0 && Math.abs(length - (title.width - title.indent)) > Math.max(3, words.length * 0.3)) return undefined;
  // `---` around `title: x` is somebody's front matter, not a frame.
  if (over === 1 && (!lines[index]?.text.trim().startsWith(character) || length < words.length - 3)) return undefined;
  const piece = headingPiece(
    { rank: rankOf(over === 1 ? 'overline' : character), text: words },
    lines.slice(index, index + over + 2),
    context,
  );
  return { pieces: [piece], next: index + over + 2 };
};

/** `==== Topic ====` */
export const recogniseFramed: Recogniser = (lines, index, context) => {
  const line = lines[index];
  const match = framed.exec(line?.text ?? '');
  if (!line || !match || !/[\p{L}\p{N}]/u.test(match[2] ?? '') || line.width > maxTitleWidth) return undefined;
  return { pieces: [headingPiece({ rank: rankOf('framed'), text: match[2] ?? '' }, [line], context)], next: index + 1 };
};

export function isRule(line: Line): boolean {
  return rule.test(line.text);
}

/** A line of dashes or stars alone. It is never the underline of what happens to stand above it. */
export const recogniseRule: Recogniser = (lines, index, context) => {
  const line = lines[index];
  // Behind a bullet, `- ---` would be a rule as a whole.
  if (!line || !isRule(line) || context.inItem) return undefined;
  return { pieces: [{ type: 'rule', node: { type: 'thematicBreak' }, from: line.from, to: line.to }], next: index + 1 };
};

/** A title found beforehand, and the URL that shares its line: `1) Messages - https://…`. */
export const recogniseTitle: Recogniser = (lines, index, context) => {
  const line = lines[index];
  const title = line && context.titles.get(line);
  if (!line || !title) return undefined;
  const own = lines.slice(index, index + (title.withNextLine ? 2 : 1));
  const shared = /^(.*?\p{L}.*?)\s+(?:[-–—:]\s+)?<?((?:https?|ftp):\/\/[^\s<>]+)>?$/u.exec(title.text);
  if (!shared) return { pieces: [headingPiece(title, own, context)], next: index + own.length };
  const [, words = '', url = ''] = shared;
  const link = paragraph(toPhrasing(url, context), own.at(-1) ?? line);
  return { pieces: [headingPiece({ ...title, text: words }, [line], context), link], next: index + own.length };
};

function headingPiece(title: Title, lines: readonly Line[], context: Parameters<Recogniser>[2]): Piece {
  return {
    type: 'heading',
    // The rank stands in for the depth until the whole text is known.
    node: {
      type: 'heading',
      depth: 1,
      children: toPhrasing(title.text, context),
      data: { rank: title.rank } as object,
    },
    from: lines[0]?.from ?? 0,
    to: lines.at(-1)?.to ?? 0,
  };
}

/** Lines that are section titles: `1) Title` or `* Title`, several of them, each alone above text that is no list. */
export function findTitles(lines: readonly Line[]): ReadonlyMap<Line, Title> {
  const titles = new Map<Line, Title>();
  for (const run of [...numberedRuns(lines), starredRun(lines)]) {
    const sections = run.filter((at) => opensSection(lines, at));
    if (sections.length === 0 || sections.length * 2 < run.length) continue;
    if (run.length < 2 && !(run[0] !== undefined && isIndentedBelow(lines, run[0]))) continue;
    for (const at of run) {
      const line = lines[at];
      const marker = line && markerOf(line);
      if (!line || !marker || !isTitleLine(lines, at)) continue;
      const rank = rankOf(marker.kind === 'number' ? 'numbered' : 'starred');
      const address = addressBelow(lines, at);
      if (address === null) titles.set(line, { rank, text: marker.text.replace(/(?<!:\/\/\S{1,200})\s+[-–—:]$/u, '') });
      else titles.set(line, { rank, text: `${marker.text} ${address}`, withNextLine: true });
    }
  }
  addHashTitles(lines, titles);
  addLooseTitles(lines, titles);
  return titles;
}

/** `## Title`, as Markdown has it, in a text that is no Markdown beside. */
function addHashTitles(lines: readonly Line[], titles: Map<Line, Title>): void {
  const headings = hashHeadings(lines);
  if (headings.length < 2) return;
  for (const line of headings) {
    const [, hashes = '', words = ''] = /^(#{1,6}) +(.*?)(?: +#+)?$/.exec(line.text) ?? [];
    titles.set(line, { rank: hashes.length / 10, text: words });
  }
}

/** Headings that bear no mark; they are believed where there are several, and nothing else heads the text. */
function addLooseTitles(lines: readonly Line[], titles: Map<Line, Title>): void {
  if (titles.size > 0 || lines.length > maxLooseLines) return;
  if (lines.some((line, index) => underline.test(line.text) && lines[index - 1]?.blank === false)) return;
  if (lines.some((line) => framed.test(line.text))) return;
  for (const [style, isTitle, least] of looseStyles) {
    const found = lines.filter((_, index) => isTitle(lines, index));
    if (found.length < least(found)) continue;
    for (const line of found)
      titles.set(line, { rank: rankOf(style), text: line.text.trim().replace(/\s?[:：]$/, '') });
    return;
  }
}

const maxLooseLines = 5_000;
const looseStyles: readonly (readonly [
  style: string,
  isTitle: (lines: readonly Line[], at: number) => boolean,
  least: (found: readonly Line[]) => number,
])[] = [
  ['capitals', isCapitals, () => 2],
  ['colon', isColonTitle, (found) => (found.every((line) => sectionWords.test(line.text)) ? 2 : 4)],
];

/** `NEXT STEPS` with a blank line above and words below that are not all capitals. */
function isCapitals(lines: readonly Line[], at: number): boolean {
  const line = lines[at];
  if (!line || line.indent > 0 || line.width > 60 || lines[at - 1]?.blank === false) return false;
  if (
    !/^(?=.*\p{Lu}{3})[\p{Lu}\p{N}][^\p{Ll}]*[^\p{Ll}.!?;,]$/u.test(line.text) ||
    /[|=<>{}$\\/*_]|\d{3}/.test(line.text)
  )
    return false;
  if ((line.text.match(/\p{Lu}/gu)?.length ?? 0) * 2 < line.text.length) return false;
  const below = firstBelow(lines, at);
  return below !== undefined && /\p{Ll}/u.test(below.text);
}

/** `Next meeting:` alone, with text or a list below it. */
function isColonTitle(lines: readonly Line[], at: number): boolean {
  const line = lines[at];
  if (!line || line.indent > 0 || line.width > 40 || lines[at - 1]?.blank === false) return false;
  if (!/^\p{Lu}[\p{L}\p{N} &/'’-]*\s?[:：]$/u.test(line.text) || line.text.split(' ').length > 4) return false;
  const below = firstBelow(lines, at);
  if (!below || /[:：]$/.test(below.text)) return false;
  return lines[at + 1]?.blank === true || markerOf(below) !== undefined;
}

function firstBelow(lines: readonly Line[], at: number): Line | undefined {
  let next = at + 1;
  while (lines[next]?.blank) next++;
  return next - at > 2 ? undefined : lines[next];
}

/** Stretches of unindented numbered lines whose numbers rise; an agenda and the minutes after it are two. */
function numberedRuns(lines: readonly Line[]): number[][] {
  const runs: number[][] = [];
  let last = Infinity;
  for (const [index, line] of lines.entries()) {
    const marker = markerOf(line);
    if (marker?.kind !== 'number' || line.indent > 1) continue;
    if (marker.number <= last) runs.push([]);
    runs.at(-1)?.push(index);
    last = marker.number;
  }
  return runs;
}

function starredRun(lines: readonly Line[]): number[] {
  const starred = lines.flatMap((line, index) => (line.indent === 0 && /^\* \S/.test(line.text) ? [index] : []));
  return starred.length >= 2 && starred.every((at) => isTitleLine(lines, at)) ? starred : [];
}

/** One short line that is no sentence, with a blank line above it. */
function isTitleLine(lines: readonly Line[], at: number): boolean {
  const line = lines[at];
  if (!line || line.width > maxTitleWidth || /[.;,]$/.test(line.text)) return false;
  if (lines[at - 1]?.blank === false) return false;
  const below = lines[at + (addressBelow(lines, at) === null ? 1 : 2)];
  return !below || below.blank || (line.text.startsWith('* ') && below.indent === 0 && line.width < 60);
}

/** The address that stands alone and indented on the line below: `1) Title -` over `   https://…`. */
function addressBelow(lines: readonly Line[], at: number): string | null {
  const below = lines[at + 1];
  if (!below || below.blank || below.indent === 0) return null;
  return /^<?((?:https?|ftp):\/\/[^\s<>]+)>?$/.exec(below.text.trim())?.[1] ?? null;
}

/** Below the title stands text of its own, not the next item. */
function opensSection(lines: readonly Line[], at: number): boolean {
  if (!isTitleLine(lines, at)) return false;
  let next = at + (addressBelow(lines, at) === null ? 1 : 2);
  while (lines[next]?.blank) next++;
  const below = lines[next];
  if (!below) return false;
  const marker = markerOf(below);
  if (!marker) return below.indent === 0 || next > at + 1;
  const own = lines[at] && markerOf(lines[at]);
  return below.indent > 1 || marker.kind !== own?.kind;
}

function isIndentedBelow(lines: readonly Line[], at: number): boolean {
  let next = at + 1;
  while (lines[next]?.blank) next++;
  return next > at + 1 && (lines[next]?.indent ?? 0) >= 2;
}
