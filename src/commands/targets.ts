/** What the arguments of `sync` and `messages` mean: lists by their names, links, files and folders. */
import { resolve } from 'node:path';
import type { ArchiveLink } from '../archives/kind.js';
import type { Config } from '../config/settings.js';
import { UsageError } from '../errors.js';
import type { Issue } from '../issues.js';
import type { ArchiveStore, StoredList } from '../store/archive-store.js';
import { whatIsAt } from '../store/paths.js';
import type { Io } from './io.js';
import { parseLink } from './links.js';
import { namesOf, openStored } from './stored.js';

/** An archive, or a part of one, to be read. */
export interface Target {
  readonly link: ArchiveLink;
  /** The config's name for its list; null where it has none. */
  readonly list: string | null;
}

/** What one argument names. */
export type Named =
  | { readonly type: 'links'; readonly targets: readonly (Target | Issue)[] }
  /** Lists of the store. */
  | { readonly type: 'lists'; readonly name: string; readonly lists: readonly StoredList[] };

export interface Surroundings {
  readonly config: Config;
  readonly cwd: string;
  readonly store: ArchiveStore | null;
}

/**
 * What an argument names: a list of the config or of the store by its name, else a link or a path. A name counts for more than a
 * file beside us; `./summit` is the file.
 * @throws {UsageError} when it is a mere word that is none of these.
 */
export function namedBy(argument: string, surroundings: Surroundings): Named {
  const { config, cwd, store } = surroundings;
  const links = config.lists.get(argument);
  if (links !== undefined) return { type: 'links', targets: links.map((link) => targetOf(link, surroundings)) };
  const lists = store?.listsNamed(argument) ?? [];
  if (lists.length > 0) return { type: 'lists', name: argument, lists };
  if (isWord(argument) && whatIsAt(resolve(cwd, argument)) === null) {
    const known = [...[...config.lists.keys()].map((name) => ({ name })), ...(store?.lists() ?? [])];
    const names = [...new Set(known.map(({ name }) => name))].map((name) => ({ name }));
    const there = names.length === 0 ? 'none is known here yet' : `there are ${namesOf(names)}`;
    throw new UsageError(`“${argument}” is no list (${there}), no link and no file; check the name.`);
  }
  return { type: 'links', targets: [targetOf(argument, surroundings)] };
}

/** A link or path as the archive that it is in, with the name that the config has for it. */
export function targetOf(text: string, { config, cwd }: Pick<Surroundings, 'config' | 'cwd'>): Target | Issue {
  const link = parseLink(text, cwd);
  if ('code' in link) return link;
  for (const [name, links] of config.lists) {
    const same = links.some((own) => {
      const other = parseLink(own, cwd);
      return !('code' in other) && other.url === link.url;
    });
    if (same) return { link, list: name };
  }
  return { link, list: null };
}

/** A list's name has no slash and no colon, and `notes.mbox` is a file that is not there. */
function isWord(argument: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}_@+-]*$/u.test(argument) || /^[^\s/\\:]+@[^\s/\\:]+$/.test(argument);
}

/**
 * What `sync` is to read: what the arguments name, or without any all lists of the config, or of the store where the config has none.
 * @throws {UsageError} when that is nothing at all.
 */
export async function syncTargets(
  args: readonly string[],
  config: Config,
  io: Io,
): Promise<{ readonly targets: readonly Target[]; readonly issues: readonly Issue[] }> {
  const store = await openStored(io);
  try {
    const surroundings = { config, cwd: io.cwd, store };
    const names = args.length > 0 ? args : [...config.lists.keys()];
    const named = names.map((name) => namedBy(name, surroundings));
    if (names.length === 0) named.push({ type: 'lists', name: '', lists: store?.lists() ?? [] });
    const found = named.flatMap((one) => (one.type === 'links' ? one.targets : archivesOf(one.lists, surroundings)));
    if (found.length === 0) {
      throw new UsageError(
        'There is no list to sync: give the link of one, or name lists under lists: in listpress.yaml.',
      );
    }
    return {
      targets: uniqueTargets(found.flatMap((one) => ('code' in one ? [] : [one]))),
      issues: found.flatMap((one) => ('code' in one ? [one] : [])),
    };
  } finally {
    store?.close();
  }
}

/** The archives that lists of the store were synced from. */
function archivesOf(lists: readonly StoredList[], surroundings: Surroundings): (Target | Issue)[] {
  return lists.flatMap(({ archives }) => archives.map(({ url }) => targetOf(url, surroundings)));
}

function uniqueTargets(targets: readonly Target[]): Target[] {
  return [...new Map(targets.map((target) => [target.link.url, target])).values()];
}
