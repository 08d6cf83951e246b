import { describe, expect, it } from 'vitest';
import { readSelection } from '../../src/commands/selection.js';
import { UsageError } from '../../src/errors.js';

describe('readSelection', () => {
  it('is everything without options', () => {
    expect(readSelection({})).toEqual({ thread: false });
    expect(readSelection({ match: 'notes', thread: true })).toEqual({ match: 'notes', thread: true });
  });

  it('counts both days whole, in UTC', () => {
    expect(readSelection({ since: '2012-02-03', until: '2012-02-05' })).toEqual({
      since: '2012-02-03T00:00:00Z',
      until: '2012-02-06T00:00:00Z',
      thread: false,
    });
    expect(readSelection({ since: '2012-02-29', until: '2012-02-29' })).toMatchObject({
      since: '2012-02-29T00:00:00Z',
      until: '2012-03-01T00:00:00Z',
    });
  });

  it.each([
    ['2012-02-03 10:15', '2012-02-03T10:15:00Z'],
    ['2012-02-03T10:15:30', '2012-02-03T10:15:30Z'],
    ['2012-02-03T10:15:00Z', '2012-02-03T10:15:00Z'],
    ['2012-02-03 10:15 +0100', '2012-02-03T09:15:00Z'],
    ['2012-02-03 10:15:00 -05:30', '2012-02-03T15:45:00Z'],
    ['2012-02-03T00:30+0100', '2012-02-02T23:30:00Z'],
  ])('takes the moment %s for what it says', (text, instant) => {
    expect(readSelection({ since: text }).since).toBe(instant);
    expect(readSelection({ until: text }).until).toBe(instant);
  });

  it.each([
    ['2012', '2012-01-01T00:00:00Z', '2013-01-01T00:00:00Z'],
    ['2012-02', '2012-02-01T00:00:00Z', '2012-03-01T00:00:00Z'],
    ['2012-12', '2012-12-01T00:00:00Z', '2013-01-01T00:00:00Z'],
    ['1999', '1999-01-01T00:00:00Z', '2000-01-01T00:00:00Z'],
  ])('takes %s from its beginning to its end', (text, since, until) => {
    expect(readSelection({ since: text, until: text })).toMatchObject({ since, until });
  });

  it.each(['2012-13', '2012-00', '12', '2012-1', '20123'])('does not take %s for a month', (text) => {
    expect(() => readSelection({ since: text })).toThrow(UsageError);
  });

  it.each(['yesterday', '', '2012-02-30', '03.02.2012', '2012-02-03 10:15 +99:99'])(
    'refuses %j with a sentence',
    (text) => {
      expect(() => readSelection({ since: text })).toThrow(UsageError);
      expect(() => readSelection({ until: text })).toThrow(`--until “${text}” is not a date; write it as 2012-02-03.`);
    },
  );

  it('refuses an end that is not after its start', () => {
    expect(() => readSelection({ since: '2012-02-05', until: '2012-02-04' })).toThrow(
      '--since 2012-02-05 is not before --until 2012-02-04.',
    );
    expect(() => readSelection({ since: '2012-02-05 10:00', until: '2012-02-05 10:00' })).toThrow(UsageError);
  });
});
