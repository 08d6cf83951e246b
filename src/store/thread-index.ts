/**
 * Which messages belong together, kept up as they come in, in any order. Every Message-ID that a message has or names belongs to one
 * thread; a message that names IDs of two threads joins them. Subjects join nothing, and what is joined stays joined. The tree
 * inside a thread is for mail/threads.ts.
 */
import type { Message } from '../model.js';
import { keyOf, plainId } from './keys.js';
import { decodeContent, idsNamedBy } from './message-rows.js';
import type { Sqlite } from './sqlite.js';

type Ids = Pick<Message, 'id' | 'references' | 'inReplyTo'>;

/** Of so many messages of one second, the first is looked for in these. */
const MOST_TIES = 50;

export interface ThreadIndex {
  /** The thread of a message that is being added. */
  add(db: Sqlite, list: number, message: Ids): number;
  /** The thread of a message that was in `thread` and now names other messages. */
  change(db: Sqlite, list: number, message: Ids, thread: number): number;
  /** Takes a message out; its IDs go on belonging together. */
  remove(db: Sqlite, list: number, id: string | null, thread: number): void;
  /** Names the threads that changed after their first messages. Due before each commit. */
  settle(db: Sqlite): void;
}

/** Of so many Message-IDs the thread is remembered: what is answered was written lately. */
const MOST_REMEMBERED = 50_000;

export function createThreadIndex(): ThreadIndex {
  /** How many messages more (or fewer) each thread has since the last commit. */
  const changed = new Map<number, number>();
  const remembered = new Map<string, number>();
  /** Threads that were looked at, and have not become part of another. */
  const roots = new Set<number>();
  const change = (thread: number, by: number) => void changed.set(thread, (changed.get(thread) ?? 0) + by);

  function threadOf(db: Sqlite, list: number, id: string): number | undefined {
    const thread = remembered.get(`${list} ${id}`);
    return thread ?? db.get<{ thread: number }>('SELECT thread FROM thread_ids WHERE key = ?', keyOf(list, id))?.thread;
  }

  function remember(name: string, thread: number): void {
    remembered.delete(name);
    remembered.set(name, thread);
    if (remembered.size <= MOST_REMEMBERED) return;
    const [oldest = ''] = remembered.keys();
    remembered.delete(oldest);
  }

  function rootOf(db: Sqlite, thread: number): number {
    if (roots.size > MOST_REMEMBERED) roots.clear();
    for (let id = thread; ; ) {
      if (roots.has(id)) return id;
      const joined = db.get<{ joined: number | null }>('SELECT joined FROM threads WHERE id = ?', id)?.joined ?? null;
      if (joined === null) roots.add(id);
      else id = joined;
    }
  }

  function join(db: Sqlite, wanted: readonly number[]): number | null {
    const [largest, ...others] = bySize(db, wanted, changed);
    if (largest === undefined) return null;
    for (const { id } of others) {
      mergeThreads(db, id, largest.id);
      change(largest.id, changed.get(id) ?? 0);
      changed.delete(id);
      roots.delete(id);
    }
    return largest.id;
  }

  function threadFor(db: Sqlite, list: number, message: Ids, current: number | null): number {
    const own = message.id === null ? null : plainId(message.id);
    const ids = [...(own === null ? [] : [own]), ...idsNamedBy(message)];
    const known = ids.map((id) => threadOf(db, list, id));
    const found = new Set([current, ...known].flatMap((id) => (id === null || id === undefined ? [] : rootOf(db, id))));
    const thread = join(db, [...found]) ?? db.run('INSERT INTO threads (list, size) VALUES (?, 0)', list).id;
    for (const [index, id] of ids.entries()) {
      const held = index === 0 && own !== null && current === null ? 1 : 0;
      if (known[index] === undefined) {
        db.run('INSERT OR IGNORE INTO thread_ids VALUES (?, ?, ?)', keyOf(list, id), thread, held);
      } else if (held === 1) db.run('UPDATE thread_ids SET held = held + 1 WHERE key = ?', keyOf(list, id));
      remember(`${list} ${id}`, thread);
    }
    return thread;
  }

  return {
    add(db, list, message) {
      const thread = threadFor(db, list, message, null);
      change(thread, 1);
      return thread;
    },
    change(db, list, message, from) {
      const thread = threadFor(db, list, message, from);
      change(thread, 0);
      return thread;
    },
    remove(db, list, id, thread) {
      if (id !== null) db.run('UPDATE thread_ids SET held = held - 1 WHERE key = ?', keyOf(list, id));
      change(thread, -1);
    },
    settle(db) {
      for (const [thread, by] of changed) {
        db.run('UPDATE threads SET size = size + ?, first = ? WHERE id = ?', by, firstOf(db, thread), thread);
      }
      changed.clear();
    },
  };
}

/** The largest first. */
function bySize(
  db: Sqlite,
  threads: readonly number[],
  changed: ReadonlyMap<number, number>,
): { id: number; size: number }[] {
  if (threads.length < 2) return threads.map((id) => ({ id, size: 0 }));
  return threads
    .map((id) => {
      const size = db.get<{ size: number }>('SELECT size FROM threads WHERE id = ?', id)?.size ?? 0;
      return { id, size: size + (changed.get(id) ?? 0) };
    })
    .sort((a, b) => b.size - a.size || a.id - b.id);
}

/** The smaller thread becomes part of the larger one. */
function mergeThreads(db: Sqlite, small: number, large: number): void {
  db.run('UPDATE messages SET thread = ? WHERE thread = ?', large, small);
  db.run('UPDATE threads SET size = size + (SELECT size FROM threads WHERE id = ?) WHERE id = ?', small, large);
  db.run('UPDATE threads SET size = 0, first = NULL, joined = ? WHERE id = ?', large, small);
}

/** A thread's earliest message, an undated one last; among those of one second, one that answers nobody here. */
function firstOf(db: Sqlite, thread: number): number | null {
  const [first, second] = db.all<{ id: number; sent: number; answers: number }>(
    'SELECT id, sent, answers FROM messages WHERE thread = ? ORDER BY sent, answers LIMIT 2',
    thread,
  );
  if (first === undefined) return null;
  if (first.sent !== second?.sent || first.answers !== second.answers) return first.id;
  const ties = db.all<{ id: number; list: number; message_id: string | null; message: Uint8Array }>(
    `SELECT m.id, m.list, h.message_id, c.message FROM messages m JOIN heads h ON h.id = m.id JOIN contents c ON c.id = m.id
     WHERE m.thread = ? AND m.sent = ? AND m.answers = ? LIMIT ${MOST_TIES}`,
    thread,
    first.sent,
    first.answers,
  );
  const ranked = ties.map(({ id, list, message_id, message }) => {
    const answersHere = idsNamedBy(decodeContent(message, null)).some((named) => isHeld(db, list, named));
    return { id, rank: `${answersHere ? 1 : 0} ${message_id ?? ''}` };
  });
  return ranked.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.id - b.id))[0]?.id ?? first.id;
}

function isHeld(db: Sqlite, list: number, id: string): boolean {
  return (db.get<{ held: number }>('SELECT held FROM thread_ids WHERE key = ?', keyOf(list, id))?.held ?? 0) > 0;
}
