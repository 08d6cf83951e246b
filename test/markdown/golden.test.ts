import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromBody, renderBlocks } from '../../src/markdown/index.js';

const folder = join(import.meta.dirname, '../../fixtures/markdown');
const record = process.env['RECORD'] === '1';
const cases = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** Compares with what a person has read; with RECORD=1 it writes the file and fails, so that nobody records by accident. */
function expectFile(actual: string, path: string): void {
  if (record) {
    writeFileSync(path, actual);
    throw new Error(`Recorded, read it now: ${path}`);
  }
  expect(actual).toBe(existsSync(path) ? readFileSync(path, 'utf8') : '');
}

function readOptions(path: string): Parameters<typeof fromBody>[1] & { flowed?: boolean; addresses?: string[] } {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as object) : {};
}

describe('the shapes of real notes', () => {
  it('has a folder for each of them', () => {
    expect(cases.length).toBeGreaterThanOrEqual(14);
  });

  it.each(cases.map((entry) => entry.name))('%s', (name) => {
    const path = join(folder, name);
    const { flowed, addresses, ...options } = readOptions(join(path, 'options.json')) ?? {};
    const html = join(path, 'input.html');
    const converted = existsSync(html)
      ? fromBody({ kind: 'html', html: readFileSync(html, 'utf8') }, options)
      : fromBody(
          {
            kind: 'text',
            text: readFileSync(join(path, 'input.txt'), 'utf8'),
            ...(flowed ? { flowed } : {}),
            ...(addresses ? { addresses } : {}),
          },
          options,
        );
    expectFile(renderBlocks(converted.blocks), join(path, 'expected.md'));
  });
});
