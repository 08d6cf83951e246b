import { describe, expect, it } from 'vitest';
import { issueAsData } from '../../src/commands/io.js';

describe('issueAsData', () => {
  it('adds the sentence to the facts', () => {
    const issue = { code: 'PAGE_MISSING', url: 'https://example.org/x', status: 404 } as const;
    expect(issueAsData(issue)).toEqual({ ...issue, message: expect.stringContaining('https://example.org/x') });
  });
});
