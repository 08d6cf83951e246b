/** What a command is handed of the world, so that a test can hand it another. */
import type { Issue } from '../issues.js';
import { describeIssue } from '../issues.js';

export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** Data: what a pipe should carry. */
  readonly out: (text: string) => void;
  /** Progress and reports: what a person should read. */
  readonly err: (text: string) => void;
  /** Whether reports go to a terminal, and how wide it is. */
  readonly terminal: { readonly isTTY: boolean; readonly columns: number; readonly colours?: boolean };
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

/** Text broken between words to a width, later lines indented. What is before the first word stays; addresses are never broken. */
export function wrap(text: string, columns: number, indent: string): string {
  const lead = /^ */.exec(text)?.[0] ?? '';
  const lines: string[] = [];
  let line = lead;
  for (const word of text.slice(lead.length).split(' ')) {
    // A mark (`!`) does not stand alone on its line, however long the address after it.
    if (line.trim().length > 1 && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = line.trim() === '' ? `${line}${word}` : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}
