/** Messages as the store gives them back. */
import type { StoredMessage } from './archive-store.js';
import { decodeContent } from './message-rows.js';
import type { Row, Sqlite } from './sqlite.js';

/** A message `m` at its place `p`, with all that a StoredMessage says; further columns and conditions go round it. */
export const STORED = `
  m.id, m.list, m.month, p.volume, p.position, p.id AS place, p.url, c.message,
  coalesce(fh.message_id, fp.url) AS thread, t.size,
  (SELECT json_group_array(DISTINCT o.url) FROM places o WHERE o.message = m.id AND o.url <> coalesce(p.url, '')) AS others`;
export const STORED_FROM = `
  messages m JOIN places p ON p.id = m.place AND p.message = m.id JOIN contents c ON c.id = m.id JOIN threads t ON t.id = m.thread
  LEFT JOIN messages f ON f.id = t.first LEFT JOIN heads fh ON fh.id = f.id LEFT JOIN places fp ON fp.id = f.place`;

export interface StoredRow extends Row {
  readonly id: number;
  readonly list: number;
  readonly month: number | null;
  readonly volume: number;
  readonly position: number;
  readonly place: number;
  readonly url: string | null;
  readonly message: Uint8Array;
  readonly thread: string | null;
  readonly size: number;
  readonly others: string;
}

export function storedMessage(row: StoredRow, nameOf: (list: number) => string): StoredMessage {
  return {
    message: decodeContent(row.message, row.url),
    list: nameOf(row.list),
    alternateUrls: (JSON.parse(row.others) as string[]).sort(),
    thread: row.thread,
    threadSize: row.size,
  };
}

/** Those with these numbers, in the order of the numbers. */
export function storedMessages(db: Sqlite, ids: readonly number[], nameOf: (list: number) => string): StoredMessage[] {
  return ids.flatMap((id) => {
    const row = db.get<StoredRow>(`SELECT ${STORED} FROM ${STORED_FROM} WHERE m.id = ?`, id);
    return row === undefined ? [] : storedMessage(row, nameOf);
  });
}
