/** Imports point one way, and each library has one home: the two tables of docs/architecture.md. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const src = fileURLToPath(new URL('../src/', import.meta.url));

/** A module may import from its own layer and the layers above it in this list. */
const LAYERS = [
  ['model.ts', 'errors.ts', 'issues.ts'],
  ['archives', 'mail', 'markdown'],
  ['reports'],
  ['posts'],
  ['crawl', 'store', 'config', 'workers'],
  ['commands'],
  ['cli.ts', 'index.ts'],
];

const HOMES: Readonly<Record<string, RegExp>> = {
  'p-limit': /^crawl\//,
  undici: /^crawl\//,
  'http-cache-semantics': /^crawl\//,
  'robots-parser': /^crawl\//,
  cheerio: /^(archives\/|markdown\/from-html\/)/,
  turndown: /^markdown\/from-html\/marks/,
  'mdast-util-to-markdown': /^markdown\//,
  mailparser: /^mail\/from-rfc822/,
  'iconv-lite': /^mail\/charsets/,
  chardet: /^mail\/charsets/,
  'gray-matter': /^posts\/document/,
  yaml: /^(posts|config)\//,
  zod: /^config\//,
  commander: /^commands\/program/,
  picocolors: /^commands\//,
  'node:worker_threads': /^(workers\/|store\/process-owner)/,
  'node-sqlite3-wasm': /^store\/sqlite-drivers/,
  'node:fs': /^(store\/|cli\.ts|commands\/settings)/,
};

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'));

function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8');
  return [...text.matchAll(/(?:^(?:import|export)\b[^;]*?from |^import |\bimport\()'([^']+)'/gm)].flatMap(
    ([, name]) => name ?? [],
  );
}

function layerOf(file: string): number {
  return LAYERS.findIndex((layer) => layer.includes(file.split('/')[0] ?? ''));
}

describe('the architecture', () => {
  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(40);
    expect(files.flatMap(importsOf).length).toBeGreaterThan(100);
  });

  it('imports one way only', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((name) => name.startsWith('.'))
        .map((name) =>
          relative(src, join(src, dirname(file), name))
            .replaceAll('\\', '/')
            .replace(/\.js$/, '.ts'),
        )
        .filter((target) => layerOf(target) < 0 || layerOf(target) > layerOf(file))
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps each library in its home', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file).flatMap((name) => {
        const library = name.startsWith('node:fs') ? 'node:fs' : (name.match(/^(?:@[^/]+\/)?[^/.]+/)?.[0] ?? '');
        const home = HOMES[library];
        return home === undefined || home.test(file) ? [] : [`${file} imports ${name}`];
      }),
    );
    expect(wrong).toEqual([]);
  });
});
