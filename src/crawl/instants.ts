/** Instants as the model writes them, from milliseconds since the epoch. */
import type { Instant } from '../model.js';

/** The second that this falls into. */
export function instantAt(ms: number): Instant {
  return `${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}

/** The first full second that is not before it: never earlier than what a server asked for. */
export function instantAfter(ms: number): Instant {
  return instantAt(Math.ceil(ms / 1000) * 1000);
}
