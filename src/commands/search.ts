/** `listpress search`: where in the synced lists something was said. */
import { UsageError } from '../errors.js';
import type { StoreFilter } from '../store/archive-store.js';
import { assertGiven, field } from './given.js';
import type { CommonOptions, Io } from './io.js';
import { printHits, printHitsAsData } from './search-report.js';
import { readSelection, readWords } from './selection.js';
import { loadConfig } from './settings.js';
import { listsCalled, withStore } from './stored.js';

export interface SearchOptions extends CommonOptions {
  readonly list?: readonly string[];
  readonly from?: string;
  readonly since?: string;
  readonly until?: string;
  readonly limit?: number;
  readonly xNoArchive?: boolean;
}

/** How many hits are shown where `--limit` does not say. */
const LIMIT = 20;

/** Searches the store. Gives back the exit code: 0 whether or not something is found. */
export async function search(words: readonly string[], options: SearchOptions, io: Io): Promise<number> {
  assertGiven(options);
  const query = words.join(' ').trim();
  if (query === '') throw new UsageError('The query is empty; give the words to look for.');
  const { since, until } = readSelection({ ...field('since', options.since), ...field('until', options.until) });
  const from = readWords('--from', options.from);
  const config = await loadConfig(options, io);
  return await withStore(io, (store) => {
    const filter: StoreFilter = {
      ...field(
        'lists',
        options.list?.flatMap((name) => listsCalled(name, config, store).map((list) => list.name)),
      ),
      ...field('since', since),
      ...field('until', until),
      ...field('from', from),
      ...field('noArchiveToo', options.xNoArchive),
    };
    const result = store.search(query, filter, options.limit ?? LIMIT);
    if (options.json) printHitsAsData(query, result, io);
    else {
      const lists = store.lists().filter(({ name }) => filter.lists?.includes(name) ?? true);
      printHits({ query, result, filters: filtersOf(options), lists }, options, io);
    }
    return 0;
  });
}

/** The options that limit what can be found, as they are typed. */
function filtersOf({ list, from, since, until }: SearchOptions): string[] {
  return Object.entries({ list, from, since, until }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`],
  );
}
