/** Golden files, each read by a person: the shapes of real notes (fixtures/markdown) and the habits of mail programs (fixtures/clients). */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromBody, renderBlocks } from '../../src/markdown/index.js';
import type { Body } from '../../src/model.js';

const fixtures = join(import.meta.dirname, '../../fixtures');
const record = process.env['RECORD'] === '1';

/** Compares with what a person has read; with RECORD=1 it writes the file and fails, so that nobody records by accident. */
function expectFile(actual: string, path: string): void {
  if (record) {
    writeFileSync(path, actual);
    throw new Error(`Recorded, read it now: ${path}`);
  }
  expect(actual).toBe(existsSync(path) ? readFileSync(path, 'utf8') : '');
}

type Options = Parameters<typeof fromBody>[1] & { flowed?: boolean; delSp?: boolean; addresses?: string[] };

function readOptions(path: string): Options {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Options) : {};
}

function readBody(folder: string, { flowed, delSp, addresses }: Options): Body {
  const html = join(folder, 'input.html');
  if (existsSync(html)) return { kind: 'html', html: readFileSync(html, 'utf8') };
  const known = { ...(flowed ? { flowed } : {}), ...(delSp ? { delSp } : {}), ...(addresses ? { addresses } : {}) };
  return { kind: 'text', text: readFileSync(join(folder, 'input.txt'), 'utf8'), ...known };
}

describe.each([
  ['markdown', 14],
  ['clients', 40],
])('fixtures/%s', (kind, least) => {
  const cases = readdirSync(join(fixtures, kind), { withFileTypes: true }).filter((entry) => entry.isDirectory());

  it('has a folder for each shape', () => {
    expect(cases.length).toBeGreaterThanOrEqual(least);
  });

  it.each(cases.map((entry) => entry.name))('%s', (name) => {
    const folder = join(fixtures, kind, name);
    const options = readOptions(join(folder, 'options.json'));
    const { flowed: _flowed, delSp: _delSp, addresses: _addresses, ...rest } = options;
    const { blocks } = fromBody(readBody(folder, options), rest);
    expectFile(renderBlocks(blocks), join(folder, 'expected.md'));
  });
});
