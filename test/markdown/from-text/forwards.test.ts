import { describe, expect, it } from 'vitest';
import { fromText, type TextOptions } from '../../../src/markdown/index.js';

/** `type: first words` of every span. */
const spans = (text: string, options: TextOptions = {}): string[] =>
  fromText(text, options).spans.map(
    (span) => `${span.type}: ${text.slice(span.from, span.to).trim().split('\n')[0]?.trim()}`,
  );

describe('forwarded mail', () => {
  it.each([
    '-------- Original Message --------',
    '---------- Forwarded message ----------',
    '-----Ursprüngliche Nachricht-----',
  ])('%s', (line) => {
    expect(spans(`For you.\n\n${line}\nSubject: Minutes\nFrom: Ann\nDate: today\n\nText.\n`)).toEqual([
      'own: For you.',
      `forward: ${line}`,
    ]);
  });

  it('is known by its three header lines alone', () => {
    expect(spans('Yes.\n\nVon: Ann\nGesendet: Montag\nBetreff: Plan\n\nText.\n')).toEqual([
      'own: Yes.',
      'forward: Von: Ann',
    ]);
    expect(spans('Present: Ann\nExcused: Tom\nPlace: the pier\n')).toEqual(['own: Present: Ann']);
  });

  it('keeps quotes and signatures in it by their names', () => {
    expect(
      spans('-------- Original Message --------\nSubject: a\nFrom: b\n\nText.\n> quoted\nMore.\n-- \nAnn\n'),
    ).toEqual(['forward: -------- Original Message --------', 'quote: > quoted', 'forward: More.', 'signature: --']);
  });
});
