/** What a scan notes of a volume for the next one, so that this can tell without asking, or by asking once, that nothing changed. */

export interface Stamp {
  /** What the list's index said of the text, its size in it; null where it said nothing. */
  readonly label: string | null;
  /** SHA-256 (hex) of the text as received; null where the volume has none. */
  readonly text: string | null;
  /** The same of its thread.html. */
  readonly index: string | null;
  /** It was the newest volume: mail may have come to it that changed nothing of the label. */
  readonly open: boolean;
  /** Whether pages of messages were asked for where the text was not enough. */
  readonly pages: boolean;
  /** Numbers of pages that the index lists and that do not exist. */
  readonly dead: readonly number[];
}

/** Raised when the fields change; a stamp of another version counts as none. */
const VERSION = 1;

export function writeStamp(stamp: Stamp): string {
  return JSON.stringify({ version: VERSION, ...stamp });
}

/** Reads a stamp; null for anything else. */
export function readStamp(text: string | null): Stamp | null {
  const value = text === null ? null : parse(text);
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== VERSION) return null;
  // Written by `writeStamp` of this version, or by somebody who wants to be lied to.
  return value as unknown as Stamp;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
