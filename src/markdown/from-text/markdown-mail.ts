/**
 * Mails that are written in Markdown already pass as Markdown. That takes several signs that plain text does not show by chance; one
 * `#` or a few stars are plain text.
 */
import { piecesOfMarkdown } from '../from-markdown.js';
import { hashHeadings } from './hash-headings.js';
import type { Line } from './lines.js';
import type { Piece } from './piece.js';

/** What plain-text mail does not hold by chance, beside headings. */
const signs: readonly RegExp[] = [
  /\[[^\][\n]+\]\((?:https?:|\/|#|xmpp:)[^\s)]*\)/,
  /\*\*[\p{L}\p{N}][^*\n]*\*\*/u,
  /!\[[^\][]*\]\(/,
  /^\[[^\]]+\]: +https?:\/\//,
];
const maxLines = 20_000;
/** Openers that a Markdown parser has to remember; mail has few. */
const maxOpeners = 2_000;

export function isMarkdown(lines: readonly Line[]): boolean {
  if (lines.length > maxLines) return false;
  const headings = hashHeadings(lines);
  const depths = new Set(headings.map((line) => line.text.indexOf(' ')));
  const others =
    signs.filter((sign) => lines.some((line) => sign.test(line.text))).length +
    (hasFence(lines) ? 1 : 0) +
    (hasTable(lines) ? 1 : 0) +
    (depths.size > 1 ? 1 : 0);
  // Headings of one depth alone are read in plain text too.
  if (others < (headings.length > 0 ? 1 : 2)) return false;
  const openers = lines.reduce((count, line) => count + (line.text.match(/[[*_`<]/g)?.length ?? 0), 0);
  return openers <= maxOpeners;
}

function hasFence(lines: readonly Line[]): boolean {
  return lines.filter((line) => /^ {0,3}```[\w-]*$/.test(line.text)).length >= 2;
}

/** A rule of `|---|` below a row with as many bars. */
function hasTable(lines: readonly Line[]): boolean {
  const bars = (text: string | undefined): number => text?.match(/\|/g)?.length ?? 0;
  return lines.some(
    (line, index) =>
      /^\|?(?: *:?-{3,}:? *\|)+ *:?-{3,}:? *\|?$/.test(line.text.trim()) &&
      bars(line.text) === bars(lines[index - 1]?.text) &&
      /\p{L}/u.test(lines[index - 1]?.text ?? ''),
  );
}

export function readMarkdown(lines: readonly Line[]): Piece[] {
  const markdown = lines.map((line) => line.text).join('\n');
  return piecesOfMarkdown(markdown).map((piece) => ({
    ...piece,
    from: lines[piece.from]?.from ?? 0,
    to: lines[piece.to]?.to ?? lines.at(-1)?.to ?? 0,
  }));
}
