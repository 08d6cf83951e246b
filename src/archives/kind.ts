/** What every kind of archive can do. A new kind is one folder and one line in the table of `index.ts`. */
import type { Issue } from '../issues.js';
import type { GetPage, Instant, Message } from '../model.js';

export type ArchiveKindName = 'pipermail' | 'hyperkitty' | 'mbox';

/** What an address names inside an archive. */
export interface ArchiveLink {
  readonly kind: ArchiveKindName;
  readonly form: 'message' | 'thread' | 'volume' | 'list' | 'host' | 'file';
  /** The address in its plain form: no fragment, no query, a message page for a message. */
  readonly url: string;
}

/** Which messages of a link are wanted. */
export interface Selection {
  /** The first instant that counts, inclusive. */
  readonly since?: Instant;
  /** The first instant that no longer counts. */
  readonly until?: Instant;
  /** Words that must all be in the subject, whatever their case. */
  readonly match?: string;
  /** Take the whole thread of each message. */
  readonly thread: boolean;
}

/** What reading a link yields, in the archive's order. */
export type Finding =
  | { readonly type: 'message'; readonly message: Message; readonly cited: boolean }
  | { readonly type: 'issue'; readonly issue: Issue };

/** A volume as its archive names it: a month mostly, a year of HyperKitty's export, a file. */
export interface VolumeRef {
  /** What tells it from every other volume of the archive, and what an issue would name. */
  readonly url: string;
  /** Its name for people: `2012-February`, `2012`, `notes.mbox`. */
  readonly name: string;
  /** The days that it is about, first inclusive, last exclusive; null where that is open or not known. */
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/** How a Pipermail text found its page. */
export type MatchedBy = 'message-id' | 'time-and-subject' | 'author-and-subject';

/** A message as a scan finds it. */
export interface ScannedMessage {
  readonly message: Message;
  /** SHA-256 (hex) of what was read to make it, permalink included: the same digest is the same message, unchanged. */
  readonly digest: string;
  /** Where it stands in its volume: the smaller, the earlier. Later scans of the volume count on. */
  readonly position: number;
  /** How its text found its page; absent where nothing had to be matched. */
  readonly matchedBy?: MatchedBy;
}

/**
 * How the reading of a volume ended. `read`: all of it, so what was not seen is gone. `extended`: only what may be new was asked
 * for. `unchanged`: as it was noted. `incomplete`: something failed, nothing may be concluded, and it is to be read again.
 */
export type VolumeOutcome = 'read' | 'extended' | 'unchanged' | 'incomplete';

/** What a scan of whole archives yields: each archive, each of its volumes (oldest first), each message of these in order. */
export type ScanEvent =
  /** An archive begins. `volumes` is how many will be looked at; null where nobody knows yet. */
  | {
      readonly type: 'archive';
      readonly kind: ArchiveKindName;
      readonly url: string;
      readonly list: string | null;
      readonly volumes: number | null;
    }
  | { readonly type: 'volume'; readonly volume: VolumeRef }
  /** A message of the volume begun last. One mail may come twice, at two permalinks: the archive was rebuilt. */
  | { readonly type: 'message'; readonly scanned: ScannedMessage }
  /** A message of the volume begun last that is known already (`known.has`); it was not made again. */
  | { readonly type: 'kept'; readonly digest: string; readonly position: number }
  /** About the volume begun last; about the archive before the first one. */
  | { readonly type: 'issue'; readonly issue: Issue }
  /** `stamp` is to be noted for the next scan. Null notes nothing: what was noted stays, but after `read`. */
  | { readonly type: 'volume-end'; readonly outcome: VolumeOutcome; readonly stamp: string | null };

/** What earlier scans of an archive left. */
export interface Known {
  /** The stamp noted when the volume was last read to its end; null when it never was. Only its kind knows what is in it. */
  stamp(volumeUrl: string): string | null;
  /** Whether a message with this digest is kept, so that it need not be made again. */
  has(digest: string): boolean;
}

/** For a scan without a memory. */
export const NOTHING_KNOWN: Known = { stamp: () => null, has: () => false };

/** Reads mails (RFC 5322), keeping their order. Threads may stand behind it; a mail that cannot be read is the issue that says so. */
export type ReadMails = (mails: AsyncIterable<MailBytes>) => AsyncIterable<Message | Issue>;

/** A mail's bytes and how to name it. */
export interface MailBytes {
  readonly bytes: Uint8Array;
  /** For its Origin and its issues: `file.mbox#12`. */
  readonly url: string;
  readonly list?: string | null;
  readonly permalink?: string | null;
  /** The charset of what declares none. */
  readonly charset?: string;
}

/** What a scan is handed. */
export interface ScanTools {
  readonly get: GetPage;
  readonly known: (archiveUrl: string) => Known;
  /** Where absent, mails are read one after the other. */
  readonly readMails?: ReadMails;
  /** Whose volumes are wanted, by their days; all without it. Messages outside may come with them. */
  readonly since?: Instant;
  readonly until?: Instant;
  /** False: no page of a message is asked for, not even where the cheap way lost something. Default true. */
  readonly pages?: boolean;
  /** `https://host/{hash}` and the like: the permalinks of mail in files that names none. */
  readonly urlTemplate?: string;
}

export interface ArchiveKind {
  readonly name: ArchiveKindName;
  /** The link that this address is in an archive of this kind, or null. */
  recognise(address: URL): ArchiveLink | null;
  /** Reads the messages that the link and the selection name. Asks for pages through `get` alone; never touches network or disk. */
  read(link: ArchiveLink, selection: Selection, get: GetPage): AsyncIterable<Finding>;
  /**
   * Reads everything that the link names (a volume, a list, all lists of a host, a file), as cheaply as the archive allows. What
   * cannot be read is an issue, and the scan goes on; `StopRun` passes.
   */
  scan(link: ArchiveLink, tools: ScanTools): AsyncIterable<ScanEvent>;
}
