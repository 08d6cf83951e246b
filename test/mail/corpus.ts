/** The corpus of real archives, which lies beside the repository; tests that need it are skipped where it is absent. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));

export const corpusIsHere = existsSync(`${folder}expected.json`);
/** For the name of a suite: says why its tests are skipped. */
export const corpusNote = corpusIsHere ? '' : ' (skipped: ../shared/corpus is not beside the repository)';

export interface ExpectedRow {
  readonly list: string;
  readonly kind?: string;
  readonly volume: string;
  readonly message_id: string | null;
  readonly in_reply_to: string | null;
  readonly references: readonly string[];
  readonly subject: string | null;
  readonly author_name: string | null;
  readonly author_address?: string | null;
  readonly author_address_obscured?: string | null;
  readonly date_header: string | null;
  readonly date_utc: string | null;
  readonly archive_date_utc?: string;
  readonly mime?: readonly string[];
  readonly attachments: readonly { readonly path: string; readonly bytes?: number; readonly sha256?: string }[];
  readonly body: {
    readonly kind?: string;
    readonly first_line?: string;
    readonly last_line?: string;
    readonly sha256?: string;
  };
}

/** The ground truth, every list's rows in one. */
export function expectedRows(): ExpectedRow[] {
  if (!corpusIsHere) return [];
  const { lists } = JSON.parse(readFileSync(`${folder}expected.json`, 'utf8')) as {
    lists: Record<string, { sample: ExpectedRow[] }>;
  };
  return Object.values(lists).flatMap((list) => list.sample);
}

/** A file of the corpus, by its path there. */
export function corpusFile(path: string): Buffer {
  return readFileSync(folder + path);
}
