/** Which pages belong to a thread, before any of them is read: from the index's chain of keys and the texts' references. */
import type { Volume } from './volume.js';

/** A page of a thread and the volume that it lies in. */
export interface ThreadPage {
  readonly url: string;
  readonly volume: Volume;
}

interface Known extends ThreadPage {
  readonly epoch: number;
  parent: string | null;
}

/**
 * The pages of the thread that a page belongs to, depth first, answers in the order they were filed. Looks into the page's volume
 * and into the next one, where threads that cross a month's end go on. The page itself is always among them.
 */
export async function findThread(url: string, volume: Volume, next?: Volume): Promise<ThreadPage[]> {
  const known = new Map<string, Known>();
  const byId = new Map<string, string>();
  const answers: { url: string; ids: readonly string[] }[] = [];
  for (const home of next === undefined ? [volume] : [volume, next]) {
    const matches = await home.matches();
    for (const entry of await home.entries()) {
      known.set(entry.url, { url: entry.url, volume: home, epoch: entry.epoch ?? 0, parent: entry.parentUrl });
      const record = matches.get(entry.url)?.record;
      const id = record?.id ?? entry.id;
      if (id !== null && id !== undefined && !byId.has(id)) byId.set(id, entry.url);
      if (record === undefined) continue;
      const ids = record.inReplyTo === null ? record.references : [...record.references, record.inReplyTo];
      answers.push({ url: entry.url, ids });
    }
  }
  // What a mail says it answers counts for more than the index, which also joins mails by subject.
  for (const { url: from, ids } of answers) {
    const parent = ids.map((id) => byId.get(id)).findLast((found) => found !== undefined && found !== from);
    const page = known.get(from);
    if (page !== undefined && parent !== undefined) page.parent = parent;
  }
  if (!known.has(url)) return [{ url, volume }];
  return treeFrom(rootOf(url, known), known);
}

function rootOf(url: string, known: ReadonlyMap<string, Known>): string {
  const seen = new Set<string>();
  let at = url;
  for (;;) {
    seen.add(at);
    const parent = known.get(at)?.parent;
    if (parent === null || parent === undefined || seen.has(parent) || !known.has(parent)) return at;
    at = parent;
  }
}

function treeFrom(root: string, known: ReadonlyMap<string, Known>): ThreadPage[] {
  const children = new Map<string, Known[]>();
  for (const page of known.values()) {
    if (page.parent === null || page.url === root) continue;
    const siblings = children.get(page.parent);
    if (siblings === undefined) children.set(page.parent, [page]);
    else siblings.push(page);
  }
  const pages: ThreadPage[] = [];
  const seen = new Set<string>();
  const open = [known.get(root)];
  while (open.length > 0) {
    const page = open.pop();
    if (page === undefined || seen.has(page.url)) continue;
    seen.add(page.url);
    pages.push({ url: page.url, volume: page.volume });
    open.push(...(children.get(page.url) ?? []).sort((a, b) => b.epoch - a.epoch || b.url.localeCompare(a.url)));
  }
  return pages;
}
