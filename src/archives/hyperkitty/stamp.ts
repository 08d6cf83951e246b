/** What is noted of a year for the next scan. The export has no validator, so it says what the API would show to have changed. */
import type { Instant } from '../../model.js';

export interface Stamp {
  /** How many mails of the year the server has. */
  readonly count: number;
  /** The hashes of those that it took in last: what an API page of the newest mail is compared with. */
  readonly last: readonly string[];
  /** When it took in the last of them; null where no export told. */
  readonly filed: Instant | null;
  /** Whether its export writes `(a)` for `@`; null while nobody knows. */
  readonly obscured: boolean | null;
  /** Whether its API answers in pages; null while nobody knows. */
  readonly paged: boolean | null;
}

/** So many of the last mails are noted: should one be deleted, the others are still there. */
export const LAST_NOTED = 5;

/** Raised when the fields change; a stamp of another version is no stamp, and its year is read anew. */
const VERSION = 1;

export function writeStamp(stamp: Stamp): string {
  return JSON.stringify({ version: VERSION, ...stamp });
}

/** Reads a stamp; null for anything else. */
export function readStamp(text: string): Stamp | null {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null) return null;
  const { version, count, last, filed, obscured, paged } = value as Record<string, unknown>;
  if (version !== VERSION || typeof count !== 'number' || !Array.isArray(last)) return null;
  return {
    count,
    last: last.filter((hash): hash is string => typeof hash === 'string'),
    filed: typeof filed === 'string' ? filed : null,
    obscured: typeof obscured === 'boolean' ? obscured : null,
    paged: typeof paged === 'boolean' ? paged : null,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
