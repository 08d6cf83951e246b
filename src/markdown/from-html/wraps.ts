/** Line breaks that a mailer put where its column ended. */
import type { Paragraph, PhrasingContent } from 'mdast';
import { columns } from '../from-text/lines.js';
import { headerLine } from './forwards.js';
import { linesIn, wordsOf } from './words.js';

/** Mailers wrap between these columns; a longer line was none that was wrapped. */
const least = 60;
const most = 100;

/** The paragraph with a space for each break that nobody meant: below a full line, and above one that goes on in lower case. */
export function joinWraps(paragraph: Paragraph): Paragraph {
  if (!paragraph.children.some((node) => node.type === 'break')) return paragraph;
  const lines = linesIn(paragraph.children).map(({ nodes }) => nodes);
  const words = lines.map((nodes) => nodes.map(wordsOf).join('').trim());
  const breaks = paragraph.children.filter((node) => node.type === 'break');
  const children = lines.flatMap((nodes, index): PhrasingContent[] => {
    if (index === 0) return nodes;
    const isWrap = goesOn(words[index - 1] ?? '', words[index] ?? '');
    return [isWrap ? { type: 'text', value: ' ' } : (breaks[index - 1] ?? { type: 'break' }), ...nodes];
  });
  return { ...paragraph, children };
}

function goesOn(above: string, below: string): boolean {
  const width = columns(above);
  return width >= least && width <= most && /^\p{Ll}/u.test(below) && !headerLine.test(below);
}
