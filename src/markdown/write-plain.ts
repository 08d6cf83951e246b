/**
 * Paragraphs of words, links and line ends, and quotes, lists and code made of them, as Markdown: nearly all that mail holds. It writes what
 * mdast-util-to-markdown would (a test holds that it reads back as what was meant), in a third of the time; emphasis, tables and all else are left to
 * that library, which knows when a mark would not be one.
 */
import type { Code, Link, Paragraph, PhrasingContent, RootContent } from 'mdast';
import { escapeInline, escapeUrl } from './escape.js';

export function isPlain(node: RootContent): boolean {
  switch (node.type) {
    case 'paragraph':
      return isPlainParagraph(node);
    case 'blockquote':
    case 'list':
    case 'listItem':
      return node.children.every(isPlain);
    case 'code':
    case 'thematicBreak':
      return true;
    default:
      return false;
  }
}

function isPlainParagraph({ children }: Paragraph): boolean {
  return children.every(isSimple);
}

function isSimple(node: PhrasingContent, index: number, siblings: readonly PhrasingContent[]): boolean {
  if (node.type === 'text') return siblings[index + 1]?.type !== 'text';
  return (
    node.type === 'break' || (node.type === 'link' && node.children.length === 1 && node.children[0]?.type === 'text')
  );
}

/** A plain node; `follows` says that a list stands right above, with which this one must not become one. */
export function writePlain(node: RootContent, follows = false, isNested = false): string {
  switch (node.type) {
    case 'paragraph':
      return writeParagraph(node, '\n', '\n');
    case 'blockquote':
      return writeAll(node.children, '\n\n')
        .replace(/^(?=.)/gm, '> ')
        .replace(/^$/gm, '>');
    case 'list': {
      const end = follows ? ')' : '.';
      const first = node.start ?? 1;
      const markers = node.children.map((_, index) => (node.ordered ? `${first + index}${end}` : follows ? '*' : '-'));
      return node.children
        .map((item, index) => {
          const marker = markers[index] ?? '-';
          const lines = writeAll(item.children, item.spread ? '\n\n' : '\n');
          if (lines === '') return marker;
          return `${marker} ${lines.replace(/\n(?=.)/g, `\n${' '.repeat(marker.length + 1)}`)}`;
        })
        .join(node.spread ? '\n\n' : '\n');
    }
    case 'code':
      return writeCode(node, isNested);
    default:
      return '---';
  }
}

function writeAll(nodes: readonly RootContent[], between: string): string {
  const follows = followingLists(nodes);
  return nodes.map((node, index) => writePlain(node, follows[index], true)).join(between);
}

/** For each of these, whether it is a list right below one of its kind that is written with the usual marker. */
export function followingLists(nodes: readonly RootContent[]): boolean[] {
  const follows: boolean[] = [];
  for (const [index, node] of nodes.entries()) {
    const above = nodes[index - 1];
    follows.push(
      node.type === 'list' &&
        above?.type === 'list' &&
        Boolean(node.ordered) === Boolean(above.ordered) &&
        !follows[index - 1],
    );
  }
  return follows;
}

/** A paragraph between these two characters. */
function writeParagraph({ children }: Paragraph, above: string, below: string): string {
  const written: string[] = [];
  let before = above;
  for (const [index, child] of children.entries()) {
    const next = children[index + 1];
    const after = next === undefined ? below : next.type === 'link' ? '[' : ' ';
    let part = '';
    if (child.type === 'break') part = '  \n';
    else if (child.type === 'link') part = writeLink(child);
    else if (child.type === 'text') part = escapeInline(child.value, { before, after, isAlone: children.length === 1 });
    written.push(part);
    before = part.slice(-1) || before;
  }
  return written.join('');
}

function writeLink(node: Link): string {
  const url = escapeUrl(node.url);
  const only = node.children[0];
  const words = only?.type === 'text' ? only.value : '';
  if (words === url && /^(?:https?|ftp):\/\//i.test(url)) return `<${url}>`;
  return `[${escapeInline(words, { before: '[', after: ']', isAlone: true, inLink: true })}](${url})`;
}

/**
 * Fenced by tildes, the one fence that every reader knows: plain kramdown takes backticks for text, and runs the HTML between them. In a
 * list or a quote, where it and Python-Markdown know no fences, backticks at least make it code.
 */
export function writeCode({ lang, value }: Code, isNested: boolean): string {
  const mark = isNested ? '`' : '~';
  let longest = 2;
  for (const run of value.match(isNested ? /`{3,}/g : /~{3,}/g) ?? []) longest = Math.max(longest, run.length);
  const fence = mark.repeat(longest + 1);
  return `${fence}${lang ?? ''}\n${value === '' ? '' : `${value}\n`}${fence}`;
}
