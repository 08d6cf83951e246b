import { describe, expect, it } from 'vitest';
import { charsetOfVolume, isOfVolume, replacedLetters } from '../../../src/archives/mbox/loose.js';

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
  it.each([
    ['Gr??e aus Z?rich', 1],
    ['Beno?t et Gda?sk', 2],
    ['Really? Yes. What?!', 0],
  ])('%s', (text, count) => {
    expect(replacedLetters(text)).toBe(count);
  });
});

describe('isOfVolume', () => {
  it.each([
    ['From ann at example.org  Mon Feb  6 18:42:10 2012\nFrom: ann at example.org (Ann)\n', true],
    ['From ann \xa1\xf7 example.org  Mon Feb  6 18:42:10 2012\n', true],
    ['From ann@example.org Mon Feb  6 18:42:10 2012\n', false],
    ['From: ann at example.org (Ann)\n', false],
  ])('%j: %s', (start, answer) => {
    expect(isOfVolume(Buffer.from(start, 'latin1'))).toBe(answer);
  });
});
