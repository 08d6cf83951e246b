/** What is written reads back as the tree that was meant, by mdast-util-from-markdown. */
import fc from 'fast-check';
import type { Nodes, PhrasingContent, RootContent, Text } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it } from 'vitest';
import { serialise } from '../../src/markdown/serialise.js';
import { isPlain } from '../../src/markdown/write-plain.js';

const word = fc.constantFrom(
  'pier',
  '1.',
  '2)',
  '-',
  '+',
  '*',
  '#',
  '>',
  '===',
  '---',
  '`x',
  '[a]',
  '<b>',
  '&amp;',
  '_u_',
  ':',
  '~',
  '|',
  '12:30',
  'Zoë',
  '会議',
);
const words = fc.array(word, { minLength: 1, maxLength: 5 }).map((list) => list.join(' '));
const text = words.map((value): RootContent => ({ type: 'text', value }));
const link = words.map(
  (value): RootContent => ({ type: 'link', url: 'https://example.org/a_b(c)', children: [{ type: 'text', value }] }),
);
const paragraph = fc
  .array(fc.oneof(text, link), { minLength: 1, maxLength: 3 })
  .map((nodes) => nodes.flatMap((node, index): RootContent[] => (index > 0 ? [{ type: 'break' }, node] : [node])))
  .map((children): RootContent => ({ type: 'paragraph', children }) as RootContent);
const code = fc
  .array(fc.constantFrom('a = 1', '~~~', '```', '  b', 'end'), { minLength: 1, maxLength: 4 })
  .map((lines): RootContent => ({ type: 'code', lang: null, value: lines.join('\n').trim() || 'x' }));

const { block } = fc.letrec<{ block: RootContent; list: RootContent; quote: RootContent }>((tie) => ({
  block: fc.oneof({ maxDepth: 3 }, paragraph, code, tie('list'), tie('quote')),
  quote: fc
    .array(tie('block'), { minLength: 1, maxLength: 3 })
    .map((children) => ({ type: 'blockquote', children }) as RootContent),
  list: fc
    .record({
      ordered: fc.boolean(),
      start: fc.integer({ min: 0, max: 30 }),
      items: fc.array(fc.tuple(paragraph, fc.array(tie('block'), { maxLength: 2 })), { minLength: 1, maxLength: 3 }),
    })
    .map(
      ({ ordered, start, items }) =>
        ({
          type: 'list',
          ordered,
          ...(ordered ? { start } : {}),
          spread: false,
          children: items.map(([first, rest]) => ({ type: 'listItem', spread: false, children: [first, ...rest] })),
        }) as RootContent,
    ),
}));

/** A tree as kinds and words; neighbours of one kind of list count as one, since what keeps them apart is not theirs. */
function outline(node: Nodes): unknown {
  if (node.type === 'text') return node.value.replace(/\s+/g, ' ');
  if (node.type === 'code') return ['code', node.value];
  if (node.type === 'break') return 'break';
  const kind = node.type === 'list' ? `${node.type} ${node.ordered ? node.start : '-'}` : node.type;
  return [kind, 'children' in node ? node.children.map(outline) : []];
}

describe('plain blocks', () => {
  it('read back as what was meant', () => {
    fc.assert(
      fc.property(block, (node) => {
        fc.pre(isPlain(node));
        const [markdown = ''] = serialise([node]);
        expect(fromMarkdown(markdown).children.map(outline)).toEqual([outline(node)]);
      }),
      { numRuns: 1500 },
    );
  });
});

it('does not let a tilde in strong text close what one outside it opens', () => {
  const text = (value: string): Text => ({ type: 'text', value });
  const strong: PhrasingContent = { type: 'strong', children: [text('a 1.0~rc2 b')] };
  const [markdown] = serialise([{ type: 'paragraph', children: [text('~x '), strong] }]);
  expect(markdown).toBe('~x **a 1.0&#126;rc2 b**');
});
