/** The chart above the hits. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binMonths, drawChart } from '../../src/commands/chart.js';

const months = (...given: [string, number][]) => given.map(([month, count]) => ({ month, count }));

describe('binMonths', () => {
  it('has a bin for each month while there is room, those without a message too', () => {
    expect(binMonths(months(['2011-11', 2], ['2012-02', 5]), 80)).toEqual([
      { label: '2011-11', count: 2 },
      { label: '2011-12', count: 0 },
      { label: '2012-01', count: 0 },
      { label: '2012-02', count: 5 },
    ]);
  });

  it('takes quarters, years and more years for longer spans', () => {
    const long = months(['2010-02', 1], ['2010-03', 1], ['2012-12', 4]);
    expect(binMonths(long, 36).map(({ label }) => label)).toHaveLength(35);
    expect(binMonths(long, 20).map(({ label }) => label)).toEqual([
      ...['2010 Q1', '2010 Q2', '2010 Q3', '2010 Q4', '2011 Q1', '2011 Q2', '2011 Q3', '2011 Q4'],
      ...['2012 Q1', '2012 Q2', '2012 Q3', '2012 Q4'],
    ]);
    expect(binMonths(long, 5)).toEqual([
      { label: '2010', count: 2 },
      { label: '2011', count: 0 },
      { label: '2012', count: 4 },
    ]);
    expect(binMonths(months(['1995-01', 1], ['2019-01', 2]), 10)[0]).toEqual({ label: '1995–1999', count: 1 });
  });

  const month = fc
    .tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 500 }))
    .map(([year, of, count]) => ({ month: `${String(year).padStart(4, '0')}-${String(of).padStart(2, '0')}`, count }));

  it('counts every message once and keeps to the room', () => {
    fc.assert(
      fc.property(fc.array(month, { minLength: 1 }), fc.integer({ min: 2, max: 120 }), (given, most) => {
        const bins = binMonths(given, most);
        const sum = (all: readonly { count: number }[]) => all.reduce((total, { count }) => total + count, 0);
        expect(sum(bins)).toBe(sum(given));
        expect(bins.length).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('never draws wider than the terminal', () => {
    fc.assert(
      fc.property(fc.array(month), fc.integer({ min: 40, max: 80 }), (given, columns) => {
        for (const line of drawChart(given, columns)) expect(line.length).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('drawChart', () => {
  it('shows when something happened, and when nothing did', () => {
    expect(drawChart(months(['2012-01', 4], ['2012-02', 16], ['2012-04', 1]), 80)).toEqual([
      '        █████',
      '        █████',
      '        █████',
      '  █████ █████       ▂▂▂▂▂',
      '  ▔▔▔▔▔▔▔▔▔▔▔▔·     ▔▔▔▔▔▔',
      '  2012-01          2012-04',
    ]);
  });

  it('shows a single message among thousands', () => {
    const [, , , ground] = drawChart(months(['2012-01', 1], ['2012-02', 4000]), 80);
    expect(ground).toMatch(/^ {2}▁/);
  });

  it('names years within a long row of months', () => {
    const row = Array.from({ length: 40 }, (_, index) => ({
      month: `${2010 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
      count: 1,
    }));
    expect(drawChart(row, 80).at(-1)?.trim()).toBe('2010-01     2011        2012     2013-04');
  });

  it('is nothing where there is nothing to compare', () => {
    expect(drawChart([], 80)).toEqual([]);
    expect(drawChart(months(['2012-02', 7]), 80)).toEqual([]);
  });
});
