import { describe, expect, it } from 'vitest';
import { fromText, type TextOptions } from '../../../src/markdown/index.js';

/** `type: first words` of every span. */
const spans = (text: string, options: TextOptions = {}): string[] =>
  fromText(text, options).spans.map(
    (span) => `${span.type}: ${text.slice(span.from, span.to).trim().split('\n')[0]?.trim()}`,
  );

const tom = { authorName: 'Tom Okafor' };

describe('greeting and sign-off', () => {
  it.each(['Hi all,', 'Hallo zusammen,', 'Bonjour à tous,', '皆さん、'])('%s', (greeting) => {
    expect(spans(`${greeting}\n\nText.\n`)).toEqual([`greeting: ${greeting}`, 'own: Text.']);
  });

  it.each(['Hi all, this is what we did on the pier,\n\nand more.\n', 'First,\nsecond.\n', 'It rained.\n\nText.\n'])(
    '%j is no greeting',
    (text) => {
      expect(spans(text)[0]).toMatch(/^own/);
    },
  );

  it.each(['Tom', 'tom', 'Tom Okafor', 'Okafor', 'TO', '-- Tom', '- Tom', '/Tom', 'Tom.'])('%s', (name) => {
    expect(spans(`Text.\n\n${name}\n`, tom)).toEqual(['own: Text.', `signoff: ${name}`]);
  });

  it('takes the closing with it', () => {
    expect(spans('Text.\n\nBest regards,\nTom\n', tom)).toEqual(['own: Text.', 'signoff: Best regards,']);
    expect(spans('Text.\n\nMit freundlichen Grüßen,\n\nTom\n-- \nTom\n', tom)).toEqual([
      'own: Text.',
      'signoff: Mit freundlichen Grüßen,',
      'signature: --',
    ]);
  });

  it('stands above the quote in a top-posted mail', () => {
    expect(spans('Text.\n\nTom\n\nAnn wrote:\n> quoted\n', tom)).toEqual([
      'own: Text.',
      'signoff: Tom',
      'attribution: Ann wrote:',
      'quote: > quoted',
    ]);
  });

  it('leaves other names and a lone name alone', () => {
    expect(spans('Text.\n\nAnn\n', tom)).toEqual(['own: Text.']);
    expect(spans('Tom\n', tom)).toEqual(['own: Tom']);
    expect(spans('Text.\n\nTom\n')).toEqual(['own: Text.']);
  });
});
