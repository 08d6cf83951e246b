/** The shared corpus of real archives, where this checkout has it beside it. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const corpusRoot = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));
export const hasCorpus = existsSync(`${corpusRoot}expected.json`);

if (!hasCorpus) process.stderr.write('The shared corpus is not beside this checkout: its tests are skipped.\n');

/** A row of the ground truth; see the corpus's README. */
export interface Sample {
  readonly list: string;
  readonly url: string;
  readonly kind?: string;
  readonly message_id: string | null;
  readonly in_reply_to: string | null;
  readonly references?: readonly string[];
  readonly subject: string;
  readonly archive_subject?: string;
  readonly author_name: string;
  readonly author_address?: string;
  readonly author_address_obscured?: string;
  readonly date_header: string | null;
  readonly date_utc: string | null;
  readonly archive_date_utc?: string;
  readonly attachments?: readonly { readonly path: string }[];
  readonly old_format?: boolean;
  readonly body?: {
    /** Absent where the mail had no text. */
    readonly first_line?: string;
    readonly last_line?: string;
    readonly html_page_lossless?: boolean;
    readonly txt_equals_html_page?: boolean;
  };
}

export interface CorpusList {
  readonly volumes: number;
  readonly messages: number;
  readonly sample: readonly Sample[];
}

export function readCorpus(): Readonly<Record<string, CorpusList>> {
  if (!hasCorpus) return {};
  const { lists } = JSON.parse(readFileSync(`${corpusRoot}expected.json`, 'utf8')) as {
    lists: Record<string, CorpusList & { sample: (Sample & { list?: string })[] }>;
  };
  return lists;
}
