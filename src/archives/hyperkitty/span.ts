/** From which year to which a list has mail, by one page. */
import { type Archive, mayAskElsewhere } from './archive.js';
import { listUrl } from './links.js';
import { monthsOfMenu } from './message-page.js';
import { yearsOf } from './volume.js';
import { FIRST_YEAR } from './years.js';

/** The years of the first and of the last mail, both included. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** So many threads are asked for: one with a broken clock must not be the only one. */
const THREADS = 5;

/**
 * The page of the threads that were active last has both: the menu of months begins with the list's first, and each thread has its
 * last mail's date. (The menu itself runs to today, which for a list that fell silent years ago is many empty exports.)
 * Null where no page says it.
 *
 * @throws GiveUpOnPage when the list is private or not there.
 */
export async function spanOf(archive: Archive): Promise<Span | null> {
  try {
    const source = await archive.html(`${listUrl(archive.place())}latest?count=${THREADS}`, 'list-index');
    const span = readSpan(source);
    if (span !== null) return span;
  } catch (error) {
    if (!mayAskElsewhere(error) || error.issue.code === 'PAGE_PRIVATE') throw error;
  }
  return yearsOf(archive);
}

/** The span that such a page shows; null when it is another page. */
export function readSpan(source: string): Span | null {
  const months = monthsOfMenu(source);
  const first = months[0]?.year;
  const today = months.at(-1)?.year;
  if (first === undefined || today === undefined) return null;
  const years = lastActive(source).filter((year) => year <= today);
  return { first: Math.max(first, FIRST_YEAR), last: years.length === 0 ? today : Math.max(first, ...years) };
}

/** The years of the threads' last mails: whatever language the date is in, its year has four digits. */
function lastActive(source: string): number[] {
  const titles = source.matchAll(/<span class="thread-date[^"]*"\s+title="([^"]*)"/g);
  return [...titles].flatMap(([, title = '']) => {
    const year = /(?<!\d)\d{4}(?!\d)/.exec(title)?.[0];
    return year === undefined ? [] : Number(year);
  });
}
