import { describe, expect, it } from 'vitest';
import { fromText, renderBlocks } from '../../../src/markdown/index.js';

const size = 400_000;
const repeat = (text: string): string => text.repeat(Math.ceil(size / text.length));

/** Where one line asks about all the others, these take minutes, and the test never ends in time. */
describe('mail made to be slow', () => {
  it.each([
    ['spaces', `${' '.repeat(size)}x`],
    ['lines that an mbox escaped', repeat('>From a\n\n')],
    ['short quotes', repeat('> a\nb\n')],
    ['signatures above quotes', repeat('-- \n> a\n')],
    ['names above quotes', repeat('Ann\n> a\n\n')],
    ['postscripts above quotes', repeat('a\n\nP.S. x\n\n> a\n')],
    ['disclaimers above quotes', repeat('confidential\n> a\n')],
    ['a list of one paragraph', repeat('- a\nb\n')],
    ['colons above lists', repeat('Word:\n- a\n')],
    ['fences that nothing ends', repeat('```a\n')],
    ['fences that are too short to end them', repeat('`````a\n```\n')],
    ['announcements among indented lines', repeat(' Abc: a\n ------ Old ------\n')],
    ['attributions that are marked', repeat('>>> On a b:\n\n')],
  ])('%s', (_, text) => {
    expect(renderBlocks(fromText(text, { authorName: 'Ann Keller' }).blocks)).not.toBe('');
  });

  it('numbered lists without end do not exhaust the stack', () => {
    const { blocks } = fromText(`Numbers:\n\n${'1. a\n\n'.repeat(20_000)}`);
    expect(blocks.filter((block) => block.type === 'list').length).toBe(20_000);
  });
});
