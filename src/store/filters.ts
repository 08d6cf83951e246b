/** A filter as conditions on `messages m` and, where words are asked for, `heads h`. */
import { folded } from '../archives/selection.js';
import type { StoreFilter } from './archive-store.js';
import { listsCalled, type NamedList } from './list-names.js';
import { secondsOf } from './message-rows.js';
import { UNDATED } from './schema.js';
import type { Value } from './sqlite.js';

export interface Conditions {
  /** SQL that begins with ` AND`, or nothing. */
  readonly sql: string;
  readonly values: readonly Value[];
  /** Whether `heads h` must be joined. */
  readonly needsHeads: boolean;
  /** The lists that are meant; null for all. Empty: nothing can match. */
  readonly lists: readonly number[] | null;
}

export function conditionsOf(filter: StoreFilter, lists: readonly NamedList[]): Conditions {
  const parts: string[] = [];
  const values: Value[] = [];
  const add = (sql: string, ...more: readonly Value[]) => {
    parts.push(sql);
    values.push(...more);
  };
  const wanted = filter.lists?.flatMap((name) => listsCalled(lists, name).map(({ id }) => id)) ?? null;
  const ids = wanted === null ? null : [...new Set(wanted)];
  // As text: numbers that this store gave.
  if (ids !== null && lists.length > 1) add(`m.list IN (${ids.join(', ')})`);
  if (filter.since !== undefined) add(`m.sent >= ? AND m.sent < ${UNDATED}`, secondsOf(filter.since));
  if (filter.until !== undefined) add('m.sent < ?', secondsOf(filter.until));
  if (filter.noArchiveToo !== true) add('m.hidden = 0');
  const from = wordsOf(filter.from);
  const match = wordsOf(filter.match);
  for (const word of from) add('instr(h.sender, ?) > 0', word);
  for (const word of match) add('instr(h.subject, ?) > 0', word);
  const sql = parts.map((part) => ` AND ${part}`).join('');
  return { sql, values, needsHeads: from.length + match.length > 0, lists: ids };
}

function wordsOf(text: string | undefined): readonly string[] {
  return folded(text ?? '')
    .split(/\s+/)
    .filter((word) => word !== '');
}
