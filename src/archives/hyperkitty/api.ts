/**
 * What HyperKitty's REST API answers. Only what is used is looked at, and what is not as expected is no email. The URLs in the
 * answers follow the Host header of whoever asked (measured), so nothing is taken from them but hashes and file names.
 */
import { readFrom } from '../../mail/headers.js';
import { foldBlanks } from '../../mail/subjects.js';
import type { Author, Instant } from '../../model.js';

/** An email of the API. Lists of emails have no text and no attachments. */
export interface ApiEmail {
  readonly hash: string;
  /** Without angle brackets. */
  readonly id: string;
  readonly subject: string;
  readonly from: Author;
  readonly date: Instant | null;
  readonly threadHash: string | null;
  readonly parentHash: string | null;
  readonly text: string | null;
  readonly attachments: readonly ApiAttachment[];
}

export interface ApiAttachment {
  readonly name: string | null;
  readonly type: string | null;
  /** The charset of a text, as the mail declared it. */
  readonly charset: string | null;
  readonly size: number | null;
  /** `5/attachment.html`: what follows `attachment/` in its address. */
  readonly path: string;
}

/** Some of a list's things; `total` is null where the server knows no pages and has handed out everything (Debian's settings). */
export interface ApiPage<T> {
  readonly items: readonly T[];
  readonly total: number | null;
}

/** The emails of an answer; null when it is no list of things. */
export function readEmails(json: string): ApiPage<ApiEmail> | null {
  return readPage(json, emailOf);
}

/** The addresses of the lists in an answer of `api/lists/`; null when it is no list of things. */
export function readLists(json: string): ApiPage<string> | null {
  return readPage(json, (value) => {
    const name = stringIn(value, 'name');
    return name !== null && /^[^/@\s]+@[^/@\s]+$/.test(name) ? name : null;
  });
}

/** An email of an answer; null when it is something else. */
export function readEmail(json: string): ApiEmail | null {
  return emailOf(parsed(json));
}

function readPage<T>(json: string, read: (value: unknown) => T | null): ApiPage<T> | null {
  const value = parsed(json);
  const results = Array.isArray(value) ? value : fieldOf(value, 'results');
  if (!Array.isArray(results)) return null;
  const count = Array.isArray(value) ? null : fieldOf(value, 'count');
  const items = results.map((each: unknown) => read(each)).filter((each) => each !== null);
  return { items, total: typeof count === 'number' ? count : null };
}

function emailOf(value: unknown): ApiEmail | null {
  const hash = stringIn(value, 'message_id_hash');
  const id = stringIn(value, 'message_id');
  if (hash === null || !/^\w+$/.test(hash) || id === null) return null;
  const attachments = fieldOf(value, 'attachments');
  return {
    hash,
    id,
    subject: foldBlanks(stringIn(value, 'subject') ?? ''),
    from: authorOf(stringIn(value, 'sender_name') ?? '', stringIn(fieldOf(value, 'sender'), 'address') ?? ''),
    date: instantOf(stringIn(value, 'date')),
    threadHash: hashIn(stringIn(value, 'thread')),
    parentHash: hashIn(stringIn(value, 'parent')),
    text: stringIn(value, 'content')?.replace(/\r\n?/g, '\n') ?? null,
    attachments: Array.isArray(attachments) ? attachments.flatMap((each: unknown) => attachmentOf(each) ?? []) : [],
  };
}

function attachmentOf(value: unknown): ApiAttachment | null {
  // One step below a number: a name with slashes in it could lead anywhere on its host.
  const path = /\/attachment\/(\d+\/[^/\\?#]+)\/?$/.exec(stringIn(value, 'download') ?? '')?.[1];
  if (path === undefined || STEPS.test(path)) return null;
  const size = fieldOf(value, 'size');
  return {
    name: stringIn(value, 'name'),
    type: stringIn(value, 'content_type')?.split(';')[0]?.trim().toLowerCase() || null,
    charset: stringIn(value, 'encoding'),
    size: typeof size === 'number' ? size : null,
    path,
  };
}

/** `5/..`, plain or in the disguises that an address (`%2e`) or a server (`%2f`) sees through. */
const STEPS = /\/(?:\.|%2e){1,2}$|%2f|%5c/i;

/** `ann (a) example.org` is how every address is written here, so undoing it is certain. */
function authorOf(name: string, obscured: string): Author {
  const address = obscured.replace(/^([^@\s]+) \(a\) ([^@\s]+)$/, '$1@$2');
  const quoted = name.replace(/["\\]/g, '\\$&');
  const from = readFrom(`"${quoted}" <${address}>`);
  return isMadeUp(name, address) ? { ...from, address: null } : from;
}

/** A mail whose From has no address gets one from the server: its author's letters, or `unknown`, at example.com. */
export function isMadeUp(name: string | null, address: string | null): boolean {
  const letters = (name ?? '').toLowerCase().replace(/[^a-z0-9]/g, '');
  return address === 'unknown@example.com' || (letters !== '' && address === `${letters}@example.com`);
}

/** The hash that an address of the API ends with. */
function hashIn(url: string | null): string | null {
  return /\/(\w+)\/$/.exec(url ?? '')?.[1] ?? null;
}

function instantOf(text: string | null): Instant | null {
  const time = Date.parse(text ?? '');
  const iso = Number.isNaN(time) ? '' : new Date(time).toISOString();
  return /^\d{4}-/.test(iso) ? `${iso.slice(0, 19)}Z` : null;
}

function stringIn(value: unknown, name: string): string | null {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : null;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
