/** The JSON beside a stored body: what it says, and what it must say to be believed. */
import type { StoredPage } from '../crawl/page-store.js';

/** Raised when the fields change; a record of another version counts as not stored. */
const VERSION = 1;

export interface PageRecord {
  readonly page: Omit<StoredPage, 'body'>;
  /** SHA-256 (hex) of the body that belongs to it. */
  readonly sha256: string;
}

export function writeRecord(page: StoredPage, sha256: string): string {
  const { url, status, receivedAt, headers, policy } = page;
  const record = { version: VERSION, url, status, receivedAt, sha256, headers, policy };
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** Reads a record; null for anything else, half a file or another program's. */
export function readRecord(text: string): PageRecord | null {
  const value = parse(text);
  if (!isObject(value) || value['version'] !== VERSION) return null;
  const { url, status, receivedAt, sha256, headers, policy } = value;
  if (typeof url !== 'string' || typeof status !== 'number' || typeof receivedAt !== 'string') return null;
  if (typeof sha256 !== 'string' || !isFields(headers) || Number.isNaN(Date.parse(receivedAt))) return null;
  return { page: { url, status, receivedAt, headers, policy }, sha256 };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFields(value: unknown): value is Record<string, string> {
  return isObject(value) && Object.values(value).every((field) => typeof field === 'string');
}
