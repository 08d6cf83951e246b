/** Places: which message stands where in which volume, seen in which of its scans. */
import type { ScannedMessage } from '../archives/kind.js';
import { keyOfDigest } from './keys.js';
import { rowsOf } from './message-rows.js';
import { deleteMessage, insertMessage, replaceMessage } from './message-table.js';
import type { Sqlite } from './sqlite.js';
import type { ThreadIndex } from './thread-index.js';

/** A volume that is being scanned. */
export interface OpenVolume {
  readonly id: number;
  readonly list: number;
  readonly generation: number;
  /** Where it is scanned for the first time: what was put in so far, by address or digest. */
  readonly fresh: Set<string> | null;
}

/** Beyond, a file of a million mails would fill the memory; then the store is asked, as for a volume that it knows. */
const MOST_FRESH = 20_000;

interface Place {
  readonly id: number;
  readonly message: number;
  readonly generation: number;
  readonly digest: Uint8Array;
  readonly [column: string]: number | Uint8Array;
}

const COLUMNS = 'id, message, generation, digest';

/** Puts a message where it was found. What comes back is what that is to the list. */
export function putMessage(
  db: Sqlite,
  threads: ThreadIndex,
  volume: OpenVolume,
  scanned: ScannedMessage,
): 'added' | 'changed' | 'known' {
  const { message, position } = scanned;
  const digest = keyOfDigest(scanned.digest);
  const byAddress = isFresh(volume, message.url ?? scanned.digest)
    ? undefined
    : placeAt(db, volume, message.url, digest);
  if (byAddress !== undefined && isSame(byAddress.digest, digest)) {
    see(db, volume, byAddress.id, position);
    return 'known';
  }
  const rows = rowsOf(volume.list, message);
  const there = db.get<{ id: number; place: number; losses: number }>(
    'SELECT id, place, losses FROM messages WHERE identity = ?',
    rows.identity,
  );
  const id = there?.id ?? insertMessage(db, threads, volume.list, message, rows);
  const place = byAddress ?? (message.url === null && there !== undefined ? unseenPlaceOf(db, volume, id) : undefined);
  if (place !== undefined) {
    see(db, volume, place.id, position);
    db.run('UPDATE places SET message = ?, digest = ? WHERE id = ?', id, digest, place.id);
  }
  const placeId = place?.id ?? insertPlace(db, volume, id, position, digest, message.url);
  if (there !== undefined && (there.place === placeId || rows.losses < there.losses)) {
    replaceMessage(db, threads, id, message, rows);
  }
  if (there === undefined ? place !== undefined : there.place !== placeId && rows.losses < there.losses) {
    db.run('UPDATE messages SET place = ? WHERE id = ?', placeId, id);
  }
  if (place !== undefined && place.message !== id) leave(db, threads, place.message);
  return place !== undefined ? 'changed' : there === undefined ? 'added' : 'known';
}

/** Whether nothing can be at this address yet, so that the store need not be asked. */
function isFresh({ fresh }: OpenVolume, name: string): boolean {
  if (fresh === null || fresh.size >= MOST_FRESH || fresh.has(name)) return false;
  fresh.add(name);
  return true;
}

/** Notes that a message was seen again that need not be made again. False when no volume of these has it. */
export function keepMessage(
  db: Sqlite,
  volume: OpenVolume,
  digest: string,
  position: number,
  isOurs: (volume: number) => boolean,
): boolean {
  const key = keyOfDigest(digest);
  const places = db.all<{ id: number; volume: number; message: number; url: string | null }>(
    'SELECT id, volume, message, url FROM places WHERE digest = ?',
    key,
  );
  const here = places.find((place) => place.volume === volume.id);
  if (here !== undefined) {
    see(db, volume, here.id, position);
    return true;
  }
  const elsewhere = places.find((place) => isOurs(place.volume));
  if (elsewhere === undefined) return false;
  volume.fresh?.add(elsewhere.url ?? digest);
  insertPlace(db, volume, elsewhere.message, position, key, elsewhere.url);
  return true;
}

/** Takes out what the scan that just ended did not see; how many messages are gone with that. */
export function sweep(db: Sqlite, threads: ThreadIndex, volume: OpenVolume): number {
  const unseen = db.all<{ id: number; message: number }>(
    'SELECT id, message FROM places WHERE volume = ? AND generation < ?',
    volume.id,
    volume.generation,
  );
  for (const { id } of unseen) db.run('DELETE FROM places WHERE id = ?', id);
  return [...new Set(unseen.map(({ message }) => message))].filter((message) => leave(db, threads, message)).length;
}

/** What is due when a message lost a place: without any it goes (true); when it was that of its copy, the next is. */
function leave(db: Sqlite, threads: ThreadIndex, message: number): boolean {
  const next = db.get<{ id: number | null }>('SELECT min(id) AS id FROM places WHERE message = ?', message)?.id ?? null;
  if (next === null) {
    deleteMessage(db, threads, message);
    return true;
  }
  db.run(
    `UPDATE messages SET place = ? WHERE id = ?
     AND NOT EXISTS (SELECT 1 FROM places WHERE places.id = messages.place AND places.message = messages.id)`,
    next,
    message,
  );
  return false;
}

/**
 * The place at the message's address; without one, that of the same bytes. Left to itself SQLite looks through the whole volume, which
 * may be a file of a million mails.
 */
function placeAt(db: Sqlite, volume: OpenVolume, url: string | null, digest: Uint8Array): Place | undefined {
  return url === null
    ? db.all<Place>(
        `SELECT ${COLUMNS} FROM places INDEXED BY places_by_digest WHERE digest = ? AND volume = ?`,
        digest,
        volume.id,
      )[0]
    : db.all<Place>(
        `SELECT ${COLUMNS} FROM places INDEXED BY places_by_url WHERE url = ? AND volume = ?`,
        url,
        volume.id,
      )[0];
}

/** The place of an addressless message whose bytes changed: the one of its places here that this scan has not seen. */
function unseenPlaceOf(db: Sqlite, volume: OpenVolume, message: number): Place | undefined {
  return db.all<Place>(
    `SELECT ${COLUMNS} FROM places INDEXED BY places_by_message WHERE message = ? AND volume = ? AND url IS NULL AND generation < ?`,
    message,
    volume.id,
    volume.generation,
  )[0];
}

function insertPlace(
  db: Sqlite,
  volume: OpenVolume,
  message: number,
  position: number,
  digest: Uint8Array,
  url: string | null,
): number {
  return db.run(
    'INSERT INTO places (volume, position, message, generation, digest, url) VALUES (?, ?, ?, ?, ?, ?)',
    volume.id,
    position,
    message,
    volume.generation,
    digest,
    url,
  ).id;
}

function see(db: Sqlite, volume: OpenVolume, place: number, position: number): void {
  db.run('UPDATE places SET generation = ?, position = ? WHERE id = ?', volume.generation, position, place);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
