/**
 * One list on one server, by its three doors: API, export, pages. A door that the server keeps shut is not knocked at again. What
 * fails is named by the address that a reader knows, never by that of a door.
 */
import { GiveUpOnPage } from '../../errors.js';
import type { Issue } from '../../issues.js';
import type { GetPage, Page, PageRole } from '../../model.js';
import { type ApiEmail, type ApiPage, readEmail, readEmails, readLists } from './api.js';
import { type Export, type ExportedMail, MOST_EXPORT_BYTES, readExport } from './export.js';
import { apiUrl, exportUrl, type ListPlace, listUrl, messageUrl, periodUrl, placeOf, threadUrl } from './links.js';
import { type MessagePage, readMessagePage } from './message-page.js';
import type { Period } from './periods.js';

/** As many emails as an API page is asked for. The server sets no bound, and its own default is 10. */
export const API_PAGE = 100;

export interface Archive {
  /** The list; the address that answered, where the server has moved. */
  place(): ListPlace;
  email(hash: string): Promise<ApiEmail>;
  /** The emails that the server took in, the last one first, from this one on. */
  arrivals(offset: number, limit: number): Promise<ApiPage<ApiEmail>>;
  /** The list's emails by their dates, oldest first where the server orders them. */
  byDate(offset: number, limit: number): Promise<ApiPage<ApiEmail>>;
  /** Whether the API answers in pages; else (Debian's settings) every list of emails is the whole list of emails. */
  isPaged(): Promise<boolean>;
  emailsOfThread(hash: string, offset: number): Promise<ApiPage<ApiEmail>>;
  exportOf(period: Period): Promise<Export>;
  exportOfThread(hash: string): Promise<Export>;
  /** Null when the server knows no such message. */
  exportOfMessage(hash: string): Promise<ExportedMail | null>;
  messagePage(hash: string): Promise<MessagePage>;
  /** The source of another page of the list. */
  html(url: string, role: PageRole): Promise<string>;
  /** How many requests in a row have failed, or brought an export that is not whole. */
  failures(): number;
}

type Door = 'api' | 'export';

/** So many exports in a row may bring nothing: the halves of a year down to a day, and a few more. */
const MOST_BAD_EXPORTS = 12;

/** Archives that a run has opened: several links into one list share what is known of it. */
const opened = new WeakMap<GetPage, Map<string, Archive>>();

export function archiveAt(place: ListPlace, get: GetPage): Archive {
  const archives = opened.get(get) ?? new Map<string, Archive>();
  opened.set(get, archives);
  const archive = archives.get(listUrl(place)) ?? openArchive(place, get);
  archives.set(listUrl(place), archive);
  return archive;
}

