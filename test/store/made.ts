/** Messages and scans made by hand, and stores in folders of their own. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { ScannedMessage, VolumeOutcome, VolumeRef } from '../../src/archives/kind.js';
import type { Message } from '../../src/model.js';
import type { ArchiveStore, ArchiveWriter, StoreWriter } from '../../src/store/archive-store.js';
import { openArchiveStore } from '../../src/store/open-reader.js';
import { openStoreWriter } from '../../src/store/open-writer.js';
import { type DriverName, hasNodeSqlite } from '../../src/store/sqlite-drivers.js';

export const SUMMIT = 'https://lists.example.org/pipermail/summit/';

/** Those that this Node has. */
export const drivers: readonly DriverName[] = hasNodeSqlite() ? ['wasm', 'node'] : ['wasm'];

export function made(changes: Partial<Message> & { readonly text?: string } = {}): Message {
  const { text = 'We meet in the small room.', ...rest } = changes;
  return {
    id: '<1@example.org>',
    url: `${SUMMIT}2012-February/000001.html`,
    list: 'summit',
    subject: 'The agenda',
    from: { name: 'Ann Example', address: 'ann@example.org' },
    date: '2012-02-06T15:04:05Z',
    dateHeader: 'Mon, 6 Feb 2012 16:04:05 +0100',
    inReplyTo: null,
    references: [],
    body: { kind: 'text', text },
    attachments: [],
    issues: [],
    origin: { url: `${SUMMIT}2012-February.txt.gz`, sha256: 'ab'.repeat(32) },
    ...rest,
  };
}

/** The n-th message, unlike all others. */
export function numbered(n: number, changes: Parameters<typeof made>[0] = {}): Message {
  const minutes = String(n % 60).padStart(2, '0');
  const hours = String(Math.floor(n / 60) % 24).padStart(2, '0');
  return made({
    id: `<${n}@example.org>`,
    url: `${SUMMIT}2012-February/${String(n).padStart(6, '0')}.html`,
    date: `2012-02-06T${hours}:${minutes}:00Z`,
    ...changes,
  });
}

export function digestOf(message: Message): string {
  return createHash('sha256').update(JSON.stringify(message)).digest('hex');
}

export const scanned = (message: Message, position = 0): ScannedMessage => ({
  message,
  digest: digestOf(message),
  position,
});

export const month = (name = '2012-February', archive = SUMMIT): VolumeRef => ({
  url: `${archive}${name}/`,
  name,
  from: name === '2012-February' ? '2012-02-01T00:00:00Z' : null,
  to: name === '2012-February' ? '2012-03-01T00:00:00Z' : null,
});

export function openSummit(
  writer: StoreWriter,
  changes: Partial<Parameters<StoreWriter['archive']>[0]> = {},
): ArchiveWriter {
  return writer.archive({ kind: 'pipermail', url: SUMMIT, list: null, listInArchive: 'summit', ...changes });
}

/** A whole volume with these messages, in order. */
export function writeVolume(
  archive: ArchiveWriter,
  messages: readonly Message[],
  volume: VolumeRef = month(),
  outcome: VolumeOutcome = 'read',
) {
  archive.beginVolume(volume);
  for (const [position, message] of messages.entries()) archive.add(scanned(message, position));
  return archive.endVolume(outcome, '"stamp"');
}

/** Folders that are gone after the file's tests. */
export function useFolders(): () => string {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'listpress-store-'));
    folders.push(folder);
    return folder;
  };
}

/** Writes, closes, and opens what was written. */
export async function stored(
  dir: string,
  driver: DriverName,
  write: (writer: StoreWriter) => void,
): Promise<ArchiveStore> {
  const writer = await openStoreWriter(dir, { driver });
  write(writer);
  writer.close();
  return await openArchiveStore(dir, { driver });
}
