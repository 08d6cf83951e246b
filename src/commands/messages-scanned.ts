/** The messages of links and files, as a scan of them goes by. Nothing is held but the one that is handed out. */
import { archiveKinds } from '../archives/index.js';
import { type ArchiveLink, NOTHING_KNOWN, type ScannedMessage, type ScanTools } from '../archives/kind.js';
import type { Issue } from '../issues.js';
import { buildThreads, flatten } from '../mail/threads.js';
import type { Message } from '../model.js';
import { chooses, type MessageFilter } from './message-filter.js';
import { createThreadIds, ownCopy } from './thread-ids.js';
import type { Turn } from './turns.js';

/** A message to be given out, with the ID of its thread, or something to be told. */
export type Given =
  | { readonly type: 'message'; readonly message: Message; readonly thread: string | null }
  | { readonly type: 'issue'; readonly issue: Issue };

export interface ScanWith extends Omit<ScanTools, 'known'> {
  /** Awaited at each step. */
  readonly turn: Turn;
}

/** What the filter chooses of a link, in the archive's order; with `filter.thread` the whole threads of that. */
export function messagesOf(link: ArchiveLink, filter: MessageFilter, tools: ScanWith): AsyncIterable<Given> {
  if (!filter.thread) return chosenOf(link, filter, tools);
  // A message's own link leads to its thread without reading the list.
  if (link.form === 'message' || link.form === 'thread') return conversationOf(link, tools);
  return threadsOf(link, filter, tools);
}

async function* chosenOf(link: ArchiveLink, filter: MessageFilter, tools: ScanWith): AsyncIterable<Given> {
  const threads = createThreadIds();
  for await (const found of scan(link, tools)) {
    if (found.type === 'issue') yield found;
    else {
      const { message } = found.scanned;
      const thread = threads.of(message);
      if (chooses(message, filter)) yield { type: 'message', message, thread };
    }
  }
}

async function* conversationOf(link: ArchiveLink, { get }: ScanWith): AsyncIterable<Given> {
  const threads = createThreadIds();
  for await (const found of archiveKinds[link.kind].read(link, { thread: true }, get)) {
    yield found.type === 'issue' ? found : { ...found, thread: threads.of(found.message) };
  }
}

/**
 * Twice over the archive: once for who answers whom, once for the messages. Pages were kept by the first time, so nobody is asked
 * twice. Held meanwhile: each message's IDs, no text.
 */
async function* threadsOf(link: ArchiveLink, filter: MessageFilter, tools: ScanWith): AsyncIterable<Given> {
  const skeletons: Message[] = [];
  const digests = new Map<Message, string>();
  const chosen = new Set<Message>();
  for await (const found of scan(link, tools)) {
    if (found.type === 'issue') {
      yield found;
      continue;
    }
    const skeleton = skeletonOf(found.scanned.message);
    skeletons.push(skeleton);
    digests.set(skeleton, ownCopy(found.scanned.digest));
    if (chooses(found.scanned.message, filter)) chosen.add(skeleton);
  }
  const wanted = new Map<string, string | null>();
  for (const root of buildThreads(skeletons)) {
    const thread = flatten(root).map(({ message }) => message);
    if (!thread.some((message) => chosen.has(message))) continue;
    for (const message of thread) wanted.set(digests.get(message) ?? '', root.message.id ?? root.message.url);
  }
  if (wanted.size === 0) return;
  for await (const found of scan(link, tools)) {
    if (found.type === 'issue') continue;
    const { message, digest } = found.scanned;
    const thread = wanted.get(digest);
    if (thread !== undefined) yield { type: 'message', message, thread };
  }
}

async function* scan(
  link: ArchiveLink,
  tools: ScanWith,
): AsyncIterable<
  { readonly type: 'message'; readonly scanned: ScannedMessage } | { readonly type: 'issue'; readonly issue: Issue }
> {
  const events = archiveKinds[link.kind].scan(link, { ...tools, known: () => NOTHING_KNOWN });
  for await (const event of events) {
    if (event.type === 'message' || event.type === 'issue') yield event;
    await tools.turn();
  }
}

/** All that threading asks about. */
function skeletonOf({ id, url, list, date, inReplyTo, references }: Message): Message {
  return {
    id: ownCopy(id),
    url: ownCopy(url),
    list,
    subject: '',
    from: { name: null, address: null },
    date: ownCopy(date),
    dateHeader: null,
    inReplyTo: ownCopy(inReplyTo),
    references: references.map(ownCopy),
    body: { kind: 'text', text: '' },
    attachments: [],
    issues: [],
    origin: { url: '', sha256: '' },
  };
}
