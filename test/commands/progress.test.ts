import { describe, expect, it } from 'vitest';
import type { CommonOptions, Io } from '../../src/commands/io.js';
import { createProgress } from '../../src/commands/progress.js';
import type { CrawlEvent } from '../../src/crawl/receipt.js';

const url = (number: number) => `https://lists.example.org/pipermail/summit/2012-February/00${number}.html`;
const EVENTS: readonly CrawlEvent[] = [
  { type: 'request', url: url(1084) },
  { type: 'page', url: url(1084), from: 'network', bytes: 5927 },
  { type: 'redirect', url: url(1085), to: url(1086) },
  { type: 'retry', url: url(1086), attempt: 2, waitMs: 1549 },
  { type: 'page', url: url(1086), from: 'not-modified', bytes: 0 },
  { type: 'page', url: url(1087), from: 'cache', bytes: 0 },
];
const ERASE = '\r\u{1b}[2K';

/** What was written, piece by piece; `showing` is what stands on the terminal's line at each. */
function record(options: CommonOptions, terminal: Io['terminal']) {
  const written: string[] = [];
  const progress = createProgress(options, { err: (text: string) => written.push(text), terminal } as unknown as Io);
  for (const event of EVENTS) progress.show(event);
  const before = written.length;
  progress.end();
  progress.end();
  return { written, atEnd: written.slice(before), showing: written.map((text) => text.replaceAll(ERASE, '')) };
}

describe('on a terminal', () => {
  const tty = { isTTY: true, columns: 80 };

  it('draws one live line and takes it away', () => {
    const { written, atEnd, showing } = record({}, tty);
    expect(written.every((text) => text.startsWith(ERASE) && !text.includes('\n'))).toBe(true);
    expect(showing[0]).toContain('0 pages');
    expect(showing[1]).toContain('1 page ·');
    expect(showing[3]).toContain('waiting for');
    expect(showing[5]).toContain('3 pages');
    expect(atEnd).toEqual([ERASE]);
  });

  it.each([1, 10, 20, 25, 26, 27, 40, 80, 200])('never wraps at %d columns', (columns) => {
    const { showing } = record({}, { isTTY: true, columns });
    expect(Math.max(...showing.map((text) => text.length))).toBeLessThan(columns);
  });

  it('takes 80 columns for a terminal that does not know its width', () => {
    expect(record({}, { isTTY: true, columns: 0 }).showing).toEqual(record({}, tty).showing);
  });

  it('shows the end of an address that is too long', () => {
    expect(record({}, { isTTY: true, columns: 60 }).showing[1]).toMatch(/….*001084\.html$/);
  });

  it.each([{ quiet: true }, { json: true }, { quiet: true, json: true }])('is silent with %j', (options) => {
    expect(record(options, tty).written).toEqual([]);
  });

  it('writes plain lines with --verbose', () => {
    const { written } = record({ verbose: true }, tty);
    expect(written.every((text) => text.endsWith('\n') && !text.includes('\u{1b}'))).toBe(true);
  });
});

describe('elsewhere', () => {
  const pipe = { isTTY: false, columns: 80 };

  it('writes a plain line for each page', () => {
    const { written } = record({}, pipe);
    expect(written).toEqual([url(1084), url(1086), url(1087)].map((address) => `Reading ${address}\n`));
  });

  it('says everything with --verbose, where each page came from among it', () => {
    const lines = record({ verbose: true }, pipe).written;
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/read +https.*1084\.html \(5927 bytes\)\n$/);
    expect(lines[1]).toMatch(/redirect +https.*1085\.html → https.*1086\.html\n$/);
    expect(lines[2]).toMatch(/retry 2 in 1\.5 s +https.*1086\.html\n$/);
    expect(lines[3]).toMatch(/unchanged +https.*1086\.html\n$/);
    expect(lines[4]).toMatch(/kept +https.*1087\.html\n$/);
  });

  it.each([{ quiet: true }, { json: true }])('is silent with %j', (options) => {
    expect(record(options, pipe).written).toEqual([]);
  });
});
