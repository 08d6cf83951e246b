import { describe, expect, it } from 'vitest';
import { makeLine } from '../../../src/markdown/from-text/lines.js';
import { markerOf } from '../../../src/markdown/from-text/markers.js';

const read = (text: string): unknown => {
  const marker = markerOf(makeLine(text, 0, text.length));
  return marker && [marker.kind, marker.typed, marker.number, marker.content, marker.text];
};

describe('markerOf', () => {
  it.each([
    ['- a', ['bullet', '-', 0, 2, 'a']],
    ['  •  a', ['bullet', '•', 0, 5, 'a']],
    ['o a', ['bullet', 'o', 0, 2, 'a']],
    ['1. a', ['number', '1.', 1, 3, 'a']],
    ['(12) a', ['number', '(12)', 12, 5, 'a']],
    ['b) a', ['letter', 'b)', 2, 3, 'a']],
    ['(1. a)', undefined],
    ['(1.) a', ['number', '(1.)', 1, 5, 'a']],
    ['-a', undefined],
    ['01. a', undefined],
    ['2012. a', undefined],
    ['1.5 a', undefined],
    ['*a*', undefined],
  ])('%s', (text, marker) => {
    expect(read(text)).toEqual(marker);
  });
});
