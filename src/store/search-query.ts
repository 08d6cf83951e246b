/**
 * A search in a person's own words, read as they mean it. All words must occur; `"a phrase"`, `-without`, `begin*`, `a OR b`,
 * `subject:word` and `from:word` mean what they mean elsewhere, and whatever else is typed is words. Nothing is an error.
 */
import { type Unit, unitsOf, wordsOf } from './search-text.js';

/** Units that follow one another in one column, or anywhere. */
export interface Phrase {
  readonly units: readonly Unit[];
  readonly column: 'subject' | 'author' | null;
  /** The last unit is only how the word begins. */
  readonly isPrefix: boolean;
}

/** Phrases of which one must occur. */
export type Term = readonly Phrase[];

export interface Query {
  readonly terms: readonly Term[];
  readonly without: readonly Term[];
  /** What follows `list:`; a filter where the store has such a list, words where not. */
  readonly lists: readonly string[];
  /** Something was typed, but nothing that occurs in an index: `???`, an emoji. */
  readonly isWordless: boolean;
}

/** A sign, a field, a phrase in quotes or a word, an asterisk. A quote that nothing closes is a blank. */
const PIECE = /(?<![^\s(])(-(?=[^\s-]))?(?:([a-z]{2,10}):(?=\S))?(?:"([^"]*)"(\*)?|([^\s"]+))|[^\s"]+/giu;

const COLUMNS: Readonly<Record<string, Phrase['column']>> = {
  subject: 'subject',
  title: 'subject',
  from: 'author',
  author: 'author',
};

/** Reads a query; `isList` tells which names after `list:` are lists. */
export function parseQuery(query: string, isList: (name: string) => boolean): Query {
  const terms: Term[] = [];
  const without: Term[] = [];
  const lists: string[] = [];
  const seen = new Set<string>();
  let next: 'and' | 'or' | 'not' = 'and';
  for (const match of query.replace(/[“”„«»]/g, '"').matchAll(PIECE)) {
    const [whole, minus, field, phrase, star, word] = match;
    if (whole === 'AND') continue;
    if (whole === 'OR' || whole === 'NOT') {
      next = whole === 'OR' && terms.length > 0 ? 'or' : whole === 'NOT' ? 'not' : next;
      continue;
    }
    const said = phrase ?? word ?? whole;
    if (field?.toLowerCase() === 'list' && minus === undefined && isList(said)) {
      lists.push(said);
      continue;
    }
    const term = termOf(said, field, star !== undefined || (phrase === undefined && /[\p{L}\p{N}]\*$/u.test(said)));
    const key = expressionOf(term);
    if (term.length === 0) continue;
    const isNot = minus !== undefined || next === 'not';
    const before = terms.at(-1);
    if (isNot) without.push(term);
    else if (next === 'or' && before !== undefined) terms.splice(-1, 1, [...before, ...term]);
    else if (!seen.has(key)) {
      seen.add(key);
      terms.push(term);
    }
    next = 'and';
  }
  const isWordless = terms.length === 0 && without.length === 0 && lists.length === 0 && query.trim() !== '';
  return { terms, without, lists, isWordless };
}

/** A word as typed: in its field, or with the field's name as text, whichever occurs. */
function termOf(said: string, field: string | undefined, isPrefix: boolean): Term {
  const column = COLUMNS[field?.toLowerCase() ?? ''] ?? null;
  const whole = field === undefined ? said : `${field}:${said}`;
  const phrases: Phrase[] = [{ units: [...unitsOf(whole)], column: null, isPrefix }];
  if (column !== null) phrases.unshift({ units: [...unitsOf(said)], column, isPrefix });
  return phrases.filter(({ units }) => units.length > 0);
}

/** FTS5's expression for a query; null when it has no words that must occur. */
export function expressionFor(terms: readonly Term[], without: readonly Term[]): string | null {
  if (terms.length === 0) return null;
  const wanted = terms.map((term) => `(${expressionOf(term)})`).join(' AND ');
  if (without.length === 0) return wanted;
  return `(${wanted}) NOT (${without.map((term) => `(${expressionOf(term)})`).join(' OR ')})`;
}

function expressionOf(term: Term): string {
  return term
    .map(({ units, column, isPrefix }) => {
      const last = units.at(-1);
      // A single letter is how any pair that begins with it begins.
      const isAlone = last?.isLetter === true && !last.isNextLetter;
      const words = wordsOf(units, isAlone).join(' ').replaceAll('"', ' ');
      return `${column === null ? '' : `${column} : `}"${words}"${isPrefix || isAlone ? ' *' : ''}`;
    })
    .join(' OR ');
}
