import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeWords } from '../../src/mail/words.js';

describe('decodeWords', () => {
  it.each([
    ['plain', 'plain'],
    ['=?utf-8?Q?Gr=C3=B6=C3=9Fe_5?=', 'Größe 5'],
    ['=?UTF-8?b?R3LDtsOfZQ==?=', 'Größe'],
    ['=?iso-8859-1*de?Q?Gr=F6=DFe?=', 'Größe'],
    ['=?iso-2022-jp?b?GyRCRnxLXBsoQg==?=', '日本'],
    ['a =?utf-8?Q?=C3=A9?= b', 'a é b'],
    ['=?utf-8?Q?one?= =?iso-8859-1?Q?two?=', 'onetwo'],
    ['=?utf-8?Q?one?=\t =?utf-8?Q?two?= three', 'onetwo three'],
    ['=?utf-8?Q?split_multi=C3?= =?utf-8?Q?=A9byte?=', 'split multiébyte'],
    ['=?utf-8?B?8J+O?= =?utf-8?B?iQ==?=', '🎉'],
    ['(=?utf-8?Q?=C3=A9?=)', '(é)'],
    ['=?utf-8?Q?Why??=', 'Why?'],
    ['=?utf-8?Q?with blanks inside?=', 'with blanks inside'],
    ['=?utf-8?Q?stray = sign?=', 'stray = sign'],
    ['=?us-ascii?Q?plain?=', 'plain'],
    ['=?unknown-8bit?Q?Gr=C3=B6=C3=9Fe?=', 'Größe'],
  ])('%s', (value, text) => {
    expect(decodeWords(value)).toBe(text);
  });

  it.each([
    '=?utf-8?B?//79/A==?= =?x-unknown?Q?=E4=F6?= =?utf-8?Q?unterminated',
    '=?utf-8?B?not base64!?=',
    '=?no-such-charset?Q?=E4?=',
    '=?utf-8?X?abc?=',
    '=?utf-8?Q?',
    '=?',
    '=?=?=?=',
  ])('leaves %s as typed', (value) => {
    expect(decodeWords(value)).toBe(value);
  });

  it('reads back any text, however it is cut into words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.integer({ min: 1, max: 20 }), (text, size) => {
        const bytes = Buffer.from(text);
        fc.pre(bytes.toString() === text && !text.startsWith('\ufeff') && !text.includes('\ufffd'));
        const words: string[] = [];
        for (let at = 0; at < bytes.length; at += size)
          words.push(`=?utf-8?B?${bytes.subarray(at, at + size).toString('base64')}?=`);
        expect(decodeWords(words.join('\n '))).toBe(text);
      }),
    );
  });

  it('takes hostile values at once', () => {
    const start = performance.now();
    for (const piece of ['=?', '=?a?q?', '=?utf-8?Q?=C3?= ', '=?utf-8?b?']) decodeWords(piece.repeat(20_000));
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
