import { describe, expect, it } from 'vitest';
import { fromText, renderBlocks, type TextOptions } from '../../../src/markdown/index.js';

/** `type: first words` of every span. */
const spans = (text: string, options: TextOptions = {}): string[] =>
  fromText(text, options).spans.map(
    (span) => `${span.type}: ${text.slice(span.from, span.to).trim().split('\n')[0]?.trim()}`,
  );

const convert = (text: string): string => renderBlocks(fromText(text).blocks);

describe('quotes and attributions', () => {
  it.each([
    'On Mon, Feb 6, 2012 at 6:42 PM, Tom Okafor <tom at example.org> wrote:',
    'Am 06.02.2012 um 18:42 schrieb Tom Okafor:',
    'Le 6 février 2012 18:42, Tom Okafor <tom@example.org> a écrit :',
    'El 06/02/2012 18:42, Tom Okafor escribió:',
    'Em 06/02/2012 18:42, Tom Okafor escreveu:',
    'Il giorno 6 febbraio 2012 18:42, Tom Okafor ha scritto:',
    'Op 6 feb. 2012 18:42 schreef Tom Okafor:',
    'Den 6 februari 2012 18:42 skrev Tom Okafor:',
    'Tom Okafor kirjoitti 6.2.2012 18:42:',
    'W dniu 06.02.2012 18:42, Tom Okafor pisze:',
    '6 февраля 2012 г., 18:42 пользователь Tom написал:',
    '2012年2月6日 18:42、Tom Okaforさんは書きました：',
    '在 2012年2月6日 18:42，Tom Okafor 写道：',
    'Tom Okafor wrote:',
    '* Tom Okafor on Monday, February 06, 2012 at 18:42:10 +0100',
  ])('%s', (attribution) => {
    expect(spans(`Before.\n\n${attribution}\n> quoted\n`)).toEqual([
      'own: Before.',
      `attribution: ${attribution}`,
      'quote: > quoted',
    ]);
  });

  it('keeps the columns of code behind a wide mark', () => {
    expect(convert('＞ if (a) {\n＞     b();\n＞ }\n')).toBe('> ```\n> if (a) {\n>     b();\n> }\n> ```\n');
  });

  it('joins an attribution over two lines', () => {
    expect(spans('On Mon, Feb 6, 2012 at 6:42 PM, Tom Okafor\n<tom at example.org> wrote:\n> quoted\n')[0]).toMatch(
      /^attribution: On Mon/,
    );
  });

  it.each([
    'On Saturday, we met and Ann wrote:\nthe new module.\n',
    'There are three questions:\n\nWho, when and where?\n',
    'My answer is this:\n> quoted\n',
  ])('leaves %j to its author', (text) => {
    expect(spans(text)[0]).toMatch(/^own/);
  });

  it('takes Python for code', () => {
    expect(spans('Look:\n\n>>> visitors = 3\n>>> print(visitors)\n3\n')).toEqual(['own: Look:']);
    expect(spans('>>> Who will come to the meeting on Sunday?\n')).toEqual([
      'quote: >>> Who will come to the meeting on Sunday?',
    ]);
  });

  it('takes words behind three marks for a quote, and a last prompt alone for the end of a session', () => {
    expect(spans('Look:\n\n>>> Yes\n>>> =====\n>>> [1] No\n')[1]).toBe('quote: >>> Yes');
    expect(spans('Look:\n\n>>> key=value for all\n>>> the\n>>> tables\n')[1]).toBe('quote: >>> key=value for all');
    expect(spans('Look:\n\n>>> sorted([2, 1])\n[1, 2]\n>>>\n\nSo it is.\n')).toEqual(['own: Look:']);
  });

  it('takes a line below a quote that flowed for the answer', () => {
    const quoted = '> Shall we meet at the pier on Friday, or would Saturday suit all of you \n> better than that';
    expect(spans(`${quoted}\nsaturday\n`, { flowed: true })).toEqual([
      'quote: > Shall we meet at the pier on Friday, or would Saturday suit all of you',
      'own: saturday',
    ]);
  });

  it('shows the header of the quoted mail as lines', () => {
    const header = '-------- Original Message --------\nFrom: Ann\nSubject: Nets\n';
    expect(convert(`Yes.\n\n${header}\n> quoted\n`)).toBe(
      'Yes.\n\nOriginal Message  \nFrom: Ann  \nSubject: Nets\n\n> quoted\n',
    );
  });

  it('shows an attribution that is marked itself without its marks, beside another too', () => {
    expect(convert('>>> On 8/8/2007 at 4:20 PM, Ann Keller wrote:\nTom wrote:\n> quoted\n')).toBe(
      'On 8/8/2007 at 4:20 PM, Ann Keller wrote:\n\nTom wrote:\n\n> quoted\n',
    );
  });

  it('takes an escaped From for what it was', () => {
    expect(spans('I walked\n>From the pier\nto the town.\n')).toEqual(['own: I walked']);
    expect(spans('No.\n>From the pier \n>to the town.\n', { flowed: true })[1]).toBe('quote: >From the pier');
  });
});
