/** `sync --health --dry-run`: how the archives are that were synced before. Nobody is asked, and nothing is written. */
import type { Config } from '../config/settings.js';
import { UsageError } from '../errors.js';
import type { ArchiveStore, StoredList } from '../store/archive-store.js';
import { healthOf, healthText } from './health.js';
import type { CommonOptions, Io } from './io.js';
import { namesOf, withStore } from './stored.js';
import { namedBy } from './targets.js';
import { toJson } from './terminal.js';

/** Prints the health report of the lists that the arguments name, or of all. */
export async function showHealth(
  args: readonly string[],
  config: Config,
  { json }: CommonOptions,
  io: Io,
): Promise<number> {
  return await withStore(io, (store) => {
    const lists = args.length === 0 ? store.lists() : args.flatMap((name) => listsNamedBy(name, config, store, io));
    const health = lists.map((list) => healthOf(list, store));
    io.out(json ? `${toJson({ health }, 2)}\n` : health.map(healthText).join('\n'));
    return 0;
  });
}

function listsNamedBy(argument: string, config: Config, store: ArchiveStore, { cwd }: Io): readonly StoredList[] {
  const named = namedBy(argument, { config, cwd, store });
  if (named.type === 'lists') return named.lists;
  const urls = new Set(named.targets.flatMap((target) => ('code' in target ? [] : [target.link.url])));
  const lists = store.lists().filter(({ archives }) => archives.some(({ url }) => urls.has(url)));
  if (lists.length > 0) return lists;
  throw new UsageError(`“${argument}” has not been synced; there are ${namesOf(store.lists())}.`);
}
