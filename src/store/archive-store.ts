/** The store's contract: whole lists on this disk, to be searched and read without asking anybody. */
import type { ArchiveKindName, Known, ScannedMessage, VolumeOutcome, VolumeRef } from '../archives/kind.js';
import type { Issue } from '../issues.js';
import type { Instant, Message } from '../model.js';

/** A list in the store. */
export interface StoredList {
  /** What `--list` and `messages` take: the config's name, or the list's own, with its host where two lists share it. */
  readonly name: string;
  readonly archives: readonly StoredArchive[];
  readonly messages: number;
  readonly threads: number;
  readonly firstDate: Instant | null;
  readonly lastDate: Instant | null;
}

export interface StoredArchive {
  readonly kind: ArchiveKindName;
  readonly url: string;
  /** When a sync of it last came to its end. */
  readonly syncedAt: Instant | null;
  readonly volumes: number;
}

/** A message as the store gives it back. Attachments have no bytes. */
export interface StoredMessage {
  readonly message: Message;
  /** The name of its list in the store. */
  readonly list: string;
  /** Other addresses of the same message: of a rebuilt archive, of the list's other archive. */
  readonly alternateUrls: readonly string[];
  /** The Message-ID of the thread's first message, its URL where it has no ID. */
  readonly thread: string | null;
  readonly threadSize: number;
}

/** Which messages; everything given must hold. */
export interface StoreFilter {
  /** Names of lists; `summit` means `summit@lists.example.org` too. */
  readonly lists?: readonly string[];
  readonly since?: Instant;
  readonly until?: Instant;
  /** Words in the sender's name or address. */
  readonly from?: string;
  /** Words that must all be in the subject. */
  readonly match?: string;
  /** Take those that ask not to be archived too. */
  readonly noArchiveToo?: boolean;
}

export interface SearchHit extends StoredMessage {
  /** Higher is better; only for comparing hits of one search. */
  readonly score: number;
  /** A passage of the text, on one line, with where in it the hits are (UTF-16 code units). */
  readonly snippet: { readonly text: string; readonly hits: readonly { readonly from: number; readonly to: number }[] };
}

export interface SearchResult {
  /** The best ones, best first. */
  readonly hits: readonly SearchHit[];
  /** How many there are in all. */
  readonly total: number;
  /** How many of them in each month that has any, `YYYY-MM`, in order of time; those without a date are left out. */
  readonly months: readonly { readonly month: string; readonly count: number }[];
}

/** Issues that a list's scans met, by volume: what `--health` tells its owner. */
export interface VolumeIssue {
  readonly archiveUrl: string;
  readonly volume: string | null;
  readonly issue: Issue;
}

export interface ArchiveStore {
  lists(): readonly StoredList[];
  /** The lists that a name means; empty when none does. */
  listsNamed(name: string): readonly StoredList[];
  /** In archive order (list, volume, position); nothing is held in memory but the one that is handed out. */
  messages(filter: StoreFilter): Iterable<StoredMessage>;
  /** The whole thread that a message is in, in order of time; empty when the store does not have it. */
  thread(urlOrId: string): readonly StoredMessage[];
  /** A search in the user's own words: never a syntax error, whatever is typed. */
  search(query: string, filter: StoreFilter, limit: number): SearchResult;
  issues(list: string): readonly VolumeIssue[];
  /** How the volumes of an archive were noted when they were last read: for saying what a sync would ask. */
  stampsOf(archiveUrl: string): Pick<Known, 'stamp'>;
  /** Copies of one mail that the list's archives hold at more than one address: the health report's count. */
  duplicates(list: string): number;
  close(): void;
}

/** What changed in a volume. */
export interface VolumeChange {
  readonly added: number;
  readonly changed: number;
  readonly gone: number;
}

/** Writes what a scan yields. Between any two calls the process may die: the store then opens as it was, or a little further on. */
export interface ArchiveWriter {
  readonly known: Known;
  beginVolume(volume: VolumeRef): void;
  add(scanned: ScannedMessage): void;
  keep(digest: string, position: number): void;
  issue(issue: Issue): void;
  endVolume(outcome: VolumeOutcome, stamp: string | null): VolumeChange;
  /** The archive was read to its end. */
  done(at: Instant): void;
}

export interface StoreWriter {
  /**
   * Opens an archive for writing. `list` is its name where the config gives one; `listInArchive` what the archive calls it.
   */
  archive(archive: {
    readonly kind: ArchiveKindName;
    readonly url: string;
    readonly list: string | null;
    readonly listInArchive: string | null;
  }): ArchiveWriter;
  /** Puts what is still in memory on disk, and lets the next writer in. */
  close(): void;
}
