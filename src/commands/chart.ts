/** A small bar chart of how many messages there were when, for a terminal. */

export interface MonthCount {
  /** `YYYY-MM` */
  readonly month: string;
  readonly count: number;
}

/** Consecutive months that share a bar. */
export interface Bin {
  /** `2012-02`, `2012 Q1`, `2012`, `2010–2014` */
  readonly label: string;
  readonly count: number;
}

/** How many months a bar may stand for: a month, a quarter, a year, and more years the longer the span. */
const STEPS = [1, 3, ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].map((years) => years * 12)];
const ROWS = 4;
const EIGHTHS = ' ▁▂▃▄▅▆▇█';

/** The months as at most `most` bars, every month of the span in one of them, whether it has messages or not. */
export function binMonths(months: readonly MonthCount[], most: number): Bin[] {
  const counts = new Map<number, number>();
  for (const { month, count } of months) counts.set(numberOf(month), (counts.get(numberOf(month)) ?? 0) + count);
  const numbers = [...counts.keys()];
  if (numbers.length === 0) return [];
  const first = numbers.reduce((a, b) => Math.min(a, b));
  const last = numbers.reduce((a, b) => Math.max(a, b));
  const fits = (step: number) => Math.floor(last / step) - Math.floor(first / step) + 1 <= most;
  // A mail dated 9999 is on the chart, too.
  const step = STEPS.find(fits) ?? 120_000;
  const bins: { label: string; count: number }[] = [];
  for (let at = Math.floor(first / step); at <= Math.floor(last / step); at += 1) {
    bins.push({ label: labelOf(at, step), count: 0 });
  }
  for (const [number, count] of counts) {
    const bin = bins[Math.floor(number / step) - Math.floor(first / step)];
    if (bin !== undefined) bin.count += count;
  }
  return bins;
}

/** The chart as lines no wider than `columns`; none when there is nothing to compare (fewer than two months). */
export function drawChart(months: readonly MonthCount[], columns: number): string[] {
  if (months.length < 2) return [];
  const bins = binMonths(months, Math.max(2, columns - 2));
  if (bins.length < 2) return [];
  const width = Math.max(1, Math.min(6, Math.floor((columns - 2) / bins.length)));
  const most = Math.max(...bins.map(({ count }) => count));
  const bar = width > 2 ? width - 1 : width;
  const lines: string[] = [];
  for (let row = ROWS - 1; row >= 0; row -= 1) {
    const cells = bins.map(({ count }) => cell(count, most, row).repeat(bar).padEnd(width));
    lines.push(`  ${cells.join('').trimEnd()}`);
  }
  // What the tallest bar leaves empty needs no line.
  while (lines[0]?.trim() === '') lines.shift();
  return [...lines, `  ${axis(bins, width)}`, `  ${labels(bins, width, columns - 2)}`];
}

/** One row's part of a bar. A month with a single message among thousands is still seen. */
function cell(count: number, most: number, row: number): string {
  const eighths = count === 0 ? 0 : Math.max(1, Math.round((count / most) * ROWS * 8));
  return EIGHTHS[Math.max(0, Math.min(8, eighths - row * 8))] ?? ' ';
}

/** The ground that the bars stand on; where nothing was written it has a gap. */
function axis(bins: readonly Bin[], width: number): string {
  return bins.map(({ count }) => (count > 0 ? '▔' : '·').padEnd(width, count > 0 ? '▔' : ' ')).join('');
}

/** The first label, the last one, and those between that have room. */
function labels(bins: readonly Bin[], width: number, columns: number): string {
  const last = bins.at(-1)?.label ?? '';
  const total = Math.max(bins.length * width, (bins[0]?.label.length ?? 0) + 2 + last.length);
  const end = Math.min(total, columns) - last.length;
  let line = '';
  bins.slice(0, -1).forEach((bin, index) => {
    const at = index * width;
    const label = index === 0 ? bin.label : innerLabel(bin.label, bins.length);
    if (label === null) return;
    if (index > 0 && (at < line.length + 4 || at + label.length + 2 > end)) return;
    line = line.padEnd(at) + label;
  });
  return line.padEnd(end) + last;
}

/** Within a long row of months or quarters it is the years that one looks for. */
function innerLabel(label: string, bins: number): string | null {
  if (bins <= 18 || !/[-Q]/.test(label)) return label;
  return /(?:-01| Q1)$/.test(label) ? label.slice(0, 4) : null;
}

function numberOf(month: string): number {
  const [year = '0', of = '1'] = month.split('-');
  return Number(year) * 12 + Number(of) - 1;
}

function labelOf(bin: number, step: number): string {
  const first = bin * step;
  const year = Math.floor(first / 12);
  if (step === 1) return `${year}-${String((first % 12) + 1).padStart(2, '0')}`;
  if (step === 3) return `${year} Q${(first % 12) / 3 + 1}`;
  return step === 12 ? `${year}` : `${year}–${year + step / 12 - 1}`;
}
