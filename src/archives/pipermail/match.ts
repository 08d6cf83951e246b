/**
 * The two views of a volume brought together: `thread.html` knows the pages, the `.txt` knows the headers. By Message-ID where the
 * keys hold it, else by the time filed and the subject, else by author and subject: 13,821 of 13,826 right and none wrong on lists
 * that were never rebuilt. By order alone it fails.
 */
import { decodeHTML } from 'entities';
import { decodeWords, unobscure } from '../../mail/headers.js';
import type { MatchedBy } from '../kind.js';
import { clocksOf } from './clocks.js';
import { type Mail, mailsOf, timeOf } from './copies.js';
import { remembered } from './remember.js';
import type { ThreadEntry } from './thread-index.js';
import { fromOf } from './views.js';
import type { VolumeRecord } from './volume-text.js';

export interface Match<Record extends VolumeRecord = VolumeRecord> {
  readonly entry: ThreadEntry;
  readonly record: Record;
  readonly by: MatchedBy;
}

export interface Pairing<Record extends VolumeRecord> {
  /** The index's entries, each page once. */
  readonly pages: readonly ThreadEntry[];
  /** Keyed by the page's address. */
  readonly matches: ReadonlyMap<string, Match<Record>>;
  /** Mails without a page, each once, in the text's order. */
  readonly loose: readonly Record[];
}

interface Round {
  readonly by: MatchedBy;
  /** The key proves the mail, so that several pages with it are copies of one mail. */
  readonly proves?: true;
  /** Only a key that one page and one record have; copies are left alone. */
  readonly unique?: true;
  readonly ofEntry: (entry: ThreadEntry) => string | null;
  readonly ofMail: (mail: Mail<VolumeRecord>) => string | null;
}

/** Pairs every page with its text. What is not certain stays unpaired; nothing is paired twice. Keyed by the page's address. */
export function matchVolume(
  entries: readonly ThreadEntry[],
  records: readonly VolumeRecord[],
): ReadonlyMap<string, Match> {
  return pairVolume(entries, records).matches;
}

/** The same, with the mails that no page was found for. Copies of one mail in the text are one mail. */
export function pairVolume<Record extends VolumeRecord>(
  entries: readonly ThreadEntry[],
  records: readonly Record[],
): Pairing<Record> {
  const pages = [...new Map(entries.map((entry) => [entry.url, entry])).values()];
  return pairInOrder(pages, records) ?? pairByRounds(pages, records);
}

/** An archive as it should be: the n-th message of the text is the n-th page, and each pair proves it. Null for any other. */
function pairInOrder<Record extends VolumeRecord>(
  pages: readonly ThreadEntry[],
  records: readonly Record[],
): Pairing<Record> | null {
  if (pages.length !== records.length) return null;
  const matches = new Map<string, Match<Record>>();
  for (const [index, entry] of [...pages].sort((a, b) => a.number - b.number).entries()) {
    const record = records[index];
    if (record === undefined || entry.epoch === null || entry.epoch !== timeOf(record)) return null;
    if (entry.id !== null && entry.id !== record.id) return null;
    if (entry.subject !== record.subject && wordsOf(entry.subject) !== wordsOf(record.subject)) return null;
    matches.set(entry.url, { entry, record, by: entry.id === null ? 'time-and-subject' : 'message-id' });
  }
  return { pages, matches, loose: [] };
}

function pairByRounds<Record extends VolumeRecord>(
  pages: readonly ThreadEntry[],
  records: readonly Record[],
): Pairing<Record> {
  const matches = new Map<string, Match<Record>>();
  let openPages: readonly ThreadEntry[] = pages;
  let openMails = mailsOf(records);
  for (const round of roundsFor(pages, openMails)) {
    const pagesByKey = groupBy(openPages, round.ofEntry);
    if (pagesByKey.size === 0 || openMails.length === 0) continue;
    const taken = new Set<Mail<Record>>();
    for (const [key, mails] of groupBy(openMails, round.ofMail)) {
      const group = pagesByKey.get(key);
      if (group === undefined) continue;
      const partners = partnersOf(group, mails, round);
      if (partners.length === 0) continue;
      inTime(group).forEach((entry, index) => {
        const record = partners[index];
        if (record !== undefined) matches.set(entry.url, { entry, record, by: round.by });
      });
      for (const mail of mails) taken.add(mail);
    }
    openPages = openPages.filter((entry) => !matches.has(entry.url));
    openMails = openMails.filter((mail) => !taken.has(mail));
  }
  return { pages, matches, loose: openMails.map(({ first }) => first) };
}

