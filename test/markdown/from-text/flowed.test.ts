import { describe, expect, it } from 'vitest';
import { toFlowedLines } from '../../../src/markdown/from-text/flowed.js';

const flow = (text: string): string[] => toFlowedLines(text).map((line) => line.text);

describe('toFlowedLines (RFC 3676)', () => {
  it.each([
    ['joins lines that end in a space', 'one \ntwo\nthree', ['one two', 'three']],
    ['takes the stuffing away', ' >no quote\n From here', ['>no quote', 'From here']],
    ['joins quoted lines of one depth', '> one \n> two\n>> deeper \nown', ['> one two', '>> deeper', 'own']],
    ['never flows into or from a signature separator', 'one \n-- \nAnn \nKeller', ['one', '--', 'Ann Keller']],
    ['ends at a blank line, whatever stands above it', 'one \n\ntwo \n \nthree', ['one', '', 'two', '', 'three']],
    ['never flows into a separator that lost its space', 'one \n--\nAnn', ['one', '--', 'Ann']],
    ['knows marks with spaces between them', '> > one \n> > two\n> own', ['> > one two', '> own']],
    ['adds no space behind a mark', '>one\n>: two', ['>one', '>: two']],
    ['begins a line at a mark of another kind', '＞one \n＞two', ['＞one', '＞two']],
    ['begins the next item on a line of its own', '1) one \nmore \n2) two', ['1) one more', '2) two']],
  ])('%s', (_, text, lines) => {
    expect(flow(text)).toEqual(lines);
  });

  it('takes the space at the end of a flowing line away where DelSp says so', () => {
    expect(toFlowedLines('月曜日に集まり、 \n合意しました。', true).map((line) => line.text)).toEqual([
      '月曜日に集まり、合意しました。',
    ]);
  });

  it('does not take a stuffed mark for a quote', () => {
    expect(toFlowedLines(' >no quote').map((line) => line.depth)).toEqual([0]);
  });

  it('remembers where the lines stood', () => {
    expect(toFlowedLines('one \ntwo\nthree').map((line) => [line.from, line.to])).toEqual([
      [0, 9],
      [9, 14],
    ]);
  });
});
