/** The words of every issue. */
import { describe, expect, it } from 'vitest';
import { describeIssue, type Issue, type IssueCode, leavesUnread } from '../src/issues.js';

const url = 'https://lists.example.org/pipermail/summit/2012-February/001084.html';
const missing = { code: 'PAGE_MISSING', url, status: 404 } as const;

/** One of each: a code without a sample does not compile. */
const SAMPLES: { readonly [Code in IssueCode]: readonly Extract<Issue, { code: Code }>[] } = {
  LINK_NOT_ARCHIVE: [{ code: 'LINK_NOT_ARCHIVE', url }],
  LINK_NEEDS_CHOICE: [{ code: 'LINK_NEEDS_CHOICE', url }],
  PAGE_MISSING: [missing, { ...missing, status: 410 }],
  PAGE_PRIVATE: [
    { code: 'PAGE_PRIVATE', url, status: 401 },
    { code: 'PAGE_PRIVATE', url, status: 403 },
  ],
  PAGE_DISALLOWED: [{ code: 'PAGE_DISALLOWED', url }],
  PAGE_NOT_ASKED: [{ code: 'PAGE_NOT_ASKED', url }],
  ROBOTS_UNREADABLE: [
    {
      code: 'ROBOTS_UNREADABLE',
      url,
      because: { code: 'TIMED_OUT', url: 'https://lists.example.org/robots.txt', seconds: 30 },
    },
  ],
  SERVER_FAILED: [
    { code: 'SERVER_FAILED', url, status: 503 },
    { code: 'SERVER_FAILED', url, status: 429, retryAfter: '2012-03-14T12:30:00Z' },
  ],
  HOST_UNREACHABLE: [{ code: 'HOST_UNREACHABLE', url, reason: 'the name is not known' }],
  TIMED_OUT: [{ code: 'TIMED_OUT', url, seconds: 30 }],
  TOO_LARGE: [
    { code: 'TOO_LARGE', url, limit: 25_000_000 },
    { code: 'TOO_LARGE', url, limit: 512_000 },
  ],
  BODY_BROKEN: [{ code: 'BODY_BROKEN', url, reason: 'the gzip ends early' }],
  REDIRECTED_TOO_OFTEN: [{ code: 'REDIRECTED_TOO_OFTEN', url, limit: 5 }],
  REDIRECT_REFUSED: [{ code: 'REDIRECT_REFUSED', url, location: 'ftp://example.org/' }],
  PAGE_UNREADABLE: [{ code: 'PAGE_UNREADABLE', url, role: 'message' }],
  FILE_UNREADABLE: [{ code: 'FILE_UNREADABLE', url: 'notes.eml', reason: 'there is no such file' }],
  NOTHING_MATCHES: [{ code: 'NOTHING_MATCHES', url }],
  DATE_UNREADABLE: [
    { code: 'DATE_UNREADABLE', url, value: null },
    { code: 'DATE_UNREADABLE', url, value: 'no date' },
  ],
  DATE_UNCERTAIN: [{ code: 'DATE_UNCERTAIN', url, value: 'Mon Feb 6 18:42:10 2012' }],
  ID_UNKNOWN: [{ code: 'ID_UNKNOWN', url }],
  CHARSET_GUESSED: [{ code: 'CHARSET_GUESSED', url, used: 'iso-8859-2' }],
  CHARACTERS_LOST: [
    { code: 'CHARACTERS_LOST', url, count: 1 },
    { code: 'CHARACTERS_LOST', url, count: 3 },
  ],
  THREAD_INCOMPLETE: [
    { code: 'THREAD_INCOMPLETE', url, missing: 1 },
    { code: 'THREAD_INCOMPLETE', url, missing: 2 },
  ],
  INDEX_ENTRY_DEAD: [{ code: 'INDEX_ENTRY_DEAD', url, status: 404 }],
  MESSAGE_NOT_INDEXED: [
    {
      code: 'MESSAGE_NOT_INDEXED',
      url: 'https://lists.example.org/pipermail/summit/2012-February.txt.gz',
      subject: 'Room 4',
    },
  ],
  COUNT_WRONG: [
    { code: 'COUNT_WRONG', url, declared: 28, listed: 9 },
    { code: 'COUNT_WRONG', url, declared: 1, listed: 2 },
  ],
  MESSAGE_CUT: [{ code: 'MESSAGE_CUT', url }],
  DATE_IMPOSSIBLE: [{ code: 'DATE_IMPOSSIBLE', url, value: 'Fri, 01 Jan 1904 00:00:00 +0000' }],
  ATTACHMENT_MISSING: [
    { code: 'ATTACHMENT_MISSING', url: `${url}/a.png`, message: url, reason: describeIssue(missing) },
  ],
  ATTACHMENT_LEFT: [{ code: 'ATTACHMENT_LEFT', url, type: 'text/html' }],
  IMAGE_BROKEN: [{ code: 'IMAGE_BROKEN', url, type: 'image/png' }],
  AUTHOR_UNKNOWN: [{ code: 'AUTHOR_UNKNOWN', url }],
  AUTHOR_UNMAPPED: [{ code: 'AUTHOR_UNMAPPED', name: 'Marit Tveitsund' }],
  LETTERS_REPLACED: [
    { code: 'LETTERS_REPLACED', url, count: 1 },
    { code: 'LETTERS_REPLACED', url, count: 2 },
  ],
  LETTERS_MENDED: [
    { code: 'LETTERS_MENDED', url, count: 1 },
    { code: 'LETTERS_MENDED', url, count: 2 },
  ],
  ADDRESS_DOUBTFUL: [{ code: 'ADDRESS_DOUBTFUL', url, value: 'ann at example.org' }],
  NO_ARCHIVE_ASKED: [{ code: 'NO_ARCHIVE_ASKED', url }],
  DRAFT_EDITED: [{ code: 'DRAFT_EDITED', path: 'output/a.md', newPath: 'output/a.new.md' }],
};
const samples: readonly Issue[] = Object.values(SAMPLES).flat();

