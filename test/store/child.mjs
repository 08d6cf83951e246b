/**
 * A process of its own that works on a store, to be killed: `node child.mjs DIST DIR WORK DRIVER [COUNT] [SEED]`. Ends with code 0, or
 * with code 1 and the sentence of what went wrong on stderr.
 */
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { makeScan, writeScan } from '../../bench/make-scan.mjs';

const [dist = '', dir = '', work = '', driver = '', count = '0', seed = '7'] = process.argv.slice(2);
/** @param {string} path */
const built = (path) => import(pathToFileURL(`${dist}/${path}`).href);
const options = { driver };

/** Only what the store does not know is made again, as in a sync. @param {any} writer @param {Iterable<any>} events */
function syncScan(writer, events) {
  /** @type {any} */
  let archive = null;
  /** @type {any} */
  const tapped = { ...writer, archive: (/** @type {any} */ opened) => (archive = writer.archive(opened)) };
  function* known() {
    for (const event of events) {
      if (event.type === 'message' && archive?.known.has(event.scanned.digest)) {
        yield { type: 'kept', digest: event.scanned.digest, position: event.scanned.position };
      } else yield event;
    }
  }
  return writeScan(tapped, known());
}

const WORK = {
  async sync() {
    const { openStoreWriter } = await built('store/open-writer.js');
    const writer = await openStoreWriter(dir, options);
    process.stdout.write('begun\n');
    const url = `https://lists.example.org/pipermail/list${seed}/`;
    syncScan(writer, makeScan(Number(count), { seed: Number(seed), url, ownWords: 30, quotedWords: 20 }));
    writer.close();
  },
  /** Dies within a transaction when much of it stands in the file already. */
  async halfway() {
    const { openStoreFile } = await built('store/database.js');
    const file = await openStoreFile(dir, 'write', options);
    const db = file.begin('write', () => {});
    db.exec('PRAGMA cache_size = 5');
    db.exec(
      'UPDATE contents SET message = zeroblob(length(message)); UPDATE heads SET subject = sender; DELETE FROM threads',
    );
    process.kill(process.pid, 'SIGKILL');
  },
  /** Dies as a writer that does nothing at the moment. */
  async idle() {
    const { openStoreWriter } = await built('store/open-writer.js');
    await openStoreWriter(dir, options);
    process.kill(process.pid, 'SIGKILL');
  },
};

try {
  await WORK[/** @type {keyof typeof WORK} */ (work)]();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? `${error.name}: ${error.message}` : error}\n`);
  process.exitCode = 1;
}
