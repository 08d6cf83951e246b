/** The mails of one file, whatever its form: an mbox or a single mail, plain or gzipped, told apart by what is in it. */
import { GiveUpOnPage } from '../../errors.js';
import type { Issue } from '../../issues.js';
import { GunzipError, gunzipped, isGzip } from '../gunzip.js';
import { isMbox, MOST_MAIL_BYTES, splitMbox } from './split.js';
import { once } from './volumes.js';

/** Enough of a file to see what it is. */
const SNIFF = 400;

export interface Mails {
  /** False for a file that is one mail by itself, or none. */
  readonly isMbox: boolean;
  /** The beginning of the file, gzip undone: what tells a mail from anything else. */
  readonly start: Uint8Array;
  /** The mails in the file's order, each in memory of its own. @throws GiveUpOnPage when the rest cannot be read. */
  mails(): AsyncIterable<Uint8Array>;
}

/**
 * Opens a file. Nothing is read but its beginning until the mails are asked for.
 *
 * @param url what the issues name.
 * @param single the file is one mail (a maildir's), though it may begin with a `From ` line that an mbox left there.
 */
export async function openMails(body: Blob, url: string, single = false): Promise<Mails> {
  const small = body.size <= SMALL ? new Uint8Array(await body.arrayBuffer()) : null;
  const magic = small ?? new Uint8Array(await body.slice(0, 2).arrayBuffer());
  const packed = (): AsyncIterable<Uint8Array> => (small === null ? body.stream() : once(small));
  const bytes = (): AsyncIterable<Uint8Array> => (isGzip(magic) ? gunzipped(packed()) : packed());
  const start = await beginningOf(bytes(), url);
  const mbox = !single && isMbox(start);
  return { isMbox: mbox, start, mails: () => readOn(bytes(), mbox, url) };
}

/** A file up to this size is read at once: thousands of streams cost more than what is in them. */
const SMALL = 100_000;

async function beginningOf(bytes: AsyncIterable<Uint8Array>, url: string): Promise<Uint8Array> {
  let start = new Uint8Array();
  try {
    for await (const chunk of bytes) {
      start = Buffer.concat([start, chunk.subarray(0, SNIFF)]);
      if (start.length >= SNIFF) break;
    }
  } catch (error) {
    // Whoever reads on meets it again.
    if (issueOf(error, url) === null) throw error;
  }
  return start;
}

async function* readOn(bytes: AsyncIterable<Uint8Array>, mbox: boolean, url: string): AsyncIterable<Uint8Array> {
  let broken: unknown;
  // What came before the damage is mail all the same.
  const sound = (async function* () {
    try {
      yield* bytes;
    } catch (error) {
      if (issueOf(error, url) === null) throw error;
      broken = error;
    }
  })();
  yield* mbox ? splitMbox(sound) : asOne(sound);
  const issue = broken === undefined ? null : issueOf(broken, url);
  if (issue !== null) throw new GiveUpOnPage(issue, { cause: broken });
}

/** All bytes as one mail, `MOST_MAIL_BYTES` at most; no mail where there are none. */
async function* asOne(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk.subarray(0, MOST_MAIL_BYTES - size));
    size = Math.min(MOST_MAIL_BYTES, size + chunk.length);
    if (size === MOST_MAIL_BYTES) break;
  }
  if (size > 0) yield Buffer.concat(chunks);
}

/** What a person is told of a file that breaks off; null for what is no fault of the file. */
function issueOf(error: unknown, url: string): Issue | null {
  if (error instanceof GunzipError) return { code: 'BODY_BROKEN', url, reason: error.reason };
  // A Blob's, when the file behind it is not the one that was opened.
  const changed = error instanceof Error && error.name === 'NotReadableError';
  return changed ? { code: 'FILE_UNREADABLE', url, reason: 'it was changed while it was read' } : null;
}
