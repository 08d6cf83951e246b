import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issueAsData, wrap } from '../../src/commands/io.js';

describe('wrap', () => {
  it('breaks between words, later lines indented', () => {
    expect(wrap('  ! one two three four', 12, '    ')).toBe('  ! one two\n    three\n    four');
  });

  it('breaks no address and leaves no mark alone', () => {
    const url = 'https://lists.example.org/pipermail/summit/2012-February/001084.html';
    expect(wrap(`  ! ${url} is gone.`, 40, '    ')).toBe(`  ! ${url}\n    is gone.`);
  });

  it('loses no word', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,20}$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 80 }), (given, columns) => {
        expect(wrap(given.join(' '), columns, '  ').split(/\s+/)).toEqual(given);
      }),
    );
  });
});

describe('issueAsData', () => {
  it('adds the sentence to the facts', () => {
    const issue = { code: 'PAGE_MISSING', url: 'https://example.org/x', status: 404 } as const;
    expect(issueAsData(issue)).toEqual({ ...issue, message: expect.stringContaining('https://example.org/x') });
  });
});
