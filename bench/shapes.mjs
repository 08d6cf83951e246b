/**
 * Mails made to be slow, from 1 kB to 10 MB: no shape may cost more for each kilobyte the longer it is. Each is converted in a process of
 * its own, so that none pays for another's memory.
 */
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** @type {Readonly<Record<string, (size: number) => { kind: 'text', text: string } | { kind: 'html', html: string }>>} */
const SHAPES = {
  'one line without a space': (size) => ({ kind: 'text', text: 'a'.repeat(size) }),
  'one line of words': (size) => ({ kind: 'text', text: 'word '.repeat(size / 5) }),
  'one paragraph of wrapped lines': (size) => ({
    kind: 'text',
    text: `${'words that fill a line up to the seventieth column or a bit beyond it'}\n`.repeat(size / 70),
  }),
  'many paragraphs': (size) => ({ kind: 'text', text: 'A short paragraph of some words.\n\n'.repeat(size / 34) }),
  'quote levels': (size) => ({ kind: 'text', text: quoteLevels(size) }),
  'list items': (size) => ({ kind: 'text', text: '- a point of a list\n'.repeat(size / 20) }),
  '[ repeated': (size) => ({ kind: 'text', text: `deep ${'['.repeat(size)}` }),
  '* repeated': (size) => ({ kind: 'text', text: `deep ${'*'.repeat(size)}` }),
  '*a * repeated': (size) => ({ kind: 'text', text: `deep ${'*a '.repeat(size / 3)}` }),
  'a text table': (size) => ({ kind: 'text', text: '| 1 | two | three |\n'.repeat(size / 20) }),
  addresses: (size) => ({ kind: 'text', text: 'http://example.org/a(b)c ann@example.org '.repeat(size / 41) }),
  'Markdown headings and links': (size) => ({
    kind: 'text',
    text: '# Title\n\n[a](https://example.org/) **b** text\n\n'.repeat(size / 48),
  }),
  'nested divs': (size) => ({ kind: 'html', html: `${'<div>'.repeat(size / 11)}deep${'</div>'.repeat(size / 11)}` }),
  'nested block quotes': (size) => ({ kind: 'html', html: `${'<blockquote>'.repeat(size / 12)}deep` }),
  'an HTML table': (size) => ({
    kind: 'html',
    html: `<table>${'<tr><td>1</td><td>two</td><td>three</td></tr>'.repeat(size / 46)}</table>`,
  }),
  'HTML paragraphs': (size) => ({
    kind: 'html',
    html: '<p>A short paragraph of <b>some</b> words.</p>'.repeat(size / 46),
  }),
  'one HTML paragraph': (size) => ({ kind: 'html', html: `<p>${'word '.repeat(size / 5)}</p>` }),
  'HTML, [ repeated': (size) => ({ kind: 'html', html: `<p>${'['.repeat(size)}</p>` }),
};

/** A quote one level deeper in every line, to 10,000 levels, and again. @param {number} size */
function quoteLevels(size) {
  const lines = [];
  for (let written = 0, depth = 1; written < size; depth = (depth % 10_000) + 1) {
    lines.push(`${'>'.repeat(depth)} said`);
    written += depth + 6;
  }
  return lines.join('\n');
}

const SIZES = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];
const LIMIT = 120_000;

export function benchShapes() {
  console.log(
    `${'milliseconds of processor time for'.padEnd(34)}${SIZES.map((size) => short(size).padStart(10)).join('')}`,
  );
  for (const name of Object.keys(SHAPES)) {
    const times = SIZES.map((size) => measure(name, size));
    console.log(`${name.padEnd(34)}${times.map((time) => time.padStart(10)).join('')}`);
  }
}

/** @param {number} size */
function short(size) {
  return size < 1e6 ? `${size / 1e3} kB` : `${size / 1e6} MB`;
}

/** @param {string} name @param {number} size */
function measure(name, size) {
  const script = `import { convertShape } from ${JSON.stringify(import.meta.url)}; await convertShape(${JSON.stringify(name)}, ${size});`;
  const args = ['--max-old-space-size=2048', '--input-type=module', '-e', script];
  const { stdout, status, signal } = spawnSync(process.execPath, args, { timeout: LIMIT, encoding: 'utf8' });
  if (signal !== null) return `> ${LIMIT / 1000} s`;
  return status === 0 ? Number(stdout).toFixed(1) : 'failed';
}

/** What the process of one measurement does. @param {string} name @param {number} size */
export async function convertShape(name, size) {
  const { fromBody, renderBlocks } = await import(fileURLToPath(new URL('../dist/markdown/index.js', import.meta.url)));
  const make = SHAPES[name];
  if (make === undefined) throw new RangeError(`There is no shape called ${name}.`);
  // Warm, so that small sizes are not compilation alone.
  for (let turn = 0; turn < 20; turn += 1) renderBlocks(fromBody(make(2_000), {}).blocks);
  const body = make(size);
  const begin = process.cpuUsage().user;
  renderBlocks(fromBody(body, {}).blocks);
  process.stdout.write(String((process.cpuUsage().user - begin) / 1e3));
}
