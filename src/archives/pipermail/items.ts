/** A volume's messages before any is made: which page and which record each has, in the archive's order. */
import { hash } from 'node:crypto';
import type { MatchedBy } from '../kind.js';
import { type Match, pairVolume } from './match.js';
import type { ThreadEntry } from './thread-index.js';
import type { CutRecord } from './volume-text.js';

/** A message with its page, its record, or both. */
export type Item =
  | { readonly entry: ThreadEntry; readonly record: CutRecord; readonly by: MatchedBy }
  | { readonly entry: ThreadEntry; readonly record: null }
  | { readonly entry: null; readonly record: CutRecord };

/** By page number; a record without a page follows the one that it follows in the text. */
export function itemsOf(entries: readonly ThreadEntry[], records: readonly CutRecord[]): Item[] {
  const { pages, matches, loose } = pairVolume(entries, records);
  const followers = followersOf(records, matches, loose);
  const items: Item[] = (followers.get(null) ?? []).map((record) => ({ entry: null, record }));
  for (const entry of [...pages].sort((a, b) => a.number - b.number)) {
    const match = matches.get(entry.url);
    items.push(match ?? { entry, record: null });
    if (match === undefined || followers.size === 0) continue;
    items.push(...(followers.get(match.record) ?? []).map((record) => ({ entry: null, record })));
    // A record may be that of two pages.
    followers.delete(match.record);
  }
  return items;
}

/** The records without a page, by the one with a page that stands before them in the text; null for those before the first. */
function followersOf(
  records: readonly CutRecord[],
  matches: ReadonlyMap<string, Match<CutRecord>>,
  loose: readonly CutRecord[],
): Map<CutRecord | null, CutRecord[]> {
  const followers = new Map<CutRecord | null, CutRecord[]>();
  if (loose.length === 0) return followers;
  const paired = new Set([...matches.values()].map(({ record }) => record));
  const open = new Set(loose);
  let leader: CutRecord | null = null;
  for (const record of records) {
    if (paired.has(record)) leader = record;
    if (!open.has(record)) continue;
    const group = followers.get(leader);
    if (group === undefined) followers.set(leader, [record]);
    else group.push(record);
  }
  return followers;
}

/**
 * The digest of an item: of its record as it stands in the text and of its address; of its line in the index where it has no record.
 * `partly` is another one, so that what was lost is asked for once pages may be.
 */
export function digestOf({ entry, record }: Item, form: 'whole' | 'partly'): string {
  const said = record?.bytes ?? Buffer.from(JSON.stringify([entry?.subject, entry?.author, entry?.epoch, entry?.id]));
  const address = `${form} ${entry?.url ?? ''}\n`;
  const bytes = Buffer.allocUnsafe(Buffer.byteLength(address) + said.length);
  bytes.set(said, bytes.write(address));
  // In one call: an object for each hash costs as much as the hashing.
  return hash('sha256', bytes, 'hex');
}
