/**
 * HTML that nests deeper than any mail, made shallow before it is parsed: htmlparser2 keeps its open elements in an array that grows
 * at its front, so that 200,000 nested `<div>` take it half a minute. Every tag keeps its length, so that offsets hold.
 */
import { COMMENT, hasTags, tags } from './tags.js';

const maxDepth = 500;
/** A document of fewer tags cannot be deep enough to matter. */
const fewTags = 2_000;

const empty = new Set(
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr'.split(
    ' ',
  ),
);
const cells = new Set(['td', 'th']);
/** Which open element a tag ends without a word (HTML §13.1.2.4), as far as mail leaves the end tag out. */
const ends: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['li', new Set(['li'])],
  ['tr', new Set(['tr', 'td', 'th'])],
  ['td', cells],
  ['th', cells],
  ['dd', new Set(['dd', 'dt'])],
  ['dt', new Set(['dd', 'dt'])],
  ['option', new Set(['option'])],
  ...'p h1 h2 h3 h4 h5 h6 blockquote div hr ol pre table ul'
    .split(' ')
    .map((name): [string, ReadonlySet<string>] => [name, new Set(['p'])]),
]);
/** Such a tag may go without a line break in its place. */
const inline = new Set('a b i u s em strong span font code tt small big sub sup del ins strike o:p'.split(' '));

/** The same HTML, its tags below `maxDepth` levels blanked. */
export function limitDepth(html: string): string {
  if (!hasTags(html, fewTags)) return html;
  const open: string[] = [];
  const counts = new Map<string, number>();
  let ignored = 0;
  const pop = (): string => {
    const name = open.pop() ?? '';
    counts.set(name, (counts.get(name) ?? 1) - 1);
    return name;
  };
  const parts: string[] = [];
  let copied = 0;
  for (const { from, to, name, isEnd } of tags(html)) {
    if (name === COMMENT || empty.has(name)) continue;
    if (!isEnd) {
      const ended = ends.get(name);
      while (ended?.has(open.at(-1) ?? '')) pop();
      if (open.length < maxDepth) {
        open.push(name);
        counts.set(name, (counts.get(name) ?? 0) + 1);
        continue;
      }
      ignored++;
    } else if ((counts.get(name) ?? 0) > 0 && !(ignored > 0 && open.length >= maxDepth)) {
      while (pop() !== name);
      continue;
    } else if (ignored > 0) ignored--;
    parts.push(html.slice(copied, from), blank(to - from, name));
    copied = to;
  }
  return parts.length === 0 ? html : parts.join('') + html.slice(copied);
}

function blank(length: number, name: string): string {
  return inline.has(name) || length < 4 ? ' '.repeat(length) : `<br${' '.repeat(length - 4)}>`;
}