function openArchive(asked: ListPlace, get: GetPage): Archive {
  const { address, list } = asked;
  let place: ListPlace = { base: asked.base, address, list };
  const shut = new Map<Door, Issue>();
  let failures = 0;
  let badExports = 0;

  /** An export that brought nothing. One bad message is found by halving; where no part can be had, the door is shut. */
  function countBadExport(issue: Issue): void {
    badExports += 1;
    if (badExports >= MOST_BAD_EXPORTS) shut.set('export', issue);
  }

  /** Gets what `url` is for; `shown` is the address that an issue names. */
  async function ask(url: string, shown: string, role: PageRole, door?: Door): Promise<Page> {
    const refusal = door === undefined ? undefined : shut.get(door);
    if (refusal !== undefined) throw new GiveUpOnPage(named(refusal, shown));
    try {
      const how = door === 'export' ? { partial: true } : {};
      const page = await get({ url, role, ...how, ...(role === 'message' ? {} : { maxBytes: MOST_EXPORT_BYTES }) });
      // Of an export it is not known yet whether it is whole.
      if (door !== 'export') failures = 0;
      const answered = URL.canParse(page.origin.url) ? placeOf(page.origin.url) : null;
      if (answered?.address === address) place = { base: answered.base, address, list };
      return page;
    } catch (error) {
      if (!(error instanceof GiveUpOnPage)) throw error;
      if (isFailure(error.issue)) failures += 1;
      if (door === 'export' && isFailure(error.issue)) countBadExport(error.issue);
      if (door !== undefined && isShut(error.issue)) shut.set(door, error.issue);
      throw new GiveUpOnPage(named(error.issue, shown), { cause: error });
    }
  }

  async function askApi<T>(path: string, shown: string, role: PageRole, read: (json: string) => T | null): Promise<T> {
    const page = await ask(apiUrl(place, path), shown, role, 'api');
    const value = read(await page.body.text());
    if (value === null) throw new GiveUpOnPage({ code: 'PAGE_UNREADABLE', url: shown, role: 'API' });
    return value;
  }

  async function askExport(query: Readonly<Record<string, string>>, shown: string): Promise<Export> {
    const page = await ask(exportUrl(place, query), shown, 'volume-text', 'export');
    try {
      const bytes = new Uint8Array(await page.body.arrayBuffer());
      const read = await readExport(bytes, place, shown, page.complete !== false);
      failures = read.broken === null ? 0 : failures + 1;
      if (read.broken === null || read.mails.length > 0) badExports = 0;
      else countBadExport(read.broken);
      return read;
    } catch (error) {
      if (error instanceof GiveUpOnPage) {
        if (isFailure(error.issue)) failures += 1;
        if (error.issue.code === 'PAGE_UNREADABLE') shut.set('export', error.issue);
      }
      throw error;
    }
  }

  const pageOf = (offset: number) => `limit=${API_PAGE}&offset=${offset}`;
  return {
    place: () => place,
    failures: () => failures,
    email: (hash) => askApi(`email/${hash}/`, messageUrl(place, hash), 'message', readEmail),
    async byDate(offset, limit) {
      const path = `emails/?limit=${limit}&offset=${offset}&ordering=date`;
      return askApi(path, listUrl(place), 'thread-index', readEmails);
    },
    async arrivals(offset, limit) {
      return askApi(`emails/?limit=${limit}&offset=${offset}`, listUrl(place), 'thread-index', readEmails);
    },
    async isPaged() {
      // The host's lists, of which there are few, are told in the same way as a list's emails.
      const page = await ask(`${place.base}api/lists/?limit=1`, listUrl(place), 'list-index', 'api');
      return readLists(await page.body.text())?.total != null;
    },
    async emailsOfThread(hash, offset) {
      const path = `thread/${hash}/emails/?${pageOf(offset)}`;
      return askApi(path, threadUrl(place, hash), 'thread-index', readEmails);
    },
    exportOf: (period) => askExport(queryOf(period), periodUrlOf(place, period)),
    exportOfThread: (hash) => askExport({ thread: hash }, threadUrl(place, hash)),
    async exportOfMessage(hash) {
      const { mails, issues, broken } = await askExport({ message: hash }, messageUrl(place, hash));
      const [mail] = mails;
      // The export leaves parentheses out of Message-IDs, so that the hash that was asked for knows better.
      if (mail !== undefined) return { ...mail, hash, message: { ...mail.message, url: messageUrl(place, hash) } };
      const issue = issues[0] ?? broken;
      if (issue !== null) throw new GiveUpOnPage(issue);
      return null;
    },
    async messagePage(hash) {
      const url = messageUrl(place, hash);
      const page = await ask(url, url, 'message');
      const read = readMessagePage(await page.body.text(), hash, url);
      if (read === null) throw new GiveUpOnPage({ code: 'PAGE_UNREADABLE', url, role: 'message' });
      return read;
    },
    html: async (url, role) => (await ask(url, url, role)).body.text(),
  };
}

function queryOf({ from, to }: Period): Record<string, string> {
  return { ...(from === null ? {} : { start: from }), ...(to === null ? {} : { end: to }) };
}

/** A month's page, a day's page, or the list's own. */
function periodUrlOf(place: ListPlace, period: Period): string {
  const url = periodUrl(place, period);
  return url.includes('/export/') ? listUrl(place) : url;
}

/** The issue by the address that the reader knows. */
function named(issue: Issue, url: string): Issue {
  return 'url' in issue ? { ...issue, url } : issue;
}

/** The door is shut for every list and message: export switched off (400), closed by robots.txt, not there at all. */
function isShut(issue: Issue): boolean {
  return (issue.code === 'SERVER_FAILED' && issue.status < 500) || issue.code === 'PAGE_DISALLOWED';
}

function isFailure(issue: Issue): boolean {
  return issue.code === 'SERVER_FAILED' || issue.code === 'TIMED_OUT' || issue.code === 'BODY_BROKEN';
}

/** Whether another door may still know what this one would not say. An unreachable host has no other door. */
export function mayAskElsewhere(error: unknown): error is GiveUpOnPage {
  return error instanceof GiveUpOnPage && ELSEWHERE.has(error.issue.code);
}

const ELSEWHERE: ReadonlySet<Issue['code']> = new Set([
  'PAGE_MISSING',
  'PAGE_PRIVATE',
  'PAGE_DISALLOWED',
  'PAGE_UNREADABLE',
  'SERVER_FAILED',
  'BODY_BROKEN',
  'TIMED_OUT',
  'TOO_LARGE',
]);

/** Whether asking for less may help: one bad message breaks the whole answer. */
export function mayAskForLess(error: unknown): error is GiveUpOnPage {
  if (!(error instanceof GiveUpOnPage)) return false;
  const { issue } = error;
  if (issue.code === 'SERVER_FAILED') return issue.status >= 500;
  return issue.code === 'BODY_BROKEN' || issue.code === 'TIMED_OUT' || issue.code === 'TOO_LARGE';
}
