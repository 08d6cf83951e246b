import { describe, expect, it } from 'vitest';
import { fromText, renderBlocks, type TextOptions } from '../../../src/markdown/index.js';

const convert = (text: string, options: TextOptions = {}): string => renderBlocks(fromText(text, options).blocks);

const wrapped =
  'This is a paragraph that a mailer wrapped at seventy-two columns, as most\nof them do, and it goes on here.';

describe('which line ends were meant', () => {
  it.each([
    [
      'a wrapped paragraph is one line',
      wrapped,
      'This is a paragraph that a mailer wrapped at seventy-two columns, as most of them do, and it goes on here.',
    ],
    [
      'an address stays as it is',
      'Blue Door\n12 Harbour Street\n1000 Brussels',
      'Blue Door  \n12 Harbour Street  \n1000 Brussels',
    ],
    [
      'a short first line stays',
      `Good news!\n${wrapped}`,
      'Good news!  \nThis is a paragraph that a mailer wrapped at seventy-two columns, as most of them do, and it goes on here.',
    ],
    ['CJK is joined without a space', `${'会'.repeat(36)}\n議の`, `${'会'.repeat(36)}議の`],
    [
      'a URL on a line of its own belongs to its sentence',
      'The photos are at\nhttp://example.org/a',
      'The photos are at <http://example.org/a>',
    ],
  ])('%s', (_, text, markdown) => {
    expect(convert(text)).toBe(`${markdown}\n`);
  });

  it('can be turned off', () => {
    expect(convert(wrapped, { reflow: false })).toBe(`${wrapped.replace('\n', '  \n')}\n`);
  });

  it('takes the line ends of an unwrapped mail for meant', () => {
    const long = 'A sentence that is long enough for nobody to have wrapped it at all, as some web mailers do it. '
      .repeat(2)
      .trim();
    expect(convert(`${long}\n${long}\n${long}`)).toBe(`${long}  \n${long}  \n${long}\n`);
  });
});

it('begins a line with each marker, however full the one above is (RESULT:, ACTION:)', () => {
  const minutes =
    'RESULT: The table moves to the wiki and each of the projects keeps its own row.\n' +
    'ACTION: Zoë asks the others, on the list and in the room, whether that is fine.\n';
  expect(renderBlocks(fromText(minutes).blocks).split('  \n')).toHaveLength(2);
});
