/** A thread as no thread should be: what a mail says, it does. Speaks as src/workers/thread.ts does. */
import process from 'node:process';
import { parentPort, workerData } from 'node:worker_threads';

const at = new Int32Array(workerData.progress);

parentPort?.on('message', ({ batch, bytes, mails }) => {
  Atomics.store(at, 0, batch);
  let from = 0;
  const read = mails.map((/** @type {{ size: number, url: string }} */ { size, url }, /** @type {number} */ index) => {
    Atomics.store(at, 1, index);
    const text = Buffer.from(bytes, from, size).toString('latin1');
    from += size;
    if (text.includes('EXIT')) process.exit(3);
    if (text.includes('THROW')) throw new Error('out of luck');
    while (text.includes('HANG'));
    if (text.includes('FAULT')) return { fault: 'TypeError: a mistake of ours' };
    return { subject: url, attachments: [] };
  });
  Atomics.store(at, 1, -1);
  parentPort?.postMessage({ batch, read });
});
