/** What lists are called: by the config's name, or their own, with the host where two have one name. */
import type { Sqlite } from './sqlite.js';

export interface NamedList {
  readonly id: number;
  /** Unlike that of every other list of the store. */
  readonly name: string;
  /** Without the host. */
  readonly base: string;
  readonly host: string | null;
}

/** Every list with the name that it has among these. */
export function namedLists(db: Sqlite): readonly NamedList[] {
  const rows = db.all<{ id: number; name: string; host: string | null; configured: number }>(
    'SELECT id, name, host, configured FROM lists ORDER BY id',
  );
  const taken = new Set(rows.filter(({ configured }) => configured === 1).map(({ name }) => name));
  return rows.map(({ id, name: base, host, configured }) => {
    if (configured === 1) return { id, name: base, base, host };
    const isAlone = !rows.some((other) => other.id !== id && other.name === base);
    const wanted = isAlone || host === null ? base : `${base}@${host}`;
    let name = wanted;
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}-${number}`;
    taken.add(name);
    return { id, name, base, host };
  });
}

/** The lists that a name means: `summit` every list that is called so, on whatever host. */
export function listsCalled(lists: readonly NamedList[], name: string): readonly NamedList[] {
  const wanted = name.trim().toLowerCase();
  return lists.filter(({ name: own, base, host }) =>
    [own, base, host === null ? base : `${base}@${host}`].some((each) => each.toLowerCase() === wanted),
  );
}

/** A list's own name and its host, from what its archive says and where that is. */
export function ownNameOf(listInArchive: string | null, archiveUrl: string): { name: string; host: string | null } {
  const url = URL.canParse(archiveUrl) ? new URL(archiveUrl) : null;
  const host = url === null || url.host === '' ? null : url.host;
  const last =
    archiveUrl
      .replace(/[/\\]+$/, '')
      .split(/[/\\]/)
      .at(-1) ?? archiveUrl;
  return { name: listInArchive ?? (last.replace(/\.(mbox|mbx|txt|gz|eml)+$/i, '') || archiveUrl), host };
}
