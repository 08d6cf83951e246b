/**
 * The messages of a stretch of days, as cheaply as the server lets: the export of it; where that breaks off, what came, and of the
 * rest what the API's list names, one by one or half by half, down to the day of the bad message; where export is off, the
 * API's list; the pages last.
 */
import { GiveUpOnPage } from '../../errors.js';
import type { Issue } from '../../issues.js';
import type { GetPage, Instant } from '../../model.js';
import type { ApiEmail } from './api.js';
import { type Archive, mayAskElsewhere, mayAskForLess } from './archive.js';
import type { ExportedMail } from './export.js';
import { hashAsExported } from './hash.js';
import { listUrl, threadUrl } from './links.js';
import { emailsIn } from './listing.js';
import { hashesOfThreadPage, monthsOfMenu, threadsOfMonthPage } from './message-page.js';
import { ALWAYS, dayAfter, halves, holds, isEmpty, type Period, periodOfMonth, shared } from './periods.js';
import { completeMessage, type ReadMessage, readMessage } from './read-message.js';
import { FIRST_YEAR } from './years.js';

/** A message of a period, as far as it is known before it is read. */
export interface Candidate {
  readonly hash: string;
  readonly subject: string;
  readonly date: Instant | null;
  /** What is known of it: its export, else its line in the API's list; neither where its page alone told. */
  readonly exported?: ExportedMail;
  readonly listed?: ApiEmail;
  read(): Promise<ReadMessage>;
}

/** Requests in a row that may fail before the server, and not a message, is taken for the reason. A halved year has nine halves. */
const MOST_FAILURES = 20;

/** So many messages missing in a broken export are asked for one by one; more by another export of half the days. */
const FEW = 8;

/** The messages of a period, each once, or the issues that stand for those that could not be had. */
export function candidatesIn(
  period: Period,
  archive: Archive,
  get: GetPage,
): AsyncIterable<Candidate | { readonly issue: Issue }> {
  return stretch(period, new Set(), archive, get);
}

/** `seen` has the hashes of what came with a longer stretch that broke off. */
async function* stretch(
  period: Period,
  seen: Set<string>,
  archive: Archive,
  get: GetPage,
): AsyncIterable<Candidate | { readonly issue: Issue }> {
  let broken: Issue | null = null;
  try {
    const { mails, issues, broken: cut } = await archive.exportOf(period);
    for (const mail of mails) {
      if (seen.has(mail.hash)) continue;
      seen.add(mail.hash);
      yield candidateOf(mail, archive, get);
    }
    for (const issue of issues) yield { issue };
    if (cut === null) return;
    broken = cut;
  } catch (error) {
    if (!mayAskElsewhere(error) || error.issue.code === 'PAGE_PRIVATE') throw error;
    // An unknown list's front page says so at once; the API's list of its emails would fail with 500.
    if (error.issue.code === 'PAGE_MISSING') await archive.html(listUrl(archive.place()), 'list-index');
    if (mayAskForLess(error)) broken = error.issue;
  }
  if (broken === null) yield* listedIn(period, archive, get);
  else yield* restOf(period, broken, seen, archive, get);
}

/** What an export that broke off did not bring. */
async function* restOf(
  period: Period,
  broken: Issue,
  seen: Set<string>,
  archive: Archive,
  get: GetPage,
): AsyncIterable<Candidate | { readonly issue: Issue }> {
  if (archive.failures() >= MOST_FAILURES) throw new GiveUpOnPage(broken);
  const missing = await missingIn(period, seen, archive, get);
  const parts = halves(missing === null ? period : shared(period, daysOf(missing)));
  if (parts === null || (missing !== null && missing.length <= FEW)) {
    let found = 0;
    for await (const candidate of missing ?? paged(period, archive, get)) {
      if (seen.has(candidate.hash)) continue;
      seen.add(candidate.hash);
      found += 1;
      yield candidate;
    }
    // The export breaks on something: that nobody else knows it is worth saying.
    if (missing === null && found === 0) yield { issue: broken };
    return;
  }
  for (const part of parts) {
    if (missing === null || missing.some(({ date }) => holds(part, date))) yield* stretch(part, seen, archive, get);
  }
}

/** From the day of the first of these to that of the last. */
function daysOf(candidates: readonly Candidate[]): Period {
  const days = candidates.flatMap(({ date }) => date?.slice(0, 10) ?? []).sort();
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined ? ALWAYS : { from: first, to: dayAfter(last) };
}

/** The messages that the API's list of the period names beside those seen; null where it names none at all. */
async function missingIn(
  period: Period,
  seen: ReadonlySet<string>,
  archive: Archive,
  get: GetPage,
): Promise<Candidate[] | null> {
  try {
    const all = await listing(period, archive, get);
    return all.filter(({ hash, listed }) => !seen.has(hash) && !seen.has(hashAsExported(listed.id)));
  } catch (error) {
    if (!mayAskElsewhere(error)) throw error;
    return null;
  }
}

function candidateOf(mail: ExportedMail, archive: Archive, get: GetPage): Candidate {
  const { subject, date } = mail.message;
  return { hash: mail.hash, subject, date, exported: mail, read: () => completeMessage(mail, archive, get) };
}

async function listing(
  period: Period,
  archive: Archive,
  get: GetPage,
): Promise<(Candidate & { readonly listed: ApiEmail })[]> {
  const { emails, ids } = await emailsIn(period, archive);
  return emails.map((listed) => {
    const { hash, subject, date, parentHash } = listed;
    const known = { hash, parentId: ids.get(parentHash ?? '') };
    return { hash, subject, date, listed, read: () => readMessage(known, archive, get) };
  });
}

async function* listedIn(period: Period, archive: Archive, get: GetPage): AsyncIterable<Candidate> {
  let found: Candidate[];
  try {
    found = await listing(period, archive, get);
  } catch (error) {
    if (!mayAskElsewhere(error)) throw error;
    yield* paged(period, archive, get);
    return;
  }
  yield* found;
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
