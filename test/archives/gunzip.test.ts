import { gzipSync } from 'node:zlib';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { GunzipError, gunzipBounded } from '../../src/archives/gunzip.js';

const TEXT = Buffer.from('From ann at example.org\n'.repeat(100));
const GZIP = gzipSync(TEXT);

function failureOf(bytes: Uint8Array, limit = 1e6): GunzipError {
  try {
    gunzipBounded(bytes, limit);
  } catch (error) {
    if (error instanceof GunzipError) return error;
    throw error;
  }
  throw new Error('It was gunzipped.');
}

test('any bytes, in any number of members, come back', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { minLength: 1, maxLength: 4 }), (parts) => {
      const gzip = Buffer.concat(parts.map((part) => gzipSync(part)));
      expect(Buffer.concat(parts).equals(gunzipBounded(gzip, 1000))).toBe(true);
    }),
  );
});

test.each(['', 'From ann', '\u001f', 'PK'])('bytes that are not gzip are handed back: “%s”', (text) => {
  const bytes = Buffer.from(text);
  expect(gunzipBounded(bytes, 1)).toBe(bytes);
});

test('wherever a gzip is cut, it is broken', () => {
  for (let length = 2; length < GZIP.length; length += 1) {
    expect(failureOf(GZIP.subarray(0, length))).toMatchObject({
      code: 'BROKEN',
      reason: 'the compressed data ends early',
    });
  }
  const second = Buffer.concat([GZIP, GZIP.subarray(0, -9)]);
  expect(failureOf(second).code).toBe('BROKEN');
});

test('a wrong checksum, a wrong length and bytes after the end are broken', () => {
  for (const place of [GZIP.length - 8, GZIP.length - 2]) {
    const damaged = Buffer.from(GZIP);
    damaged[place] = (damaged[place] ?? 0) ^ 1;
    expect(failureOf(damaged)).toMatchObject({ code: 'BROKEN', reason: 'the compressed data is damaged' });
  }
  expect(failureOf(Buffer.concat([GZIP, Buffer.from('xyz')])).code).toBe('BROKEN');
});

test('zeros after the end are padding', () => {
  expect(TEXT.equals(gunzipBounded(Buffer.concat([GZIP, Buffer.alloc(512)]), 1e6))).toBe(true);
});

test('the limit may be reached and not passed', () => {
  expect(gunzipBounded(GZIP, TEXT.length)).toHaveLength(TEXT.length);
  expect(failureOf(GZIP, TEXT.length - 1).code).toBe('TOO_LARGE');
});

test('a bomb is stopped before it costs memory', () => {
  const member = gzipSync(Buffer.alloc(1 << 20));
  const bomb = Buffer.concat(Array.from({ length: 1000 }, () => member));
  const before = process.memoryUsage().rss;
  expect(failureOf(bomb, 5_000_000).code).toBe('TOO_LARGE');
  expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
});
