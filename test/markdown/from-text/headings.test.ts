import { describe, expect, it } from 'vitest';
import { fromText, renderBlocks, type TextOptions } from '../../../src/markdown/index.js';

const convert = (text: string, options: TextOptions = {}): string => renderBlocks(fromText(text, options).blocks);

describe('headings', () => {
  it.each([
    [
      'underlined',
      'Topic\n=====\n\nText.\n\nSub topic\n---------\nMore.\n',
      '# Topic\n\nText.\n\n## Sub topic\n\nMore.\n',
    ],
    ['framed by lines', '=====\nTopic\n=====\nText.\n', '# Topic\n\nText.\n'],
    ['framed by signs', '==== Topic ====\n\nText.\n', '# Topic\n\nText.\n'],
    [
      'a rule is no underline',
      'This is a sentence that somebody wrote.\n---\nText.\n',
      'This is a sentence that somebody wrote.\n\n---\n\nText.\n',
    ],
    ['numbered titles', '1) One\n\n   Text.\n\n2) Two\n\n   Text.\n', '# One\n\nText.\n\n# Two\n\nText.\n'],
    [
      'numbered titles, the address of one on a line of its own',
      '0) Agenda -\n\nText.\n\n1) One -\n   https://example.org/1\n\nText.\n\n2) Two\n\nText.\n',
      '# Agenda\n\nText.\n\n# One\n\n<https://example.org/1>\n\nText.\n\n# Two\n\nText.\n',
    ],
    ['an agenda is a list', '1) One\n2) Two\n', '1. One\n2. Two\n'],
    [
      'numbered paragraphs are a list',
      '1. This one says something.\n\n2. So does this one.\n',
      '1. This one says something.\n2. So does this one.\n',
    ],
    [
      'starred titles',
      '* One\n\nText of one.\n\n* Two\n\nText of two.\n',
      '# One\n\nText of one.\n\n# Two\n\nText of two.\n',
    ],
    ['one starred line is an item', 'Text.\n\n* One\n\nText.\n', 'Text.\n\n- One\n\nText.\n'],
    [
      'a title with its address',
      '1) One - https://example.org/1\n\nText.\n\n2) Two -\n\nText.\n',
      '# One\n\n<https://example.org/1>\n\nText.\n\n# Two\n\nText.\n',
    ],
    ['a number sign is none', '# not a heading\n', '\\# not a heading\n'],
  ])('%s', (_, text, markdown) => {
    expect(convert(text)).toBe(markdown);
  });
});
