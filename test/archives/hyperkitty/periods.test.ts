import { describe, expect, it } from 'vitest';
import { ALWAYS, halves, periodOf, periodOfMonth, shared, yearly } from '../../../src/archives/hyperkitty/periods.js';

describe('periods', () => {
  it('takes the days of a selection, the last one whole', () => {
    const since = '2012-02-04T10:00:00Z';
    expect(periodOf({ since, until: '2012-02-06T00:00:00Z', thread: false })).toEqual({
      from: '2012-02-04',
      to: '2012-02-06',
    });
    expect(periodOf({ since, until: '2012-02-06T00:00:01Z', thread: false }).to).toBe('2012-02-07');
  });

  it('knows where months end', () => {
    expect(periodOfMonth('2012', '2')).toEqual({ from: '2012-02-01', to: '2012-03-01' });
    expect(periodOfMonth('2012', '12')?.to).toBe('2013-01-01');
    expect(periodOfMonth('2012', '0')).toBeNull();
  });

  it('cuts a list by years, with open ends', () => {
    expect(yearly(ALWAYS, 2011, 2013)).toEqual([
      { from: null, to: '2012-01-01' },
      { from: '2012-01-01', to: '2013-01-01' },
      { from: '2013-01-01', to: null },
    ]);
    expect(yearly({ from: '2012-05-01', to: null }, 2003, 2013)).toEqual([
      { from: '2012-05-01', to: '2013-01-01' },
      { from: '2013-01-01', to: null },
    ]);
    expect(yearly({ from: null, to: '2012-01-01' }, 2011, 2026)).toEqual([{ from: null, to: '2012-01-01' }]);
    expect(yearly(ALWAYS, 2012, 2012)).toEqual([ALWAYS]);
  });

  it('halves whatever holds a day to single days, without gap or overlap', () => {
    const days: string[] = [];
    const open = [shared(ALWAYS, { from: '2012-02-27', to: '2012-03-03' })];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const parts = halves(next);
      if (parts === null) days.push(`${next.from}..${next.to}`);
      else open.push(parts[1], parts[0]);
    }
    expect(days).toEqual([
      '2012-02-27..2012-02-28',
      '2012-02-28..2012-02-29',
      '2012-02-29..2012-03-01',
      '2012-03-01..2012-03-02',
      '2012-03-02..2012-03-03',
    ]);
  });

  it('comes from all time to one day in few steps', () => {
    let steps = 0;
    for (let next = halves(ALWAYS); next !== null; steps += 1) next = halves(next[1].to === null ? next[0] : next[1]);
    expect(steps).toBeLessThan(30);
  });
});
