/** What a project can set, and what holds without a file. */

export interface Config {
  readonly contact?: string;
  /** Address or name, lower case → handle. */
  readonly authors: ReadonlyMap<string, string>;
  readonly out?: string;
  readonly delay?: number;
  readonly concurrency?: number;
  readonly redact: boolean;
}

/** What holds without a file. */
export const defaultConfig: Config = { authors: new Map(), redact: true };
