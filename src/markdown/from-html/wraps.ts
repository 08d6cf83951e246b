/** Line breaks that a mailer put where its column ended. */
import type { Paragraph, PhrasingContent } from 'mdast';
import { columns } from '../from-text/lines.js';
import { headerLine } from './forwards.js';
import { wordsOf } from './words.js';

/** Mailers wrap between these columns; a longer line was none that was wrapped. */
const least = 60;
const most = 100;
/** As much of a line as is needed to see that it is a header line. */
const maxHeader = 40;

/** The paragraph with a space for each break that nobody meant: below a full line, and above one that goes on in lower case. */
export function joinWraps(paragraph: Paragraph): Paragraph {
  const { children } = paragraph;
  let mended: PhrasingContent[] | undefined;
  for (const [index, node] of children.entries()) {
    if (node.type !== 'break' || !goesOn(children, index + 1)) continue;
    const width = widthAbove(children, index);
    if (width < least || width > most) continue;
    mended ??= [...children];
    mended[index] = { type: 'text', value: ' ' };
  }
  return mended ? { ...paragraph, children: mended } : paragraph;
}

/** Whether the line that begins here goes on with a sentence. */
function goesOn(children: readonly PhrasingContent[], from: number): boolean {
  let words = '';
  for (let at = from; words.length < maxHeader && at < children.length; at++) {
    const node = children[at];
    if (!node || node.type === 'break') break;
    words += wordsOf(node);
    if (!/^\p{Ll}/u.test(words)) return false;
  }
  return words !== '' && !headerLine.test(words);
}

function widthAbove(children: readonly PhrasingContent[], end: number): number {
  let width = 0;
  for (let at = end - 1; at >= 0 && width <= most; at--) {
    const node = children[at];
    if (!node || node.type === 'break') break;
    width += columns(wordsOf(node));
  }
  return width;
}
