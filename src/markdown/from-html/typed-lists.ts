/** Lists whose bullets and numbers were typed, in lines that end in `<br>`. */
import type { Paragraph, PhrasingContent, RootContent } from 'mdast';
import { piecesOfText } from '../from-text/index.js';
import { indentOf, linesIn, plainText, wordsOf } from './words.js';

const point = /^\s*(?:[-*•·▪‣◦●–—+]|\(?\d{1,3}[.)]{1,2}) \S/;
const start = /^\s*[-*•·▪‣◦●–—+(\d]/;
/** Characters that no mail has here (writer.ts), one for each node that plain text has no words for. */
const firstToken = 0xe001;
const lastToken = 0xf8ff;
const filler = '\ue000';
const maxIndent = 40;
const tokens = /([\ue001-\uf8ff])\ue000*/g;

export function isPoint(line: string): boolean {
  return point.test(line);
}

/** What lines of which two or more are points mean to plain text, with the links and marks that are in them; undefined for others. */
export function typedLists(paragraph: Paragraph): RootContent[] | undefined {
  if (pointsIn(paragraph) < 2) return undefined;
  const held: PhrasingContent[] = [];
  const lines = linesIn(paragraph.children, indentOf(paragraph)).map(({ nodes, indent }) => {
    const words = nodes.map((node) => plainText(node) ?? hold(node, held)).join('');
    return ' '.repeat(Math.min(indent, maxIndent)) + words;
  });
  if (lines.filter(isPoint).length < 2 || held.length > lastToken - firstToken) return undefined;
  return piecesOfText(lines.join('\n')).map((piece) => restored(piece.node, held) as RootContent);
}

/** How many lines may be points, by their first words. */
function pointsIn({ children }: Paragraph): number {
  let count = 0;
  for (const [index, node] of children.entries())
    if (node.type === 'text' && (index === 0 || children[index - 1]?.type === 'break') && start.test(node.value))
      count++;
  return count;
}

/** A stand-in as wide as the words of the node. */
function hold(node: PhrasingContent, held: PhrasingContent[]): string {
  held.push(node);
  return String.fromCharCode(firstToken + held.length - 1) + filler.repeat(Math.max(0, wordsOf(node).length - 1));
}

type Node = RootContent | PhrasingContent;

function restored(node: Node, held: readonly PhrasingContent[]): Node {
  if ('children' in node) {
    const children = (node.children as Node[]).flatMap((child) =>
      child.type === 'text' ? withHeld(child.value, held) : [restored(child, held)],
    );
    const shown = node.type === 'link' ? { ...node, url: inWords(node.url, held) } : node;
    return { ...shown, children } as Node;
  }
  return 'value' in node ? { ...node, value: inWords(node.value, held) } : node;
}

function withHeld(text: string, held: readonly PhrasingContent[]): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  let at = 0;
  for (const match of text.matchAll(tokens)) {
    if (match.index > at) nodes.push({ type: 'text', value: text.slice(at, match.index) });
    const node = held[match[0].charCodeAt(0) - firstToken];
    if (node) nodes.push(node);
    at = match.index + match[0].length;
  }
  if (at < text.length) nodes.push({ type: 'text', value: text.slice(at) });
  return nodes;
}

/** For code and addresses, which are only words. */
function inWords(text: string, held: readonly PhrasingContent[]): string {
  return text.replace(tokens, (_, token: string) => {
    const node = held[token.charCodeAt(0) - firstToken];
    return node ? wordsOf(node) : '';
  });
}
