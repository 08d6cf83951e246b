/** What a command is handed of the world, so that a test can hand it another. */
import type { Issue } from '../issues.js';
import { describeIssue } from '../issues.js';

/** Whether words go to a terminal, and how wide it is. */
export interface Terminal {
  readonly isTTY: boolean;
  readonly columns: number;
  readonly colours?: boolean;
}

export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** Data: what a pipe should carry. */
  readonly out: (text: string) => void;
  /** Progress and reports: what a person should read. */
  readonly err: (text: string) => void;
  /** Null while `out` takes more at once, else a promise for when it does; `StopRun` when nobody reads it any more. */
  readonly drained?: () => Promise<void> | null;
  /** Where reports go. */
  readonly terminal: Terminal;
  /** Where data goes; absent: into a pipe or a file. */
  readonly screen?: Terminal;
  readonly now: () => number;
  readonly random: () => number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Options that every command has. */
export interface CommonOptions {
  readonly config?: string;
  readonly out?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly cache?: boolean;
  readonly delay?: number;
  readonly concurrency?: number;
}

/** An issue as `--json` prints it: its data, and the sentence. */
export function issueAsData(issue: Issue): Issue & { readonly message: string } {
  return { ...issue, message: describeIssue(issue) };
}
