/** Issues told as they are met: each sentence once, and not a thousand of one kind. */
import { describeIssue, type Issue, type IssueCode, leavesUnread } from '../issues.js';
import type { CommonOptions, Io } from './io.js';
import { coloursFor, inThousands, printable, widthOf, wrap } from './terminal.js';

export interface IssueLog {
  tell(issue: Issue): void;
  /** Says how many were not told. */
  end(): void;
  /** Something could not be read. */
  readonly unread: boolean;
}

/** How many of one kind are told without `--verbose`. */
const MOST = 10;

export function createIssueLog({ quiet, verbose }: CommonOptions, { err, terminal }: Io): IssueLog {
  const { red, yellow } = coloursFor(terminal);
  const counts = new Map<IssueCode, number>();
  let unread = false;
  const line = (text: string, colour: (shown: string) => string) =>
    err(`${colour(wrap(printable(text), widthOf(terminal), '  '))}\n`);
  return {
    tell(issue) {
      const isUnread = leavesUnread(issue);
      unread ||= isUnread;
      if (quiet && !isUnread) return;
      const count = (counts.get(issue.code) ?? 0) + 1;
      counts.set(issue.code, count);
      if (count > MOST && !verbose) return;
      line(`${isUnread ? '!' : '·'} ${describeIssue(issue)}`, isUnread ? red : yellow);
    },
    end() {
      if (verbose) return;
      for (const [code, count] of counts) {
        if (count > MOST)
          line(`· … and ${inThousands(count - MOST)} more like this (${code}); --verbose shows them all.`, yellow);
      }
    },
    get unread() {
      return unread;
    },
  };
}
