/** Message pages read and bodies converted, on the bundled archive. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTurn } from './measure.mjs';
import { line, rate } from './print.mjs';

/** Enough work for a clock: the bundled archive has 45 messages. */
const LEAST = 2000;

/** @param {(path: string) => Promise<any>} built loads a module of `dist/` */
export async function benchPages(built) {
  const folder = fileURLToPath(new URL('../fixtures/archive/www', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const pages = files.filter((path) => /\d{6}\.html$/.test(path)).map((path) => readFileSync(join(folder, path)));
  const { readMessagePage } = await built('archives/pipermail/message-page.js');
  const { fromBody, renderBlocks } = await built('markdown/index.js');
  const bodies = pages.flatMap((page) => readMessagePage(page, 'text/html')?.body ?? []);
  const times = Math.ceil(LEAST / pages.length);
  /** @param {() => void} work */
  const repeat = (work) => () => {
    for (let turn = 0; turn < times; turn += 1) work();
  };
  const [reading = 1, converting = 1] = await inTurn([
    repeat(() => pages.forEach((page) => void readMessagePage(page, ''))),
    repeat(() => bodies.forEach((body) => void renderBlocks(fromBody(body, {}).blocks))),
  ]);
  line('message pages read', rate(pages.length * times, reading));
  line('bodies converted to Markdown', rate(bodies.length * times, converting));
}
