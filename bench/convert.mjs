/** Bodies converted to Markdown, alone: plain text as a list has it, and HTML as mail programs write it. On one core. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { generateMails } from './make-mbox.mjs';
import { median } from './measure.mjs';
import { line, rate } from './print.mjs';

const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));
const TURNS = 5;

/** @param {(path: string) => Promise<any>} built loads a module of `dist/` */
export async function benchConvert(built) {
  const { fromBody, renderBlocks } = await built('markdown/index.js');
  const convert = (/** @type {unknown} */ body) => void renderBlocks(fromBody(body, {}).blocks);
  const kinds = {
    'plain text, generated, 1.6 kB each': await generated(built),
    'plain text, the bundled archive': await bundled(built),
    'HTML, as 28 mail programs write it': clients(),
  };
  for (const [name, bodies] of Object.entries(kinds)) {
    const times = Math.ceil(1500 / bodies.length);
    const seconds = [];
    for (let turn = 0; turn <= TURNS; turn += 1) {
      const begin = process.cpuUsage().user;
      for (let each = 0; each < times; each += 1) bodies.forEach(convert);
      if (turn > 0) seconds.push((process.cpuUsage().user - begin) / 1e6);
    }
    line(name, `${rate(bodies.length * times, median(seconds))} of processor time`);
  }
}

/** @param {(path: string) => Promise<any>} built */
async function generated(built) {
  const { readMail } = await built('mail/from-rfc822.js');
  const bodies = [];
  for (const mail of generateMails({ mix: 'plain' })) {
    bodies.push((await readMail(mail, { url: 'generated' })).body);
    if (bodies.length === 1500) break;
  }
  return bodies;
}

/** @param {(path: string) => Promise<any>} built */
async function bundled(built) {
  const { readMessagePage } = await built('archives/pipermail/message-page.js');
  const folder = join(fixtures, 'archive/www');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const pages = files.filter((path) => /\d{6}\.html$/.test(path)).map((path) => readFileSync(join(folder, path)));
  return pages.flatMap((page) => readMessagePage(page, 'text/html')?.body ?? []).filter((body) => body.kind === 'text');
}

function clients() {
  const folder = join(fixtures, 'clients');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.html'));
  return files.map((path) => ({ kind: 'html', html: readFileSync(join(folder, path), 'utf8') }));
}
