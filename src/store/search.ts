/** A search: which messages, how many in which month, and the best of them with a passage each. */
import type { SearchResult, StoreFilter } from './archive-store.js';
import { bodyText } from './body-text.js';
import { conditionsOf } from './filters.js';
import { listsCalled, type NamedList } from './list-names.js';
import { monthOf } from './message-rows.js';
import { rankHits, sourceOf } from './ranking.js';
import { expressionFor, parseQuery } from './search-query.js';
import { snippetOf } from './snippets.js';
import type { Sqlite } from './sqlite.js';
import { storedMessages } from './stored-messages.js';

const NOTHING: SearchResult = { hits: [], total: 0, months: [] };

/** Runs within one transaction. `limit` is how many hits are wanted; what is counted is all of them. */
export function search(
  db: Sqlite,
  lists: readonly NamedList[],
  typed: string,
  filter: StoreFilter,
  limit: number,
): SearchResult {
  const query = parseQuery(typed, (name) => listsCalled(lists, name).length > 0);
  const named = query.lists.length > 0 ? { ...filter, lists: query.lists } : filter;
  const within = conditionsOf(named, lists);
  if (query.isWordless || within.lists?.length === 0) return NOTHING;
  if (query.lists.length > 0 && filter.lists !== undefined) {
    const both = conditionsOf(filter, lists).lists ?? [];
    if (!within.lists?.some((id) => both.includes(id))) return NOTHING;
  }
  const wanted = expressionFor(query.terms, query.without);
  const unwanted = wanted === null ? expressionFor(query.without.length > 0 ? [query.without.flat()] : [], []) : null;
  const source = sourceOf(wanted, unwanted, within);
  const { total, months, ranked } = rankHits(db, query.terms, source, limit);
  const scores = new Map(ranked.map(({ id, score }) => [id, score]));
  const nameOf = namesOf(lists);
  const hits = ranked.flatMap(({ id }) =>
    storedMessages(db, [id], nameOf).map((stored) => {
      const { own, quoted } = bodyText(stored.message.body);
      return { ...stored, score: scores.get(id) ?? 0, snippet: snippetOf([own, quoted], query.terms) };
    }),
  );
  return {
    hits,
    total,
    months: months.map(({ month, count }) => ({ month: monthOf(month), count })),
  };
}

export function namesOf(lists: readonly NamedList[]): (list: number) => string {
  const names = new Map(lists.map(({ id, name }) => [id, name]));
  return (list) => names.get(list) ?? '';
}
