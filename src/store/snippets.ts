/** The passage of a text that shows best why a search found it. */
import { folded } from '../archives/selection.js';
import type { Range } from '../model.js';
import type { Term } from './search-query.js';
import { type Unit, unitsOf } from './search-text.js';

export interface Snippet {
  /** On one line. */
  readonly text: string;
  readonly hits: readonly Range[];
}

/** UTF-16 code units; about two lines of a terminal. */
const LENGTH = 160;
/** A mail may be megabytes of log; what is found further down is shown by its beginning. */
const MOST_READ = 200_000;

/** The best passage of the first text that has any hit; the beginning of the first that says anything where none has. */
export function snippetOf(texts: readonly string[], terms: readonly Term[]): Snippet {
  for (const text of texts) {
    const hits = findHits(text.slice(0, MOST_READ), terms);
    if (hits.length > 0) return cut(text, startOf(text, bestWindow(hits)), hits);
  }
  const text = texts.find((each) => each.trim() !== '') ?? '';
  return cut(text, text.search(/\S|$/), []);
}

interface Hit extends Range {
  readonly term: number;
}

/** Where the terms occur, in order, none overlapping. */
function findHits(text: string, terms: readonly Term[]): Hit[] {
  const units = [...unitsOf(text)].map((unit) => ({ ...unit, text: foldedUnit(unit.text) }));
  const sought = terms.flatMap((term, index) =>
    term.map(({ units: words, isPrefix }) => ({
      term: index,
      words: words.map((word) => foldedUnit(word.text)),
      isPrefix,
    })),
  );
  // Most words of a text begin no phrase: one look tells.
  const byFirst = new Map<string | undefined, typeof sought>();
  const prefixes = sought.filter(({ words, isPrefix }) => isPrefix && words.length === 1);
  for (const each of sought) {
    if (!prefixes.includes(each)) byFirst.set(each.words[0], [...(byFirst.get(each.words[0]) ?? []), each]);
  }
  const hits: Hit[] = [];
  units.forEach((unit, at) => {
    for (const { term, words, isPrefix } of [...(byFirst.get(unit.text) ?? []), ...prefixes]) {
      const last = lastOf(units, at, words, isPrefix);
      const before = hits.at(-1);
      if (last === null) continue;
      const to = Math.max(last.to, unit.to);
      // `C` and then `C++`: the longer one, in the place of the first.
      if (before === undefined || unit.from >= before.to) hits.push({ term, from: unit.from, to });
      else if (to > before.to) hits.splice(-1, 1, { ...before, to });
    }
  });
  return hits;
}

/** The unit that a phrase ends with when it begins at `at`; null when it does not occur there. */
function lastOf(units: readonly Unit[], at: number, words: readonly string[], isPrefix: boolean): Unit | null {
  for (const [index, word] of words.entries()) {
    const unit = units[at + index];
    if (unit === undefined) return null;
    const isOpen = isPrefix && index === words.length - 1;
    if (isOpen ? !unit.text.startsWith(word) : unit.text !== word) return null;
  }
  return units[at + words.length - 1] ?? null;
}

function foldedUnit(text: string): string {
  return /^[\x00-\x7f]*$/.test(text) ? text : folded(text);
}

/** Where the passage with most different terms, then most hits, begins: at its first hit. */
function bestWindow(hits: readonly Hit[]): Range {
  let best: { range: Range; score: number } | null = null;
  let end = 0;
  hits.forEach((first, at) => {
    end = Math.max(end, at + 1);
    while (end < hits.length && (hits[end]?.to ?? Number.POSITIVE_INFINITY) - first.from <= LENGTH - 40) end += 1;
    const inside = hits.slice(at, Math.min(end, at + 40));
    const score = new Set(inside.map(({ term }) => term)).size * 100 + inside.length;
    if (best === null || score > best.score)
      best = { range: { from: first.from, to: inside.at(-1)?.to ?? first.to }, score };
  });
  return (best as { range: Range } | null)?.range ?? { from: 0, to: 0 };
}

/** Some words before the hits, so that they stand in a sentence; at the beginning of a word. */
function startOf(text: string, { from, to }: Range): number {
  const spare = Math.max(0, Math.min(60, Math.floor((LENGTH - (to - from)) / 2)));
  const earliest = Math.max(0, from - spare);
  if (earliest === 0) return text.search(/\S|$/) < from ? text.search(/\S|$/) : from;
  const blank = /\s\S/.exec(text.slice(earliest, from));
  return blank === null ? from : earliest + blank.index + 1;
}

/** About `LENGTH` code units of a text from `start` on, on one line: blanks become one, ellipses say where something is left out. */
function cut(text: string, start: number, hits: readonly Hit[]): Snippet {
  const raw = text.slice(start, start + LENGTH * 4);
  let line = text.slice(Math.max(0, start - 1000), start).trim() === '' ? '' : '…';
  /** Where each code unit of `raw` went. */
  const went: Range[] = [];
  let end = 0;
  for (const { 0: piece, index } of raw.matchAll(/\s+|\S/gu)) {
    if (line.length >= LENGTH) break;
    const from = line.length;
    line += piece.trim() === '' ? ' ' : piece;
    end = index + piece.length;
    while (went.length < end) went.push({ from, to: line.length });
  }
  const isCut = text.slice(start + end, start + end + 1000).trim() !== '';
  const shown = isCut ? withoutHalfWord(line, raw[end]) : line.trimEnd();
  const marks = hits.flatMap(({ from, to }) => {
    const first = went[from - start]?.from ?? Number.POSITIVE_INFINITY;
    const last = went[to - 1 - start]?.to ?? Number.POSITIVE_INFINITY;
    return last <= shown.length ? [{ from: first, to: last }] : [];
  });
  return { text: isCut ? `${shown}…` : shown, hits: marks };
}

/** A line that was cut within a word ends before it, unless it is hardly anything else. */
function withoutHalfWord(line: string, next: string | undefined): string {
  if (next === undefined || /\s/.test(next)) return line.trimEnd();
  const blank = line.lastIndexOf(' ');
  return blank > line.length - 30 && blank > 0 ? line.slice(0, blank) : line;
}
