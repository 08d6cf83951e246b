import { describe, expect, it } from 'vitest';
import { isSafeUrl } from '../../src/markdown/urls.js';

describe('isSafeUrl', () => {
  it.each([
    'https://example.org/',
    'HTTP://example.org',
    '/images/x.png',
    'images/x.png',
    'xmpp:room@example.org',
    'mailto:a@example.org',
    '?q=a:b',
  ])('%s', (url) => {
    expect(isSafeUrl(url)).toBe(true);
  });

  it.each([
    'javascript:alert(1)',
    'JAVASCRIPT:x',
    ' java\tscript:x',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'javascript&colon;x',
    '',
  ])('not %j', (url) => {
    expect(isSafeUrl(url)).toBe(false);
  });
});
