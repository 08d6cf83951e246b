/**
 * Lists: items of one kind at one indentation, each with the lines that belong to it. An item's own lines are read like a text of
 * their own, so that lists nest and an item may hold paragraphs or code.
 */
import type { List, ListItem } from 'mdast';
import { isRule } from './headings.js';
import { type Line, makeLine, withText } from './lines.js';
import { type Marker, markerOf } from './markers.js';
import type { Context, Piece, Recognised } from './piece.js';
import { isMeantBreak } from './reflow.js';

const maxNesting = 12;

interface Item {
  readonly marker: Marker;
  readonly lines: Line[];
}

/** Reads the lines of an item; handed in, because blocks hold lists and lists hold blocks. */
type ReadLines = (lines: readonly Line[], context: Context) => readonly Piece[];

export function recogniseList(
  lines: readonly Line[],
  index: number,
  context: Context,
  read: ReadLines,
): Recognised | undefined {
  if (context.nesting >= maxNesting || !startsList(lines, index, context)) return undefined;
  const items: Item[] = [];
  let at = index;
  while (at < lines.length) {
    const line = lines[at];
    if (!line) break;
    const marker = siblingMarker(line, items, context);
    if (marker) {
      items.push({ marker, lines: [withText(line, marker.text)] });
      at++;
      continue;
    }
    const next = belongingLine(lines, at, items, context);
    if (next === undefined) break;
    for (; at <= next; at++) items.at(-1)?.lines.push(lines[at] ?? line);
  }
  return { pieces: toLists(items, context, read), next: at };
}

/** Whether a list begins here, also in the midst of a paragraph. */
export function startsList(lines: readonly Line[], index: number, context: Context): boolean {
  const line = lines[index];
  const marker = line && markerOf(line);
  if (!line || !marker || context.titles.has(line)) return false;
  const above = lines[index - 1];
  const hasCompany = hasSibling(lines, index, marker);
  if (marker.isWeak && !hasCompany) return false;
  if (marker.kind === 'number' && marker.number > 1 && !hasCompany && !hasElder(lines, index, marker)) return false;
  if (!above || above.blank || context.inItem) return true;
  return hasCompany || /[:：]$/.test(above.text) || isMeantBreak(above, line, context);
}

/** Another item of this list among the next lines, before a line that ends it. */
function hasSibling(lines: readonly Line[], index: number, marker: Marker): boolean {
  for (let at = index + 1; at < Math.min(lines.length, index + 40); at++) {
    const line = lines[at];
    if (!line || line.blank) continue;
    const other = markerOf(line);
    if (other && Math.abs(other.indent - marker.indent) <= 1)
      return (
        other.kind === marker.kind &&
        (marker.kind === 'bullet' ? other.typed === marker.typed : other.number === marker.number + 1)
      );
    if (line.indent < marker.indent) return false;
    if (line.indent === marker.indent && lines[at - 1]?.blank) return false;
  }
  return false;
}

/** `2.` goes on from a `1.` that a paragraph interrupted. */
function hasElder(lines: readonly Line[], index: number, marker: Marker): boolean {
  for (let at = index - 1; at >= Math.max(0, index - 60); at--) {
    const line = lines[at];
    const other = line && markerOf(line);
    if (other?.kind === marker.kind && Math.abs(other.indent - marker.indent) <= 1)
      return other.number === marker.number - 1;
  }
  return false;
}

function siblingMarker(line: Line, items: readonly Item[], context: Context): Marker | undefined {
  const marker = markerOf(line);
  if (!marker || context.titles.has(line)) return undefined;
  const first = items[0]?.marker;
  const last = items.at(-1)?.marker;
  if (!first || !last) return marker;
  if (Math.abs(marker.indent - first.indent) > 1 || marker.kind !== first.kind) return undefined;
  if (marker.kind === 'bullet') return marker.typed === first.typed ? marker : undefined;
  return marker.number > last.number ? marker : undefined;
}

