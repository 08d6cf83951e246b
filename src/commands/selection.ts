/** `--since`, `--until`, `--match`, `--thread` as the archives understand them. */
import type { Selection } from '../archives/kind.js';
import { UsageError } from '../errors.js';
import type { Instant } from '../model.js';
import { readPostDate } from '../posts/dates.js';

export interface SelectionOptions {
  readonly since?: string;
  readonly until?: string;
  readonly match?: string;
  readonly thread?: boolean;
}

/** A day counts whole on both ends: `--since 2012-02-03 --until 2012-02-05` is three days, in UTC. */
export function readSelection({ since, until, match, thread }: SelectionOptions): Selection {
  if (match !== undefined && match.trim() === '') {
    throw new UsageError('--match is empty; give words of the subject, or leave it out.');
  }
  const from = since === undefined ? undefined : instantOf('--since', since, 0);
  const to = until === undefined ? undefined : instantOf('--until', until, 1);
  if (from !== undefined && to !== undefined && from >= to) {
    throw new UsageError(`--since ${since} is not before --until ${until}.`);
  }
  return {
    ...(from === undefined ? {} : { since: from }),
    ...(to === undefined ? {} : { until: to }),
    ...(match === undefined ? {} : { match }),
    thread: thread ?? false,
  };
}

/** Words of an option as they are; blank ones would choose everything without a word. */
export function readWords(option: string, words: string | undefined): string | undefined {
  if (words === undefined || words.trim() !== '') return words;
  throw new UsageError(`${option} is empty; give words to look for, or leave it out.`);
}

function instantOf(option: string, text: string, daysAfter: 0 | 1): Instant {
  const period = periodOf(text.trim());
  if (period !== null) return period[daysAfter];
  const read = readPostDate(text);
  if (read === null) throw new UsageError(`${option} “${text}” is not a date; write it as 2012-02-03.`);
  const isDay = read.length === 10;
  const zoned = isDay ? `${read}T00:00:00Z` : /(?:Z|[+-]\d{2}:?\d{2})$/.test(read.slice(11)) ? read : `${read}Z`;
  const time = Date.parse(zoned.replace(' ', 'T').replace(' ', ''));
  return `${new Date(time + (isDay ? daysAfter * 86_400_000 : 0)).toISOString().slice(0, 19)}Z`;
}

/** The beginning of a year (`2012`) or a month (`2012-02`), and that of the next; null for anything else. */
function periodOf(text: string): readonly [Instant, Instant] | null {
  const [, year, month] = /^(\d{4})(?:-(0[1-9]|1[0-2]))?$/.exec(text) ?? [];
  if (year === undefined) return null;
  const startOf = (y: number, m: number) =>
    new Date(
      Date.parse(`${String(y + Math.floor(m / 12)).padStart(4, '0')}-${String((m % 12) + 1).padStart(2, '0')}-01`),
    )
      .toISOString()
      .replace('.000Z', 'Z') as Instant;
  const first = month === undefined ? 0 : Number(month) - 1;
  return [startOf(Number(year), first), startOf(Number(year), first + (month === undefined ? 12 : 1))];
}
