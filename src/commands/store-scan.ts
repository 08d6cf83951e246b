/** A scan into the store: every event to its archive's writer, and the count of what changed. */
import type { ArchiveKindName, Known, ScanEvent, VolumeOutcome } from '../archives/kind.js';
import { type Issue, type IssueCode, leavesUnread } from '../issues.js';
import type { Instant } from '../model.js';
import type { StoreWriter } from '../store/archive-store.js';
import { createLateWriter, type LateWriter } from './late-writer.js';
import type { SyncProgress } from './sync-progress.js';

/** What a scan of one archive came to. */
export interface ArchiveTally {
  readonly kind: ArchiveKindName;
  readonly url: string;
  /** The list's name in the config, else in the archive. */
  readonly list: string | null;
  readonly volumes: Record<VolumeOutcome, number>;
  /** Messages seen, those that were known already among them. */
  messages: number;
  added: number;
  changed: number;
  gone: number;
  /** How often each issue was met. */
  readonly issues: Map<IssueCode, number>;
  /** The issues that leave something unread. */
  readonly unread: Issue[];
  /** It was read to its end. */
  finished: boolean;
}

export interface Intake {
  /** For `ScanTools.known`. */
  known(archiveUrl: string): Known;
  take(event: ScanEvent): void;
  /** The scan has come to its end (`at`), or was stopped in the middle (null). */
  end(at: Instant | null): void;
  readonly tallies: readonly ArchiveTally[];
  /** Issues that belong to no archive: none could be opened. */
  readonly strays: readonly Issue[];
}

export interface IntakeOptions {
  readonly kind: ArchiveKindName;
  /** The config's name for the list. */
  readonly list: string | null;
  /** Forget how the volumes looked last time. */
  readonly full: boolean;
  /** Whether the store has an archive from earlier. */
  readonly isStored: (archiveUrl: string) => boolean;
  readonly now: () => Instant;
}

/** Takes in the events of one scan. */
export function createIntake(store: StoreWriter, options: IntakeOptions, progress: SyncProgress): Intake {
  const { kind, list, full, isStored, now } = options;
  const writers = new Map<string, LateWriter>();
  const tallies: ArchiveTally[] = [];
  const strays: Issue[] = [];
  let current: { readonly writer: LateWriter; readonly tally: ArchiveTally; volume: string | null } | null = null;

  /** A kind may ask what is known before it says what the archive is called. */
  function writerOf(url: string, listInArchive: string | null, of: ArchiveKindName = kind): LateWriter {
    const known = writers.get(url);
    if (known !== undefined) return known;
    const open = () => store.archive({ kind: of, url, list, listInArchive });
    const writer = createLateWriter(open, isStored(url));
    writers.set(url, writer);
    return writer;
  }

  function endVolume(outcome: VolumeOutcome, stamp: string | null): void {
    if (current === null || current.volume === null) return;
    const { writer, tally } = current;
    const change = writer.endVolume(outcome, stamp);
    current.volume = null;
    tally.volumes[outcome] += 1;
    tally.added += change.added;
    tally.changed += change.changed;
    tally.gone += change.gone;
    progress.volumeEnd(outcome, change);
  }

  function endArchive(at: Instant | null): void {
    if (current === null) return;
    // What was read of a volume stays; that it is not whole is noted, so that it is read again.
    endVolume('incomplete', null);
    const { writer, tally } = current;
    // Where nothing came but complaints, there may be no such archive.
    const someVolume = writer.opened && Object.values(tally.volumes).some((count) => count > 0);
    if (at !== null && (tally.unread.length === 0 || someVolume)) {
      writer.done(at);
      tally.finished = true;
    }
    current = null;
  }

  function note(issue: Issue): void {
    if (current === null) {
      strays.push(issue);
      return;
    }
    const { issues, unread } = current.tally;
    issues.set(issue.code, (issues.get(issue.code) ?? 0) + 1);
    if (leavesUnread(issue)) unread.push(issue);
  }

  return {
    tallies,
    strays,
    known(url) {
      const writer = () => writerOf(url, null);
      return {
        stamp: (volume) => (full ? null : writer().known.stamp(volume)),
        has: (digest) => writer().known.has(digest),
      };
    },
    take(event) {
      switch (event.type) {
        case 'archive': {
          endArchive(now());
          const writer = writerOf(event.url, event.list, event.kind);
          const tally = emptyTally(event.kind, event.url, list ?? event.list);
          tallies.push(tally);
          current = { writer, tally, volume: null };
          progress.list(tally.list ?? tally.url, event.volumes);
          return;
        }
        case 'volume':
          if (current === null) return;
          endVolume('incomplete', null);
          current.writer.beginVolume(event.volume);
          current.volume = event.volume.name;
          progress.volume(event.volume.name);
          return;
        case 'message':
          if (current === null) return;
          current.writer.add(event.scanned);
          current.tally.messages += 1;
          for (const issue of event.scanned.message.issues) note(issue);
          progress.message();
          return;
        case 'kept':
          if (current === null) return;
          current.writer.keep(event.digest, event.position);
          current.tally.messages += 1;
          progress.message();
          return;
        case 'issue':
          current?.writer.issue(event.issue);
          note(event.issue);
          return;
        case 'volume-end':
          endVolume(event.outcome, event.stamp);
          return;
      }
    },
    end: endArchive,
  };
}

function emptyTally(kind: ArchiveKindName, url: string, list: string | null): ArchiveTally {
  return {
    kind,
    url,
    list,
    volumes: { read: 0, extended: 0, unchanged: 0, incomplete: 0 },
    messages: 0,
    added: 0,
    changed: 0,
    gone: 0,
    issues: new Map(),
    unread: [],
    finished: false,
  };
}
