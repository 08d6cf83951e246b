/**
 * The messages of a stretch of days, as cheaply as the server lets: the export of it; where that breaks, of its halves, down to the
 * day of the bad message; for that day, or where export is off, the API's list; the pages last.
 */
import { GiveUpOnPage } from '../../errors.js';
import type { Issue } from '../../issues.js';
import type { GetPage, Instant } from '../../model.js';
import { type Archive, mayAskElsewhere, mayAskForLess } from './archive.js';
import type { ExportedMail } from './export.js';
import { listUrl, threadUrl } from './links.js';
import { emailsIn } from './listing.js';
import { hashesOfThreadPage, monthsOfMenu, threadsOfMonthPage } from './message-page.js';
import { halves, holds, isEmpty, type Period, periodOfMonth, shared } from './periods.js';
import { completeMessage, type ReadMessage, readMessage } from './read-message.js';

/** A message of a period, as far as it is known before it is read. */
export interface Candidate {
  readonly hash: string;
  readonly subject: string;
  readonly date: Instant | null;
  read(): Promise<ReadMessage>;
}

/** Requests in a row that may fail before the server, and not a message, is taken for the reason. A halved year has nine halves. */
const MOST_FAILURES = 20;

/** The messages of a period, or the issues that stand for those that could not be had. */
export async function* candidatesIn(
  period: Period,
  archive: Archive,
  get: GetPage,
): AsyncIterable<Candidate | { readonly issue: Issue }> {
  let broken: Issue | null = null;
  try {
    const { mails, issues } = await archive.exportOf(period);
    for (const mail of mails) yield candidateOf(mail, archive, get);
    for (const issue of issues) yield { issue };
    return;
  } catch (error) {
    if (!mayAskElsewhere(error) || error.issue.code === 'PAGE_PRIVATE') throw error;
    // An unknown list's front page says so at once; the API's list of its emails would fail with 500.
    if (error.issue.code === 'PAGE_MISSING') await archive.html(listUrl(archive.place()), 'list-index');
    if (mayAskForLess(error)) {
      if (archive.failures() >= MOST_FAILURES) throw error;
      const parts = halves(period);
      if (parts !== null) {
        for (const part of parts) yield* candidatesIn(part, archive, get);
        return;
      }
      broken = error.issue;
    }
  }
  let found = 0;
  for await (const candidate of listedIn(period, archive, get)) {
    found += 1;
    yield candidate;
  }
  // The export breaks on something: that nobody else knows it is worth saying.
  if (broken !== null && found === 0) yield { issue: broken };
}

function candidateOf(mail: ExportedMail, archive: Archive, get: GetPage): Candidate {
  const { subject, date } = mail.message;
  return { hash: mail.hash, subject, date, read: () => completeMessage(mail, archive, get) };
}

async function* listedIn(period: Period, archive: Archive, get: GetPage): AsyncIterable<Candidate> {
  try {
    const { emails, ids } = await emailsIn(period, archive);
    for (const { hash, subject, date, parentHash } of emails) {
      const known = { hash, parentId: ids.get(parentHash ?? '') };
      yield { hash, subject, date, read: () => readMessage(known, archive, get) };
    }
    return;
  } catch (error) {
    if (!mayAskElsewhere(error)) throw error;
  }
  yield* paged(period, archive, get);
}

/** The messages that the pages name: months, their threads, the messages of these, each by its own page. */
async function* paged(period: Period, archive: Archive, get: GetPage): AsyncIterable<Candidate> {
  const seen = new Set<string>();
  const menu = monthsOfMenu(await archive.html(listUrl(archive.place()), 'list-index'));
  for (const { year, month } of menu) {
    const days = periodOfMonth(String(year), String(month));
    if (days === null || isEmpty(shared(days, period))) continue;
    for (const thread of await threadsOf(`${listUrl(archive.place())}${year}/${month}/`, archive)) {
      if (seen.has(thread)) continue;
      seen.add(thread);
      const url = threadUrl(archive.place(), thread);
      for (const hash of hashesOfThreadPage(await archive.html(`${url}?noscript`, 'thread-index'))) {
        const read = await readMessage({ hash }, archive, get);
        const { subject, date } = read.message;
        if (holds(period, date)) yield { hash, subject, date, read: async () => read };
      }
    }
  }
}

/** The threads of a month. Past the last page the server answers with the last one again (`?page=999` is 200): nothing new ends it. */
async function threadsOf(monthUrl: string, archive: Archive): Promise<string[]> {
  const threads = new Set<string>();
  for (let page = 1; ; page += 1) {
    const before = threads.size;
    const found = threadsOfMonthPage(await archive.html(`${monthUrl}?page=${page}`, 'thread-index'));
    for (const hash of found) threads.add(hash);
    if (threads.size === before) return [...threads];
  }
}

/** Mail that is older, or says so (a broken clock is in 1970), comes with this year's. */
const FIRST_YEAR = 1995;

/** The first and the last year that a list's menu of months names; null where the page cannot be had. */
export async function yearsOf(archive: Archive): Promise<{ readonly first: number; readonly last: number } | null> {
  try {
    const months = monthsOfMenu(await archive.html(listUrl(archive.place()), 'list-index'));
    const first = months[0]?.year;
    const last = months.at(-1)?.year;
    return first === undefined || last === undefined ? null : { first: Math.max(first, FIRST_YEAR), last };
  } catch (error) {
    // A private or unknown list says so in its own words.
    if (!(error instanceof GiveUpOnPage) || !mayAskElsewhere(error)) throw error;
    if (error.issue.code === 'PAGE_PRIVATE' || error.issue.code === 'PAGE_MISSING') throw error;
    return null;
  }
}
