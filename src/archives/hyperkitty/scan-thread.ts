/** A thread or a message as a scan sees it: a few messages of their years, which are not read whole by it. */
import type { Issue } from '../../issues.js';
import type { ScanEvent } from '../kind.js';
import { mayAskElsewhere } from './archive.js';
import type { ListPlace } from './links.js';
import { readMessage } from './read-message.js';
import { readFound, type Scan } from './read-stretch.js';
import { type Member, membersOf } from './thread.js';
import type { Candidate } from './volume.js';

/** The messages that a thread's or a message's link names. Throws `GiveUpOnPage` when there are none to be had. */
export async function* scanThread(place: ListPlace, scan: Scan): AsyncIterable<ScanEvent> {
  const issues: Issue[] = [];
  const { archive, get } = scan;
  const members =
    place.message === undefined
      ? await membersOf(place.thread ?? '', archive, issues, get)
      : [await memberOf(place.message, scan)];
  async function* found(): AsyncIterable<Candidate | { readonly issue: Issue }> {
    for (const member of members) yield await candidateOf(member);
    for (const issue of issues) yield { issue };
  }
  yield* readFound(found(), { periods: [], years: [] }, scan);
}

async function memberOf(hash: string, { archive, get }: Scan): Promise<Member> {
  try {
    const exported = await archive.exportOfMessage(hash);
    if (exported !== null) return { hash, exported, read: () => readMessage({ hash }, archive, get) };
  } catch (error) {
    if (!mayAskElsewhere(error)) throw error;
  }
  return { hash, read: () => readMessage({ hash }, archive, get) };
}

/** Its date decides where it is filed; of a message whose page alone is known, reading it tells. */
async function candidateOf(member: Member): Promise<Candidate> {
  const known = member.exported?.message ?? member.listed;
  if (known !== undefined) return { ...member, subject: known.subject, date: known.date };
  const read = await member.read();
  const { subject, date } = read.message;
  return { ...member, subject, date, read: async () => read };
}
