/** Lists, months and days: what a selection chooses of them, year by year, in the order in which it was archived. */
import { GiveUpOnPage } from '../../errors.js';
import type { GetPage, Message } from '../../model.js';
import type { Finding, Selection } from '../kind.js';
import { isEverything, selects } from '../selection.js';
import { type Archive, archiveAt } from './archive.js';
import { readHost } from './host.js';
import { type ListPlace, listUrl, placeOf } from './links.js';
import { ALWAYS, isEmpty, isShort, type Period, periodOf, shared, yearly } from './periods.js';
import { conversationOf } from './thread.js';
import { type Candidate, candidatesIn, yearsOf } from './volume.js';

/** What a selection chooses of a list, or of the period that its link names. `url` is the link. */
export async function* readList(
  url: string,
  place: ListPlace,
  selection: Selection,
  get: GetPage,
): AsyncIterable<Finding> {
  if (isEverything(selection)) {
    yield { type: 'issue', issue: { code: 'LINK_NEEDS_CHOICE', url } };
    return;
  }
  const archive = archiveAt(place, get);
  const seen = new Set<string>();
  for (const period of await periodsOf(place, selection, archive)) {
    for await (const candidate of candidatesIn(period, archive, get)) {
      if ('issue' in candidate) {
        yield { type: 'issue', issue: candidate.issue };
        continue;
      }
      if (seen.has(candidate.hash) || !selects(candidate, selection)) continue;
      for await (const finding of readCandidate(candidate, selection, archive, get)) {
        const hash = finding.type === 'message' ? placeOf(finding.message.url ?? url)?.message : undefined;
        if (hash !== undefined && seen.has(hash)) continue;
        if (hash !== undefined) seen.add(hash);
        yield finding;
      }
    }
  }
  if (seen.size === 0) yield { type: 'issue', issue: { code: 'NOTHING_MATCHES', url } };
}

async function* readCandidate(
  candidate: Candidate,
  selection: Selection,
  archive: Archive,
  get: GetPage,
): AsyncIterable<Finding> {
  try {
    const read = await candidate.read();
    const chosen = (message: Message) => selects(message, selection);
    if (!selection.thread) yield { type: 'message', message: read.message, cited: true };
    else yield* conversationOf({ ...read, hash: candidate.hash }, chosen, archive, get);
  } catch (error) {
    if (!(error instanceof GiveUpOnPage)) throw error;
    yield { type: 'issue', issue: error.issue };
  }
}

/** The parts in which a list is asked for: a year at a time, so that none is too long for the server. */
async function periodsOf(place: ListPlace, selection: Selection, archive: Archive): Promise<Period[]> {
  const period = shared(place.period ?? ALWAYS, periodOf(selection));
  if (isEmpty(period)) return [];
  if (isShort(period)) return [period];
  const years = await yearsOf(archive);
  return years === null ? [period] : yearly(period, years.first, years.last);
}

/** What a selection chooses of every public list of a host. A list that cannot be read does not keep the others from it. */
export async function* readLists(
  url: string,
  base: string,
  selection: Selection,
  get: GetPage,
): AsyncIterable<Finding> {
  if (isEverything(selection)) {
    yield { type: 'issue', issue: { code: 'LINK_NEEDS_CHOICE', url } };
    return;
  }
  let found = 0;
  for (const place of await readHost(base, get)) {
    try {
      for await (const finding of readList(listUrl(place), place, selection, get)) {
        if (finding.type === 'issue' && finding.issue.code === 'NOTHING_MATCHES') continue;
        if (finding.type === 'message') found += 1;
        yield finding;
      }
    } catch (error) {
      if (!(error instanceof GiveUpOnPage)) throw error;
      yield { type: 'issue', issue: error.issue };
    }
  }
  if (found === 0) yield { type: 'issue', issue: { code: 'NOTHING_MATCHES', url } };
}