/** What the sentence must name: every text and number of the issue, but for those it puts in words of its own. */
function factsOf(issue: Issue): string[] {
  return Object.entries(issue).flatMap(([name, value]) =>
    ['code', 'because', 'limit'].includes(name) || value === null || value === undefined ? [] : [String(value)],
  );
}

describe('describeIssue', () => {
  it.each(samples.map((issue) => [issue.code, issue] as const))(
    '%s is one sentence that names its address',
    (_, issue) => {
      const sentence = describeIssue(issue);
      for (const fact of factsOf(issue)) expect(sentence).toContain(fact);
      expect(sentence).not.toContain('\n');
      expect(sentence).toMatch(/\.$/);
      expect(sentence).not.toMatch(/\.\.$|undefined|null|NaN|\[object|\s\s/);
    },
  );

  it('says why robots.txt could not be read', () => {
    const [issue] = SAMPLES.ROBOTS_UNREADABLE;
    expect(issue === undefined ? '' : describeIssue(issue)).toContain('https://lists.example.org/robots.txt');
  });

  it('counts in the singular and the plural', () => {
    expect(describeIssue({ code: 'THREAD_INCOMPLETE', url, missing: 1 })).toContain('1 message of');
    expect(describeIssue({ code: 'THREAD_INCOMPLETE', url, missing: 2 })).toContain('2 messages of');
    expect(describeIssue({ code: 'CHARACTERS_LOST', url, count: 1 })).toContain('1 broken character,');
    expect(describeIssue({ code: 'CHARACTERS_LOST', url, count: 2 })).toContain('2 broken characters,');
  });

  it('gives sizes as people read them', () => {
    expect(describeIssue({ code: 'TOO_LARGE', url, limit: 25_000_000 })).toContain('25 MB');
    expect(describeIssue({ code: 'TOO_LARGE', url, limit: 512_000 })).toContain('512 kB');
  });
});

describe('leavesUnread', () => {
  it.each([
    'PAGE_MISSING',
    'PAGE_PRIVATE',
    'FILE_UNREADABLE',
    'LINK_NOT_ARCHIVE',
    'NOTHING_MATCHES',
    'ATTACHMENT_MISSING',
    'THREAD_INCOMPLETE',
  ] as const)('%s makes the exit code 1', (code) => {
    expect(SAMPLES[code].every(leavesUnread)).toBe(true);
  });

  it.each([
    'DRAFT_EDITED',
    'DATE_UNCERTAIN',
    'ID_UNKNOWN',
    'AUTHOR_UNMAPPED',
    'ATTACHMENT_LEFT',
    'NO_ARCHIVE_ASKED',
    'INDEX_ENTRY_DEAD',
    'MESSAGE_NOT_INDEXED',
    'COUNT_WRONG',
    'MESSAGE_CUT',
    'DATE_IMPOSSIBLE',
  ] as const)('%s is worth knowing and no more', (code) => {
    expect(SAMPLES[code].some(leavesUnread)).toBe(false);
  });
});
