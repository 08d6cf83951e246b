/**
 * Something a person should know about. Issues are data, made where the fact is found; the sentence that a person reads is made
 * here, in one `switch`. Each sentence names the address or file and says what to do.
 */

export type Issue =
  /** The link is not one that any archive kind recognises. */
  | { readonly code: 'LINK_NOT_ARCHIVE'; readonly url: string }
  /** A page of a list, where a message was meant, and nothing says which messages of it. */
  | { readonly code: 'LINK_NEEDS_CHOICE'; readonly url: string }
  /** The server has no such page (404, 410). */
  | { readonly code: 'PAGE_MISSING'; readonly url: string; readonly status: number }
  /** The server asks who we are (401, 403): a private list. */
  | { readonly code: 'PAGE_PRIVATE'; readonly url: string; readonly status: number }
  /** robots.txt asks us not to. */
  | { readonly code: 'PAGE_DISALLOWED'; readonly url: string }
  /** Nobody knows whether we may: robots.txt could not be had, because of this. */
  | { readonly code: 'ROBOTS_UNREADABLE'; readonly url: string; readonly because: Issue }
  /** It would have been asked for, and the run was a dry one. */
  | { readonly code: 'PAGE_NOT_ASKED'; readonly url: string }
  /** The server failed, and went on failing; `status` is its last answer. */
  | { readonly code: 'SERVER_FAILED'; readonly url: string; readonly status: number; readonly retryAfter?: string }
  /** The host name is not known, or nobody answers there. */
  | { readonly code: 'HOST_UNREACHABLE'; readonly url: string; readonly reason: string }
  | { readonly code: 'TIMED_OUT'; readonly url: string; readonly seconds: number }
  | { readonly code: 'TOO_LARGE'; readonly url: string; readonly limit: number }
  /** The body could not be decoded: a broken gzip, an unknown coding, a connection that ended early. */
  | { readonly code: 'BODY_BROKEN'; readonly url: string; readonly reason: string }
  | { readonly code: 'REDIRECTED_TOO_OFTEN'; readonly url: string; readonly limit: number }
  /** A redirect that must not be followed (another protocol, a page that is not an address). */
  | { readonly code: 'REDIRECT_REFUSED'; readonly url: string; readonly location: string }
  /** The page was had, but it is not what its address says; `role` names what was looked for. */
  | { readonly code: 'PAGE_UNREADABLE'; readonly url: string; readonly role: string }
  /** A file of the user's that cannot be read. */
  | { readonly code: 'FILE_UNREADABLE'; readonly url: string; readonly reason: string }
  /** Nothing in the volume, list or file answers to --since, --until, --match. */
  | { readonly code: 'NOTHING_MATCHES'; readonly url: string }
  /** The Date header is missing (null) or says something that is not a date. */
  | { readonly code: 'DATE_UNREADABLE'; readonly url: string; readonly value: string | null }
  /** The archive gives the date in words we cannot read with certainty. */
  | { readonly code: 'DATE_UNCERTAIN'; readonly url: string; readonly value: string }
  /** The message's own Message-ID is not to be had from this archive. */
  | { readonly code: 'ID_UNKNOWN'; readonly url: string }
  /** The text had no charset that fits; `used` is what it was read as. */
  | { readonly code: 'CHARSET_GUESSED'; readonly url: string; readonly used: string }
  /** Bytes that are no characters of the charset; they stand as U+FFFD. */
  | { readonly code: 'CHARACTERS_LOST'; readonly url: string; readonly count: number }
  /** A text volume that wrote `?` for every letter that its list's charset lacks. */
  | { readonly code: 'LETTERS_REPLACED'; readonly url: string; readonly count: number }
  /** The same, but its page has the letters and was read instead. */
  | { readonly code: 'LETTERS_MENDED'; readonly url: string; readonly count: number }
  /** A message of the thread could not be placed or read. */
  | { readonly code: 'THREAD_INCOMPLETE'; readonly url: string; readonly missing: number }
  /** A volume's index lists a page that the server does not have. */
  | { readonly code: 'INDEX_ENTRY_DEAD'; readonly url: string; readonly status: number }
  /** A message of a volume's text that no page of its index is: it has no permalink. `url` is the text's. */
  | { readonly code: 'MESSAGE_NOT_INDEXED'; readonly url: string; readonly subject: string }
  /** A volume's index says that it lists another number of messages than it does. */
  | { readonly code: 'COUNT_WRONG'; readonly url: string; readonly declared: number; readonly listed: number }
  /** The rest of a mail that the archive took for a mail of its own, because a line of it begins `From `. */
  | { readonly code: 'MESSAGE_CUT'; readonly url: string }
  /** A date that no mail can have: before there was mail, or days after the archive filed it. */
  | { readonly code: 'DATE_IMPOSSIBLE'; readonly url: string; readonly value: string }
  /** An attachment that could not be fetched; `reason` is the sentence of the failure. */
  | { readonly code: 'ATTACHMENT_MISSING'; readonly url: string; readonly message: string; readonly reason: string }
  /** An attachment that a site must not carry as it is (HTML, SVG, a program): linked, not copied. */
  | { readonly code: 'ATTACHMENT_LEFT'; readonly url: string; readonly type: string }
  /** It claims to be an image and its bytes say otherwise. */
  | { readonly code: 'IMAGE_BROKEN'; readonly url: string; readonly type: string }
  /** Several messages have one name in the front matter and none was chosen. */
  | { readonly code: 'AUTHOR_UNKNOWN'; readonly url: string }
  /** The sender is not in the config's author map, so the name stands as the archive has it. */
  | { readonly code: 'AUTHOR_UNMAPPED'; readonly name: string }
  /** The message asks not to be archived (X-No-Archive: yes); it was named by link or file. */
  | { readonly code: 'NO_ARCHIVE_ASKED'; readonly url: string }
  /** A passage that may be a mail address, or the place where people met; only a reader can tell. */
  | { readonly code: 'ADDRESS_DOUBTFUL'; readonly url: string; readonly value: string }
  /** The draft on disk was edited; the new text lies beside it. */
  | { readonly code: 'DRAFT_EDITED'; readonly path: string; readonly newPath: string };

