import { describe, expect, it } from 'vitest';
import { fromText, type TextOptions } from '../../../src/markdown/index.js';

/** `type: first words` of every span. */
const spans = (text: string, options: TextOptions = {}): string[] =>
  fromText(text, options).spans.map(
    (span) => `${span.type}: ${text.slice(span.from, span.to).trim().split('\n')[0]?.trim()}`,
  );

import { joinLog } from '../../../src/markdown/from-text/logs.js';

describe('chat logs', () => {
  it.each([
    ['[18:42:10] <ana> a\n[18:42:11] <zoë> b\n[18:42:12] *** tom has joined\n'],
    ['18:42 <ana> a\n18:42 <tom> b\n18:43 * ana waves\n'],
    ['(18:42:10) ana: a\n(18:42:11) tom: b\n(18:42:12) ana: c\n'],
  ])('%j', (log) => {
    expect(spans(`The log follows.\n\n${log}\nAfter it.\n`).map((span) => span.split(':')[0])).toEqual([
      'own',
      'log',
      'own',
    ]);
  });

  it('keeps the stars of its lines', () => {
    const log = '*** ann waves\n*** tom waves\n*** ann has left\n*** tom has left\n*** zoë has left';
    expect(fromText(log).blocks[0]?.markdown).toBe(`~~~\n${log}\n~~~`);
  });

  it('is not a timetable', () => {
    expect(spans('10:00 Doors open\n10:30 First talk\n12:00 Lunch\n')).toEqual(['own: 10:00 Doors open']);
  });

  it('has its wrapped lines joined', () => {
    const lines = ['[18:42:10] <ana> one', 'two', '[18:42:11] <tom> three'].map((text) => ({ text, blank: false }));
    expect(joinLog(lines)).toEqual(['[18:42:10] <ana> one two', '[18:42:11] <tom> three']);
  });
});
