/** Long loops over what is in memory or in the store: signals, timers and broken pipes must be heard all the same. */
import { setImmediate } from 'node:timers/promises';
import { StopRun } from '../errors.js';

/** To be awaited after each step; most of the time there is nothing to wait for. Throws `StopRun` once the run is over. */
export type Turn = () => Promise<void> | null;

/** How many steps are taken in one turn of the event loop. */
const STEPS = 32;

export function createTurns(signal: AbortSignal): Turn {
  let steps = 0;
  return () => {
    if (signal.aborted) throw new StopRun('Stopped.');
    steps += 1;
    return steps % STEPS === 0 ? setImmediate() : null;
  };
}
