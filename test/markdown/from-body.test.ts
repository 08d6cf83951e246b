import { describe, expect, it } from 'vitest';
import { fromBody, renderBlocks } from '../../src/markdown/index.js';

describe('fromBody', () => {
  it('picks by kind', () => {
    expect(renderBlocks(fromBody({ kind: 'html', html: '<p>*a*</p>' }).blocks)).toBe('\\*a\\*\n');
    expect(renderBlocks(fromBody({ kind: 'text', text: '*a*' }).blocks)).toBe('**a**\n');
  });

  it('takes flowed and addresses from the body', () => {
    const { blocks } = fromBody({
      kind: 'text',
      text: 'ask ann at example.org \nsoon',
      flowed: true,
      addresses: ['ann at example.org'],
    });
    expect(renderBlocks(blocks)).toBe('ask a… at example.org soon\n');
  });

  it('reads a document inside a text, and keeps the offsets of the whole', () => {
    const text =
      'Before.\n\nContent-Type: text/html; charset=utf-8\n\n<!DOCTYPE html>\n<html><body><h1>Title</h1></body></html>\nAfter.\n-- \nAnn\n';
    const { blocks, spans } = fromBody({ kind: 'text', text });
    expect(renderBlocks(blocks)).toBe('Before.\n\nContent-Type: text/html; charset=utf-8\n\n# Title\n\nAfter.\n');
    expect(spans.map((span) => text.slice(span.from, span.to)).join('')).toBe(text);
    expect(spans.map((span) => span.type)).toEqual(['own', 'signature']);
  });

  it('leaves somebody’s example of a document as it is typed', () => {
    const text = 'My page looks like this:\n\n<html>\n<body><h1>Header</h1></body>\n</html>\n\nand it fails.\n';
    const markdown = renderBlocks(fromBody({ kind: 'text', text }).blocks);
    expect(markdown).toContain('<body><h1>Header</h1></body>');
    expect(markdown).not.toContain('# Header');
  });
});
