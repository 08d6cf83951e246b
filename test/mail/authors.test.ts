import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFrom, unobscure } from '../../src/mail/authors.js';

describe('readFrom', () => {
  it.each([
    ['Ann Bee <ann@example.org>', 'Ann Bee', 'ann@example.org'],
    ['ann@example.org (Ann Bee)', 'Ann Bee', 'ann@example.org'],
    ['ann at example.org (Ann Bee)', 'Ann Bee', 'ann@example.org'],
    ['ann на example.org (Ann Bee)', 'Ann Bee', 'ann@example.org'],
    ['ann ＠ example.org (=?iso-2022-jp?b?GyRCRnxLXBsoQg==?=)', '日本', 'ann@example.org'],
    ['ann at example.org (Ann :-) Bee)', 'Ann :-) Bee', 'ann@example.org'],
    ['ann at example.org (Ann (Summit))', 'Ann (Summit)', 'ann@example.org'],
    ['ann at example.org ()', null, 'ann@example.org'],
    ['Ann Bee ann@example.org', 'Ann Bee', 'ann@example.org'],
    ['ann@example.org ann@example.org', null, 'ann@example.org'],
    ['"Bee, Ann" <ann@example.org>', 'Bee, Ann', 'ann@example.org'],
    ['Bee, Ann <ann@example.org>', 'Bee, Ann', 'ann@example.org'],
    ['"Bee, Ann \\"Q\\"" <ann@example.org>', 'Bee, Ann "Q"', 'ann@example.org'],
    ["'Ann Bee' <ann@example.org>", 'Ann Bee', 'ann@example.org'],
    ["Tom O'Neil <tom@example.org>", "Tom O'Neil", 'tom@example.org'],
    ['=?utf-8?b?UmVuw6kgRm94?= <rene@example.org>', 'René Fox', 'rene@example.org'],
    ['"=?utf-8?b?UmVuw6kgRm94?=" <rene@example.org>', 'René Fox', 'rene@example.org'],
    ['=?utf-8?q?Fox=2C_Ren=C3=A9?= <rene@example.org>', 'Fox, René', 'rene@example.org'],
    ['=?utf-8?B?//79?= <bad@example.org>', '=?utf-8?B?//79?=', 'bad@example.org'],
    ['<ann@example.org>', null, 'ann@example.org'],
    ['ann@example.org', null, 'ann@example.org'],
    ['<ann@example.org> (Ann Bee)', 'Ann Bee', 'ann@example.org'],
    ['Ann Bee <mailto:ann@example.org>', 'Ann Bee', 'ann@example.org'],
    ['Ann Bee <ann at example.org>', 'Ann Bee', 'ann@example.org'],
    ['Ann Bee <ann@localhost>', 'Ann Bee', 'ann@localhost'],
    ['"ann bee"@example.org (Ann)', 'Ann', '"ann bee"@example.org'],
    ['Ann <@relay.example,@b.example:ann@example.org>', 'Ann', 'ann@example.org'],
    ['Ann <ann@example.org>, Tom <tom@example.org>', 'Ann', 'ann@example.org'],
    ['Team: Ann <ann@example.org>, tom@example.org;', 'Ann', 'ann@example.org'],
    ['Ann Bee <ann@example.org', 'Ann Bee', 'ann@example.org'],
    ['Ann "Annie Bee <ann@example.org>', 'Ann "Annie Bee', 'ann@example.org'],
    ['Ann (Bee <ann@example.org>', 'Ann (Bee', 'ann@example.org'],
  ])('%s', (value, name, address) => {
    expect(readFrom(value)).toEqual({ name, address });
  });

  it.each([
    ['', null, null],
    ['<>', null, null],
    ['Undisclosed recipients:;', null, null],
    ['Ann Bee', 'Ann Bee', null],
    ['Ann Bee <ann@exam...>', 'Ann Bee', null],
    ['Ann Bee <>', 'Ann Bee', null],
    ['Ann Bee <not an address>', 'Ann Bee', null],
    ['Ann via Summit <summit@example.org>', 'Ann via Summit', null],
    ['"\'Ann Bee\' via Summit" <summit@example.org>', "'Ann Bee' via Summit", null],
  ])('invents no address for %s', (value, name, address) => {
    expect(readFrom(value)).toEqual({ name, address });
  });

  it.each([
    ['"ann@example.org" <real@example.org>', null],
    ['"ann at example.org" <real@example.org>', null],
    ['real@example.org (ann@example.org)', null],
    ['"Ann (ann@example.org)" <real@example.org>', 'Ann'],
    ['Ann [mailto:ann@example.org] <real@example.org>', 'Ann'],
    ['=?utf-8?q?ann=40example=2Eorg?= <real@example.org>', null],
    ['"..." <real@example.org>', null],
  ])('%s has no address for a name', (value, name) => {
    expect(readFrom(value)).toEqual({ name, address: 'real@example.org' });
  });

  it('never throws, and never gives a name that is an address', () => {
    const piece = fc.constantFrom(
      'Ann',
      ' ',
      '<',
      '>',
      '"',
      '(',
      ')',
      ',',
      ':',
      ';',
      '\\',
      '@',
      'at',
      'example.org',
      '=?utf-8?q?',
      '?=',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const { name } = readFrom(pieces.join(''));
        expect(name ?? '').not.toMatch(/\w@\w/);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes hostile values at once', () => {
    const start = performance.now();
    for (const piece of ['(', '"', '<', 'a ', '\\"', ',', 'a@', ' at ', '=?a?q?']) readFrom(piece.repeat(50_000));
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('unobscure', () => {
  it.each([
    'ann at example.org',
    'ann AT example.org',
    'ann на example.org',
    'ann 在 example.org',
    'ann ＠ example.org',
    'ann＠example.org',
    'ann  example.org',
    'ann (at) example.org',
    'ann[at]example.org',
    ' ann at example.org ',
  ])('%j', (text) => {
    expect(unobscure(text)).toBe('ann@example.org');
  });

  it.each([
    'ann@example.org',
    'ann at work',
    'ann at home at example.org',
    'Ann Bee at example.org',
    'meet ann at example.org',
    'ann at example.org today',
    'at example.org',
    'ann at',
    'ann near example.org',
    'ann at .org',
    '',
  ])('is not certain of %j', (text) => {
    expect(unobscure(text)).toBeNull();
  });
});
