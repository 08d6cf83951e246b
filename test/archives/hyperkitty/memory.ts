/** A store's memory for tests of scans: what the contract of `Known` asks of it, and no more. */

import { hyperkitty } from '../../../src/archives/hyperkitty/kind.js';
import type { Known, ScanEvent, ScannedMessage, ScanTools, VolumeOutcome } from '../../../src/archives/kind.js';
import type { Issue } from '../../../src/issues.js';
import type { GetPage, Message } from '../../../src/model.js';

interface Volume {
  stamp: string | null;
  readonly scanned: Map<string, ScannedMessage>;
}

/** What a scan brought, in its order. */
export interface Scanned {
  readonly messages: readonly Message[];
  readonly issues: readonly Issue[];
  readonly archives: readonly string[];
  /** `2012 read`, `2013 unchanged`. */
  readonly volumes: readonly string[];
  readonly kept: number;
}

export interface Memory {
  /** Scans a link, and keeps what comes as a store does. */
  scan(url: string, get: GetPage, tools?: Partial<ScanTools>): Promise<Scanned>;
  /** Every message that is kept, by its permalink, volume by volume. */
  messages(): readonly Message[];
  forget(): void;
}

export function createMemory(): Memory {
  const volumes = new Map<string, Volume>();
  const known: Known = {
    stamp: (url) => volumes.get(url)?.stamp ?? null,
    has: (digest) => [...volumes.values()].some(({ scanned }) => scanned.has(digest)),
  };

  async function scan(url: string, get: GetPage, tools: Partial<ScanTools> = {}): Promise<Scanned> {
    const link = hyperkitty.recognise(new URL(url));
    if (link === null) throw new Error(`${url} is not recognised`);
    const messages: Message[] = [];
    const issues: Issue[] = [];
    const archives: string[] = [];
    const outcomes: string[] = [];
    let kept = 0;
    let open: { readonly url: string; readonly name: string; seen: Set<string>; position: number } | null = null;
    const volume = (): Volume => {
      if (open === null) throw new Error('A message outside of a volume.');
      const it = volumes.get(open.url) ?? { stamp: null, scanned: new Map() };
      volumes.set(open.url, it);
      return it;
    };
    const at = (digest: string, position: number) => {
      if (open === null) throw new Error('A message outside of a volume.');
      if (position < open.position) throw new Error(`${digest} is out of order.`);
      open.position = position;
      open.seen.add(digest);
    };
    for await (const event of hyperkitty.scan(link, {
      get,
      known: () => known,
      ...tools,
    }) as AsyncIterable<ScanEvent>) {
      if (event.type === 'archive') archives.push(event.url);
      else if (event.type === 'issue') issues.push(event.issue);
      else if (event.type === 'volume') {
        if (open !== null) throw new Error(`${open.url} was not ended.`);
        open = { url: event.volume.url, name: event.volume.name, seen: new Set(), position: Number.NEGATIVE_INFINITY };
      } else if (event.type === 'message') {
        messages.push(event.scanned.message);
        at(event.scanned.digest, event.scanned.position);
        volume().scanned.set(event.scanned.digest, event.scanned);
      } else if (event.type === 'kept') {
        kept += 1;
        at(event.digest, event.position);
        if (!known.has(event.digest)) throw new Error(`${event.digest} is kept and was never there.`);
      } else {
        end(event.outcome, event.stamp);
      }
    }
    return { messages, issues, archives, volumes: outcomes, kept };

    function end(outcome: VolumeOutcome, stamp: string | null): void {
      if (open === null) throw new Error('An end without a volume.');
      const it = volume();
      outcomes.push(`${open.name} ${outcome}`);
      it.stamp = stamp;
      if (outcome === 'read') {
        for (const digest of it.scanned.keys()) if (!open.seen.has(digest)) it.scanned.delete(digest);
      }
      open = null;
    }
  }

  return {
    scan,
    messages: () => [...volumes.values()].flatMap(({ scanned }) => [...scanned.values()].map(({ message }) => message)),
    forget: () => volumes.clear(),
  };
}