export type IssueCode = Issue['code'];

/** Issues that leave something unread make the exit code 1; the others are worth knowing and no more. */
const UNREAD: ReadonlySet<IssueCode> = new Set([
  'LINK_NOT_ARCHIVE',
  'LINK_NEEDS_CHOICE',
  'PAGE_MISSING',
  'PAGE_PRIVATE',
  'PAGE_DISALLOWED',
  'ROBOTS_UNREADABLE',
  'SERVER_FAILED',
  'HOST_UNREACHABLE',
  'TIMED_OUT',
  'TOO_LARGE',
  'BODY_BROKEN',
  'REDIRECTED_TOO_OFTEN',
  'REDIRECT_REFUSED',
  'PAGE_UNREADABLE',
  'FILE_UNREADABLE',
  'NOTHING_MATCHES',
  'THREAD_INCOMPLETE',
  'ATTACHMENT_MISSING',
]);

/** Whether this issue means that something asked for could not be read. */
export function leavesUnread(issue: Issue): boolean {
  return UNREAD.has(issue.code);
}

/** The one sentence (sometimes two) that a person reads, with the address or file in it and what to do. */
export function describeIssue(issue: Issue): string {
  switch (issue.code) {
    case 'LINK_NOT_ARCHIVE':
      return `${issue.url} is not a link into a mailing-list archive that Listpress knows; give the link of a Pipermail or HyperKitty list, thread or message, or a .html, .eml or mbox file.`;
    case 'LINK_NEEDS_CHOICE':
      return `${issue.url} holds many messages; say which ones with --since, --until or --match.`;
    case 'PAGE_MISSING':
      return `${issue.url} does not exist (HTTP ${issue.status}); check the link in a browser.`;
    case 'PAGE_PRIVATE':
      return `${issue.url} is private (HTTP ${issue.status}); a member can save the page or the mail and give Listpress the file.`;
    case 'PAGE_DISALLOWED':
      return `${issue.url} is closed to programs by the site's robots.txt; save the page and give Listpress the file, or ask the site's owner.`;
    case 'ROBOTS_UNREADABLE':
      return `${issue.url} was not asked for, because nobody can say whether programs may: ${describeIssue(issue.because)}`;
    case 'PAGE_NOT_ASKED':
      return `${issue.url} was not asked for, because of --dry-run; run it again without.`;
    case 'SERVER_FAILED':
      return issue.retryAfter === undefined
        ? `${issue.url} answered HTTP ${issue.status} each time it was asked; try again later.`
        : `${issue.url} answered HTTP ${issue.status} and asks for patience until ${issue.retryAfter}; run the same command again then.`;
    case 'HOST_UNREACHABLE':
      return `${issue.url} could not be reached (${issue.reason}); check the host name and your connection.`;
    case 'TIMED_OUT':
      return `${issue.url} sent nothing for ${issue.seconds} s; try again later.`;
    case 'TOO_LARGE':
      return `${issue.url} is larger than the limit of ${inBytes(issue.limit)}; it was not read.`;
    case 'BODY_BROKEN':
      return `${issue.url} arrived broken (${issue.reason}); try again, and tell the archive's owner if it stays so.`;
    case 'REDIRECTED_TOO_OFTEN':
      return `${issue.url} redirects more than ${issue.limit} times; check the link in a browser.`;
    case 'REDIRECT_REFUSED':
      return `${issue.url} redirects to ${issue.location}, which Listpress does not follow; check the link in a browser.`;
    case 'PAGE_UNREADABLE':
      return `${issue.url} is not the ${issue.role} page that it should be; look at it in a browser.`;
    case 'FILE_UNREADABLE':
      return `${issue.url} cannot be read (${issue.reason}); check the path.`;
    case 'NOTHING_MATCHES':
      return `${issue.url} has no message that fits --since, --until and --match; widen them.`;
    case 'DATE_UNREADABLE':
      return issue.value === null
        ? `${issue.url} has no date; set the post's date with --date.`
        : `${issue.url} has the date “${issue.value}”, which is not one; set the post's date with --date.`;
    case 'DATE_UNCERTAIN':
      return `${issue.url} shows the date “${issue.value}” without a zone that is certain; check it before you rely on the time of day.`;
    case 'ID_UNKNOWN':
      return `${issue.url} comes from an archive that does not show its Message-ID; the source is cited by its address alone.`;
    case 'CHARSET_GUESSED':
      return `${issue.url} does not say in which charset it is written; it was read as ${issue.used}, check its accented letters.`;
    case 'CHARACTERS_LOST':
      return `${issue.url} has ${issue.count} broken character${issue.count === 1 ? '' : 's'}, shown as “\u{fffd}”; look at the original.`;
    case 'LETTERS_REPLACED':
      return `${issue.url} has “?” within words (${issue.count} time${issue.count === 1 ? '' : 's'}), as text volumes have where letters were lost; draft from the archive's page, which has them whole.`;
    case 'LETTERS_MENDED':
      return `${issue.url} was read from its page, since the text volume has “?” for letters of it (in ${issue.count} place${issue.count === 1 ? '' : 's'}); nothing is lost here.`;
    case 'THREAD_INCOMPLETE':
      return `${issue.url}: ${issue.missing} message${issue.missing === 1 ? '' : 's'} of its thread could not be read.`;
    case 'INDEX_ENTRY_DEAD':
      return `${issue.url} is listed in its volume's index and does not exist (HTTP ${issue.status}); the list's owner can restore it or rebuild the archive.`;
    case 'MESSAGE_NOT_INDEXED':
      return `${issue.url} holds “${issue.subject}”, which no index lists, so it has no address of its own; the list's owner can rebuild the archive.`;
    case 'COUNT_WRONG':
      return `${issue.url} says that it has ${issue.declared} message${issue.declared === 1 ? '' : 's'} and lists ${issue.listed}; the list's owner can rebuild the archive.`;
    case 'MESSAGE_CUT':
      return `${issue.url} is the rest of another mail, cut off at a line that begins with “From”; the list's owner can escape that line in the mbox and rebuild the archive.`;
    case 'DATE_IMPOSSIBLE':
      return `${issue.url} has the date “${issue.value}”, which cannot be when it was sent; its sender's clock was wrong.`;
    case 'ATTACHMENT_MISSING':
      return `The attachment ${issue.url} of ${issue.message} could not be fetched and is linked instead: ${issue.reason}`;
    case 'ATTACHMENT_LEFT':
      return `The attachment ${issue.url} (${issue.type}) can run code in a reader's browser, so it is linked and not copied.`;
    case 'IMAGE_BROKEN':
      return `The attachment ${issue.url} says it is ${issue.type} and is not an image; it is linked and not shown.`;
    case 'AUTHOR_UNKNOWN':
      return `${issue.url} does not say who wrote it; set the post's author with --author.`;
    case 'AUTHOR_UNMAPPED':
      return `“${issue.name}” has no handle under authors: in listpress.yaml, so the name stands as the post's author; --author sets another.`;
    case 'NO_ARCHIVE_ASKED':
      return `${issue.url} asks not to be archived (X-No-Archive); ask its author before you publish it.`;
    case 'ADDRESS_DOUBTFUL':
      return `${issue.url} says “${issue.value}”; if that is a mail address, take it out of the draft.`;
    case 'DRAFT_EDITED':
      return `${issue.path} is not as Listpress wrote it last: it was edited, so it stays as it is; the new version is ${issue.newPath}.`;
  }
}

function inBytes(count: number): string {
  return count >= 1_000_000 ? `${Math.round(count / 100_000) / 10} MB` : `${Math.ceil(count / 1000)} kB`;
}
