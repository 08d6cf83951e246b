/** The end of a run reaches everything that waits. */
import { StopRun } from '../errors.js';

/** Throws `StopRun` when the run is over. */
export function checkRunning(signal: AbortSignal): void {
  if (signal.aborted) throw stopped(signal);
}

/** What the promise brings, or `StopRun` as soon as the signal fires, whatever the promise is still busy with. */
export async function orStop<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  // A promise that loses the race may fail later, and nobody is left to hear of it.
  promise.catch(() => {});
  checkRunning(signal);
  let stop = () => {};
  const over = new Promise<never>((_, reject) => {
    stop = () => reject(stopped(signal));
  });
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([promise, over]);
  } catch (error) {
    // Our own sleep or request may notice the signal first, each with an error of its own kind.
    checkRunning(signal);
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function stopped(signal: AbortSignal): StopRun {
  return signal.reason instanceof StopRun ? signal.reason : new StopRun('Stopped.', { cause: signal.reason });
}
