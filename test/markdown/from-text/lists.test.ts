import { describe, expect, it } from 'vitest';
import { fromText, renderBlocks, type TextOptions } from '../../../src/markdown/index.js';

const convert = (text: string, options: TextOptions = {}): string => renderBlocks(fromText(text, options).blocks);

describe('lists', () => {
  it.each([
    [
      'wrapped items',
      '- one item that is long enough to be wrapped by the mailer at seventy\n  two columns\n- two\n',
      '- one item that is long enough to be wrapped by the mailer at seventy two columns\n- two\n',
    ],
    [
      'wrapped items without indentation',
      '1. one item that is long enough to be wrapped by the mailer at seventy\ntwo columns\n2. two\n',
      '1. one item that is long enough to be wrapped by the mailer at seventy two columns\n2. two\n',
    ],
    [
      'nested by indentation',
      '1. one\n   - a\n     * x\n   - b\n2. two\n',
      '1. one\n   - a\n     - x\n   - b\n2. two\n',
    ],
    ['nested by stars', '* one\n** a\n* two\n', '- one\n  - a\n- two\n'],
    ['stars without an item above them stay', '** one\n** two\n', '\\*\\* one  \n\\*\\* two\n'],
    ['a list in an item that begins with 0 is one', '- one\n  0) zero\n', '- one\n\n  0. zero\n'],
    ['a number that begins anew begins a list', ' 0) zero\n  1) one\n  1) uno\n', '0. zero\n1. one\n\n1) uno\n'],
    ['letters stay', 'a) one\nb) two\n', '- a) one\n- b) two\n'],
    ['numbers start where they start', '0) zero\n1) one\n', '0. zero\n1. one\n'],
    ['numbers that skip show as typed', '1. one\n2. two\n5. five\n', '1. one\n2. two\n\n5) five\n'],
    ['below a line that ends in a colon', 'Bring:\n- bread\n- salt\n', 'Bring:\n\n- bread\n- salt\n'],
    [
      'a dash in a sentence is none',
      'This is a paragraph that a mailer wrapped at seventy-two columns, as most\n- but not all - of them do.\n',
      'This is a paragraph that a mailer wrapped at seventy-two columns, as most - but not all - of them do.\n',
    ],
    ['a date is none', '15. February was cold.\n', '15\\. February was cold.\n'],
    ['two lists stay two', '- a\n\n+ b\n', '- a\n\n* b\n'],
  ])('%s', (_, text, markdown) => {
    expect(convert(text)).toBe(markdown);
  });
});
