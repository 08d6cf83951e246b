/** The lines of a `<pre>`, each with its place in the source. */
import type { Range } from '../model.js';
import { below, type DomElement, type DomText, isElement, placeOf } from './dom.js';

export interface PreLine extends Range {
  readonly text: string;
}

export function preLines(element: DomElement, html: string): PreLine[] {
  const lines: { text: string; from: number; to: number }[] = [];
  const start = element.children[0] ? placeOf(element.children[0]).from : placeOf(element).to;
  let line = { text: '', from: start, to: start };
  const lineEnd = (to: number, next: number): void => {
    lines.push({ ...line, to });
    line = { text: '', from: next, to: next };
  };
  for (const node of below(element)) {
    if (isElement(node) && node.name === 'br') lineEnd(placeOf(node).from, placeOf(node).to);
    if (node.type !== 'text') continue;
    const { to } = placeOf(node);
    const ends = lineEnds(node, html);
    for (const [index, words] of node.data.split('\n').entries()) {
      if (index > 0) lineEnd(ends[index - 1] ?? to, (ends[index - 1] ?? to) + 1);
      line.text += words.replaceAll('\u00a0', ' ');
    }
    line.to = to;
  }
  if (line.text !== '') lines.push(line);
  // HTML leaves out a line end right after the tag.
  return lines[0]?.text === '' ? lines.slice(1) : lines;
}

/** Where the line ends of a text are in the source; entities make the two differ, but not in their line ends. */
function lineEnds(node: DomText, html: string): number[] {
  const { from, to } = placeOf(node);
  const ends: number[] = [];
  for (let at = html.indexOf('\n', from); at !== -1 && at < to; at = html.indexOf('\n', at + 1)) ends.push(at);
  return ends;
}

/** Whether a `<pre>` holds code, and not a text. */
export function isCode(element: DomElement): boolean {
  const only = element.children.filter((child) => child.type !== 'text' || child.data.trim() !== '');
  return only.length === 1 && only[0] !== undefined && isElement(only[0]) && only[0].name === 'code';
}
