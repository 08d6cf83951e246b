/** A store that notes what it is told, and the events of a scan made by hand. */
import type { ScanEvent } from '../../src/archives/kind.js';
import type { Message } from '../../src/model.js';
import type { StoreWriter } from '../../src/store/archive-store.js';

export interface FakeWriter extends StoreWriter {
  /** Each call as a line: `archive URL`, `volume NAME`, `add ID`, … */
  readonly calls: string[];
}

/** Stamps and digests that it knows are given; every message added counts as new. */
export function fakeWriter(stamps: Readonly<Record<string, string>> = {}, digests: readonly string[] = []): FakeWriter {
  const calls: string[] = [];
  return {
    calls,
    archive({ url, list, listInArchive }) {
      calls.push(`archive ${url} ${list ?? '-'} ${listInArchive ?? '-'}`);
      let added = 0;
      return {
        known: { stamp: (volume) => stamps[volume] ?? null, has: (digest) => digests.includes(digest) },
        beginVolume: ({ name }) => {
          added = 0;
          calls.push(`volume ${name}`);
        },
        add: ({ message }) => {
          added += 1;
          calls.push(`add ${message.id}`);
        },
        keep: (digest) => calls.push(`keep ${digest}`),
        issue: ({ code }) => calls.push(`issue ${code}`),
        endVolume: (outcome, stamp) => {
          calls.push(`end ${outcome} ${stamp ?? '-'}`);
          return { added, changed: 0, gone: 0 };
        },
        done: (at) => calls.push(`done ${at}`),
      };
    },
    close: () => calls.push('close'),
  };
}

/** A message with an ID and nothing else to say, but for what is given. */
export function aMessage(id: string, given: Partial<Message> = {}): Message {
  return {
    id: `<${id}@example.org>`,
    url: `http://lists.example.org/pipermail/summit/2012-February/${id}.html`,
    list: 'summit',
    subject: `About ${id}`,
    from: { name: 'Ann Bee', address: null },
    date: '2012-02-06T17:05:33Z',
    dateHeader: 'Mon, 06 Feb 2012 18:05:33 +0100',
    inReplyTo: null,
    references: [],
    body: { kind: 'text', text: 'Hello.\n' },
    attachments: [],
    issues: [],
    origin: { url: 'http://lists.example.org/pipermail/summit/2012-February.txt.gz', sha256: 'ab' },
    ...given,
  };
}

export const scanned = (message: Message, position = 1): ScanEvent => ({
  type: 'message',
  scanned: { message, digest: `digest of ${message.id}`, position },
});

export const archiveEvent = (list: string, volumes: number | null = 2): ScanEvent => ({
  type: 'archive',
  kind: 'pipermail',
  url: `http://lists.example.org/pipermail/${list}/`,
  list,
  volumes,
});

export const volumeEvent = (name: string): ScanEvent => ({
  type: 'volume',
  volume: { url: `http://lists.example.org/pipermail/summit/${name}/`, name, from: null, to: null },
});
