import { describe, expect, it } from 'vitest';
import { charsetOfVolume } from '../../../src/archives/mbox/loose.js';

describe('charsetOfVolume', () => {
  it.each([
    ['From ann \xa1\xf7 example.org  Mon Feb  6 18:42:10 2012\n', 'euc-jp'],
    ['From ann \xce\xc1 example.org  Mon Feb  6 18:42:10 2012\n', 'koi8-r'],
    ['From ann \xed\xe0 example.org  Mon Feb  6 18:42:10 2012\n', 'windows-1251'],
    ['From ann \xd4\xda example.org  Mon Feb  6 18:42:10 2012\n', 'gbk'],
    ['From ann at example.org  Mon Feb  6 18:42:10 2012\n', null],
    ['From ann@example.org Mon Feb  6 18:42:10 2012\n', null],
    ['Subject: \xa1\xf7\n', null],
    ['', null],
  ])('%j', (line, charset) => {
    expect(charsetOfVolume(Buffer.from(line, 'latin1'))).toBe(charset);
  });
});
