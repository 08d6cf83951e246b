/** The live line of a sync. */
import { describe, expect, it } from 'vitest';
import type { CommonOptions, Io } from '../../src/commands/io.js';
import { createSyncProgress, type SyncProgress } from '../../src/commands/sync-progress.js';

const ERASE = '\r\u{1b}[2K';
const url = 'http://lists.example.org/pipermail/summit/2012-January.txt.gz';

/** What was written while `run` went on, with a clock that it moves. */
function record(
  options: CommonOptions,
  terminal: Io['terminal'],
  run: (progress: SyncProgress, pass: (ms: number) => void) => void,
) {
  const written: string[] = [];
  let clock = 0;
  const io = { err: (text: string) => written.push(text), terminal, now: () => clock } as unknown as Io;
  const progress = createSyncProgress(options, io);
  run(progress, (ms) => {
    clock += ms;
  });
  progress.end();
  return { written, shown: written.map((text) => text.replaceAll(ERASE, '')) };
}

function aSync(progress: SyncProgress, pass: (ms: number) => void): void {
  progress.list('summit', 4);
  for (const volume of ['2012-January', '2012-February', '2012-March']) {
    pass(500);
    progress.show({ type: 'request', url });
    progress.volume(volume);
    pass(1000);
    progress.show({ type: 'page', url, from: 'network', bytes: 10 });
    for (let count = 0; count < 640; count += 1) progress.message();
    progress.volumeEnd(volume === '2012-March' ? 'unchanged' : 'read', { added: 600, changed: 1, gone: 0 });
  }
}

describe('on a terminal', () => {
  const tty = { isTTY: true, columns: 80 };

  it('draws one line and takes it away', () => {
    const { written } = record({}, tty, aSync);
    expect(written.length).toBeGreaterThan(3);
    expect(written.every((text) => text.startsWith(ERASE) && !text.includes('\n'))).toBe(true);
    expect(written.at(-1)).toBe(ERASE);
  });

  it('says the list, the volume, how many messages, how fast, how long still, and whom it waits for', () => {
    const { shown } = record({}, tty, aSync);
    expect(shown.some((line) => line.includes('asking lists.example.org'))).toBe(true);
    expect(shown.at(-2)).toMatch(/^summit · 2012-March [34]\/4 · 1,\d{3} messages · \d+\/s · \d+ s left/);
  });

  it('says how long it waits before it asks again', () => {
    const { shown } = record({}, tty, (progress) => {
      progress.show({ type: 'retry', url, attempt: 1, waitMs: 2500 });
    });
    expect(shown[0]).toContain('lists.example.org failed, asking again in 3 s');
  });

  it.each([40, 60, 80, 200])('never wraps at %d columns', (columns) => {
    const { shown } = record({}, { isTTY: true, columns }, aSync);
    expect(Math.max(...shown.map((text) => text.length))).toBeLessThan(columns);
  });

  it('is not drawn for each of a thousand messages', () => {
    const { written } = record({}, tty, (progress, pass) => {
      progress.list('summit', 1);
      for (let count = 0; count < 100_000; count += 1) {
        progress.message();
        if (count % 1000 === 0) pass(10);
      }
    });
    expect(written.length).toBeLessThan(20);
  });

  it('is silent with --quiet and --json', () => {
    for (const options of [{ quiet: true }, { json: true }]) expect(record(options, tty, aSync).written).toEqual([]);
  });

  it('does not let the name of a list command the terminal', () => {
    const { shown } = record({}, tty, (progress) => progress.list('sum\u{1b}[2Jmit', 1));
    expect(shown[0]).toMatch(/^sum \[2Jmit/);
  });
});

describe('elsewhere', () => {
  const pipe = { isTTY: false, columns: 80 };

  it('writes a plain line for each volume that was read', () => {
    const line = (volume: string) => `summit ${volume}: 640 messages, 600 new, 1 changed\n`;
    expect(record({}, pipe, aSync).written).toEqual([line('2012-January'), line('2012-February')]);
  });

  it.each(['notes.mbox', '../Mail/notes.mbox'])('names the file %s once', (file) => {
    const { written } = record({}, { isTTY: false, columns: 80 }, (progress) => {
      progress.list(file, 1);
      progress.volume('notes.mbox');
      progress.message();
      progress.volumeEnd('read', { added: 1, changed: 0, gone: 0 });
    });
    expect(written).toEqual([`${file}: 1 message, 1 new\n`]);
  });

  it('with --verbose for each page and each volume', () => {
    const { written } = record({ verbose: true }, pipe, aSync);
    expect(written.filter((text) => text.includes('2012-March: '))).toEqual([
      'summit 2012-March: 640 messages, 600 new, 1 changed, unchanged\n',
    ]);
    expect(written.filter((text) => text.includes(url))).toHaveLength(3);
  });

  it('says for which process it waits, and for how long that has been at it', () => {
    const { written } = record({}, pipe, (progress, pass) => {
      pass(5000);
      progress.waitFor(4711, '1970-01-01T00:00:00Z');
    });
    expect(written).toEqual(['Waiting for process 4711, which has been syncing for 5 s.\n']);
  });

  it('is silent with --quiet and --json', () => {
    for (const options of [{ quiet: true }, { json: true }]) expect(record(options, pipe, aSync).written).toEqual([]);
  });
});
