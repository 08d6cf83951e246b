/** An archive's writer that opens it in the store when there is something to keep: a mistyped link leaves no list behind. */
import type { ArchiveWriter, VolumeChange } from '../store/archive-store.js';

export interface LateWriter extends ArchiveWriter {
  /** The store has the archive, since earlier or since now. */
  readonly opened: boolean;
}

const NOTHING_CHANGED: VolumeChange = { added: 0, changed: 0, gone: 0 };

/**
 * Holds volumes and issues back until a message comes, or the archive is done.
 * @param stored the store has the archive already, so it is opened when first used
 */
export function createLateWriter(open: () => ArchiveWriter, stored: boolean): LateWriter {
  let writer: ArchiveWriter | null = null;
  let held: ((writer: ArchiveWriter) => void)[] = [];

  function opened(): ArchiveWriter {
    if (writer !== null) return writer;
    writer = open();
    for (const step of held) step(writer);
    held = [];
    return writer;
  }
  const ifThere = () => (stored ? opened() : writer);
  const later = (step: (writer: ArchiveWriter) => void) => {
    const there = ifThere();
    if (there === null) held.push(step);
    else step(there);
  };

  return {
    get opened() {
      return stored || writer !== null;
    },
    known: {
      stamp: (volume) => ifThere()?.known.stamp(volume) ?? null,
      has: (digest) => ifThere()?.known.has(digest) ?? false,
    },
    beginVolume: (volume) => later((there) => there.beginVolume(volume)),
    issue: (issue) => later((there) => there.issue(issue)),
    add: (scanned) => opened().add(scanned),
    keep: (digest, position) => opened().keep(digest, position),
    endVolume(outcome, stamp) {
      const there = ifThere();
      if (there !== null) return there.endVolume(outcome, stamp);
      held.push((late) => late.endVolume(outcome, stamp));
      return NOTHING_CHANGED;
    },
    done: (at) => opened().done(at),
  };
}
