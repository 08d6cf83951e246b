import { describe, expect, it } from 'vitest';
import { charsetOfVolume, replacedLetters } from '../../../src/archives/mbox/loose.js';

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

describe('replacedLetters', () => {
  const volume = Buffer.from('From ann at example.org  Mon Feb  6 18:42:10 2012\nFrom: ann at example.org (Ann)\n');
  it.each([
    ['Gr??e aus Z?rich', 1],
    ['Beno?t et Gda?sk', 2],
    ['Really? Yes. What?!', 0],
  ])('%s', (text, count) => {
    expect(replacedLetters(volume, text)).toBe(count);
  });
  it('is nothing in a mail that is no text volume', () => {
    expect(replacedLetters(Buffer.from('From ann@example.org Mon Feb 6 18:42:10 2012\n'), 'wh?t')).toBe(0);
  });
});
