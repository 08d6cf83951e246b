/**
 * Errors are named after what happens next. Each keeps its `cause`; a page's error carries the issue that the report prints, so
 * that its words live in one place (`issues.ts`).
 */
import { describeIssue, type Issue } from './issues.js';

/** The command cannot start: an option, a config, a folder. Exit code 2, no stack trace. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** This page cannot be had or read; it becomes an issue and the run goes on. */
export class GiveUpOnPage extends Error {
  override readonly name = 'GiveUpOnPage';
  readonly issue: Issue;
  constructor(issue: Issue, options?: ErrorOptions) {
    super(describeIssue(issue), options);
    this.issue = issue;
  }
}

/** Nothing more is to be done: Ctrl-C, or a disk that cannot be written. What is finished stays. */
export class StopRun extends Error {
  override readonly name = 'StopRun';
}
