/** `[1]` in the text, `[1] https://…` below it: the line is set aside where its link stands in the text. */
import type { Line } from './lines.js';
import { paragraph, type Recogniser } from './piece.js';
import { toInline } from './reflow.js';

const labelled = /^\s*\[([\p{L}\p{N}][\p{L}\p{N}_-]{0,20})\]:?\s+(.*)$/u;
const onlyUrl = /^<?(?:URL:)?((?:https?|ftp):\/\/[^\s<>"]+)>?$/i;
const someUrl = /(?:https?|ftp):\/\/[^\s<>"]+/gi;

interface Definition {
  readonly label: string;
  readonly url: string;
  /** The line says nothing else. */
  readonly isBare: boolean;
  readonly lines: readonly Line[];
}

/** Label → URL for every label that is defined once, or always the same. */
export function findReferences(lines: readonly Line[]): ReadonlyMap<string, string> {
  const links = new Map<string, string>();
  const doubtful = new Set<string>();
  for (let index = 0; index < lines.length; index++) {
    const definition = definitionAt(lines, index);
    if (!definition) continue;
    const known = links.get(definition.label);
    if (known !== undefined && known !== definition.url) doubtful.add(definition.label);
    links.set(definition.label, definition.url);
  }
  for (const label of doubtful) links.delete(label);
  return links;
}

function definitionAt(lines: readonly Line[], index: number): Definition | undefined {
  const match = labelled.exec(lines[index]?.text ?? '');
  if (!match || !lines[index]) return undefined;
  const [, label = '', first = ''] = match;
  // `[1] http://example.org/summit/` may go on in the next line.
  const follow = lines[index + 1];
  if (
    onlyUrl.test(first.trim()) &&
    follow?.from === lines[index].to &&
    follow.indent > 0 &&
    /^\S+$/.test(follow.text.trim()) &&
    !labelled.test(follow.text) &&
    !/:\/\//.test(follow.text)
  ) {
    const whole = onlyUrl.exec(first.trim() + follow.text.trim());
    if (whole?.[1] && /[/=&?%_-]$|^\S{60,}$/.test(first.trim()))
      return { label, url: whole[1], isBare: true, lines: lines.slice(index, index + 2) };
  }
  const bare = onlyUrl.exec(first.trim())?.[1];
  if (bare) return { label, url: bare, isBare: true, lines: lines.slice(index, index + 1) };
  const urls = first.match(someUrl) ?? [];
  if (urls.length !== 1 || !urls[0]) return undefined;
  return { label, url: urls[0].replace(/[.,;:)]+$/, ''), isBare: false, lines: lines.slice(index, index + 1) };
}

/** A line that only defines. It is a piece of its own, so that it can be left out, or stay when nothing refers to it. */
export const recogniseDefinition: Recogniser = (lines, index, context) => {
  const definition = definitionAt(lines, index);
  if (!definition?.isBare || context.links.get(definition.label) !== definition.url) return undefined;
  const range = { from: definition.lines[0]?.from ?? 0, to: definition.lines.at(-1)?.to ?? 0 };
  // Reading its own label here must not count as a use.
  const piece = paragraph(toInline(definition.lines, { ...context, links: new Map() }), range);
  return { pieces: [{ ...piece, definition: definition.label }], next: index + definition.lines.length };
};
