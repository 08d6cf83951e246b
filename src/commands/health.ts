/** `--health`: how a list's archives are, told to whoever owns the list. */
import type { Issue, IssueCode } from '../issues.js';
import type { ArchiveStore, StoredList } from '../store/archive-store.js';
import { inThousands, plural, printable, wrap } from './terminal.js';

export interface HealthReport {
  readonly list: string;
  readonly archives: readonly string[];
  readonly messages: number;
  readonly findings: readonly HealthFinding[];
}

/** One thing that is wrong, however often. */
export interface HealthFinding {
  readonly topic: string;
  readonly count: number;
  /** For the list's owner: what it means, and what can be done. */
  readonly meaning: string;
  /** Addresses where it can be seen. */
  readonly examples: readonly string[];
}

interface Topic {
  readonly topic: string;
  readonly codes: readonly IssueCode[];
  readonly meaning: string;
}

/** What can be wrong with an archive, the gravest first. */
const TOPICS: readonly Topic[] = [
  {
    topic: 'Could not be read',
    codes: [
      'PAGE_MISSING',
      'SERVER_FAILED',
      'TIMED_OUT',
      'TOO_LARGE',
      'BODY_BROKEN',
      'PAGE_UNREADABLE',
      'FILE_UNREADABLE',
    ],
    meaning: 'These addresses did not answer with what they should when the list was last read.',
  },
  {
    topic: 'Dead index entries',
    codes: ['INDEX_ENTRY_DEAD'],
    meaning:
      'The index lists pages that the server does not have; whoever follows it finds an error. Rebuild the archive, or restore the pages.',
  },
  {
    topic: 'Messages in no index',
    codes: ['MESSAGE_NOT_INDEXED'],
    meaning: 'The downloadable text has messages that no index lists, so nobody can link to them. Rebuild the archive.',
  },
  {
    topic: 'Messages cut in two',
    codes: ['MESSAGE_CUT'],
    meaning:
      'A line that begins with the word “From” was taken for a new mail; escape it (“>From”) in the mbox and rebuild the archive.',
  },
  {
    topic: 'Counts that are wrong',
    codes: ['COUNT_WRONG'],
    meaning:
      'An index says that it has another number of messages than it lists; something was added or lost between two runs of the archiver.',
  },
  {
    topic: 'Texts with lost letters',
    codes: ['LETTERS_REPLACED', 'LETTERS_MENDED'],
    meaning:
      'The downloadable text has “?” where the mail had a letter that the list’s charset lacks; set the list’s language to one in UTF-8 and rebuild the archive.',
  },
  {
    topic: 'Broken characters',
    codes: ['CHARACTERS_LOST'],
    meaning: 'Bytes that are no characters of the charset that the mail names; readers see “\u{fffd}”.',
  },
  {
    topic: 'Charset not named',
    codes: ['CHARSET_GUESSED'],
    meaning: 'These mails do not say how their letters are written; each reader guesses, and some guess wrong.',
  },
  {
    topic: 'Impossible dates',
    codes: ['DATE_IMPOSSIBLE', 'DATE_UNREADABLE'],
    meaning:
      'The date is missing, is none, or cannot be when the mail was sent; such mail is filed in the wrong place.',
  },
  {
    topic: 'Missing attachments',
    codes: ['ATTACHMENT_MISSING'],
    meaning:
      'The archive links to files that are no longer there; restore its attachments folder from a backup. Only files that hold a mail’s text were asked for, so more may be missing.',
  },
  {
    topic: 'Threads with gaps',
    codes: ['THREAD_INCOMPLETE'],
    meaning: 'A message of the thread is in the index and cannot be read.',
  },
  {
    topic: 'Messages without a Message-ID',
    codes: ['ID_UNKNOWN'],
    meaning:
      'The archive does not show their Message-ID, so nothing can be proven by it; archives before 2003 are like that.',
  },
  {
    topic: 'Asked not to be archived',
    codes: ['NO_ARCHIVE_ASKED'],
    meaning:
      'These messages say X-No-Archive: yes and are in the archive all the same; their authors may want them taken out.',
  },
];

/** Counted by the store, which sees the whole list. */
const DUPLICATES = {
  topic: 'Messages at more than one address',
  meaning:
    'A rebuilt archive has numbered its messages anew, or the list has two archives; links to either address work while both are kept.',
};

/** How many addresses stand for all. */
const EXAMPLES = 3;

/** How the archives of a list of the store are. Nobody is asked. */
export function healthOf(list: StoredList, store: ArchiveStore): HealthReport {
  const findings = TOPICS.map(({ topic, meaning }) => ({ topic, count: 0, meaning, examples: [] as string[] }));
  for (const issue of issuesOf(list, store)) {
    const finding = findings[TOPICS.findIndex(({ codes }) => codes.includes(issue.code))];
    if (finding === undefined) continue;
    finding.count += 1;
    const url = 'url' in issue ? issue.url : null;
    if (url === null || finding.examples.length === EXAMPLES || finding.examples.includes(url)) continue;
    finding.examples.push(url);
  }
  const twice = store.duplicates(list.name);
  const duplicates = { ...DUPLICATES, count: twice, examples: twice === 0 ? [] : duplicatesIn(list, store) };
  return {
    list: list.name,
    archives: list.archives.map(({ url }) => url),
    messages: list.messages,
    findings: [...findings, duplicates].filter(({ count }) => count > 0),
  };
}

/** What the scans met, and what the messages themselves carry. */
function* issuesOf({ name }: StoredList, store: ArchiveStore): Iterable<Issue> {
  for (const { issue } of store.issues(name)) yield issue;
}

function duplicatesIn({ name }: StoredList, store: ArchiveStore): string[] {
  const examples: string[] = [];
  for (const { message, alternateUrls } of store.messages({ lists: [name], noArchiveToo: true })) {
    const [other] = alternateUrls;
    if (other === undefined) continue;
    examples.push(message.url === null ? other : `${message.url} = ${other}`);
    if (examples.length === EXAMPLES) break;
  }
  return examples;
}

/** A report in words, to be read or mailed: no wider than 80 columns but for addresses. */
export function healthText({ list, archives, messages, findings }: HealthReport): string {
  const title = `How the archive of ${list} is`;
  const lines = [title, '='.repeat(title.length), '', ...archives, plural(messages, 'message'), ''];
  if (findings.length === 0) lines.push('Nothing is wrong with it that Listpress can see.', '');
  for (const { topic, count, meaning, examples } of findings) {
    lines.push(`${topic}: ${inThousands(count)}`, wrap(`  ${meaning}`, 78, '  '));
    for (const url of examples) lines.push(`  - ${url}`);
    if (count > examples.length && examples.length > 0) lines.push(`  - … and more`);
    lines.push('');
  }
  return lines.map((line) => line.split('\n').map(printable).join('\n')).join('\n');
}
