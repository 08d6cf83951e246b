/** Pipermail's text volumes into messages, against the bare loop on the same files in the same run. */

import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareLoop } from './bare-loop.mjs';
import { writePipermail } from './make-pipermail.mjs';
import { inTurn } from './measure.mjs';
import { line, rate } from './print.mjs';

const LIST = 'http://lists.example.org/pipermail/big/';

/** @param {(path: string) => Promise<any>} built loads a module of `dist/` */
export async function benchVolumes(built) {
  const { pipermail } = await built('archives/pipermail/kind.js');
  const { NOTHING_KNOWN } = await built('archives/kind.js');
  const { identityOf } = await built('mail/identity.js');
  const folder = mkdtempSync(join(tmpdir(), 'listpress-bench-'));
  try {
    for (const rebuilt of [false, true]) {
      writePipermail(folder, { messages: 33_000, months: 240, rebuilt });
      const list = join(folder, 'pipermail', 'big');
      const texts = readdirSync(list)
        .filter((name) => name.endsWith('.gz'))
        .map((name) => readFileSync(join(list, name)));
      /** @type {Map<string, Blob>} */
      const pages = new Map();
      for (const path of readdirSync(list, { recursive: true, encoding: 'utf8' })) {
        if (/\.(html|gz)$/.test(path))
          pages.set(`${LIST}${path === 'index.html' ? '' : path}`, new Blob([readFileSync(join(list, path))]));
      }
      const get = async (/** @type {{ url: string, role: string }} */ { url, role }) => {
        const body = pages.get(url);
        if (body === undefined) throw new Error(`${url} was not made`);
        return { role, origin: { url, sha256: createHash('sha256').update(url).digest('hex') }, contentType: '', body };
      };
      let found = 0;
      let places = 0;
      const listpress = async () => {
        const messages = new Set();
        places = 0;
        const link = { kind: 'pipermail', form: 'list', url: LIST };
        for await (const event of pipermail.scan(link, { get, known: () => NOTHING_KNOWN })) {
          if (event.type !== 'message') continue;
          places += 1;
          messages.add(identityOf(event.scanned.message));
        }
        found = messages.size;
      };
      const bare = () => bareLoop(texts);
      const counted = bare();
      const [bareSeconds = 1, seconds = 1] = await inTurn([bare, listpress]);
      const what = rebuilt ? 'rebuilt, each mail twice' : 'each mail once';
      line(`Pipermail, ${what}: bare loop`, rate(counted.records, bareSeconds, 'records'));
      line(
        `Pipermail, ${what}: Listpress`,
        `${rate(places, seconds, 'records')}  (${(bareSeconds / seconds).toFixed(2)} × the bare loop; ${found} messages, permalinks and threads matched)`,
      );
      rmSync(join(folder, 'pipermail'), { recursive: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
