/**
 * turndown, set up to write Markdown whose marks no mail can hold: `**`, `[` and `>` stand between characters that are none (Unicode's
 * noncharacters), so that nothing has to be escaped, and reading it back takes one pass and no grammar.
 */
import TurndownService from 'turndown';
import type { HtmlNode } from './nodes.js';

/** `OPEN mark SEPARATOR argument… BEGIN content CLOSE`. */
export const OPEN = '\ufdd0';
export const SEPARATOR = '\ufdd1';
export const BEGIN = '\ufdd2';
export const CLOSE = '\ufdd3';

/** What an element is in Markdown, and what else is to be known of it. */
const marks: Readonly<Record<string, (node: HtmlNode) => readonly string[]>> = {
  p: (node) => withIndent('p', node),
  h1: () => ['#', '1'],
  h2: () => ['#', '2'],
  h3: () => ['#', '3'],
  h4: () => ['#', '4'],
  h5: () => ['#', '5'],
  h6: () => ['#', '6'],
  blockquote: () => ['>'],
  ul: () => ['-'],
  ol: (node) => ['1.', node.getAttribute('start') ?? '1'],
  li: () => ['li'],
  pre: () => ['```'],
  hr: () => ['---'],
  table: () => ['|'],
  tr: () => ['|-'],
  td: () => ['||'],
  b: () => ['**'],
  i: () => ['*'],
  del: () => ['~~'],
  code: () => ['`'],
  br: (node) => withIndent('\\', node),
  a: (node) => ['[', node.getAttribute('href') ?? ''],
  img: (node) => ['![', node.getAttribute('src') ?? '', node.getAttribute('alt') ?? ''],
};

/** How far a line is pushed to the right, where it is. */
function withIndent(mark: string, node: HtmlNode): readonly string[] {
  const indent = node.getAttribute('indent');
  return indent === null ? [mark] : [mark, indent];
}

const service = new TurndownService();
service.escape = (text: string): string => text;
service.addRule('marks', {
  filter: (node) => node.nodeName.toLowerCase() in marks,
  replacement: (content, node) => {
    const mark = marks[node.nodeName.toLowerCase()]?.(node as unknown as HtmlNode) ?? [];
    return `${OPEN}${mark.join(SEPARATOR)}${BEGIN}${content}${CLOSE}`;
  },
});

/** The Markdown of what is in a node, with such marks. */
export function toMarks(root: HtmlNode): string {
  return service.turndown(root as unknown as TurndownService.Node);
}
