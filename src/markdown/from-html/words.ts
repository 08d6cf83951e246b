/** The words of inline nodes. */
import type { PhrasingContent } from 'mdast';

/** A node that plain text would have, too, as it stands there; undefined for any other. */
export function plainText(node: PhrasingContent): string | undefined {
  if (node.type === 'break') return '\n';
  if (node.type === 'text') return node.value;
  const only = node.type === 'link' && node.children.length === 1 ? node.children[0] : undefined;
  return node.type === 'link' && only?.type === 'text' && only.value === node.url ? node.url : undefined;
}

export function wordsOf(node: PhrasingContent): string {
  if (node.type === 'image') return node.alt ?? '';
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(wordsOf).join('') : '';
}

/** What stands between the line breaks of a paragraph, and how far each line is pushed to the right. */
export function linesIn(nodes: readonly PhrasingContent[], indent = 0): { nodes: PhrasingContent[]; indent: number }[] {
  const lines: { nodes: PhrasingContent[]; indent: number }[] = [{ nodes: [], indent }];
  for (const node of nodes) {
    if (node.type === 'break') lines.push({ nodes: [], indent: indentOf(node) });
    else lines.at(-1)?.nodes.push(node);
  }
  return lines;
}

export function indentOf(node: { readonly data?: object | undefined }): number {
  const { indent } = (node.data ?? {}) as { indent?: number };
  return indent ?? 0;
}
