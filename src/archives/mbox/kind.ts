/** Mail in files: an mbox, one `.eml`, or a text volume saved from Pipermail; plain or gzipped, told apart by what is in them. */
import { createHash } from 'node:crypto';
import { GiveUpOnPage } from '../../errors.js';
import type { Issue } from '../../issues.js';
import { readMail } from '../../mail/from-rfc822.js';
import { buildThreads, flatten } from '../../mail/threads.js';
import type { GetPage, Message, Page } from '../../model.js';
import { GunzipError, gunzipBounded, isGzip } from '../gunzip.js';
import type { ArchiveKind, ArchiveLink, Finding, Selection } from '../kind.js';
import { isEverything, selects } from '../selection.js';
import { charsetOfVolume, replacedLetters } from './loose.js';
import { isMbox, splitMbox } from './split.js';

export const mbox: ArchiveKind = { name: 'mbox', recognise, read };

/** `.html` is not here: a page saved from Pipermail is that kind's. Thunderbird's folders have no extension, Maildir's a flag. */
const MAIL_FILE = /\/(?:[^/]+\.(?:eml|mbox|mbx|txt|gz)|[^/.]+|[^/]+:2,[A-Z]*)$/i;
/** What a gzipped file may grow to. */
const MOST_UNZIPPED = 512_000_000;
/** Enough of a file to see what it is. */
const SNIFF = 400;

function recognise(address: URL): ArchiveLink | null {
  if (address.protocol !== 'file:' || !MAIL_FILE.test(address.pathname)) return null;
  return { kind: 'mbox', form: 'file', url: `file://${address.host}${address.pathname}` };
}

async function* read(link: ArchiveLink, selection: Selection, get: GetPage): AsyncIterable<Finding> {
  try {
    const page = await get({ url: link.url, role: /\.eml$/i.test(link.url) ? 'message' : 'volume-text' });
    const body = await unzipped(page);
    yield* selection.thread && !isEverything(selection)
      ? readThreads(page, body, selection)
      : readChosen(page, body, selection);
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    yield { type: 'issue', issue: error.issue };
  }
}

/** What the selection chooses, in the file's order, one mail in memory at a time. */
async function* readChosen(page: Page, body: Blob, selection: Selection): AsyncIterable<Finding> {
  let seen = 0;
  let chosen = 0;
  for await (const read of mailsOf(page, body)) {
    seen += 1;
    if (read instanceof GiveUpOnPage) {
      yield { type: 'issue', issue: read.issue };
    } else if (selects(read, selection)) {
      chosen += 1;
      yield { type: 'message', message: read, cited: true };
    }
  }
  if (chosen === 0) yield* nothing(page, seen, selection);
}

/** The threads of what the selection chooses; what it did not choose itself is not cited. */
async function* readThreads(page: Page, body: Blob, selection: Selection): AsyncIterable<Finding> {
  const messages: Message[] = [];
  let seen = 0;
  for await (const read of mailsOf(page, body)) {
    seen += 1;
    if (read instanceof GiveUpOnPage) yield { type: 'issue', issue: read.issue };
    else messages.push(read);
  }
  const cited = new Set(messages.filter((message) => selects(message, selection)));
  const wanted = new Set<Message>();
  for (const root of buildThreads(messages)) {
    const thread = flatten(root).map((each) => each.message);
    if (thread.some((message) => cited.has(message))) for (const message of thread) wanted.add(message);
  }
  for (const message of messages) {
    if (wanted.has(message)) yield { type: 'message', message, cited: cited.has(message) };
  }
  if (wanted.size === 0) yield* nothing(page, seen, selection);
}

/**
 * Every mail of the file; one that cannot be read is the reason why. Volumes of rebuilt archives hold each mail up to four times:
 * copies that are the same to the byte are one mail.
 */
async function* mailsOf(page: Page, body: Blob): AsyncIterable<Message | GiveUpOnPage> {
  const { url } = page.origin;
  if (!isMbox(await bytesOf(body.slice(0, SNIFF)))) {
    if (body.size > 0) yield await readOne(await bytesOf(body), url);
    return;
  }
  let number = 0;
  const seen = new Set<string>();
  for await (const mail of splitMbox(body.stream())) {
    number += 1;
    const digest = createHash('sha256').update(mail).digest('base64');
    if (seen.has(digest)) continue;
    seen.add(digest);
    // All mails of a file have its address; the number says which of them an issue means.
    yield await readOne(mail, `${url}#${number}`);
  }
}

async function readOne(mail: Uint8Array, url: string): Promise<Message | GiveUpOnPage> {
  const charset = charsetOfVolume(mail);
  try {
    const message = await readMail(mail, { url, ...(charset === null ? {} : { charset }) });
    const count = message.body.kind === 'text' ? replacedLetters(mail, message.body.text) : 0;
    if (count === 0) return message;
    return { ...message, issues: [...message.issues, { code: 'LETTERS_REPLACED', url, count }] };
  } catch (error) {
    if (error instanceof GiveUpOnPage) return error;
    throw error;
  }
}

function* nothing(page: Page, seen: number, selection: Selection): Iterable<Finding> {
  const { url } = page.origin;
  if (seen === 0) yield { type: 'issue', issue: { code: 'FILE_UNREADABLE', url, reason: 'there is no mail in it' } };
  else if (!isEverything(selection)) yield { type: 'issue', issue: { code: 'NOTHING_MATCHES', url } };
}

async function unzipped(page: Page): Promise<Blob> {
  if (!isGzip(await bytesOf(page.body.slice(0, 2)))) return page.body;
  try {
    return new Blob([gunzipBounded(await bytesOf(page.body), MOST_UNZIPPED)]);
  } catch (error) {
    if (!(error instanceof GunzipError)) throw error;
    throw new GiveUpOnPage(issueOf(error, page.origin.url), { cause: error });
  }
}

function issueOf({ code, reason }: GunzipError, url: string): Issue {
  return code === 'TOO_LARGE' ? { code, url, limit: MOST_UNZIPPED } : { code: 'BODY_BROKEN', url, reason };
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}
