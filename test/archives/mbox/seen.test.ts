import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Seen } from '../../../src/archives/mbox/seen.js';

const digest = (value: number) => createHash('sha256').update(String(value)).digest('hex');

test('every digest is new once', () => {
  const seen = new Seen();
  for (let value = 0; value < 20_000; value += 1) expect(seen.add(digest(value))).toBe(true);
  for (let value = 0; value < 20_000; value += 7) expect(seen.add(digest(value))).toBe(false);
  expect(seen.add(digest(20_000))).toBe(true);
});

test('digests that meet in one place are told apart', () => {
  const seen = new Seen();
  const digests = Array.from(
    { length: 900 },
    (_, index) => `${index.toString(16).padStart(4, '0')}00000000fff0${'0'.repeat(48)}`,
  );
  expect(digests.map((each) => seen.add(each))).not.toContain(false);
  expect(digests.map((each) => seen.add(each))).not.toContain(true);
  expect([seen.add('0'.repeat(64)), seen.add('0'.repeat(64))]).toEqual([true, false]);
});
