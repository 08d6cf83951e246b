/** ` ```lang … ``` `, as people type it in plain mail too. */
import { codePiece } from './code.js';
import type { Line } from './lines.js';
import type { Recogniser } from './piece.js';

/** How far the end of a fence may be. */
const maxFenced = 5_000;

export const recogniseFence: Recogniser = (lines, index) => {
  const opener = /^\s*(`{3,}|~{3,})\s*([\w+#-]{0,20})\s*$/.exec(lines[index]?.text ?? '');
  if (!opener) return undefined;
  const at = closedAt(lines, index, opener[1] ?? '```');
  if (at === undefined) return undefined;
  const piece = codePiece(lines.slice(index + 1, at), opener[2] || null);
  return { pieces: [{ ...piece, from: lines[index]?.from ?? 0, to: lines[at]?.to ?? 0 }], next: at + 1 };
};

/** The line that ends a fence: at least as many of its signs, and nothing else. */
function closedAt(lines: readonly Line[], index: number, fence: string): number | undefined {
  const closings = closingsOf(lines);
  for (let next = firstAbove(closings, index); next < closings.length; next++) {
    const at = closings[next] ?? 0;
    if (at - index >= maxFenced) return undefined;
    const text = lines[at]?.text.trim() ?? '';
    if (text.length >= fence.length && text.startsWith(fence.charAt(0))) return at;
  }
  return undefined;
}

/** Kept for each text: whoever types a thousand openers would have it searched to its end a thousand times. */
const known = new WeakMap<readonly Line[], readonly number[]>();

/** The numbers of the lines that can end a fence. */
function closingsOf(lines: readonly Line[]): readonly number[] {
  const found = known.get(lines) ?? lines.flatMap((line, at) => (/^\s*(?:`{3,}|~{3,})$/.test(line.text) ? [at] : []));
  known.set(lines, found);
  return found;
}

/** The place of the first of these rising numbers above `limit`. */
function firstAbove(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
