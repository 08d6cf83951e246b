import { gzipSync } from 'node:zlib';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { GunzipError, gunzipBounded, gunzipped } from '../../src/archives/gunzip.js';

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

describe('gunzipped', () => {
  async function* inChunks(bytes: Uint8Array, size: number) {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }

  /** What came, and why no more did. */
  async function read(bytes: Uint8Array, size = 1 << 16) {
    const chunks: Uint8Array[] = [];
    try {
      for await (const chunk of gunzipped(inChunks(bytes, size))) chunks.push(chunk);
    } catch (error) {
      if (!(error instanceof GunzipError)) throw error;
      return { came: Buffer.concat(chunks), code: error.code, reason: error.reason };
    }
    return { came: Buffer.concat(chunks), code: null, reason: null };
  }

  test('any bytes, in any number of members and chunks, come back', async () => {
    const part = fc.uint8Array({ maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 90 }),
        async (parts, size) => {
          const gzip = Buffer.concat(parts.map((each) => gzipSync(each)));
          const { came, code } = await read(gzip, size);
          expect(code).toBeNull();
          expect(came.equals(Buffer.concat(parts))).toBe(true);
        },
      ),
    );
  });

  test('wherever a gzip is cut, what came before is there, and the rest is said to be missing', async () => {
    const text = Buffer.from(Array.from({ length: 20_000 }, (_, index) => `line ${index}\n`).join(''));
    const gzip = gzipSync(text);
    let most = 0;
    for (const length of [3, 20, 5000, gzip.length / 2, gzip.length - 9, gzip.length - 1].map(Math.floor)) {
      const { came, reason } = await read(gzip.subarray(0, length), 1000);
      expect(reason).toBe('the compressed data ends early');
      expect(came.equals(text.subarray(0, came.length))).toBe(true);
      expect(came.length).toBeGreaterThanOrEqual(most);
      most = came.length;
    }
    expect(most).toBe(text.length);
  });

  test('damage in the middle leaves what was before it', async () => {
    const text = Buffer.from(Array.from({ length: 50_000 }, (_, index) => `line ${index}\n`).join(''));
    const gzip = gzipSync(text);
    gzip.fill(0xff, gzip.length / 2, gzip.length / 2 + 100);
    const { came, reason } = await read(gzip);
    expect(reason).toBe('the compressed data is damaged');
    expect(came.length).toBeGreaterThan(text.length / 4);
    expect((await read(Buffer.concat([GZIP, Buffer.from('xyz')]))).code).toBe('BROKEN');
  });

  test('zeros after the end are padding, in whatever chunks', async () => {
    for (const size of [1, GZIP.length, 1 << 16]) {
      const { came, code } = await read(Buffer.concat([GZIP, Buffer.alloc(512)]), size);
      expect([came.equals(TEXT), code]).toEqual([true, null]);
    }
  });

  test('a bomb costs time and no memory', async () => {
    const bomb = Buffer.concat(Array.from({ length: 300 }, () => gzipSync(Buffer.alloc(1 << 20))));
    const before = process.memoryUsage().rss;
    let size = 0;
    let most = 0;
    for await (const chunk of gunzipped(inChunks(bomb, 1 << 16))) {
      size += chunk.length;
      most = Math.max(most, process.memoryUsage().rss);
    }
    expect(size).toBe(300 << 20);
    expect(most - before).toBeLessThan(120_000_000);
  });

  test('an error of the source passes, and nobody has to read to the end', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield GZIP.subarray(0, 20);
      throw new TypeError('no more');
    }
    const all = async () => {
      for await (const _ of gunzipped(failing()));
    };
    await expect(all()).rejects.toThrow(TypeError);
    for await (const _ of gunzipped(inChunks(GZIP, 5))) break;
  });
});
