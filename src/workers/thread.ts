/** The program of a thread: reads the batches of mail that come, one after the other, and sends back what they say. */
import { parentPort, workerData } from 'node:worker_threads';
import { isIssue, readOrIssue } from '../mail/read-mails.js';
import { detached, type PackedMails, type ReadBatch, type ThreadData, unpackMails } from './wire.js';

const { progress } = workerData as ThreadData;
const at = new Int32Array(progress);

let last: Promise<void> = Promise.resolve();
parentPort?.on('message', (packed: PackedMails) => {
  last = last.then(() => readBatch(packed));
});

async function readBatch(packed: PackedMails): Promise<void> {
  const read: ReadBatch['read'][number][] = [];
  const memory: ArrayBuffer[] = [];
  Atomics.store(at, 0, packed.batch);
  for (const mail of unpackMails(packed)) {
    // Who watches this thread can say which mail it was, whatever happens to it here.
    Atomics.store(at, 1, read.length);
    try {
      const one = await readOrIssue(mail);
      if (isIssue(one)) read.push(one);
      else {
        const own = detached(one);
        read.push(own.message);
        memory.push(...own.memory);
      }
    } catch (error) {
      read.push({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
  // Done: whoever watches does not take it for stuck while the main thread is busy.
  Atomics.store(at, 1, -1);
  parentPort?.postMessage({ batch: packed.batch, read } satisfies ReadBatch, memory);
}
