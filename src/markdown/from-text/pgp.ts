/** OpenPGP armour around a signed text (RFC 9580 §7): header lines, signature block, dash-escaping. */
import { mark, type Sorting, wordsFrom } from './sorting.js';

const begin = '-----BEGIN PGP SIGNED MESSAGE-----';
const signature = '-----BEGIN PGP SIGNATURE-----';
const end = '-----END PGP SIGNATURE-----';

export function findPgp(sorting: Sorting): void {
  const { lines } = sorting;
  for (let index = 0; index < lines.length; index++) {
    const words = lines[index]?.text;
    if (words === begin) index = markHeader(sorting, index) - 1;
    else if (words === signature) index = markSignature(sorting, index) - 1;
  }
}

/** The armour line and its `Hash: SHA1` lines (RFC 9580 §7.1); returns the first line after them. */
function markHeader(sorting: Sorting, start: number): number {
  let next = start + 1;
  while (/^[A-Za-z]+: \S+/.test(sorting.lines[next]?.text ?? '')) next++;
  // Without the blank line after them, those are the author's words.
  if (next < sorting.lines.length && !sorting.lines[next]?.blank) next = start + 1;
  mark(sorting, start, next, 'pgp');
  return next;
}

function markSignature(sorting: Sorting, start: number): number {
  const { lines } = sorting;
  let next = start + 1;
  while (next < lines.length && lines[next]?.text !== end && isArmour(lines[next]?.text ?? '')) next++;
  if (lines[next]?.text === end) next++;
  mark(sorting, start, next, 'pgp');
  return next;
}

function isArmour(text: string): boolean {
  return text.trim() === '' || /^[A-Za-z]+: /.test(text) || /^[A-Za-z0-9+/=]{1,80}$/.test(text);
}

/** Line numbers inside a signed text, where `- ` at the start of a line is an escape (RFC 9580 §7.2). */
export function signedLines(sorting: Pick<Sorting, 'lines'>): ReadonlySet<number> {
  const inside = new Set<number>();
  let signed = false;
  for (const [index, line] of sorting.lines.entries()) {
    if (line.text === begin) signed = wordsFrom(sorting.lines, index + 1) < sorting.lines.length;
    else if (line.text === signature) signed = false;
    else if (signed && line.text.startsWith('- ')) inside.add(index);
  }
  return inside;
}
