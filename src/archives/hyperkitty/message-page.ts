/**
 * A message's HTML page, the last of its three views: it has no sender's address, its dates are localised, and its text is HTML of
 * the server's making. Its labels are translated; classes and addresses are not.
 */
import { load } from 'cheerio/slim';
import { readDate } from '../../mail/dates.js';
import { readOwnId } from '../../mail/headers.js';
import { foldBlanks } from '../../mail/subjects.js';
import type { Attachment, Instant, Message } from '../../model.js';
import type { ListPlace } from './links.js';
import { originOf } from './message.js';

/** What a message's page says. */
export interface MessagePage {
  readonly id: string | null;
  readonly subject: string;
  readonly name: string | null;
  /** The sender's local time, without its zone, as the server's language writes it. */
  readonly dateText: string;
  readonly html: string;
  readonly attachments: readonly Attachment[];
  readonly threadHash: string | null;
}

/** Reads the page of the message with this hash; null when it is not that. */
export function readMessagePage(source: string, hash: string, url: string): MessagePage | null {
  const $ = load(source);
  const header = $('.email-header').filter((_, element) => $(element).attr('id') === hash);
  const email = header.first().parent();
  const body = email.find('.email-body').first();
  if (body.length === 0) return null;
  // What HyperKitty puts before a quotation to fold it.
  body.find('.quoted-switch').remove();
  const reply = email.find('a.reply-mailto').attr('href') ?? '';
  const title = header.find('.time [title]').attr('title') ?? '';
  return {
    id: idIn(reply),
    subject: foldBlanks($('.message-header h1').first().text()),
    name: nameIn(header.find('.email-author .name').first().text()),
    dateText: foldBlanks(title.slice(title.indexOf(':') + 1)),
    html: body.html()?.trim() ?? '',
    attachments: email
      .find('.attachments-list a')
      .toArray()
      .flatMap((link) => {
        const href = $(link).attr('href') ?? '';
        const type = /\(\s*([\w.+-]+\/[\w.+-]+)/.exec($(link).parent().text())?.[1]?.toLowerCase() ?? null;
        const target = URL.canParse(href, url) ? new URL(href, url).href : '';
        if (!target.startsWith(new URL('attachment/', url).href)) return [];
        return { name: foldBlanks($(link).text()) || null, type, url: target, size: null };
      }),
    threadHash: hashIn($('.message-back a').attr('href') ?? ''),
  };
}

/** The hashes of the messages on a thread's page, in the thread's order. */
export function hashesOfThreadPage(source: string): string[] {
  const found = [...source.matchAll(/<div id="([A-Z2-7]{32})" class="email-header"/g)];
  return [...new Set(found.flatMap(([, hash]) => hash ?? []))];
}

/** The hashes of the threads on a month's or a day's page, in its order. */
export function threadsOfMonthPage(source: string): string[] {
  const found = [...source.matchAll(/<a name="([A-Z2-7]{32})"[^<>]*\/thread\/\1\//g)];
  return [...new Set(found.flatMap(([, hash]) => hash ?? []))];
}

/** The months in the menu of a list's page, as `[year, month]`: from the first mail's to today's, whether they hold mail or not. */
export function monthsOfMenu(source: string): { readonly year: number; readonly month: number }[] {
  const found = source.matchAll(/href="[^"]*\/list\/[^/"]+\/(\d{4})\/(\d{1,2})\/"/g);
  const months = [...found].map(([, year, month]) => ({ year: Number(year), month: Number(month) }));
  return months.sort((a, b) => a.year - b.year || a.month - b.month);
}

/** A message from its page alone. */
export function messageFromPage(page: MessagePage, place: ListPlace, url: string): Message {
  const date = dateIn(page.dateText);
  const message: Message = {
    id: page.id,
    url,
    list: place.list,
    subject: page.subject,
    from: { name: page.name, address: null },
    date,
    dateHeader: null,
    inReplyTo: null,
    references: [],
    body: { kind: 'html', html: page.html },
    attachments: page.attachments,
    issues: [
      date === null
        ? { code: 'DATE_UNREADABLE', url, value: page.dateText || null }
        : { code: 'DATE_UNCERTAIN', url, value: page.dateText },
      ...(page.id === null ? [{ code: 'ID_UNKNOWN', url } as const] : []),
    ],
    origin: { url, sha256: '' },
  };
  return { ...message, origin: originOf(message) };
}

/** `In-Reply-To=<…>` of the reply link is the message's own ID. */
function idIn(mailto: string): string | null {
  const encoded = /[?&]In-Reply-To=([^&]+)/i.exec(mailto)?.[1] ?? '';
  try {
    return readOwnId(decodeURIComponent(encoded));
  } catch {
    return null;
  }
}

/** A name, and not the address that stands there (`x (a) y`) when the mail had none. */
function nameIn(text: string): string | null {
  const name = foldBlanks(text);
  return name === '' || /^\S+ ?\(a\) ?\S+$/.test(name) || /^\S+@\S+$/.test(name) ? null : name;
}

/** `Jan. 29, 2005, 10:34 a.m.`, `Oct. 13, 2016, noon`: Django's English. Other languages stay unread. */
function dateIn(text: string): Instant | null {
  const plain = text
    .replace(/,? noon$/, ', 12:00')
    .replace(/,? midnight$/, ', 00:00')
    .replace(/\b([ap])\.m\.$/, '$1m')
    .replace(/, (\d{1,2}) ([ap]m)$/, ', $1:00 $2')
    .replace(/^(\p{L}{3,5})\. /u, '$1 ');
  return readDate(plain)?.instant ?? null;
}

function hashIn(href: string): string | null {
  return /\/thread\/(\w+)\//.exec(href)?.[1] ?? null;
}
