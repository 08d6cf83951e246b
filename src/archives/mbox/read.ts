/** The mails of a file or a folder that a selection means, for a draft. */
import { createHash } from 'node:crypto';
import { GiveUpOnPage } from '../../errors.js';
import type { Issue } from '../../issues.js';
import { isIssue, readOrIssue } from '../../mail/read-mails.js';
import { buildThreads, flatten } from '../../mail/threads.js';
import type { GetPage, Message } from '../../model.js';
import type { ArchiveLink, Finding, Selection } from '../kind.js';
import { isEverything, selects } from '../selection.js';
import { type FileArchive, openArchive } from './archive.js';
import { completed, mailBytesOf, noteOf, refusal } from './read-mail.js';
import { Seen } from './seen.js';

/** As `ArchiveKind.read`. */
export async function* read(link: ArchiveLink, selection: Selection, get: GetPage): AsyncIterable<Finding> {
  try {
    const archive = await openArchive(link, get);
    yield* selection.thread && !isEverything(selection)
      ? readThreads(archive, selection)
      : readChosen(archive, selection);
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    yield { type: 'issue', issue: error.issue };
  }
}

/** What the selection chooses, in the archive's order, one mail in memory at a time. */
async function* readChosen(archive: FileArchive, selection: Selection): AsyncIterable<Finding> {
  let seen = 0;
  let chosen = 0;
  for await (const read of mailsOf(archive)) {
    seen += 1;
    if (isIssue(read)) yield { type: 'issue', issue: read };
    else if (selects(read, selection)) {
      chosen += 1;
      yield { type: 'message', message: read, cited: true };
    }
  }
  if (chosen === 0) yield* nothing(archive.url, seen, selection);
}

/** The threads of what the selection chooses; what it did not choose itself is not cited. */
async function* readThreads(archive: FileArchive, selection: Selection): AsyncIterable<Finding> {
  const messages: Message[] = [];
  let seen = 0;
  for await (const read of mailsOf(archive)) {
    seen += 1;
    if (isIssue(read)) yield { type: 'issue', issue: read };
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
  if (wanted.size === 0) yield* nothing(archive.url, seen, selection);
}

/**
 * Every mail of the archive; one that cannot be read is the reason why. Volumes of rebuilt archives hold each mail up to four times:
 * copies that are the same to the byte are one mail.
 */
async function* mailsOf({ volumes }: FileArchive): AsyncIterable<Message | Issue> {
  for await (const volume of volumes) {
    const seen = new Seen();
    for await (const found of volume.mails()) {
      if (found.type === 'missing') {
        yield found.issue;
        continue;
      }
      const digest = createHash('sha256').update(found.bytes).digest('hex');
      if (!seen.add(digest)) continue;
      yield refusal(found) ?? completed(await readOrIssue(mailBytesOf(found)), noteOf(found, digest), null);
    }
  }
}

function* nothing(url: string, seen: number, selection: Selection): Iterable<Finding> {
  if (seen === 0) yield { type: 'issue', issue: { code: 'FILE_UNREADABLE', url, reason: 'there is no mail in it' } };
  else if (!isEverything(selection)) yield { type: 'issue', issue: { code: 'NOTHING_MATCHES', url } };
}
