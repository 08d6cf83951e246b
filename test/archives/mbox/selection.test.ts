import { describe, expect, it } from 'vitest';
import { isEverything, selects } from '../../../src/archives/selection.js';

const SINCE = '2012-02-06T00:00:00Z';
const UNTIL = '2012-02-08T00:00:00Z';
const on = (date: string | null, subject = 'Agenda') => ({ date, subject });

describe('selects', () => {
  it.each([
    ['2012-02-05T23:59:59Z', false],
    [SINCE, true],
    ['2012-02-07T23:59:59Z', true],
    [UNTIL, false],
    [null, false],
  ])('%s between since and until: %s', (date, answer) => {
    expect(selects(on(date), { since: SINCE, until: UNTIL, thread: false })).toBe(answer);
  });

  it('takes what has no date where no dates are asked for', () => {
    expect(selects(on(null), { thread: false })).toBe(true);
    expect(selects(on(null), { match: 'agenda', thread: false })).toBe(true);
    expect(selects(on(null), { since: SINCE, thread: false })).toBe(false);
    expect(selects(on(null), { until: UNTIL, thread: false })).toBe(false);
  });

  it.each([
    ['agenda', true],
    ['AGENDA summit', true],
    ['summit  agenda', true],
    ['ubersicht', true],
    ['Übersicht', true],
    ['strasse', true],
    ['genda', true],
    ['agenda minutes', false],
    ['.*', false],
    ['', true],
    [' ', true],
  ])('matches %j: %s', (match, answer) => {
    expect(selects(on(null, 'Summit agenda, U\u0308bersicht, Straße'), { match, thread: false })).toBe(answer);
  });
});

describe('isEverything', () => {
  it('is so without a wish', () => {
    expect(isEverything({ thread: true })).toBe(true);
    expect(isEverything({ thread: false, match: 'x' })).toBe(false);
    expect(isEverything({ thread: false, since: SINCE })).toBe(false);
  });
});
