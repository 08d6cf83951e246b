/** Mails put together in batches: one message to a thread for dozens of mails, and never too much of them in memory. */
import type { MailBytes } from '../archives/kind.js';

const MOST_MAILS = 64;
const MOST_BYTES = 128_000;
/** A batch is closed when nothing has joined it for so long: the mails before it are waited for. */
const SLOW_MS = 10;

/** A batch; `null`: the mails are slow to come, so that it is time to look after what is under way. */
export async function* batchesOf(mails: AsyncIterable<MailBytes>): AsyncGenerator<MailBytes[] | null, void, undefined> {
  const source = mails[Symbol.asyncIterator]();
  let batch: MailBytes[] = [];
  let bytes = 0;
  try {
    for (let next = source.next(); ; ) {
      next.catch(() => undefined);
      const slow = alarm(SLOW_MS);
      try {
        for (let isSlow = false; !isSlow; ) {
          const result = await Promise.race([next, slow.rings]);
          if (result === 'slow') isSlow = true;
          else if (result.done === true) {
            if (batch.length > 0) yield batch;
            return;
          } else {
            batch.push(result.value);
            bytes += result.value.bytes.length;
            next = source.next();
            if (batch.length >= MOST_MAILS || bytes >= MOST_BYTES) break;
            next.catch(() => undefined);
          }
        }
      } finally {
        slow.stop();
      }
      yield batch.length > 0 ? batch : null;
      batch = [];
      bytes = 0;
    }
  } finally {
    await source.return?.();
  }
}

/** Rings once, after so many milliseconds. */
function alarm(milliseconds: number): { readonly rings: Promise<'slow'>; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const rings = new Promise<'slow'>((resolve) => {
    timer = setTimeout(() => resolve('slow'), milliseconds);
  });
  return { rings, stop: () => clearTimeout(timer) };
}
