/** One volume of a scan: whether it changed, its messages by the cheap way, and what is wrong with it. */
import type { Issue } from '../../issues.js';
import type { Known, ScanEvent, ScanTools, VolumeRef } from '../kind.js';
import { askVolume, type Views } from './ask-volume.js';
import { mayLoseLetters } from './damage.js';
import { healthOfIndex, withHealth } from './health.js';
import { digestOf, type Item, itemsOf } from './items.js';
import { type Made, makeMessage, type Surroundings } from './make-message.js';
import { rejoined } from './rejoin.js';
import { readStamp, type Stamp, writeStamp } from './stamp.js';
import { readVolumeText } from './volume-text.js';

/** A volume that is to be scanned. */
export interface VolumeTask {
  readonly ref: VolumeRef;
  readonly list: string;
  readonly listUrl: string;
  /** Null where the list's index names no text, undefined where that index was not read. */
  readonly textUrl: string | null | undefined;
  /** What the index says of the text; null where it says nothing. */
  readonly label: string | null;
  /** Mail may still come to it. */
  readonly isNewest: boolean;
  /** The one page that is wanted of it, where that is not all. */
  readonly only?: string;
}

export async function* scanVolume(task: VolumeTask, tools: ScanTools, known: Known): AsyncIterable<ScanEvent> {
  const { ref } = task;
  yield { type: 'volume', volume: ref };
  const pages = tools.pages !== false;
  const noted = known.stamp(ref.url);
  const stamp = task.only === undefined ? readStamp(noted) : null;
  // What lacks its pages is read again as soon as they may be asked for.
  const before = stamp !== null && (stamp.pages || !pages) ? stamp : null;
  if (before !== null && isSettled(task, before)) {
    yield { type: 'volume-end', outcome: 'unchanged', stamp: noted };
    return;
  }
  const views = await askVolume({ url: ref.url, textUrl: task.textUrl }, before, tools.get);
  const { label, isNewest: open } = task;
  if (views === 'unchanged') {
    const again = before === null ? noted : writeStamp({ ...before, label, open });
    yield { type: 'volume-end', outcome: 'unchanged', stamp: again };
    return;
  }
  const reading = await readingOf(task, views, tools, known, stamp?.dead ?? []);
  for (const [position, item] of reading.items.entries()) {
    if (task.only !== undefined && item.entry?.url !== task.only) continue;
    // Not a generator of its own: each one that events pass through costs as much as making them.
    const event = eventOf(item, position, reading, known);
    const ready = event instanceof Promise ? await event : event;
    if (ready !== null) yield ready;
  }
  for (const issue of reading.issues) yield { type: 'issue', issue };
  if (task.only !== undefined) {
    yield { type: 'volume-end', outcome: reading.failed ? 'incomplete' : 'extended', stamp: noted };
  } else if (reading.failed) {
    yield { type: 'volume-end', outcome: 'incomplete', stamp: null };
  } else {
    const { textSha: text, indexSha: index } = views;
    const dead = [...reading.dead].sort((a, b) => a - b);
    yield { type: 'volume-end', outcome: 'read', stamp: writeStamp({ label, text, index, open, pages, dead }) };
  }
}

/** Whether the list's index alone says that nothing changed. A text whose size it does not say has to be asked for. */
function isSettled({ isNewest, label, textUrl }: VolumeTask, before: Stamp): boolean {
  if (isNewest || before.open || textUrl === undefined) return false;
  return label === before.label && (label !== null || (textUrl === null && before.text === null));
}

/** A volume while it is read. */
interface Reading {
  readonly task: VolumeTask;
  readonly items: readonly Item[];
  readonly around: Surroundings;
  readonly issues: Issue[];
  /** Numbers of pages that are known not to exist. */
  readonly dead: Set<number>;
  failed: boolean;
}

async function readingOf(
  task: VolumeTask,
  views: Views,
  tools: ScanTools,
  known: Known,
  dead: readonly number[],
): Promise<Reading> {
  const { text, index, textFailed } = views;
  const charset = index?.charset ?? null;
  const records = text === null ? [] : readVolumeText(text.bytes, charset);
  // What breaks off in its last message breaks off in the middle of it.
  if (text?.whole === false) records.pop();
  const matched = itemsOf(index?.entries ?? [], records);
  const items = tools.pages === false ? matched : await rejoined(matched, records, known, tools.get);
  const issues = [...views.issues];
  // Who asks for one message does not ask how the volume is.
  if (index !== null && task.only === undefined) {
    issues.push(...healthOfIndex(index, `${task.ref.url}thread.html`));
    if (!textFailed) issues.push(...looseIn(items, text?.origin.url ?? ''));
  }
  return {
    task,
    // Half a text leaves most of the index without a partner: their pages would be hundreds of requests for what comes next time.
    items: textFailed ? items.filter(({ record }) => record !== null) : items,
    around: {
      list: task.list,
      listUrl: task.listUrl,
      text: text?.origin ?? null,
      losesLetters: mayLoseLetters(charset),
      pages: tools.pages !== false,
      get: tools.get,
    },
    issues,
    dead: new Set(dead),
    failed: views.issues.length > 0,
  };
}

function looseIn(items: readonly Item[], url: string): Issue[] {
  return items.flatMap(({ entry, record }) =>
    entry === null ? [{ code: 'MESSAGE_NOT_INDEXED', url, subject: record.subject }] : [],
  );
}

/** The event of an item: at once where nothing has to be asked for; null where there is nothing to tell. */
function eventOf(
  item: Item,
  position: number,
  reading: Reading,
  known: Known,
): ScanEvent | null | Promise<ScanEvent | null> {
  const whole = digestOf(item, 'whole');
  if (item.entry !== null && reading.dead.has(item.entry.number)) {
    reading.issues.push({ code: 'INDEX_ENTRY_DEAD', url: item.entry.url, status: 404 });
    if (item.record === null) return null;
  }
  if (known.has(whole)) return { type: 'kept', digest: whole, position };
  const made = makeMessage(item, reading.around);
  const finish = (done: Made) => eventOfMade(done, item, whole, position, reading, known);
  return made instanceof Promise ? made.then(finish) : finish(made);
}

function eventOfMade(
  made: Made,
  item: Item,
  whole: string,
  position: number,
  reading: Reading,
  known: Known,
): ScanEvent | null {
  const { task, around, issues, dead } = reading;
  for (const issue of made.issues) {
    issues.push(issue);
    if (issue.code === 'INDEX_ENTRY_DEAD' && item.entry !== null) dead.add(item.entry.number);
  }
  if (!made.whole && around.pages) reading.failed = true;
  if (made.message === null) return null;
  const digest = made.whole ? whole : digestOf(item, 'partly');
  if (digest !== whole && known.has(digest)) return { type: 'kept', digest, position };
  const message = withHealth(made.message, task.ref.to);
  const matched = 'by' in item ? { matchedBy: item.by } : {};
  return { type: 'message', scanned: { message, digest, position, ...matched } };
}
