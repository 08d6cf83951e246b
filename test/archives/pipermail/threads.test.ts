/** Which pages belong to a thread. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchVolume } from '../../../src/archives/pipermail/match.js';
import type { ThreadEntry } from '../../../src/archives/pipermail/thread-index.js';
import { findThread } from '../../../src/archives/pipermail/threads.js';
import type { Volume } from '../../../src/archives/pipermail/volume.js';
import type { VolumeRecord } from '../../../src/archives/pipermail/volume-text.js';

interface Line {
  readonly name: string;
  readonly parent?: string;
  readonly epoch?: number;
  /** What the mail itself says it answers. */
  readonly answers?: readonly string[];
}

/** A volume whose index has these lines; a record for each line that says what it answers, or is answered. */
function volume(url: string, lines: readonly Line[]): Volume {
  const entries = lines.map(
    ({ name, parent, epoch }, number): ThreadEntry => ({
      url: name,
      number,
      subject: name,
      author: 'Ann',
      epoch: epoch ?? number,
      id: null,
      parentUrl: parent ?? null,
    }),
  );
  const records = lines.map(
    ({ name, answers = [] }): VolumeRecord => ({
      from: 'ann at example.org (Ann)',
      subject: name,
      dateHeader: null,
      sent: null,
      id: `<${name}@example.org>`,
      inReplyTo: answers.at(-1) === undefined ? null : `<${answers.at(-1)}@example.org>`,
      references: answers.slice(0, -1).map((answered) => `<${answered}@example.org>`),
      text: '',
    }),
  );
  return {
    url,
    entries: async () => entries,
    records: async () => records,
    matches: async () => matchVolume(entries, records),
    issues: [],
  };
}
const thread = async (from: string, home: Volume, next?: Volume) =>
  (await findThread(from, home, next)).map(({ url }) => url);

describe('findThread', () => {
  const tree = volume('v/', [
    { name: 'a' },
    { name: 'b', parent: 'a' },
    { name: 'c', parent: 'b' },
    { name: 'd', parent: 'c' },
    { name: 'e', parent: 'd' },
    { name: 'f', parent: 'a' },
    { name: 'other' },
  ]);

  it('is the same from each of its messages, depth first', async () => {
    for (const from of ['a', 'b', 'c', 'd', 'e', 'f']) {
      expect(await thread(from, tree), from).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    }
    expect(await thread('other', tree)).toEqual(['other']);
  });

  it('has answers in the order they were filed', async () => {
    const home = volume('v/', [
      { name: 'a', epoch: 1 },
      { name: 'late', parent: 'a', epoch: 9 },
      { name: 'early', parent: 'a', epoch: 2 },
      { name: 'below', parent: 'early', epoch: 20 },
    ]);
    expect(await thread('a', home)).toEqual(['a', 'early', 'below', 'late']);
  });

  it('believes a mail that says what it answers more than the index, which joins by subject', async () => {
    const home = volume('v/', [
      { name: 'a' },
      { name: 'b', parent: 'a' },
      { name: 'c', parent: 'a', answers: ['a', 'b'] },
    ]);
    expect(await thread('a', home)).toEqual(['a', 'b', 'c']);
    const apart = volume('v/', [{ name: 'a' }, { name: 'b' }, { name: 'c', parent: 'a', answers: ['b'] }]);
    expect(await thread('a', apart)).toEqual(['a']);
    expect(await thread('c', apart)).toEqual(['b', 'c']);
  });

  it('takes the nearest ancestor that the archive has', async () => {
    const home = volume('v/', [{ name: 'a' }, { name: 'c', answers: ['a', 'lost'] }]);
    expect(await thread('c', home)).toEqual(['a', 'c']);
  });

  it('goes on in the next volume', async () => {
    const january = volume('v1/', [{ name: 'a' }, { name: 'b', parent: 'a' }]);
    const february = volume('v2/', [
      { name: 'c', answers: ['a', 'b'], epoch: 40 },
      { name: 'd', parent: 'c' },
      { name: 'x' },
    ]);
    const pages = await findThread('a', january, february);
    expect(pages.map(({ url, volume }) => [url, volume.url])).toEqual([
      ['a', 'v1/'],
      ['b', 'v1/'],
      ['c', 'v2/'],
      ['d', 'v2/'],
    ]);
  });

  it('is the page alone where the index does not know it', async () => {
    expect(await thread('nowhere', tree)).toEqual(['nowhere']);
    expect(await thread('nowhere', volume('v/', []))).toEqual(['nowhere']);
  });

  it('ends where mails answer one another in a circle', async () => {
    const circle = volume('v/', [
      { name: 'a', answers: ['c'] },
      { name: 'b', answers: ['a'] },
      { name: 'c', answers: ['b'] },
      { name: 'self', answers: ['self'] },
    ]);
    expect((await thread('b', circle)).sort()).toEqual(['a', 'b', 'c']);
    expect(await thread('self', circle)).toEqual(['self']);
  });

  it('holds its page and every other once, whoever says to answer whom', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const line = fc.record({
      parent: fc.constantFrom(undefined, ...names),
      answers: fc.array(fc.constantFrom(...names), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 6, maxLength: 6 }),
        fc.constantFrom(...names),
        async (lines, from) => {
          const home = volume(
            'v/',
            lines.map(({ parent, answers }, at) => ({
              name: names[at] ?? '',
              answers,
              ...(parent === undefined ? {} : { parent }),
            })),
          );
          const found = await thread(from, home);
          expect(found).toContain(from);
          expect(new Set(found).size).toBe(found.length);
          // From any of them it is the same conversation.
          for (const other of found) expect((await thread(other, home)).sort()).toEqual([...found].sort());
        },
      ),
    );
  });
});
