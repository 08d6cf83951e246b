/** Which hits are the best, how many there are in all, and in which months: in time, however common the words. */
import type { Conditions } from './filters.js';
import type { Term } from './search-query.js';
import type { Sqlite, Value } from './sqlite.js';

/** bm25's weights for subject, author, own and quoted text: one who says it stands above twenty who quote it. */
const RANK = 'bm25(words, 8.0, 4.0, 2.0, 0.05)';

/**
 * Scoring costs some microseconds a message. Words that so many have say little about any of them: then those that have them in the
 * subject or the sender's name, which weighs most, are scored, and the newest others follow.
 */
const MOST_SCORED = 30_000;

export interface Ranked {
  readonly [column: string]: number;
  readonly id: number;
  readonly score: number;
}

export interface Ranking {
  readonly total: number;
  /** In order of time, by number; undated hits are in none. */
  readonly months: readonly { readonly month: number; readonly count: number }[];
  /** The best first; of equals the newest, undated ones last. */
  readonly ranked: readonly Ranked[];
}

/** Where hits come from: tables, conditions and the values of these. */
export interface Source {
  readonly from: string;
  readonly where: string;
  readonly values: readonly Value[];
  readonly expression: string | null;
  /** Rows of `heads` are looked at. */
  readonly isSlow: boolean;
}

export function sourceOf(
  wanted: string | null,
  unwanted: string | null,
  { sql, values, needsHeads }: Conditions,
): Source {
  const heads = needsHeads ? ' CROSS JOIN heads h ON h.id = m.id' : '';
  if (wanted !== null) {
    // CROSS JOIN: the index first, as many rows of the others as it has hits.
    const from = `words CROSS JOIN messages m ON m.id = words.rowid${heads}`;
    return { from, where: `words MATCH ?${sql}`, values: [wanted, ...values], expression: wanted, isSlow: needsHeads };
  }
  const without = unwanted === null ? '' : 'm.id NOT IN (SELECT rowid FROM words WHERE words MATCH ?)';
  const where = `${without === '' ? '1' : without}${sql}`;
  return {
    from: `messages m${heads}`,
    where,
    values: unwanted === null ? values : [unwanted, ...values],
    expression: null,
    isSlow: needsHeads,
  };
}

/**
 * The best hits, and how many there are. Phrases take long to find, and senders and subjects to look through, so that is done once;
 * words are quicker asked for twice.
 */
export function rankHits(db: Sqlite, terms: readonly Term[], source: Source, limit: number): Ranking {
  const hasPhrase = terms.some((term) => term.some(({ units }) => units.length > 1));
  return source.expression !== null && (hasPhrase || source.isSlow)
    ? rankAtOnce(db, source, limit)
    : rankWords(db, source, limit);
}

/** Scores every hit and counts it on the way. */
export function rankAtOnce(db: Sqlite, { from, where, values }: Source, limit: number): Ranking {
  const rows = db.all<Ranked & { month: number | null; count: number } & Record<string, number | null>>(
    `WITH hits AS MATERIALIZED (SELECT m.id AS id, m.month AS month, m.sent AS sent, -${RANK} AS score FROM ${from} WHERE ${where})
     SELECT * FROM (SELECT NULL AS id, NULL AS score, month, count(*) AS count FROM hits GROUP BY month ORDER BY month)
     UNION ALL
     SELECT * FROM (SELECT id, score, NULL, NULL FROM hits ORDER BY score DESC, month IS NULL, sent DESC, id DESC LIMIT ?)`,
    ...values,
    limit,
  );
  const counted = rows.filter(({ id }) => id === null);
  return {
    total: counted.reduce((sum, { count }) => sum + count, 0),
    months: counted.flatMap(({ month, count }) => (month === null ? [] : { month, count })),
    ranked: rows.filter(({ id }) => id !== null),
  };
}

/** Counts first; what is too common is scored only where it weighs most, unless that is too common too, and the newest follow. */
export function rankWords(db: Sqlite, source: Source, limit: number, mostScored = MOST_SCORED): Ranking {
  const counts = countMonths(db, source);
  const { expression } = source;
  if (expression === null) return { ...counts, ranked: newestOf(db, source, counts.months, limit) };
  if (counts.total <= mostScored) return { ...counts, ranked: score(db, source, expression, limit) };
  const heads = `{subject author} : (${expression})`;
  const best = countHits(db, heads) <= mostScored ? score(db, source, heads, limit) : [];
  const seen = new Set(best.map(({ id }) => id));
  const newest = best.length < limit ? newestOf(db, source, counts.months, limit + best.length) : [];
  return { ...counts, ranked: [...best, ...newest.filter(({ id }) => !seen.has(id))].slice(0, limit) };
}

function score(db: Sqlite, { from, where, values }: Source, expression: string, limit: number): readonly Ranked[] {
  return db.all<Ranked>(
    `SELECT m.id AS id, -${RANK} AS score FROM ${from} WHERE ${where}
     ORDER BY score DESC, m.month IS NULL, m.sent DESC, m.id DESC LIMIT ?`,
    expression,
    ...values.slice(1),
    limit,
  );
}

function countHits(db: Sqlite, expression: string): number {
  return Number(db.get('SELECT count(*) AS n FROM words WHERE words MATCH ?', expression)?.['n']);
}

/** One long text of months, counted here: half the time of a GROUP BY, which sorts its rows first. */
function countMonths(db: Sqlite, { from, where, values }: Source): Pick<Ranking, 'total' | 'months'> {
  const row = db.get<{ total: number; months: string | null }>(
    `SELECT count(*) AS total, group_concat(m.month) AS months FROM ${from} WHERE ${where}`,
    ...values,
  );
  const counts = new Map<string, number>();
  for (const month of row?.months?.split(',') ?? []) counts.set(month, (counts.get(month) ?? 0) + 1);
  const months = [...counts].map(([month, count]) => ({ month: Number(month), count }));
  return { total: row?.total ?? 0, months: months.sort((a, b) => a.month - b.month) };
}

/** The newest hits: of the last months that have enough of them, so that only these are looked at. */
function newestOf(
  db: Sqlite,
  { from, where, values, expression }: Source,
  months: Ranking['months'],
  limit: number,
): readonly Ranked[] {
  const since = sinceWhen(months, limit);
  const bounds = since === null ? [] : [` AND m.sent >= ${since}`];
  if (since !== null && expression !== null) {
    // What came late was mostly written late: the index need not be read from its beginning.
    const first = db.get<{ id: number | null }>(
      'SELECT min(m.id) AS id FROM lists l JOIN messages m ON m.list = l.id AND m.sent >= ?',
      since,
    );
    bounds.push(` AND words.rowid >= ${first?.id ?? 0}`);
  }
  return db.all<Ranked>(
    `SELECT m.id AS id, 0 AS score FROM ${from} WHERE ${where}${bounds.join('')}
     ORDER BY m.month IS NULL, m.sent DESC, m.id DESC LIMIT ?`,
    ...values,
    limit,
  );
}

/** When the last months begin that have so many hits (seconds since 1970); null when all of them have not. */
function sinceWhen(months: Ranking['months'], wanted: number): number | null {
  let count = 0;
  for (const { month, count: more } of [...months].reverse()) {
    count += more;
    if (count >= wanted) return Date.UTC(Math.floor(month / 12), month % 12) / 1000;
  }
  return null;
}
