/** How a report names its sources: their lists, titles, people and days. */
import { plainSubject } from '../mail/subjects.js';
import { escapeText, redactAddresses } from '../markdown/index.js';
import type { Message } from '../model.js';

/**
 * A list's name as its readers know it: as its subject prefix spells it (`[Summit]`), else its own name with a capital first letter.
 * Null when the message does not say which list it is from.
 */
export function listName({ list, subject }: Pick<Message, 'list' | 'subject'>): string | null {
  if (list === null) return null;
  const prefix = [...subject.matchAll(/\[([^[\]]{1,200})\]/g)].find(
    ([, name]) => name?.toLowerCase() === list.toLowerCase(),
  )?.[1];
  const name =
    prefix !== undefined && prefix !== prefix.toLowerCase() ? prefix : list.charAt(0).toUpperCase() + list.slice(1);
  return redactAddresses(name);
}

/** A message's title: its subject without list prefix and reply marks, addresses redacted. Never empty. */
export function titleOf({ subject, list }: Pick<Message, 'list' | 'subject'>): string {
  // As Pipermail names a mail that has none: a link needs words.
  return redactAddresses(plainSubject(subject, list ?? undefined)) || 'No subject';
}

/** `A`, `A and B`, `A, B and C`. */
export function inWords(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** Plain text for between the brackets of a link or an image: a `]` would end it, and begin the address of a stranger. */
export function labelOf(text: string): string {
  // kramdown takes `[^…](…)` for a footnote.
  return escapeText(text).replaceAll(']', '\\]').replace(/^\^/, '&#94;');
}

/** Plain text for a heading, whose last `#` would be swallowed. */
export function headingOf(text: string): string {
  return escapeText(text).replace(/#$/, '\\#');
}

/** A Markdown link whose text is plain text; the text alone where there is no address that a reader can open. */
export function linkTo(text: string, url: string | null): string {
  return url === null || !opens(url) ? escapeText(text) : `[${labelOf(text)}](${destination(url)})`;
}

/** A path, or an address of the web: `javascript:` and its like act where they are clicked. */
function opens(url: string): boolean {
  // Browsers pass over what stands before and in a scheme: `java\nscript:`.
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url.replace(/[\u0000-\u0020]+/g, ''))?.[1];
  return scheme === undefined || /^https?$/i.test(scheme);
}

/** A link's destination: what would end it early, start a template or be read as another character is encoded. */
export function destination(url: string): string {
  return url
    .replace(/[\s\u0000-\u001f\u007f<>()\\{}"`]/g, (character) =>
      encodeURIComponent(character).replace(/[()]/g, percent),
    )
    .replace(/&(?=#?\w+;)/g, '&amp;');
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

const DAY = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

/** `February 6, 2012`: the UTC day of an instant. */
export function dayInWords(instant: string): string {
  return DAY.format(new Date(instant));
}

/** The days of some instants: each by name when they are three at most, else the first and the last. Empty for none. */
export function daysInWords(instants: readonly (string | null)[]): string {
  const days = [...new Set(instants.flatMap((instant) => (instant === null ? [] : [instant.slice(0, 10)])))].sort();
  const [first = '', last = first] = [days[0], days.at(-1)];
  if (days.length === 0) return '';
  if (days.length <= 3) return `on ${inWords(sharedMonth(days))}`;
  return `between ${dayInWords(first)} and ${dayInWords(last)}`;
}

/** `February 6` and `7, 2012` rather than the month and year twice. */
function sharedMonth(days: readonly string[]): string[] {
  const [first = ''] = days;
  if (days.length < 2 || days.some((day) => day.slice(0, 7) !== first.slice(0, 7))) return days.map(dayInWords);
  const [month = '', year = ''] = [dayInWords(first).split(' ')[0], first.slice(0, 4)];
  return days.map((day, index) => {
    const number = String(Number(day.slice(8)));
    return index === 0 ? `${month} ${number}` : index === days.length - 1 ? `${number}, ${year}` : number;
  });
}
