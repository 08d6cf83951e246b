import { describe, expect, it } from 'vitest';
import { fromText, type TextOptions } from '../../../src/markdown/index.js';

/** `type: first words` of every span. */
const spans = (text: string, options: TextOptions = {}): string[] =>
  fromText(text, options).spans.map(
    (span) => `${span.type}: ${text.slice(span.from, span.to).trim().split('\n')[0]?.trim()}`,
  );

describe('spans', () => {
  it('cover the text, each kind in its place', () => {
    const text =
      'Hi,\n\nText.\n\nAnn wrote:\n> quoted\n\nAnswer.\n\nTom\n-- \nTom\n_______________\nhttp://lists.example.org/\n';
    const found = fromText(text, { authorName: 'Tom' }).spans;
    expect(found.map((span) => text.slice(span.from, span.to)).join('')).toBe(text);
    expect(found.map((span) => span.type)).toEqual([
      'greeting',
      'own',
      'attribution',
      'quote',
      'own',
      'signoff',
      'signature',
      'footer',
    ]);
  });

  it('are none for no text', () => {
    expect(spans('')).toEqual([]);
  });
});
