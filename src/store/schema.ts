/** The tables of the store. Everything in it can be made again, so another version is set aside and never migrated. */
import type { Sqlite } from './sqlite.js';

/** Raised whenever a table, or what stands in it, changes. */
export const SCHEMA_VERSION = 1;

/** `lp` and a number: tells our file from another program's SQLite. */
const APPLICATION_ID = 0x6c70_0001;

/** For messages without a date: after every date. */
export const UNDATED = 2 ** 52;

/**
 * `messages` is narrow, because a search reads a row of it for each hit; what is shown of a message is in `contents`, what is
 * filtered by words in `heads`. A `place` is a message at an address in a volume; `messages.place` is the one whose copy is kept.
 */
const TABLES = `
CREATE TABLE lists (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,              -- the config's, or the list's own
  host TEXT,
  configured INTEGER NOT NULL      -- 1: the name is the config's
);
CREATE TABLE archives (
  id INTEGER PRIMARY KEY,
  list INTEGER NOT NULL,
  kind TEXT NOT NULL,
  url TEXT NOT NULL UNIQUE,
  synced_at TEXT
);
CREATE TABLE volumes (
  id INTEGER PRIMARY KEY,
  archive INTEGER NOT NULL,
  url TEXT NOT NULL,
  name TEXT NOT NULL,
  starts TEXT,
  ends TEXT,
  outcome TEXT,                    -- of the last scan; NULL while it goes on
  stamp TEXT,
  generation INTEGER NOT NULL,     -- counts its scans
  UNIQUE (archive, url)
);
CREATE TABLE volume_issues (
  id INTEGER PRIMARY KEY,
  archive INTEGER NOT NULL,
  volume INTEGER,
  passing INTEGER NOT NULL,        -- 1: says something of the last scan, not of the volume
  issue TEXT NOT NULL
);
CREATE INDEX volume_issues_by_archive ON volume_issues (archive, volume);
CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  list INTEGER NOT NULL,
  identity BLOB NOT NULL,          -- 16 bytes: list and identityOf()
  place INTEGER NOT NULL,
  thread INTEGER NOT NULL,
  sent INTEGER NOT NULL,           -- seconds since 1970; 2^52 without a date
  month INTEGER,                   -- year * 12 + month - 1
  hidden INTEGER NOT NULL,         -- 1: asks not to be archived
  losses INTEGER NOT NULL,         -- how much the copy that is kept lost
  answers INTEGER NOT NULL         -- 1: names a message that it answers
);
CREATE UNIQUE INDEX messages_by_identity ON messages (identity);
CREATE INDEX messages_by_thread ON messages (thread, sent, answers);
CREATE INDEX messages_by_list ON messages (list, sent);
CREATE TABLE heads (
  id INTEGER PRIMARY KEY,
  message_id TEXT,                 -- without blanks
  sender TEXT NOT NULL,            -- name and address, folded
  subject TEXT NOT NULL            -- folded
);
CREATE TABLE contents (id INTEGER PRIMARY KEY, message BLOB NOT NULL);
CREATE TABLE message_issues (message INTEGER NOT NULL, issue TEXT NOT NULL);
CREATE INDEX message_issues_by_message ON message_issues (message);
CREATE TABLE places (
  id INTEGER PRIMARY KEY,
  volume INTEGER NOT NULL,
  position INTEGER NOT NULL,
  message INTEGER NOT NULL,
  generation INTEGER NOT NULL,     -- of the volume's scan that saw it last
  digest BLOB NOT NULL,            -- 16 bytes of the SHA-256
  url TEXT
);
CREATE INDEX places_by_volume ON places (volume, position);
CREATE INDEX places_by_message ON places (message);
CREATE INDEX places_by_digest ON places (digest);
CREATE INDEX places_by_url ON places (url) WHERE url IS NOT NULL;
CREATE TABLE threads (
  id INTEGER PRIMARY KEY,
  list INTEGER NOT NULL,
  size INTEGER NOT NULL,           -- messages that are here
  first INTEGER,                   -- the message that it is named after
  joined INTEGER                   -- the thread that this one became part of
);
CREATE TABLE thread_ids (
  key BLOB PRIMARY KEY,            -- 16 bytes: list and Message-ID
  thread INTEGER NOT NULL,
  held INTEGER NOT NULL            -- messages here that have this ID
) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (
  subject, author, own, quoted,
  content = '', contentless_delete = 1,
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);
`;

/** What a file turned out to be. */
export type SchemaState = 'empty' | 'ours' | 'other-version' | 'foreign';

/** Looks at a file that was just opened. Throws SQLite's errors: not a database, damaged. */
export function inspectSchema(db: Sqlite): SchemaState {
  const tables = Number(db.get('SELECT count(*) AS n FROM sqlite_schema')?.['n']);
  const application = Number(db.get('PRAGMA application_id')?.['application_id']);
  if (tables === 0) return 'empty';
  if (application !== APPLICATION_ID) return 'foreign';
  return Number(db.get('PRAGMA user_version')?.['user_version']) === SCHEMA_VERSION ? 'ours' : 'other-version';
}

/** Makes the tables, all or none. */
export function createSchema(db: Sqlite): void {
  db.exec(
    `BEGIN IMMEDIATE; ${TABLES} PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`,
  );
}
