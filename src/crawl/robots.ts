/** May we, and how slowly: robots.txt (RFC 9309). robots-parser lives here. */
import robotsParser from 'robots-parser';

import type { GiveUpOnPage } from '../errors.js';
import type { Issue } from '../issues.js';
import { mayPass } from './status.js';

/** The most that is read of a robots.txt, in bytes (RFC 9309 §2.5). */
export const ROBOTS_MAX_BYTES = 500 * 1024;

/** The longest that a robots.txt is believed without asking again, in ms (RFC 9309 §2.4). */
export const ROBOTS_MAX_AGE_MS = 86_400_000;

/** The longest Crawl-delay that is kept to, in s. Some sites write an hour to mean “go away”; Disallow is the word for that. */
export const LONGEST_CRAWL_DELAY = 60;

/** What one origin allows. */
export interface Rules {
  readonly found: 'rules' | 'missing' | 'unreachable';
  /** Crawl-delay as written, in s; null when there is none. */
  readonly crawlDelay: number | null;
  /** Why this page must not be asked for; null when it may. */
  refusal(url: string): Issue | null;
}

/** The rules that a robots.txt has for the robot of this name. `whole` is false when only its first part was read. */
export function readRules(url: string, text: string, robotName: string, whole: boolean): Rules {
  // A rule cut in two is another rule: `Disallow: /private` may have become `Disallow: /`.
  const lines = whole ? text : text.slice(0, text.lastIndexOf('\n') + 1);
  const robots = parse(url, spelledPlainly(lines));
  const delay = robots.getCrawlDelay(robotName);
  return {
    found: 'rules',
    crawlDelay: delay !== undefined && delay > 0 ? delay : null,
    refusal: (page) => {
      const isClosed = [page, plainSpelling(page)].some((each) => robots.isAllowed(each, robotName) === false);
      return isClosed ? { code: 'PAGE_DISALLOWED', url: page } : null;
    },
  };
}

/** An address as servers read it: what needs no escape unescaped, and no empty steps, so that none is a way around a rule. */
function plainSpelling(page: string): string {
  const address = new URL(page);
  address.pathname = spelledPlainly(address.pathname).replace(/\/{2,}/g, '/');
  return address.href;
}

/** Without the escapes of letters that need none, the others in upper case: `%7e` is `~` (RFC 9309 §2.2.2, RFC 3986 §6.2.2). */
function spelledPlainly(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, (escaped) => {
    const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : escaped.toUpperCase();
  });
}

/**
 * The rules when robots.txt could not be had (RFC 9309 §2.3.1). Unavailable (4xx, too many redirects): all is allowed.
 * Unreachable (5xx, silence, a broken answer): nothing is, and the page's issue says why: robots.txt's own
 * failure, or that nobody answers at that host at all.
 */
export function rulesWithout(error: GiveUpOnPage): Rules {
  const { issue } = error;
  if (isUnavailable(issue)) return { found: 'missing', crawlDelay: null, refusal: () => null };
  return {
    found: 'unreachable',
    crawlDelay: null,
    refusal: (page) =>
      issue.code === 'HOST_UNREACHABLE'
        ? { ...issue, url: page }
        : { code: 'ROBOTS_UNREADABLE', url: page, because: issue },
  };
}

function isUnavailable(issue: Issue): boolean {
  switch (issue.code) {
    case 'PAGE_MISSING':
    case 'PAGE_PRIVATE':
    case 'REDIRECTED_TOO_OFTEN':
    case 'REDIRECT_REFUSED':
    // A redirect into a part of another site that is closed to us.
    case 'PAGE_DISALLOWED':
      return true;
    case 'SERVER_FAILED':
      return !mayPass(issue.status);
    default:
      return false;
  }
}

interface Robots {
  isAllowed(url: string, robot: string): boolean | undefined;
  getCrawlDelay(robot: string): number | undefined;
}

/** The package is CommonJS and declares a default export that it does not have; this is what it really is. */
const parse = robotsParser as unknown as (url: string, text: string) => Robots;
