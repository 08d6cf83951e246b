/** What a run knows of each host: its pace, how long it asked for peace, and what it was asked. */
import { GiveUpOnPage } from '../errors.js';
import { instantAfter } from './instants.js';
import type { Settings } from './options.js';
import { createPace, type Pace } from './pace.js';
import type { HostReceipt } from './receipt.js';

export interface Host {
  readonly pace: Pace;
  /** The host answered 429 or 503 and asks not to be asked before this instant (RFC 6585 §4, RFC 9110 §15.6.4). */
  hold(untilMs: number, status: number): void;
  /** Throws `GiveUpOnPage` while the host asks for more patience than the run has. */
  checkOpen(url: string): void;
  count(what: { readonly requests?: number; readonly bytes?: number }): void;
  receipt(): HostReceipt;
}

/** The hosts of a run. http and https of one name are one host: it is one machine that answers. */
export interface Hosts {
  of(url: string): Host;
  all(): readonly Host[];
}

export function createHosts(settings: Settings, signal: AbortSignal): Hosts {
  const hosts = new Map<string, Host>();
  return {
    of(url) {
      const name = new URL(url).host;
      const known = hosts.get(name);
      if (known !== undefined) return known;
      const host = createHost(name, settings, signal);
      hosts.set(name, host);
      return host;
    },
    all: () => [...hosts.values()],
  };
}

function createHost(name: string, settings: Settings, signal: AbortSignal): Host {
  const { delayMs, concurrency, now, sleep, maxRetryAfterMs } = settings;
  const pace = createPace({ delayMs, concurrency, now, sleep, signal });
  let held: { readonly untilMs: number; readonly status: number } | null = null;
  let requests = 0;
  let bytes = 0;
  return {
    pace,
    hold(untilMs, status) {
      if (held === null || held.untilMs < untilMs) held = { untilMs, status };
      if (untilMs - now() <= maxRetryAfterMs) pace.holdUntil(untilMs);
    },
    checkOpen(url) {
      if (held === null || held.untilMs - now() <= maxRetryAfterMs) return;
      const { status, untilMs } = held;
      throw new GiveUpOnPage({ code: 'SERVER_FAILED', url, status, retryAfter: instantAfter(untilMs) });
    },
    count(what) {
      requests += what.requests ?? 0;
      bytes += what.bytes ?? 0;
    },
    receipt: () => ({ host: name, requests, bytes, delayMs: pace.delayMs, concurrency: pace.concurrency }),
  };
}
