/**
 * A volume's `thread.html`: every page of the volume, and in its comments the real reply tree. The indentation stops at three
 * levels; the chain of keys does not.
 */
import { decodeIndex } from './decode-page.js';
import { onOneLine, textOf } from './html-text.js';

/** One line of the index. */
export interface ThreadEntry {
  /** The page's absolute address. */
  readonly url: string;
  /** The page's number: `000012.html` is 12. */
  readonly number: number;
  readonly subject: string;
  readonly author: string;
  /** When the archive filed it, in seconds since 1970; null without a key. Off by the server's zone in archives before 2.1. */
  readonly epoch: number | null;
  /** From keys of the form `epoch/msgid-`; null in the others. */
  readonly id: string | null;
  /** The page that this one answers, where the index says so. */
  readonly parentUrl: string | null;
}

/** A volume's `thread.html`. */
export interface ThreadIndex {
  readonly entries: readonly ThreadEntry[];
  /** How many messages it says that it lists; null where it does not say. */
  readonly declared: number | null;
  /** The charset that it declares, which is the list's; null where it declares none. */
  readonly charset: string | null;
}

/** After the labels, which are translated, of the first and the last date: `<b>Messages:</b> 28<p>` */
const DECLARED = /<b>[^<]*<\/b>\s*(\d+)\s*<p>/i;
const AUTHOR = /<i>([\s\S]*)/i;
/** An entry whose link never ends is given up at the next one, so that a page of such entries does not cost its square. */
const ENTRY =
  /(?:<!--\s*\d+ (\S+?)-?\s*-->\s*)?<li>\s*<a\s+href="(\d+)\.html?">([^<]*(?:<(?!\/a>|li>)[^<]*)*)<\/a>([\s\S]*?)(?=<!--\s*\d|<li>|<\/ul>|$)/gi;
/** An honest id has few dashes, and a chain whose last links are not in the index is left over from few. */
const MOST_PREFIXES = 500;

/** Reads the entries of a volume's thread index, in its order. Null when the page is not one; an empty volume is an empty array. */
export function readThreadIndex(
  bytes: Uint8Array,
  contentType: string,
  volumeUrl: string,
): readonly ThreadEntry[] | null {
  return readThreadPage(bytes, contentType, volumeUrl)?.entries ?? null;
}

/** Reads all that a volume's thread index says; null when the page is not one. */
export function readThreadPage(bytes: Uint8Array, contentType: string, volumeUrl: string): ThreadIndex | null {
  const { html, declared: charset } = decodeIndex(bytes, contentType);
  if (!/name="?(?:start|end)"?/i.test(html) && !/<!--\s*\d+ \d+/.test(html)) return null;
  const byKey = new Map<string, string>();
  const entries: ThreadEntry[] = [];
  for (const [, key, number = '', subject = '', rest = ''] of html.matchAll(ENTRY)) {
    const url = `${volumeUrl}${number}.html`;
    const parentKey = key === undefined ? null : longestParent(key, byKey);
    if (key !== undefined) byKey.set(key, url);
    const { epoch, id } = readKey(key, parentKey);
    entries.push({
      url,
      number: Number(number),
      subject: onOneLine(textOf(subject)),
      author: onOneLine(textOf(AUTHOR.exec(rest)?.[1] ?? '')),
      epoch,
      id,
      parentUrl: parentKey === null ? null : (byKey.get(parentKey) ?? null),
    });
  }
  const declared = DECLARED.exec(html)?.[1];
  return { entries, declared: declared === undefined ? null : Number(declared), charset };
}

/** The key of the message that this one answers: the longest earlier key that begins this one (ids may hold `-`). */
function longestParent(key: string, earlier: ReadonlyMap<string, string>): string | null {
  let left = MOST_PREFIXES;
  for (let end = key.lastIndexOf('-'); end > 0 && left > 0; end = key.lastIndexOf('-', end - 1)) {
    left -= 1;
    const prefix = key.slice(0, end);
    if (earlier.has(prefix)) return prefix;
  }
  return null;
}

/** A key's last link: `epoch`, `epoch.sequence` or `epoch/message-id`. */
function readKey(key: string | undefined, parentKey: string | null): Pick<ThreadEntry, 'epoch' | 'id'> {
  if (key === undefined) return NO_KEY;
  const last = parentKey === null ? key : key.slice(parentKey.length + 1);
  // Where the parent's line was taken out of the index by hand, the chain before the last link is left over.
  const own = USUAL.exec(last) ?? LEFT_OVER_WITH_ID.exec(last) ?? LEFT_OVER.exec(last);
  if (own === null) return NO_KEY;
  return { epoch: Number(own[1]), id: own[2] === undefined ? null : `<${own[2]}>` };
}

const NO_KEY = { epoch: null, id: null };
/** An id may hold what looks like another link. */
const USUAL = /^(\d{9,})(?:\.\d+|\/((?!.*-0\d{10}\/).+))?$/;
const LEFT_OVER_WITH_ID = /^.*-(0\d{10})\/(.+)$/;
const LEFT_OVER = /(?:^|-)(\d{9,})(?:\.\d+)?$/;
