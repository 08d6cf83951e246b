/** The marked Markdown that turndown writes → mdast. */
import type { PhrasingContent, RootContent } from 'mdast';
import { append } from '../append.js';
import { certainLanguage } from '../from-text/code.js';
import { piecesOfText } from '../from-text/index.js';
import { unwrapUrl } from '../urls.js';
import { BEGIN, CLOSE, OPEN, SEPARATOR } from './marks.js';
import type { PreText } from './writer.js';

type Node = RootContent;
type Build = (children: Node[], args: readonly string[], texts: readonly PreText[]) => Node | readonly Node[];

const builds: Readonly<Record<string, Build>> = {
  p: (children, [indent]) =>
    withIndent({ type: 'paragraph', children: withoutSpaceAtEnd(children) as PhrasingContent[] }, indent),
  '#': (children, [depth]) => ({ type: 'heading', depth: Number(depth), children }) as Node,
  '>': (children) => ({ type: 'blockquote', children }) as Node,
  '-': (children) => ({ type: 'list', ordered: false, spread: false, children }) as Node,
  '1.': (children, [start]) => ({ type: 'list', ordered: true, start: Number(start), spread: false, children }) as Node,
  li: (children) => ({ type: 'listItem', spread: false, children }) as Node,
  '```': (children, _, texts) => readPre(texts[Number(textOf(children))]),
  '---': () => ({ type: 'thematicBreak' }),
  '|': (children) => ({ type: 'table', align: [], children }) as Node,
  '|-': (children) => ({ type: 'tableRow', children }) as Node,
  '||': (children) => ({ type: 'tableCell', children }) as Node,
  '**': (children) => ({ type: 'strong', children }) as Node,
  '*': (children) => ({ type: 'emphasis', children }) as Node,
  '~~': (children) => ({ type: 'delete', children }) as Node,
  '`': (children) => {
    const value = textOf(children).trim();
    return value === '' ? [] : { type: 'inlineCode', value };
  },
  '\\': (_, [indent]) => withIndent({ type: 'break' }, indent),
  '[': (children, [url = '']) => linkTo(url, children as PhrasingContent[]),
  '![': (_, [url = '', alt = '']) => ({ type: 'image', url, alt }),
};

function withIndent(node: Node, indent: string | undefined): Node {
  return indent === undefined ? node : ({ ...node, data: { indent: Number(indent) } } as Node);
}

/** Where only words count, and those that stand by themselves are no words. */
const structural: ReadonlySet<string> = new Set(['', '>', '-', '1.', 'li', '|', '|-']);

interface Frame {
  readonly name: string;
  readonly args: readonly string[];
  readonly children: Node[];
}

export function readMarks(marked: string, texts: readonly PreText[]): Node[] {
  const root: Frame = { name: '', args: [], children: [] };
  const frames = [root];
  let open = marked.indexOf(OPEN);
  let close = marked.indexOf(CLOSE);
  for (let at = 0; open !== -1 || close !== -1; ) {
    const frame = frames.at(-1) ?? root;
    const opens = open !== -1 && open < close;
    const end = opens ? open : close;
    if (end > at && !structural.has(frame.name)) {
      const words = marked.slice(at, end);
      const isFixed = !words.includes('://') || frames.some(({ name }) => name === '[' || name === '`');
      if (isFixed) frame.children.push({ type: 'text', value: words });
      else append(frame.children, withLinks(words));
    }
    if (opens) {
      const begin = marked.indexOf(BEGIN, open);
      const head = marked.slice(open + 1, begin);
      const [name = '', ...args] = head.includes(SEPARATOR) ? head.split(SEPARATOR) : [head];
      frames.push({ name, args, children: [] });
      at = begin + 1;
      open = marked.indexOf(OPEN, at);
    } else {
      at = close + 1;
      close = marked.indexOf(CLOSE, at);
      if (frames.length === 1) continue;
      frames.pop();
      const built = builds[frame.name]?.(frame.children, frame.args, texts) ?? [];
      const parent = frames.at(-1) ?? root;
      if ('type' in built) parent.children.push(built);
      else append(parent.children, built);
    }
  }
  return root.children;
}

/** A `<pre>` without `<code>` is how archives and mailers show plain text. */
function readPre(pre: PreText | undefined): readonly Node[] {
  if (!pre) return [];
  if (pre.isCode) {
    const value = pre.text.replace(/\n$/, '');
    return [{ type: 'code', lang: pre.lang ?? certainLanguage(value), value }];
  }
  return piecesOfText(pre.text).map((piece) => piece.node);
}

const address = /(?<![\p{L}\p{N}])(?:https?|ftp):\/\/[^\s<>"“”„«»]{1,2000}/giu;

/** Addresses that are only text are links in every mail program. */
function withLinks(words: string): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  let at = 0;
  for (const match of words.matchAll(address)) {
    // A bracket belongs to the address when it opens in it.
    const end = match[0].includes('(') ? /[.,;:!?'*_~\]]+$/ : /[.,;:!?'*_~)\]]+$/;
    const written = match[0].replace(end, '');
    const url = unwrapUrl(written);
    if (match.index > at) nodes.push({ type: 'text', value: words.slice(at, match.index) });
    nodes.push({ type: 'link', url, children: [{ type: 'text', value: url }] });
    at = match.index + written.length;
  }
  if (at < words.length) nodes.push({ type: 'text', value: words.slice(at) });
  return nodes;
}

/** Where the text of a link is the address that a gateway wrapped, it is unwrapped as its target was. */
function linkTo(url: string, children: PhrasingContent[]): Node {
  const only = children.length === 1 ? children[0] : undefined;
  const isAddress = only?.type === 'text' && unwrapUrl(only.value) === url;
  return { type: 'link', url, children: isAddress ? [{ type: 'text', value: url }] : children };
}

/** Where code is gone that held nothing but an image without words, the space before it is the last. */
function withoutSpaceAtEnd(children: Node[]): Node[] {
  const last = children.at(-1);
  if (last?.type !== 'text' || !last.value.endsWith(' ')) return children;
  const words = last.value.trimEnd();
  return [...children.slice(0, -1), ...(words === '' ? [] : [{ type: 'text' as const, value: words }])];
}

/** Code has no images, but their words. */
function textOf(nodes: readonly Node[]): string {
  return nodes
    .map((node) => (isText(node) ? node.value : 'children' in node ? textOf(node.children) : altOf(node)))
    .join('');
}

function isText(node: Node): node is Extract<Node, { value: string }> {
  return 'value' in node;
}

function altOf(node: Node): string {
  return node.type === 'image' ? (node.alt ?? '') : '';
}
