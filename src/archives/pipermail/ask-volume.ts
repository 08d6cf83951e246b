/** A volume's two views as a scan asks for them: no more than is needed to see what is new, and no failure that ends the scan. */
import { GiveUpOnPage } from '../../errors.js';
import type { Issue } from '../../issues.js';
import type { GetPage, Origin, Page, PageRequest } from '../../model.js';
import { GunzipError, gunzipBounded, gunzipped } from '../gunzip.js';
import type { Stamp } from './stamp.js';
import { readThreadPage, type ThreadIndex } from './thread-index.js';
import { bytesOf, MOST_TEXT_BYTES } from './volume.js';

/** A volume's text, uncompressed. */
export interface Text {
  readonly bytes: Uint8Array;
  readonly origin: Origin;
  /** False where its end is missing, so that its last message may be half. */
  readonly whole: boolean;
}

export interface Views {
  readonly text: Text | null;
  readonly index: ThreadIndex | null;
  /** SHA-256 (hex) of the two pages as received; null where there is none. */
  readonly textSha: string | null;
  readonly indexSha: string | null;
  /** There is a text, and not all of it was had: what has none in it may have one. */
  readonly textFailed: boolean;
  /** What failed: nothing may be concluded from what is not there. */
  readonly issues: readonly Issue[];
}

export interface VolumeAddresses {
  readonly url: string;
  /** Null where the list's index has none, undefined where that was not read. */
  readonly textUrl: string | null | undefined;
}

/** Both views, or 'unchanged' where they are as they were noted: then the text alone was asked for, or the index where there is no text. */
export async function askVolume(
  { url, textUrl }: VolumeAddresses,
  before: Stamp | null,
  get: GetPage,
): Promise<Views | 'unchanged'> {
  const askIndex = () => ask({ url: `${url}thread.html`, role: 'thread-index', maxBytes: MOST_TEXT_BYTES }, get);
  // Both at once where both are new; the index of an old one is needed only when its text has changed.
  const [text, early] = await Promise.all([askText(url, textUrl, get), before === null ? askIndex() : null]);
  if (isPage(text) && before !== null && text.origin.sha256 === before.text) return 'unchanged';
  const index = early ?? (await askIndex());
  if (text === null && isPage(index) && before?.text === null && index.origin.sha256 === before.index) {
    return 'unchanged';
  }
  const issues: Issue[] = [];
  if (text !== null && !isPage(text)) issues.push(text);
  if (!isPage(index)) issues.push(index);
  const read = isPage(text) ? await unzipped(text, issues) : null;
  const isMissing = text === null || (!isPage(text) && text.code === 'PAGE_MISSING');
  return {
    text: read,
    index: isPage(index) ? await readIndex(index, url, issues) : null,
    textSha: isPage(text) ? text.origin.sha256 : null,
    indexSha: isPage(index) ? index.origin.sha256 : null,
    textFailed: !isMissing && read?.whole !== true,
    issues,
  };
}

/** The text, why it cannot be had, or null where the volume has none. An index may name the `.txt` a moment before it is packed. */
async function askText(url: string, textUrl: string | null | undefined, get: GetPage): Promise<Page | Issue | null> {
  if (textUrl === null) return null;
  const base = url.replace(/\/$/, '');
  const endings = textUrl?.endsWith('.txt') === true ? ['.txt', '.txt.gz'] : ['.txt.gz', '.txt'];
  let missing: Issue | null = null;
  for (const ending of endings) {
    const text = await ask({ url: `${base}${ending}`, role: 'volume-text', maxBytes: MOST_TEXT_BYTES }, get);
    if (isPage(text) || text.code !== 'PAGE_MISSING') return text;
    missing ??= text;
  }
  // Nobody promised one.
  return textUrl === undefined ? null : missing;
}

async function ask(request: PageRequest, get: GetPage): Promise<Page | Issue> {
  try {
    return await get(request);
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    return error.issue;
  }
}

function isPage(given: Page | Issue | null): given is Page {
  return given !== null && 'body' in given;
}

async function unzipped(page: Page, issues: Issue[]): Promise<Text | null> {
  const { origin } = page;
  const bytes = await bytesOf(page);
  try {
    return { bytes: gunzipBounded(bytes, MOST_TEXT_BYTES), origin, whole: true };
  } catch (error) {
    if (!(error instanceof GunzipError)) throw error;
    if (error.code === 'TOO_LARGE') {
      issues.push({ code: 'TOO_LARGE', url: origin.url, limit: MOST_TEXT_BYTES });
      return null;
    }
    issues.push({ code: 'BODY_BROKEN', url: origin.url, reason: error.reason });
    return { bytes: await beforeTheDamage(bytes), origin, whole: false };
  }
}

async function beforeTheDamage(bytes: Uint8Array): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of gunzipped(oneChunk(bytes))) {
      size += chunk.length;
      if (size > MOST_TEXT_BYTES) break;
      chunks.push(chunk);
    }
  } catch (error) {
    if (!(error instanceof GunzipError)) throw error;
  }
  return Buffer.concat(chunks);
}

async function* oneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

async function readIndex(page: Page, url: string, issues: Issue[]): Promise<ThreadIndex | null> {
  const read = readThreadPage(await bytesOf(page), page.contentType, url);
  if (read === null) issues.push({ code: 'PAGE_UNREADABLE', url: page.origin.url, role: 'thread index' });
  return read;
}
