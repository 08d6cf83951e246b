/** An mbox of MIME mail: splitting it and mailparser alone, Listpress reading it, and Listpress with worker threads. */
import { mkdtempSync, openAsBlob, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { simpleParser } from 'mailparser';
import { writeMbox } from './make-mbox.mjs';
import { inTurn } from './measure.mjs';
import { line, rate } from './print.mjs';

const SKIP = { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true };

/** @param {(path: string) => Promise<any>} built loads a module of `dist/` */
export async function benchMbox(built) {
  const { splitMbox } = await built('archives/mbox/split.js');
  const { mbox } = await built('archives/mbox/kind.js');
  const { NOTHING_KNOWN } = await built('archives/kind.js');
  const { createMailReaders } = await built('workers/index.js');
  const folder = mkdtempSync(join(tmpdir(), 'listpress-bench-'));
  try {
    for (const mix of ['list', 'mime']) {
      const path = join(folder, `${mix}.mbox`);
      writeMbox(path, { bytes: 30_000_000, mix });
      const url = pathToFileURL(path).href;
      let mails = 0;
      const yardstick = async () => {
        mails = 0;
        for await (const mail of splitMbox((await openAsBlob(path)).stream())) {
          await simpleParser(Buffer.from(mail), SKIP);
          mails += 1;
        }
      };
      const get = async (/** @type {{ role: string }} */ { role }) => ({
        role,
        origin: { url, sha256: 'ab' },
        contentType: '',
        body: await openAsBlob(path),
      });
      const scan = async (/** @type {object} */ more) => {
        for await (const event of mbox.scan(
          { kind: 'mbox', form: 'file', url },
          { get, known: () => NOTHING_KNOWN, ...more },
        ))
          void event;
      };
      const readers = createMailReaders({ threads: 2 });
      const [alone = 1, one = 1, two = 1] = await inTurn(
        [yardstick, () => scan({}), () => scan({ readMails: readers.readMails })],
        3,
      );
      await readers.close();
      const name = `mbox, ${mix === 'list' ? "a list's mix" : 'MIME only'} (${Math.round(statSync(path).size / 1e6)} MB, ${mails} mails)`;
      line(`${name}: split + mailparser`, rate(mails, alone, 'mails'));
      line(`${name}: Listpress`, `${rate(mails, one, 'mails')}  (${(one / alone).toFixed(2)} × the time)`);
      line(`${name}: two threads`, `${rate(mails, two, 'mails')}  (${(one / two).toFixed(2)} × as fast as one)`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
