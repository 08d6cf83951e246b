import { describe, expect, it } from 'vitest';
import { fromText, type TextOptions } from '../../../src/markdown/index.js';

/** `type: first words` of every span. */
const spans = (text: string, options: TextOptions = {}): string[] =>
  fromText(text, options).spans.map(
    (span) => `${span.type}: ${text.slice(span.from, span.to).trim().split('\n')[0]?.trim()}`,
  );

describe('signature, footer, notices', () => {
  it('the signature goes to the end', () => {
    expect(spans('Text.\n-- \nAnn\n+32 555 0100\n')).toEqual(['own: Text.', 'signature: --']);
  });

  it('two bare dashes need a short rest', () => {
    expect(spans('Text.\n--\nAnn\n')).toEqual(['own: Text.', 'signature: --']);
    expect(spans(`Text.\n--\n${'A line of its own.\n'.repeat(12)}`)).toEqual(['own: Text.']);
  });

  it('ends where somebody else is quoted below it', () => {
    expect(spans('Text.\n-- \nAnn\n\n> quoted\n')).toEqual(['own: Text.', 'signature: --', 'quote: > quoted']);
  });

  it('the footer is a rule and the list’s lines at the very end, also twice', () => {
    const footer =
      '_______________________________________________\nSummit mailing list\nhttp://lists.example.org/summit\n';
    expect(spans(`Text.\n${footer}`)).toEqual([
      'own: Text.',
      'footer: _______________________________________________',
    ]);
    expect(spans(`Text.\n${footer}${footer}`)).toEqual([
      'own: Text.',
      'footer: _______________________________________________',
    ]);
    expect(spans('Text.\n_______________\nNo address here.\n')).toEqual(['own: Text.']);
    expect(spans(`${footer}\nText below.\n`.repeat(2)).every((span) => span.startsWith('own'))).toBe(true);
  });

  it('notices are what the archive says they are', () => {
    const text =
      'Text.\n-------------- next part --------------\nA non-text attachment was scrubbed...\nName: x\n\nOwn again.\n';
    const from = text.indexOf('A non');
    expect(spans(text, { notices: [{ from, to: text.indexOf('\n\nOwn') }] })).toEqual([
      'own: Text.',
      'notice: -------------- next part --------------',
      'own: Own again.',
    ]);
  });

  it('what a telephone adds is a signature', () => {
    expect(spans('Text.\n\nSent from my pocket\n')).toEqual(['own: Text.', 'signature: Sent from my pocket']);
  });
});
