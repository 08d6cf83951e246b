import { describe, expect, it } from 'vitest';
import { fromText, renderBlocks, type TextOptions } from '../../../src/markdown/index.js';

const convert = (text: string, options: TextOptions = {}): string => renderBlocks(fromText(text, options).blocks);

describe('fromText', () => {
  it('says where each block stands', () => {
    const text = 'Hi,\n\nOne.\n\nTopic\n-----\n\n- a\n- b\n';
    const { blocks } = fromText(text);
    expect(blocks.map((block) => [block.type, text.slice(block.from, block.to)])).toEqual([
      ['paragraph', 'One.\n'],
      ['heading', 'Topic\n-----\n'],
      ['list', '- a\n- b\n'],
    ]);
  });

  it('shows what is set aside when asked to', () => {
    expect(convert('Hi,\n\nOne.\n-- \nAnn\n', { keep: new Set(['own', 'greeting', 'signature']) })).toBe(
      'Hi,\n\nOne.\n\n\\--  \nAnn\n',
    );
  });

  it('keeps addresses when told to', () => {
    expect(convert('ann@example.org', { redact: false })).toBe('ann@example.org\n');
    expect(convert('ann@example.org')).toBe('a…@example.org\n');
  });
});
