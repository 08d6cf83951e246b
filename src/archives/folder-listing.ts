/** What a page of the role `folder` says: the files below a folder of the user's, as the store lists and an archive kind reads them. */

/** What is at a path below the folder. */
export type FolderEntry =
  | {
      readonly type: 'file';
      /** Relative to the folder, its parts separated by `/`. */
      readonly path: string;
      readonly bytes: number;
      /** When it was changed last, in milliseconds of the epoch: for telling whether it was. */
      readonly changed: number;
    }
  | { readonly type: 'folder'; readonly path: string }
  /** A folder that could not be listed, and why. */
  | { readonly type: 'closed'; readonly path: string; readonly reason: string };

/**
 * The entries, one a line, in the order of their paths: what it is, its size, its time, and the path, in which whatever could end a
 * line is written as in an address.
 */
export function writeFolder(entries: readonly FolderEntry[]): string {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
  return sorted.map((entry) => `${columnsOf(entry).join('\t')}\n`).join('');
}

function columnsOf(entry: FolderEntry): readonly (string | number)[] {
  const path = encodeURI(entry.path).replaceAll('#', '%23').replaceAll('?', '%3F');
  switch (entry.type) {
    case 'file':
      return ['file', entry.bytes, entry.changed, path];
    case 'folder':
      return ['folder', '', '', path];
    case 'closed':
      return ['closed', entry.reason.replace(/\s+/g, ' '), '', path];
  }
}

/** The entries of a page that `writeFolder` wrote. */
export function readFolder(text: string): FolderEntry[] {
  return text.split('\n').flatMap((line): FolderEntry[] => {
    const [type, first = '', second = '', encoded] = line.split('\t');
    if (encoded === undefined) return [];
    const path = decodeURIComponent(encoded);
    if (type === 'file') return [{ type, path, bytes: Number(first), changed: Number(second) }];
    if (type === 'folder') return [{ type, path }];
    return type === 'closed' ? [{ type, path, reason: first }] : [];
  });
}
