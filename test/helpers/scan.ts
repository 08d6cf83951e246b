/** Scans for tests: all events of one, what the next is told of it, and archives that fail or change. */
import { createHash } from 'node:crypto';
import {
  type Known,
  NOTHING_KNOWN,
  type ScanEvent,
  type ScannedMessage,
  type ScanTools,
} from '../../src/archives/kind.js';
import { pipermail } from '../../src/archives/pipermail/kind.js';
import { GiveUpOnPage } from '../../src/errors.js';
import type { Issue } from '../../src/issues.js';
import type { GetPage, Message } from '../../src/model.js';

/** All that a scan of a Pipermail link yields. */
export async function scanPipermail(url: string, get: GetPage, tools: Partial<ScanTools> = {}): Promise<ScanEvent[]> {
  const link = pipermail.recognise(new URL(url));
  if (link === null) throw new Error(`${url} is no link`);
  const events: ScanEvent[] = [];
  for await (const event of pipermail.scan(link, { get, known: () => NOTHING_KNOWN, ...tools })) events.push(event);
  return events;
}

export const scannedIn = (events: readonly ScanEvent[]): ScannedMessage[] =>
  events.flatMap((event) => (event.type === 'message' ? [event.scanned] : []));
export const messagesIn = (events: readonly ScanEvent[]): Message[] => scannedIn(events).map(({ message }) => message);
export const issuesIn = (events: readonly ScanEvent[]): Issue[] =>
  events.flatMap((event) => (event.type === 'issue' ? [event.issue] : []));
export const keptIn = (events: readonly ScanEvent[]) => events.filter(({ type }) => type === 'kept').length;
export const outcomesIn = (events: readonly ScanEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'volume-end' ? [event.outcome] : []));

/** What an archive is known to hold after a scan; what an earlier one left goes on counting. */
export function knownAfter(events: readonly ScanEvent[], earlier: Known = NOTHING_KNOWN): Known {
  const stamps = new Map<string, string>();
  const digests = new Set<string>();
  let volume = '';
  for (const event of events) {
    if (event.type === 'volume') volume = event.volume.url;
    if (event.type === 'message') digests.add(event.scanned.digest);
    if (event.type === 'volume-end' && event.stamp !== null) stamps.set(volume, event.stamp);
  }
  return {
    stamp: (url) => stamps.get(url) ?? earlier.stamp(url),
    has: (digest) => digests.has(digest) || earlier.has(digest),
  };
}

export type Pages = Readonly<Record<string, string | Uint8Array | Issue>>;

/** Pages by address, each with the digest of its bytes; an issue is thrown, and what is not there is missing. Counts. */
export function servedPages(pages: Pages): { readonly get: GetPage; readonly asked: string[] } {
  const asked: string[] = [];
  const get: GetPage = async ({ url, role }) => {
    asked.push(url);
    const body = pages[url] ?? ({ code: 'PAGE_MISSING', url, status: 404 } as const);
    if (typeof body === 'object' && 'code' in body) throw new GiveUpOnPage(body);
    const bytes = Buffer.from(body);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { role, origin: { url, sha256 }, contentType: 'text/html', body: new Blob([bytes]) };
  };
  return { get, asked };
}
