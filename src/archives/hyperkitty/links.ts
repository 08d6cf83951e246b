/**
 * HyperKitty's addresses. They stand below a prefix that the host chooses (`/hyperkitty/` with Debian, `/archives/` upstream), and
 * it is the list's own address in them that tells them from anybody else's.
 */
import type { ArchiveLink } from '../kind.js';
import { type Period, periodOfDay, periodOfMonth, readPeriod } from './periods.js';

/** Where a link stands, and what it names there. */
export interface Place {
  /** `https://host/hyperkitty/` */
  readonly base: string;
  /** `summit@lists.example.org`; null for the host as a whole. */
  readonly address: string | null;
  /** `summit`; null for the host as a whole. */
  readonly list: string | null;
  /** The hash of the message that is named. */
  readonly message?: string;
  /** The hash of the thread that is named, which is its first message's. */
  readonly thread?: string;
  /** The days that are named. */
  readonly period?: Period;
}

/** A place in a list. */
export interface ListPlace extends Place {
  readonly address: string;
  readonly list: string;
}

const IN_A_LIST = /^(.*?\/)(?:api\/)?list\/([^/@]+(?:@|%40)[^/@]+?)(?:\/(.*))?$/i;
const HOST = /^(.*\/hyperkitty)(?:\/(?:api\/?|api\/lists\/?)?)?$/;
const MESSAGE = /^(?:message|email)\/(?!new$)(\w+)(?:\/.*)?$/;
const THREAD = /^thread\/(\w+)(?:\/.*)?$/;
const MONTH = /^(\d{4})\/(\d{1,2})(?:\/(\d{1,2}))?\/?$/;
const EXPORT = /^export\/[^/]+\.mbox\.gz$/;
/** A list's front page, and the pages that show the same in another order. */
const OVERVIEW =
  /^(?:latest|recent-activity|recent-threads|pop-threads|top-threads|top-posters|posted-to|favorites|feed|emails|threads)?\/?$/;
/** What a fragment on a thread's page names: a hash has 32 letters. */
const HASH = /^#([A-Z2-7]{32})$/i;

/** The link that an address is, or null when it has none of HyperKitty's forms. Hash and final slash are put right. */
export function recognise(address: URL): ArchiveLink | null {
  if (address.protocol !== 'http:' && address.protocol !== 'https:') return null;
  const place = placeOf(address.href);
  if (place === null) return null;
  if (!isInList(place)) return { kind: 'hyperkitty', form: 'host', url: place.base };
  if (place.message !== undefined) {
    return { kind: 'hyperkitty', form: 'message', url: messageUrl(place, place.message) };
  }
  if (place.thread !== undefined) return { kind: 'hyperkitty', form: 'thread', url: threadUrl(place, place.thread) };
  if (place.period === undefined) return { kind: 'hyperkitty', form: 'list', url: listUrl(place) };
  return { kind: 'hyperkitty', form: 'volume', url: periodUrl(place, place.period) };
}

/** The place that an address names, or null when it is not in a HyperKitty. */
export function placeOf(url: string): Place | null {
  const address = new URL(url);
  const origin = `${address.protocol}//${address.host}`;
  const host = HOST.exec(address.pathname)?.[1];
  if (host !== undefined) return { base: `${origin}${host}/`, address: null, list: null };
  const [, prefix, encoded = '', rest = ''] = IN_A_LIST.exec(address.pathname) ?? [];
  if (prefix === undefined) return null;
  const fqdn = encoded.replace(/%40/i, '@');
  const place = { base: `${origin}${prefix}`, address: fqdn, list: fqdn.slice(0, fqdn.indexOf('@')) };

  const message = MESSAGE.exec(rest)?.[1];
  if (message !== undefined) return { ...place, message: message.toUpperCase() };
  const thread = THREAD.exec(rest)?.[1];
  if (thread !== undefined) {
    const within = HASH.exec(address.hash)?.[1];
    return within === undefined
      ? { ...place, thread: thread.toUpperCase() }
      : { ...place, message: within.toUpperCase() };
  }
  const month = MONTH.exec(rest);
  if (month !== null) {
    const [, year = '', number = '', day] = month;
    const period = day === undefined ? periodOfMonth(year, number) : periodOfDay(year, number, day);
    return period === null ? null : { ...place, period };
  }
  if (EXPORT.test(rest)) return { ...place, ...exported(address.searchParams) };
  return OVERVIEW.test(rest) ? place : null;
}

/** What an export's query asks for. */
function exported(query: URLSearchParams): Pick<Place, 'message' | 'thread' | 'period'> {
  const message = query.get('message');
  if (message !== null && /^\w+$/.test(message)) return { message: message.toUpperCase() };
  const thread = query.get('thread');
  if (thread !== null && /^\w+$/.test(thread)) return { thread: thread.toUpperCase() };
  const period = readPeriod(query.get('start'), query.get('end'));
  return period === null ? {} : { period };
}

/** Whether a place is in a list, and not the host as a whole. */
export function isInList(place: Place): place is ListPlace {
  return place.address !== null;
}

export function listUrl({ base, address }: ListPlace): string {
  return `${base}list/${address}/`;
}

export function messageUrl(place: ListPlace, hash: string): string {
  return `${listUrl(place)}message/${hash}/`;
}

export function threadUrl(place: ListPlace, hash: string): string {
  return `${listUrl(place)}thread/${hash}/`;
}

/** What the REST API says of something in the list: `email/HASH/`, `thread/HASH/emails/`. */
export function apiUrl({ base, address }: ListPlace, path: string): string {
  return `${base}api/list/${address}/${path}`;
}

/** The export of a part of the list; the file's name is the asker's to choose. */
export function exportUrl(place: ListPlace, query: Readonly<Record<string, string>>): string {
  const search = new URLSearchParams(query).toString();
  return `${listUrl(place)}export/${place.list}.mbox.gz${search === '' ? '' : `?${search}`}`;
}

/** A month's or a day's page where the period is one; else the export that names it. */
export function periodUrl(place: ListPlace, period: Period): string {
  const { from, to } = period;
  const [year = '', month = '', day = ''] = from?.split('-') ?? [];
  const isThis = (named: Period | null) => named !== null && named.from === from && named.to === to;
  if (isThis(periodOfMonth(year, month))) return `${listUrl(place)}${year}/${Number(month)}/`;
  if (isThis(periodOfDay(year, month, day))) return `${listUrl(place)}${year}/${Number(month)}/${Number(day)}/`;
  return exportUrl(place, { ...(from === null ? {} : { start: from }), ...(to === null ? {} : { end: to }) });
}
