/** One volume as far as it is needed: its thread index and its text, each asked for once and only when wanted. */

import { GiveUpOnPage } from '../../errors.js';
import type { Issue } from '../../issues.js';
import { instantAt } from '../../mail/dates.js';
import type { GetPage, Instant, Page, PageRole } from '../../model.js';
import { gunzipBounded } from '../gunzip.js';
import { type Match, matchVolume } from './match.js';
import { readThreadIndex, type ThreadEntry } from './thread-index.js';
import { readVolumeText, type VolumeRecord } from './volume-text.js';

/** The decoded size that a volume's text may have: the largest real one is 24 MB. */
export const MOST_TEXT_BYTES = 200_000_000;

export interface Volume {
  readonly url: string;
  /** Every page of the volume, in the index's order; empty where the archive has no readable index. */
  entries(): Promise<readonly ThreadEntry[]>;
  /** Every message of the volume's text, in its order; empty where the archive keeps none. */
  records(): Promise<readonly VolumeRecord[]>;
  /** Pages and texts paired, by the page's address. */
  matches(): Promise<ReadonlyMap<string, Match>>;
  /** What could not be read so far. A missing text or index is not an issue: archives differ. */
  readonly issues: readonly Issue[];
}

/** Volumes that a run has opened: several links into one volume read it once. */
const opened = new WeakMap<GetPage, Map<string, Volume>>();

/** The volume at an address, opened once for each `get`. */
export function volumeAt(url: string, get: GetPage, textUrl?: string | null): Volume {
  const volumes = opened.get(get) ?? new Map<string, Volume>();
  opened.set(get, volumes);
  const volume = volumes.get(url) ?? openVolume(url, get, textUrl);
  volumes.set(url, volume);
  return volume;
}

/** Opens a volume; nothing is asked for yet. `textUrl` is what the list's index says of its text, where that was read. */
function openVolume(url: string, get: GetPage, textUrl?: string | null): Volume {
  const issues: Issue[] = [];
  const base = url.replace(/\/$/, '');
  const textUrls = textUrl === undefined ? [`${base}.txt.gz`, `${base}.txt`] : textUrl === null ? [] : [textUrl];

  const optional = async (address: string, role: PageRole): Promise<Page | null> => {
    try {
      return await get({ url: address, role, maxBytes: MOST_TEXT_BYTES });
    } catch (error) {
      if (!(error instanceof GiveUpOnPage)) throw error;
      if (error.issue.code !== 'PAGE_MISSING') issues.push(error.issue);
      return null;
    }
  };

  const entries = once(async () => {
    const page = await optional(`${url}thread.html`, 'thread-index');
    if (page === null) return [];
    const read = readThreadIndex(await bytesOf(page), page.contentType, url);
    if (read === null) issues.push({ code: 'PAGE_UNREADABLE', url: page.origin.url, role: 'thread index' });
    return read ?? [];
  });

  const records = once(async () => {
    for (const address of textUrls) {
      const page = await optional(address, 'volume-text');
      if (page === null) continue;
      try {
        return readVolumeText(gunzipBounded(await bytesOf(page), MOST_TEXT_BYTES));
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'it is not a text';
        issues.push({ code: 'BODY_BROKEN', url: address, reason });
      }
    }
    return [];
  });

  const matches = once(async () => matchVolume(await entries(), await records()));
  return { url, entries, records, matches, issues };
}

/** When a message was sent, from the two views: the Date header, else what the archive filed it under. */
export function dateOf(match: { entry?: ThreadEntry; record?: VolumeRecord }): Instant | null {
  return match.record?.sent?.instant ?? filedAt(match.entry) ?? null;
}

/** The instant under which the archive filed a message; undefined where its index does not say. */
export function filedAt(entry: ThreadEntry | undefined): Instant | undefined {
  if (entry?.epoch === null || entry === undefined) return undefined;
  return instantAt(entry.epoch) ?? undefined;
}

export async function bytesOf(page: Page): Promise<Uint8Array> {
  return new Uint8Array(await page.body.arrayBuffer());
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
