import { describe, expect, it } from 'vitest';
import { readStamp, writeStamp } from '../../../src/archives/pipermail/stamp.js';

const stamp = { label: '[ Text 3 KB ]', text: 'ab', index: 'cd', open: true, pages: true, dead: [3, 7] };

describe('a stamp', () => {
  it('is read as it was written', () => {
    expect(readStamp(writeStamp(stamp))).toMatchObject(stamp);
  });

  it.each([null, '', 'x', '7', 'null', '[]', '{}', JSON.stringify({ ...stamp, version: 0 })])(
    'is none in %j',
    (text) => {
      expect(readStamp(text)).toBeNull();
    },
  );
});
