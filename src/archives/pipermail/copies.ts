/** A rebuilt archive's text holds a mail up to four times: which records are one mail. */
import { hash } from 'node:crypto';
import type { VolumeRecord } from './volume-text.js';

/** A mail and every record of it, in the text's order; the first of them stands for it. */
export interface Mail<Record extends VolumeRecord> {
  readonly first: Record;
  readonly copies: readonly Record[];
  /** When it was sent, in seconds since 1970; null without a date. */
  readonly time: number | null;
}

/** The mails of a text, as `identityOf` tells them apart: by Message-ID and date, without an ID by all that they say. */
export function mailsOf<Record extends VolumeRecord>(records: readonly Record[]): Mail<Record>[] {
  const mails = new Map<string, [Record, ...Record[]]>();
  for (const record of records) {
    const { id, dateHeader } = record;
    const key = id === null ? saidBy(record) : `${id} ${dateHeader}`;
    const copies = mails.get(key);
    if (copies === undefined) mails.set(key, [record]);
    else copies.push(record);
  }
  return [...mails.values()].map((copies) => ({ first: copies[0], copies, time: timeOf(copies[0]) }));
}

/** All that a record without an ID says, white space aside. */
function saidBy({ dateHeader, from, subject, text }: VolumeRecord): string {
  return hash('sha256', [dateHeader ?? '', from, subject, text].map((part) => part.replace(/\s+/g, ' ')).join('\0'));
}

/** When a record's mail was sent, in seconds since 1970; null without a date. */
export function timeOf({ sent }: VolumeRecord): number | null {
  return sent === null ? null : Date.parse(sent.instant) / 1000;
}
