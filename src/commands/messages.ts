/** `listpress messages`: the messages of links, files and synced lists as JSON Lines, one at a time. */
import { createHash } from 'node:crypto';
import { readUrlTemplate } from '../archives/mbox/url-template.js';
import type { Config } from '../config/settings.js';
import { type Issue, leavesUnread } from '../issues.js';
import { identityOf } from '../mail/identity.js';
import type { Message } from '../model.js';
import type { ArchiveStore } from '../store/archive-store.js';
import { createMailReaders } from '../workers/index.js';
import { assertGiven, field } from './given.js';
import type { CommonOptions, Io } from './io.js';
import { createIssueLog, type IssueLog } from './issue-log.js';
import type { MessageFilter } from './message-filter.js';
import { messageLine } from './message-line.js';
import { messagesOf } from './messages-scanned.js';
import { messagesStored } from './messages-stored.js';
import { openPages } from './pages.js';
import { createProgress } from './progress.js';
import { readSelection, readWords, type SelectionOptions } from './selection.js';
import { loadConfig } from './settings.js';
import { howShown } from './shown.js';
import { notSynced, openStored } from './stored.js';
import { namedBy, type Surroundings, type Target } from './targets.js';
import { createTurns, type Turn } from './turns.js';

export interface MessagesOptions extends CommonOptions, SelectionOptions {
  readonly from?: string;
  readonly pages?: boolean;
  readonly urlTemplate?: string;
  readonly xNoArchive?: boolean;
}

/** Prints messages. Gives back the exit code: 0 all was read, 1 something could not be. */
export async function messages(args: readonly string[], options: MessagesOptions, io: Io): Promise<number> {
  assertGiven(options);
  if (options.urlTemplate !== undefined) readUrlTemplate(options.urlTemplate);
  const filter: MessageFilter = { ...readSelection(options), ...field('from', readWords('--from', options.from)) };
  const config = await loadConfig(options, io);
  const store = await openStored(io);
  // A live line and the messages cannot share one screen.
  const progress = createProgress(io.screen?.isTTY ? { ...options, quiet: true } : options, io);
  const pages = openPages(args, options, config, io, progress);
  const { readMails, ...readers } = createMailReaders({ signal: io.signal });
  const log = createIssueLog(options, io);
  const turn = createTurns(io.signal);
  const printer = createPrinter(log, turn, config, io);
  try {
    // Every argument is understood before the first message goes out.
    const sources = args.flatMap((argument) => sourcesOf(argument, { config, cwd: io.cwd, store }));
    for (const source of sources) {
      if ('code' in source) log.tell(source);
      else if ('lists' in source) {
        const found = messagesStored(source.store, source.lists, filter, options.xNoArchive ?? false, turn);
        for await (const { message, list, thread } of found) {
          // Mail in files seldom says which list it is of; the store knows under which name it was synced.
          await printer.print(message.list === null ? { ...message, list } : message, thread);
        }
      } else {
        const found = messagesOf(source.link, filter, { ...toolsOf(options, filter), get: pages.get, readMails, turn });
        for await (const given of found) {
          if (given.type === 'issue') log.tell(given.issue);
          else await printer.print(given.message, given.thread);
        }
      }
    }
    pages.done();
    log.end();
    if (printer.count === 0 && !log.unread && !options.quiet) io.err('No message fits.\n');
    return log.unread ? 1 : 0;
  } finally {
    await readers.close();
    await pages.close();
    store?.close();
  }
}

/** Synced lists, to be read from the store. */
interface StoredSource {
  readonly store: ArchiveStore;
  readonly lists: readonly string[];
}

/** What an argument means: synced lists by their name, or links and files to be read now. */
function sourcesOf(argument: string, surroundings: Surroundings): readonly (StoredSource | Target | Issue)[] {
  const { config, store } = surroundings;
  const lists = (store?.listsNamed(argument) ?? []).map(({ name }) => name);
  if (store !== null && lists.length > 0) return [{ store, lists }];
  if (config.lists.has(argument)) {
    throw notSynced(argument);
  }
  const named = namedBy(argument, surroundings);
  return named.type === 'links' ? named.targets : [];
}

function toolsOf({ pages, urlTemplate }: MessagesOptions, { since, until, thread }: MessageFilter) {
  return {
    ...(pages === false ? { pages } : {}),
    ...field('urlTemplate', urlTemplate),
    // The answers to a message of these days may lie in any later volume.
    ...(thread ? {} : { ...field('since', since), ...field('until', until) }),
  };
}

/** Writes lines as fast as they are read, and no faster. */
interface Printer {
  /** Prints a message, unless a copy of it went out before. */
  print(message: Message, thread: string | null): Promise<void>;
  readonly count: number;
}

function createPrinter(log: IssueLog, turn: Turn, config: Config, { out, drained }: Io): Printer {
  const shown = howShown({}, config);
  const seen = new Set<string>();
  return {
    async print(message, thread) {
      const key = keyOf(message);
      if (seen.has(key)) return;
      seen.add(key);
      out(messageLine(message, thread, shown));
      // They stand in the line; the exit code must know of those that left something unread.
      for (const issue of message.issues) if (leavesUnread(issue)) log.tell(issue);
      await drained?.();
      await turn();
    },
    get count() {
      return seen.size;
    },
  };
}

/** One mail to two lists is a message of each. Short, since an archive may have a million. */
function keyOf(message: Message): string {
  return createHash('sha256')
    .update(`${message.list ?? ''} ${identityOf(message)}`)
    .digest('base64')
    .slice(0, 20);
}
