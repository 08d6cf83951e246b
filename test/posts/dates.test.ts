import { describe, expect, it } from 'vitest';
import { postDateOf, readPostDate } from '../../src/posts/dates.js';

describe('readPostDate', () => {
  it.each([
    '2012-03-14',
    '2012-03-14 12:30',
    '2012-03-14T12:30',
    '2012-03-14 12:30:59',
    '2012-03-14T12:30:00Z',
    '2012-03-14 12:30:00 +0100',
    '2012-03-14 12:30+05:30',
    '2012-02-29',
    '2012-03-14 23:59:59 -1200',
    '2012-03-14 00:00 +14:00',
  ])('keeps %s as it was given', (text) => {
    expect(readPostDate(text)).toBe(text);
    expect(readPostDate(` ${text}\n`)).toBe(text);
  });

  it.each([
    'yesterday',
    '',
    '14.03.2012',
    '2012-3-14',
    '2012-13-01',
    '2012-02-30',
    '2011-02-29',
    '2012-03-14 24:00',
    '2012-03-14 12:60',
    '2012-03-14 12:30:60',
    '2012-03-14 12',
    '2012-03-14 12:30 CET',
    '2012-03-14 12:30 +99:99',
    '2012-03-14 12:30 +01:75',
    '2012-03-14\n12:30',
  ])('refuses %j', (text) => {
    expect(readPostDate(text)).toBeNull();
  });
});

describe('postDateOf', () => {
  it('is the minute, in UTC', () => {
    expect(postDateOf('2012-02-07T09:05:59Z')).toBe('2012-02-07 09:05');
  });
});
