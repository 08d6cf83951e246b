/** The post's title, date and author where the maintainer did not give them: from the sources, never from a guess. */

import type { Issue } from '../issues.js';
import { redactAddresses } from '../markdown/index.js';
import type { Message } from '../model.js';
import { titleOf } from '../reports/names.js';
import { postDateOf } from './dates.js';

export interface FrontInput {
  readonly title?: string | undefined;
  readonly date?: string | undefined;
  readonly author?: string | undefined;
  /** Address (lower case) or name → the site's handle. */
  readonly authors: ReadonlyMap<string, string>;
}

export interface Front {
  readonly title: string;
  /** Null when no source has a date that can be read. */
  readonly date: string | null;
  readonly author: string | null;
  readonly issues: readonly Issue[];
}

/**
 * Title from the first message's subject, author from its sender; date (UTC) from the newest message, replies among them: a post
 * is not older than what it quotes.
 */
export function frontOf(given: FrontInput, messages: readonly [Message, ...Message[]]): Front {
  const [first] = messages;
  const newest = messages
    .flatMap(({ date }) => date ?? [])
    .sort()
    .at(-1);
  const issues: Issue[] = [];
  return {
    title: given.title ?? titleOf(first),
    date: given.date ?? (newest === undefined ? null : postDateOf(newest)),
    author: given.author ?? authorOf(first, given.authors, issues),
    issues,
  };
}

function authorOf({ from, url, origin }: Message, authors: FrontInput['authors'], issues: Issue[]): string | null {
  const handle = authors.get(from.address?.toLowerCase() ?? '') ?? authors.get(from.name?.toLowerCase() ?? '');
  if (handle !== undefined) return handle;
  if (from.name === null) {
    issues.push({ code: 'AUTHOR_UNKNOWN', url: url ?? origin.url });
    return null;
  }
  const name = redactAddresses(from.name);
  if (authors.size > 0) issues.push({ code: 'AUTHOR_UNMAPPED', name });
  return name;
}
