import { describe, expect, it } from 'vitest';
import { isSafeUrl, unwrapUrl } from '../../src/markdown/urls.js';

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

describe('unwrapUrl', () => {
  const target = 'https://fair.example.org/2025/programme?day=2&hall=a#map';
  const encoded = encodeURIComponent(target);
  const proofpoint = (url: string): string =>
    encodeURIComponent(url).replaceAll('-', '-2D').replaceAll('_', '-5F').replaceAll('%2F', '_').replaceAll('%', '-');

  it.each([
    `https://eur03.safelinks.protection.outlook.com/?url=${encoded}&data=05%7C02%7Cpiet%40example.org%7C6b&reserved=0`,
    `https://nam10.safelinks.protection.outlook.com/ap/w-59584e83/?url=${encoded}&data=x`,
    `https://urldefense.com/v3/__${target}__;!!AbC!x$`,
    'https://urldefense.com/v3/__https:/fair.example.org/2025/programme?day=2&hall=a#map__;!!AbC!x$',
    `https://urldefense.proofpoint.com/v2/url?u=${proofpoint(target)}&d=DwMFaQ&c=x&r=piet`,
    `https://urldefense.proofpoint.com/v2/url?d=DwMFaQ&u=${proofpoint(target)}`,
    `https://www.google.com/url?q=${encoded}&source=gmail&ust=1`,
    `https://www.google.com/url?sa=t&url=${encoded}&usg=x`,
    `https://l.facebook.com/l.php?u=${encoded}&h=AT0`,
    `https://eur03.safelinks.protection.outlook.com/?url=${encodeURIComponent(`https://www.google.com/url?q=${encoded}`)}&data=x`,
  ])('undoes %s', (url) => {
    expect(unwrapUrl(url)).toBe(target);
  });

  it.each([
    target,
    '',
    'https://fair.example.org/?url=https%3A%2F%2Fexample.org%2F',
    'https://safelinks.protection.outlook.com.example.org/?url=https%3A%2F%2Fexample.org%2F',
    'https://eur03.safelinks.protection.outlook.com/?url=javascript%3Aalert(1)&data=x',
    'https://eur03.safelinks.protection.outlook.com/?url=mailto%3Aann%40example.org&data=x',
    'https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2F%E0%A4&data=x',
    'https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2F&data=x',
    'https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2F%0Ax&data=x',
    'https://eur03.safelinks.protection.outlook.com/?data=x',
    'https://urldefense.com/v3/__https://example.org/a*b__;Kw!!AbC!x$',
    'https://www.google.com/search?q=https%3A%2F%2Fexample.org%2F',
    'https://www.google.com/url?q=ropes',
  ])('leaves %s', (url) => {
    expect(unwrapUrl(url)).toBe(url);
  });
});
