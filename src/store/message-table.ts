/** A message's rows in all tables that speak of it: put in, replaced, taken out together. */
import type { Message } from '../model.js';
import { bodyText } from './body-text.js';
import type { MessageRows } from './message-rows.js';
import { indexText } from './search-text.js';
import type { Sqlite } from './sqlite.js';
import type { ThreadIndex } from './thread-index.js';

/** Puts a message in that the list does not have. Its place is the next that is made, unless one is moved to it. */
export function insertMessage(
  db: Sqlite,
  threads: ThreadIndex,
  list: number,
  message: Message,
  rows: MessageRows,
): number {
  const thread = threads.add(db, list, message);
  const { identity, sent, month, hidden, losses, answers } = rows;
  const { id } = db.run(
    `INSERT INTO messages (list, identity, place, thread, sent, month, hidden, losses, answers) 
     VALUES (?, ?, (SELECT coalesce(max(id), 0) + 1 FROM places), ?, ?, ?, ?, ?, ?)`,
    list,
    identity,
    thread,
    sent,
    month,
    hidden,
    losses,
    answers,
  );
  writeRest(db, id, message, rows);
  return id;
}

/** Puts another copy of the message where one is. */
export function replaceMessage(
  db: Sqlite,
  threads: ThreadIndex,
  id: number,
  message: Message,
  rows: MessageRows,
): void {
  const there = db.get<{ list: number; thread: number }>('SELECT list, thread FROM messages WHERE id = ?', id);
  if (there === undefined) return;
  const { sent, month, hidden, losses, answers } = rows;
  db.run(
    'UPDATE messages SET sent = ?, month = ?, hidden = ?, losses = ?, answers = ? WHERE id = ?',
    sent,
    month,
    hidden,
    losses,
    answers,
    id,
  );
  const thread = threads.change(db, there.list, message, there.thread);
  if (thread !== there.thread) db.run('UPDATE messages SET thread = ? WHERE id = ?', thread, id);
  deleteRest(db, id);
  writeRest(db, id, message, rows);
}

export function deleteMessage(db: Sqlite, threads: ThreadIndex, id: number): void {
  const there = db.get<{ list: number; thread: number; message_id: string | null }>(
    'SELECT list, thread, message_id FROM messages JOIN heads USING (id) WHERE id = ?',
    id,
  );
  if (there === undefined) return;
  deleteRest(db, id);
  db.run('DELETE FROM messages WHERE id = ?', id);
  threads.remove(db, there.list, there.message_id, there.thread);
}

function writeRest(db: Sqlite, id: number, message: Message, rows: MessageRows): void {
  db.run('INSERT INTO heads VALUES (?, ?, ?, ?)', id, rows.messageId, rows.sender, rows.subject);
  db.run('INSERT INTO contents VALUES (?, ?)', id, rows.content);
  for (const issue of message.issues) db.run('INSERT INTO message_issues VALUES (?, ?)', id, JSON.stringify(issue));
  const { own, quoted } = bodyText(message.body);
  db.run(
    'INSERT INTO words (rowid, subject, author, own, quoted) VALUES (?, ?, ?, ?, ?)',
    id,
    indexText(message.subject),
    indexText(message.from.name ?? ''),
    indexText(own),
    indexText(quoted),
  );
}

function deleteRest(db: Sqlite, id: number): void {
  for (const table of ['heads', 'contents']) db.run(`DELETE FROM ${table} WHERE id = ?`, id);
  db.run('DELETE FROM message_issues WHERE message = ?', id);
  db.run('DELETE FROM words WHERE rowid = ?', id);
}
