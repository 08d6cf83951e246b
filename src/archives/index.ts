/** The kinds of archive. A new kind is its folder and its line here. */
import { hyperkitty } from './hyperkitty/kind.js';
import type { ArchiveKind, ArchiveKindName, ArchiveLink } from './kind.js';
import { mbox } from './mbox/kind.js';
import { pipermail } from './pipermail/kind.js';

export const archiveKinds = { pipermail, hyperkitty, mbox } satisfies Record<ArchiveKindName, ArchiveKind>;

/** What an address names, asked of every kind in turn; null when none knows it. */
export function linkFor(address: URL): ArchiveLink | null {
  for (const kind of Object.values(archiveKinds)) {
    const link = kind.recognise(address);
    if (link !== null) return link;
  }
  return null;
}