/** The records of these pages, in the order of time; none where it is not certain which is whose. */
function partnersOf<Record extends VolumeRecord>(
  group: readonly ThreadEntry[],
  mails: readonly Mail<Record>[],
  { proves, unique }: Round,
): Record[] {
  const [only] = mails;
  if (only === undefined || (unique && group.length > 1)) return [];
  const ordered = mails.length === 1 ? mails : [...mails].sort((a, b) => (a.time ?? 0) - (b.time ?? 0));
  if (group.length === mails.length) return ordered.map(({ first }) => first);
  // An archive that was rebuilt over itself: as many pages as copies, or a proven mail with several pages.
  const copies = ordered.flatMap((mail) => mail.copies);
  if (group.length === copies.length) return copies;
  return mails.length === 1 && proves ? group.map((_, index) => only.copies[index] ?? only.first) : [];
}

function roundsFor(entries: readonly ThreadEntry[], mails: readonly Mail<VolumeRecord>[]): Round[] {
  // A thread's subjects are all one, so that most are looked at once.
  const words = remembered(wordsOf);
  const letters = remembered(lettersOf);
  const timed = (epoch: number, subject: string, author: string) => `${epoch} ${words(subject)} ${words(author)}`;
  return [
    { by: 'message-id', proves: true, ofEntry: (entry) => entry.id, ofMail: ({ first }) => first.id },
    ...clocksOf(entries, mails, words).map(
      (clock): Round => ({
        by: 'time-and-subject',
        proves: true,
        // A clock that was only inferred has to fit the author too.
        ofEntry: (entry) =>
          entry.epoch === null ? null : timed(entry.epoch, entry.subject, clock === 0 ? '' : authorOf(entry)),
        ofMail: ({ first, time }) =>
          time === null ? null : timed(time + clock, first.subject, clock === 0 ? '' : nameOf(first)),
      }),
    ),
    {
      by: 'author-and-subject',
      ofEntry: (entry) => `${letters(authorOf(entry))} ${letters(entry.subject)}`,
      ofMail: ({ first }) => `${letters(nameOf(first))} ${letters(first.subject)}`,
    },
    {
      by: 'author-and-subject',
      unique: true,
      ofEntry: (entry) => `${words(authorOf(entry))} ${words(entry.subject)}`,
      ofMail: ({ first }) => `${words(nameOf(first))} ${words(first.subject)}`,
    },
  ];
}

function inTime(group: readonly ThreadEntry[]): readonly ThreadEntry[] {
  return group.length === 1 ? group : [...group].sort((a, b) => (a.epoch ?? 0) - (b.epoch ?? 0));
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

/** The index shows an address, obscured, where a mail had no name. */
function authorOf({ author }: ThreadEntry): string {
  return unobscure(author) ?? author;
}

function nameOf(record: VolumeRecord): string {
  const { name, address } = fromOf(record.from);
  return name ?? address ?? record.from;
}

/** A text's letters and digits, `Re:` and case aside. */
function lettersOf(text: string): string {
  return typed(text)
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();
}

/** Letters and digits of ASCII alone: the `.txt` of a us-ascii list has `?` for every other character. */
function wordsOf(text: string): string {
  return typed(text)
    .replace(/[^a-z0-9]+/gi, '')
    .toLowerCase();
}

/** A subject or name as both views have it: the index undoes what looks like an entity and obscures addresses. */
function typed(text: string): string {
  let plain = text.includes('=?') ? decodeWords(text) : text;
  if (plain.includes('&')) plain = decodeHTML(plain);
  return plain.replace(/^\s*re\s*:\s*/i, '').replace(/\sat\s+/g, ' ');
}
