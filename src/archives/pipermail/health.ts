/** What is wrong with a volume or a message, told to whoever owns the list. Only what is certain. */
import type { Issue } from '../../issues.js';
import type { Instant, Message } from '../../model.js';
import type { ThreadIndex } from './thread-index.js';

const TWO_DAYS_MS = 2 * 86_400_000;
/** Before it, nobody had a mailing list: it is the clock that began at its zero. */
const FIRST_YEAR = '1971';
/** Whom Pipermail names as the author of a mail that has no From: the rest of another, cut at a line that begins `From `. */
const NOBODY = 'bogus@does.not.exist.com';

/** What a volume's index gets wrong about itself. */
export function* healthOfIndex({ declared, entries }: ThreadIndex, url: string): Iterable<Issue> {
  if (declared !== null && declared !== entries.length) {
    yield { code: 'COUNT_WRONG', url, declared, listed: entries.length };
  }
}

/**
 * The message with what is wrong with it. `filedBefore` is the end of its volume, null where that is not known: what was sent more
 * than two days after it was filed was sent by a wrong clock. Volumes are cut in the server's zone, and some indexes
 * are off by it, so that less proves nothing.
 */
export function withHealth(message: Message, filedBefore: Instant | null): Message {
  const { date, dateHeader, archivedAt, from, url, origin } = message;
  const issues: Issue[] = [];
  if (from.address === NOBODY && from.name === null) issues.push({ code: 'MESSAGE_CUT', url: url ?? origin.url });
  if (date !== null && isImpossible(date, archivedAt, filedBefore)) {
    issues.push({ code: 'DATE_IMPOSSIBLE', url: url ?? origin.url, value: dateHeader ?? date });
  }
  return issues.length === 0 ? message : { ...message, issues: [...message.issues, ...issues] };
}

function isImpossible(date: Instant, archivedAt: Instant | undefined, filedBefore: Instant | null): boolean {
  if (date < FIRST_YEAR) return true;
  return isDaysAfter(date, archivedAt ?? null) || isDaysAfter(date, filedBefore);
}

function isDaysAfter(date: Instant, filed: Instant | null): boolean {
  // Of instants, the order of their texts is the order of time.
  return filed !== null && date > filed && Date.parse(date) > Date.parse(filed) + TWO_DAYS_MS;
}
