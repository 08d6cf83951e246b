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

export interface ArchiveKind {
  readonly name: ArchiveKindName;
  /** The link that this address is in an archive of this kind, or null. */
  recognise(address: URL): ArchiveLink | null;
  /** Reads the messages that the link and the selection name. Asks for pages through `get` alone; never touches network or disk. */
  read(link: ArchiveLink, selection: Selection, get: GetPage): AsyncIterable<Finding>;
}
