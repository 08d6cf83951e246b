/**
 * Pipermail's addresses. Volume names are English or numeric whatever the list's language (measured on 13 lists in 20
 * languages), so an address says what it names without asking anyone.
 */
import type { ArchiveLink } from '../kind.js';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The five ways Mailman names a volume: month, quarter, year, day, week. */
const VOLUME = `\\d{4}-(?:${MONTHS.join('|')})|\\d{4}q[1-4]|\\d{4}|\\d{8}|Week-of-Mon-\\d{8}`;
const IS_VOLUME = new RegExp(`^(?:${VOLUME})$`);
const MESSAGE_PATH = new RegExp(`^(.*/)([^/]+)/(${VOLUME})/(\\d{4,})\\.html?$`);
const VOLUME_PATH = new RegExp(
  // Attachments lie in folders named by the day, which are no volumes.
  `^(.*/)(?!attachments/)([^/]+)/(${VOLUME})(?:/(?:(?:index|thread|date|subject|author)\\.html?)?|\\.txt|\\.txt\\.gz)?$`,
);
const LIST_PATH = /^(.*\/pipermail\/)(?!index\.html?$)([^/]+)\/?(?:index\.html?)?$/;
const LISTINFO_PATH = /^(.*)\/mailman\/listinfo\/([^/]+)\/?$/;

/** Where a message, volume or list stands in its archive. Every address ends as Pipermail writes it. */
export interface Place {
  /** `https://host/pipermail/summit/` */
  readonly listUrl: string;
  /** `summit` */
  readonly list: string;
  /** `2012-February`; absent for a list. */
  readonly volume?: string;
  /** `https://host/pipermail/summit/2012-February/`; absent for a list. */
  readonly volumeUrl?: string;
}

/** The link that an address is, or null when it has none of Pipermail's forms. `#1084` on a volume's index names a message. */
export function recognise(address: URL): ArchiveLink | null {
  if (address.protocol === 'file:') return recogniseFile(address);
  if (address.protocol !== 'http:' && address.protocol !== 'https:') return null;
  const path = address.pathname;
  if (MESSAGE_PATH.test(path)) return { kind: 'pipermail', form: 'message', url: at(address, path) };
  if (VOLUME_PATH.test(path)) {
    const volumeUrl = placeOf(at(address, path))?.volumeUrl;
    if (volumeUrl === undefined) return null;
    const number = /^#(\d+)$/.exec(address.hash)?.[1];
    return number === undefined
      ? { kind: 'pipermail', form: 'volume', url: volumeUrl }
      : { kind: 'pipermail', form: 'message', url: `${volumeUrl}${number.padStart(6, '0')}.html` };
  }
  const listUrl = placeOf(at(address, path))?.listUrl;
  return listUrl === undefined ? null : { kind: 'pipermail', form: 'list', url: listUrl };
}

/** A page saved from an archive; or of an archive's copy on this disk, where the index of a list or volume stands for all of it. */
function recogniseFile(address: URL): ArchiveLink | null {
  if (!/\.html?$/i.test(address.pathname)) return null;
  const place = placeOf(address.href);
  if (place !== null && !MESSAGE_PATH.test(address.pathname)) {
    return place.volumeUrl === undefined
      ? { kind: 'pipermail', form: 'list', url: place.listUrl }
      : { kind: 'pipermail', form: 'volume', url: place.volumeUrl };
  }
  return { kind: 'pipermail', form: 'file', url: address.href };
}

/** Where the index of a list is asked for: a folder on this disk does not answer with its index. */
export function indexOf(listUrl: string): string {
  return listUrl.startsWith('file:') ? `${listUrl}index.html` : listUrl;
}

/** The list and volume that an address belongs to, or null when it is not an archive's. */
export function placeOf(url: string): Place | null {
  const address = new URL(url);
  const inVolume = MESSAGE_PATH.exec(address.pathname) ?? VOLUME_PATH.exec(address.pathname);
  if (inVolume !== null) {
    const [, base = '', list = '', volume = ''] = inVolume;
    const listUrl = at(address, `${base}${list}/`);
    return { listUrl, list: decoded(list), volume, volumeUrl: `${listUrl}${volume}/` };
  }
  const inList = LIST_PATH.exec(address.pathname);
  if (inList !== null) return { listUrl: at(address, `${inList[1]}${inList[2]}/`), list: decoded(inList[2]) };
  const info = LISTINFO_PATH.exec(address.pathname);
  if (info !== null) return { listUrl: at(address, `${info[1]}/pipermail/${info[2]}/`), list: decoded(info[2]) };
  return null;
}

/**
 * The days that a volume is about, as UTC instants: first inclusive, last exclusive. A volume is cut in the server's time zone, so
 * a message may lie up to a day outside. Null for a name that is not a volume's.
 */
export function periodOf(volume: string): { readonly from: number; readonly to: number } | null {
  if (!IS_VOLUME.test(volume)) return null;
  const month = MONTHS.findIndex((name) => volume.endsWith(`-${name}`));
  const year = Number(volume.slice(0, 4));
  if (month >= 0) return { from: Date.UTC(year, month), to: Date.UTC(year, month + 1) };
  const quarter = /^\d{4}q([1-4])$/.exec(volume)?.[1];
  if (quarter !== undefined) {
    const first = (Number(quarter) - 1) * 3;
    return { from: Date.UTC(year, first), to: Date.UTC(year, first + 3) };
  }
  if (/^\d{4}$/.test(volume)) return { from: Date.UTC(year, 0), to: Date.UTC(year + 1, 0) };
  const day = /^(Week-of-Mon-)?(\d{4})(\d{2})(\d{2})$/.exec(volume);
  if (day === null) return null;
  const from = Date.UTC(Number(day[2]), Number(day[3]) - 1, Number(day[4]));
  return { from, to: from + (day[1] === undefined ? 1 : 7) * 86_400_000 };
}

function at(address: URL, path: string): string {
  return `${address.protocol}//${address.host}${path}`;
}

function decoded(segment: string | undefined): string {
  try {
    return decodeURIComponent(segment ?? '');
  } catch {
    return segment ?? '';
  }
}
