/** What a project can set, and what holds without a file. */
import { type Redaction, resolveRedaction } from '../markdown/index.js';
import type { QuoteStyle } from '../reports/passages.js';

export interface Config {
  readonly contact?: string;
  /** Address or name, lower case → handle. */
  readonly authors: ReadonlyMap<string, string>;
  /** Name → the links of the list's archives; more than one where an old and a new archive stand side by side. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly out?: string;
  readonly delay?: number;
  readonly concurrency?: number;
  readonly redact: Redaction;
  /** What becomes of quoted mail in a draft. */
  readonly quotes: QuoteStyle;
  /** Print signatures. */
  readonly signatures: boolean;
  /** Join wrapped lines. */
  readonly reflow: boolean;
}

/** What holds without a file. */
export const defaultConfig: Config = {
  authors: new Map(),
  lists: new Map(),
  redact: resolveRedaction(true),
  quotes: 'fold',
  signatures: false,
  reflow: true,
};
