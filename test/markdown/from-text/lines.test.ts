import { describe, expect, it } from 'vitest';
import { columns, mailLine, stripMark, toLines } from '../../../src/markdown/from-text/lines.js';

describe('toLines', () => {
  it('covers the text', () => {
    const text = 'a\n\n > > b\n\tc\u0000d';
    expect(
      toLines(text)
        .map((line) => text.slice(line.from, line.to))
        .join(''),
    ).toBe(text);
    expect(toLines(text).map((line) => [line.text, line.indent, line.depth, line.inner, line.blank])).toEqual([
      ['a', 0, 0, 'a', false],
      ['', 0, 0, '', true],
      [' > > b', 1, 2, 'b', false],
      ['        c d', 8, 0, '        c d', false],
    ]);
  });

  it('counts quote marks with and without spaces', () => {
    expect(['>a', '>>> a', '> >> a', '>', 'a > b'].map((raw) => mailLine(raw, 0, raw.length).depth)).toEqual([
      1, 3, 3, 1, 0,
    ]);
    expect(stripMark(mailLine('> > a', 0, 5)).text).toBe('> a');
  });

  it('gives a CJK character two columns', () => {
    expect(columns('会議 ok')).toBe(7);
  });
});
