/**
 * Code that some renderer or site generator would run, as paragraphs that show it. Before it is written, since an item of a list
 * spaces what is in it by its kind.
 */
import type { Code, List, Paragraph, PhrasingContent, RootContent } from 'mdast';
import { hasTemplateOpener } from './escape.js';

const NBSP = '\u00a0';
/** HTML, and lines that begin a definition, a footnote, a quote, an admonition, a tab, or end a block. */
const live = /<[A-Za-z/!?]|^\s{0,3}(?:: |\^$|\*?\[[^\]\n]{1,100}\]: ?|> |!!!|\?\?\?|===)/m;
/** Languages that generators and their themes draw instead of showing. */
const drawn = new Set([
  'goat',
  'mermaid',
  'math',
  'latex',
  'katex',
  'graphviz',
  'dot',
  'plantuml',
  'flowchart',
  'chart',
]);

/** The node with every piece of such code in it replaced. */
export function withInertCode(node: RootContent, isNested = false): RootContent {
  switch (node.type) {
    case 'code':
      return inertCode(node, isNested);
    case 'paragraph':
    case 'heading':
      return { ...node, children: mergeCodes(node.children) };
    case 'listItem': {
      const children = node.children.map((child) => withInertCode(child, true));
      return { ...node, spread: Boolean(node.spread) || isLoose(children), children } as RootContent;
    }
    case 'blockquote':
    case 'list':
      return { ...node, children: node.children.map((child) => withInertCode(child, true)) } as RootContent;
    default:
      return node;
  }
}

/** Two pieces of code side by side would be read as one fence of two backticks. */
function mergeCodes(children: readonly PhrasingContent[]): PhrasingContent[] {
  if (!children.some((child, index) => child.type === 'inlineCode' && children[index + 1]?.type === 'inlineCode'))
    return [...children];
  const merged: PhrasingContent[] = [];
  for (const child of children) {
    const last = merged.at(-1);
    if (child.type === 'inlineCode' && last?.type === 'inlineCode')
      merged[merged.length - 1] = { type: 'inlineCode', value: last.value + child.value };
    else merged.push(child);
  }
  return merged;
}

/** A list that begins with another number than 1, or with nothing, is the rest of a paragraph above it (CommonMark §5.3). */
function mayInterrupt({ ordered, start, children }: List): boolean {
  return !(ordered && (start ?? 1) !== 1) && (children[0]?.children.length ?? 0) > 0;
}

/** Whether an item has a paragraph that would become part of what stands above it (CommonMark §5.1, lazy continuation). */
function isLoose(children: readonly RootContent[]): boolean {
  return children.some((child, index) => {
    const above = children[index - 1]?.type;
    if (child.type === 'list') return above === 'paragraph' && !mayInterrupt(child);
    if (child.type === 'blockquote') return above === 'paragraph';
    return child.type === 'paragraph' && (above === 'paragraph' || above === 'list' || above === 'blockquote');
  });
}

function inertCode({ lang, value }: Code, isNested: boolean): Code | Paragraph {
  // Entities do not work in code, so a template opener there can only be shown as escaped text.
  if (hasTemplateOpener(value)) return asLines(value, 'text');
  // Python-Markdown knows fences at the margin alone, and runs the HTML in all others; kramdown ends a block at a lone `^`.
  if (isNested && live.test(value)) return asLines(value, 'inlineCode');
  // What else stands beside a fence is an attribute or a template somewhere; in a list or a quote, plain kramdown and Python-Markdown
  // show the language as a word of the text.
  const isPlain = !isNested && /^[\w.+#-]{1,30}$/.test(lang ?? '') && !drawn.has((lang ?? '').toLowerCase());
  return { type: 'code', lang: isPlain ? (lang ?? null) : null, value };
}

function asLines(value: string, type: 'text' | 'inlineCode'): Paragraph {
  const children: PhrasingContent[] = [];
  for (const line of value.split('\n')) {
    if (children.length > 0) children.push({ type: 'break' });
    const shown = line
      .replace(/\t/g, '    ')
      .replace(/^ +/, (spaces) => NBSP.repeat(spaces.length))
      .trimEnd();
    children.push(shown === '' ? { type: 'text', value: NBSP } : { type, value: shown });
  }
  return { type: 'paragraph', children };
}
