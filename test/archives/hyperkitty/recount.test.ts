import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archiveAt } from '../../../src/archives/hyperkitty/archive.js';
import { recount } from '../../../src/archives/hyperkitty/recount.js';
import { yearAt } from '../../../src/archives/hyperkitty/years.js';
import { BASE, LIST, type Mail, serverOf } from './server.js';

const place = { base: BASE, address: LIST, list: 'summit' };
const FIRST = 2001;

/** A server with so many mails in each year from 2001 on. */
function serverWith(counts: readonly number[]) {
  const mails: Mail[] = counts.flatMap((count, index) =>
    Array.from({ length: count }, (_, number) => ({
      id: `${index}.${number}`,
      date: new Date(Date.UTC(FIRST + index, 0, 1 + number)).toISOString().replace('.000', ''),
      subject: 'x',
      text: 'x\n',
    })),
  );
  return serverOf(mails);
}

async function recounted(noted: readonly number[], real: readonly number[]) {
  const { get, asked } = serverWith(real);
  const expected = noted.map((count, index) => ({ year: yearAt(place, FIRST + index), count }));
  const total = real.reduce((sum, count) => sum + count, 0);
  const found = await recount(expected, total, archiveAt(place, get));
  return { found: found?.map(({ year, count }) => [year.number, count]), asked };
}

describe('recount', () => {
  it('finds the year of which mail is gone, in a few small requests', async () => {
    const noted = Array.from({ length: 20 }, () => 60);
    const { found, asked } = await recounted(noted, noted.with(7, 57));
    expect(found).toEqual([[2008, 57]]);
    expect(asked.length).toBeLessThanOrEqual(6);
  });

  it('finds every year that lost or got some', async () => {
    const counts = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(counts, fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 12 }), async (real, gone) => {
        // All of one sign: what came is known before it is counted, so that only what is gone is not.
        const noted = real.map((count, index) => count + (gone[index] ?? 0));
        const differ = real.flatMap((count, index) => (count === noted[index] ? [] : [[FIRST + index, count]]));
        expect((await recounted(noted, real)).found).toEqual(differ);
      }),
      { numRuns: 60 },
    );
  });

  it('gives up where a year has lost more than is looked at', async () => {
    expect((await recounted([300, 200], [100, 200])).found).toBeUndefined();
  });
});
