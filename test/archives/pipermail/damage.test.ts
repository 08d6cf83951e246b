/** What a text lost for certain: a page too many is a request too many. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lostLetters, mayLoseLetters } from '../../../src/archives/pipermail/damage.js';
import { readVolumeText } from '../../../src/archives/pipermail/volume-text.js';

const FROM = 'ann at example.org (Ann Bee)';

function lost(body: string, author?: string, from = FROM): number {
  const text = `From ann at example.org  Mon Feb  6 18:42:10 2012\nFrom: ${from}\nSubject: x\n\n${body}\n`;
  const [record] = readVolumeText(new Uint8Array(Buffer.from(text, 'latin1')), 'us-ascii');
  if (record === undefined) throw new Error('no record');
  return lostLetters(record, author);
}

describe('lostLetters', () => {
  it.each([
    ['Wir k?nnen das.', 1],
    ['Die Gr??e und die Stra?e', 2],
    ['It?s l?ordre du jour', 2],
    ['(qu?est-ce) *ma?ana*, "d?a".', 3],
    ['10 ?????? 2012 ?. 3:02 ???????????? wrote', 1],
    ['??????? ????????', 1],
    ['?? ??????', 1],
  ])('sees them in %j', (body, count) => {
    expect(lost(body)).toBe(count);
  });

  it.each([
    'Who comes? And when?',
    'What? No! Really?!',
    'Really???? Why?? Well????',
    'See http://example.org/search?q=room&x=1 or www.example.org?room',
    'mail ann at example.org?subject=x',
    'Subject: =?iso-8859-1?Q?Stra=DFe?=',
    'path/to/file?.txt and te?t* or x=a?b:c; [a?b] {c?d}',
    '20 ? for coffee, and ? alone',
    '?Qu? tal? aqu?',
    '?????',
    '',
  ])('leaves alone what may have been typed: %j', (body) => {
    expect(lost(body)).toBe(0);
  });

  it("knows the author's name without its letters", () => {
    expect(lost('Yours,\nRen? Fox', 'René Fox')).toBe(1);
    expect(lost('Yours,\n???', 'Лев Озерчук')).toBe(1);
    expect(lost('Yours,\nRen? Fox', undefined, 'r at example.org (=?utf-8?q?Ren=C3=A9_Fox?=)')).toBe(1);
    expect(lost('What???\nYours', 'Лев Озерчук')).toBe(0);
    expect(lost('Yours,\nAnn?', 'Ann Bee')).toBe(0);
  });

  it('takes a time that is no more than the length of the text', () => {
    const begin = performance.now();
    for (const body of ['a?'.repeat(500_000), '?'.repeat(1_000_000), 'a'.repeat(1_000_000), '???? '.repeat(200_000)])
      lost(body);
    expect(performance.now() - begin).toBeLessThan(5000);
  });

  it('finds nothing where there is no question mark', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary-ascii' }), (body) => lost(body.replaceAll('?', '')) === 0));
  });
});

describe('mayLoseLetters', () => {
  it.each([
    ['us-ascii', true],
    ['iso-8859-1', true],
    ['EUC-JP', true],
    ['utf-8', false],
    ['UTF8', false],
    [null, false],
  ])('of %s is %s', (charset, may) => {
    expect(mayLoseLetters(charset)).toBe(may);
  });
});
