/** What a run cost the hosts, and what it left out: the receipt in words. */
import type { HostReceipt, Receipt, RobotsReceipt } from '../crawl/receipt.js';
import type { Issue, IssueCode } from '../issues.js';
import { inBytes, inThousands, inTime, plural } from './terminal.js';

/** Something that was asked for and not read, by its reason. */
export interface Skipped {
  readonly code: IssueCode;
  readonly count: number;
  /** The first addresses. */
  readonly urls: readonly string[];
}

/** How many addresses stand for all of a kind. */
const EXAMPLES = 3;

/** The issues by their reason, the most frequent first. */
export function skippedOf(unread: readonly Issue[]): Skipped[] {
  const byCode = new Map<IssueCode, { count: number; urls: string[] }>();
  for (const issue of unread) {
    const entry = byCode.get(issue.code) ?? { count: 0, urls: [] };
    byCode.set(issue.code, entry);
    entry.count += 1;
    if ('url' in issue && entry.urls.length < EXAMPLES) entry.urls.push(issue.url);
  }
  return [...byCode].map(([code, entry]) => ({ code, ...entry })).sort((a, b) => b.count - a.count);
}

/** Why something was skipped, in the fewest words; the issues' own sentences say what to do. */
const REASONS: Partial<Record<IssueCode, string>> = {
  PAGE_DISALLOWED: 'closed by robots.txt',
  ROBOTS_UNREADABLE: 'not asked for, since robots.txt could not be had',
  PAGE_PRIVATE: 'private',
  PAGE_MISSING: 'not there (404)',
  SERVER_FAILED: 'refused by the server',
  HOST_UNREACHABLE: 'on a host that does not answer',
  TIMED_OUT: 'too slow',
  TOO_LARGE: 'too large',
  BODY_BROKEN: 'arrived broken',
};

/** The receipt, a line for each thing: the sum, each host, each robots.txt, what was skipped. */
export function receiptLines(receipt: Receipt | null, skipped: readonly Skipped[], unchanged: number): string[] {
  const left = skipped.map(({ code, count, urls }) => {
    const example = urls[0] === undefined ? '' : ` (${urls[0]}${count > 1 ? ' …' : ''})`;
    return `${inThousands(count)} ${REASONS[code] ?? 'unreadable'}${example}`;
  });
  if (unchanged > 0) left.unshift(`${plural(unchanged, 'volume')} unchanged since the last time`);
  const skippedLine = left.length === 0 ? [] : [`Skipped: ${left.join('; ')}.`];
  if (receipt === null) return ['Receipt: nobody was asked, all was on this disk.', ...skippedLine];
  const { requests, bytes, notModified, fromCache, retries, perHost, robots } = receipt;
  const sum = [
    plural(requests, 'request'),
    inBytes(bytes),
    `${inThousands(notModified)} not modified (304)`,
    `${inThousands(fromCache)} from the cache`,
    plural(retries, 'retry', 'retries'),
  ];
  return [`Receipt: ${sum.join(', ')}.`, ...perHost.map(hostLine), ...robots.map(robotsLine), ...skippedLine];
}

function hostLine({ host, requests, bytes, delayMs, concurrency }: HostReceipt): string {
  const gap = delayMs === 0 ? 'without a pause' : `${delayMs < 1000 ? `${delayMs} ms` : inTime(delayMs)} apart`;
  return `${host}: ${plural(requests, 'request')}, ${inBytes(bytes)}, ${gap}, at most ${concurrency} at a time.`;
}

function robotsLine({ origin, found, crawlDelay, refused }: RobotsReceipt): string {
  const said = {
    rules: crawlDelay === null ? 'obeyed, no Crawl-delay' : `obeyed, Crawl-delay ${crawlDelay} s`,
    missing: 'there is none, so nothing is forbidden',
    unreachable: 'could not be had, so nothing was asked for',
  }[found];
  return `${origin}/robots.txt: ${said}, ${plural(refused, 'address', 'addresses')} refused.`;
}