/** A number that does not go on from the last one, no further in than an item of this list is. */
function startsAnew(line: Line, items: readonly Item[]): boolean {
  const [first, marker] = [items[0]?.marker, markerOf(line)];
  return marker?.kind === first?.kind && marker?.kind !== 'bullet' && (marker?.indent ?? 0) - (first?.indent ?? 0) <= 1;
}

/** The last line from `at` on that belongs to the last item; undefined when the list is over. */
function belongingLine(
  lines: readonly Line[],
  at: number,
  items: readonly Item[],
  context: Context,
): number | undefined {
  const base = items[0]?.marker.indent ?? 0;
  const line = lines[at];
  if (!line || context.titles.has(line)) return undefined;
  if (line.blank) {
    let next = at;
    while (lines[next]?.blank) next++;
    const below = lines[next];
    if (!below || next - at > 2 || context.titles.has(below)) return undefined;
    return below.indent >= base + 2 || siblingMarker(below, items, context) ? next - 1 : undefined;
  }
  if (line.indent > base) return startsAnew(line, items) ? undefined : at;
  if (line.indent < base || markerOf(line) || isRule(line)) return undefined;
  const above = lines[at - 1];
  // A mailer wraps an item without indenting the rest.
  return above && !above.blank && !isMeantBreak(above, line, context) ? at : undefined;
}

/**
 * An item's lines without its indentation. Lines that a mailer left unindented have less of it; where there is no list among them, all lose
 * only as much as these have, so that a piece of code keeps its columns.
 */
function dedent([first, ...rest]: readonly Line[], { content }: Marker): Line[] {
  const isNested = rest.some((line) => markerOf(line) !== undefined);
  const least = rest.reduce((indent, line) => (line.blank ? indent : Math.min(indent, line.indent)), content);
  const cut = rest.map((line) => {
    const margin = isNested ? Math.min(line.indent, content) : least;
    if (line.blank) return line;
    const shorter = makeLine(line.text.slice(margin), line.from, line.to, line.width);
    return { ...shorter, typed: line.typed ?? line.text.slice(least) };
  });
  return first ? [first, ...cut] : cut;
}

/** Items in Markdown lists: numbers that skip one begin a new list with the other delimiter, so that each shows as typed. */
function toLists(items: readonly Item[], context: Context, read: ReadLines): Piece[] {
  const pieces: Piece[] = [];
  let list: List | undefined;
  let last: Marker | undefined;
  for (const { marker, lines } of items) {
    const piece = pieces.at(-1);
    const to = lines.findLast((line) => !line.blank)?.to ?? 0;
    const item = toItem(marker, lines, context, read);
    const goesOn = marker.kind !== 'number' || marker.number === (last?.number ?? 0) + 1;
    last = marker;
    if (list && piece && goesOn) {
      list.children.push(item);
      pieces[pieces.length - 1] = { ...piece, to };
      continue;
    }
    list = { type: 'list', ordered: marker.kind === 'number', spread: false, children: [item] };
    if (marker.kind === 'number') list.start = marker.number;
    pieces.push({ type: 'list', node: list, from: lines[0]?.from ?? 0, to });
  }
  return pieces;
}

function toItem(marker: Marker, lines: readonly Line[], context: Context, read: ReadLines): ListItem {
  // Markdown has no lettered lists; the letter stays, as others may point at it.
  const dedented = dedent(lines, marker);
  const [first] = dedented;
  const own =
    marker.kind === 'letter' && first
      ? [withText(first, `${marker.typed} ${first.text}`), ...dedented.slice(1)]
      : dedented;
  const pieces = read(own, { ...context, nesting: context.nesting + 1, inItem: true });
  const children = pieces.map((piece) => piece.node) as ListItem['children'];
  const paragraphs = children.filter((child) => child.type === 'paragraph').length;
  // Right below a paragraph, Markdown believes a list that begins with 1 alone (CommonMark §5.2).
  const isUnbelieved = children.some(
    (child, index) => child.type === 'list' && (child.start ?? 1) !== 1 && children[index - 1]?.type === 'paragraph',
  );
  return { type: 'listItem', spread: paragraphs > 1 || isUnbelieved, children };
}
