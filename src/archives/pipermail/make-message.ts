/** One message of a scan, by the cheap way; by its page where the text is damaged or missing; with the HTML part that is all it has. */
import { GiveUpOnPage } from '../../errors.js';
import { describeIssue, type Issue } from '../../issues.js';
import type { GetPage, Message, Origin } from '../../model.js';
import { lostLetters } from './damage.js';
import { onlyHtmlPart, readHtmlPart } from './html-part.js';
import type { Item } from './items.js';
import { assembleMessage } from './message.js';
import { readMessagePage } from './message-page.js';
import { bytesOf } from './volume.js';

export interface Surroundings {
  readonly list: string;
  readonly listUrl: string;
  /** The volume's text; null where it has none, and then no item has a record. */
  readonly text: Origin | null;
  /** Whether its text has `?` for letters that its charset lacks. */
  readonly losesLetters: boolean;
  /** Whether pages of messages may be asked for. */
  readonly pages: boolean;
  readonly get: GetPage;
}

export interface Made {
  /** Null where nothing could be had. */
  readonly message: Message | null;
  /** False where something is missing that pages, which may not be asked for, or a failing server have. */
  readonly whole: boolean;
  /** For the volume: what could not be had. */
  readonly issues: readonly Issue[];
}

/** Makes the message of an item, or as much of it as there is: at once where its text is enough, which it mostly is. */
export function makeMessage(item: Item, around: Surroundings): Made | Promise<Made> {
  const lost = item.record === null || !around.losesLetters ? 0 : lostLetters(item.record, item.entry?.author);
  // A record without a page has nobody to ask.
  const wantsPage = item.entry !== null && (item.record === null || lost > 0);
  const rest = item.record === null ? null : withLost(fromText(item, around), lost, 'LETTERS_REPLACED');
  // Nor was anybody asked whether it is a part of the mail before it.
  if (item.entry === null && !around.pages) return { message: rest, whole: false, issues: NONE };
  if (!wantsPage) return withPart(rest, around);
  if (!around.pages) return { message: rest, whole: false, issues: [] };
  return byPage(item, rest, lost, around);
}

async function byPage(item: Item, rest: Message | null, lost: number, around: Surroundings): Promise<Made> {
  const read = await fromPage(item, around);
  if ('message' in read) return withPart(withLost(read.message, lost, 'LETTERS_MENDED'), around);
  return { message: rest, whole: isFinal(read.failure), issues: [toldOf(read.failure)] };
}

/** The permalink; a copy on this disk has none. */
function permalinkOf({ entry }: Item): string | null {
  return entry === null || entry.url.startsWith('file:') ? null : entry.url;
}

function fromText(item: Item, { text, list, listUrl }: Surroundings): Message | null {
  if (item.record === null || text === null) return null;
  const { record, entry } = item;
  const url = permalinkOf(item);
  return assembleMessage({ page: null, origin: text, url, list, listUrl, entry: entry ?? undefined, record });
}

async function fromPage(
  item: Item,
  { get, list, listUrl }: Surroundings,
): Promise<{ readonly message: Message } | { readonly failure: Issue }> {
  const url = item.entry?.url ?? '';
  try {
    const received = await get({ url, role: 'message' });
    const page = readMessagePage(await bytesOf(received), received.contentType);
    const { origin } = received;
    if (page === null) return { failure: { code: 'PAGE_UNREADABLE', url: origin.url, role: 'message' } };
    const { entry, record } = item;
    const known = { entry: entry ?? undefined, record: record ?? undefined };
    return { message: assembleMessage({ page, origin, url: permalinkOf(item), list, listUrl, ...known }) };
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    return { failure: error.issue };
  }
}

function withLost<M extends Message | null>(message: M, count: number, code: 'LETTERS_REPLACED' | 'LETTERS_MENDED'): M {
  if (message === null || count === 0) return message;
  const url = message.url ?? message.origin.url;
  return { ...message, issues: [...message.issues, { code, url, count }] };
}

function withPart(message: Message | null, around: Surroundings): Made | Promise<Made> {
  const part = message === null ? null : onlyHtmlPart(message);
  if (message === null || part === null) return { message, whole: true, issues: NONE };
  return around.pages ? byPart(message, part, around) : { message, whole: false, issues: NONE };
}

const NONE: readonly Issue[] = [];

async function byPart(message: Message, part: string, { get }: Surroundings): Promise<Made> {
  const read = await readHtmlPart(message, part, get);
  if ('message' in read) return { message: read.message, whole: true, issues: NONE };
  const { failure } = read;
  if (!isFinal(failure)) return { message, whole: false, issues: [failure] };
  const missing: Issue = {
    code: 'ATTACHMENT_MISSING',
    url: part,
    message: message.url ?? message.origin.url,
    reason: describeIssue(failure),
  };
  return { message: { ...message, issues: [...message.issues, missing] }, whole: true, issues: NONE };
}

/** Whether asking again would get the same answer. */
function isFinal({ code }: Issue): boolean {
  return FINAL.has(code);
}

const FINAL: ReadonlySet<string> = new Set<Issue['code']>([
  'PAGE_MISSING',
  'PAGE_PRIVATE',
  'PAGE_DISALLOWED',
  'PAGE_UNREADABLE',
]);

function toldOf(failure: Issue): Issue {
  return failure.code === 'PAGE_MISSING'
    ? { code: 'INDEX_ENTRY_DEAD', url: failure.url, status: failure.status }
    : failure;
}
