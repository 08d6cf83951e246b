/** What says whose words follow, as a piece: the sentence above a quote, and the header of a mail that is forwarded or quoted. */
import { chunkEnd } from './code.js';
import { forwardHeader, isHeaderLine } from './forwards.js';
import { HARD, SOFT, toPhrasing } from './inline.js';
import type { Line } from './lines.js';
import { type Context, type Piece, paragraph, spanOf } from './piece.js';

/** Supercite and GroupWise mark an attribution as if it were quoted; it is one line. */
const markedSentence = /^>{3,} ?/;

/** However it was wrapped, an attribution is one sentence; where it is the header of the mail that is quoted, it stays lines. */
export function readAttributions(lines: readonly Line[], context: Context): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < lines.length; ) {
    if (lines[at]?.blank) {
      at++;
      continue;
    }
    const header = forwardHeader({ lines, types: [] }, at);
    const end = header ?? (markedSentence.test(lines[at]?.text ?? '') ? at + 1 : chunkEnd(lines, at));
    const own = lines.slice(at, end);
    pieces.push(header === undefined ? readAttribution(own, context) : readHeader(own, context));
    at = end;
  }
  return pieces;
}

function readAttribution(lines: readonly Line[], context: Context): Piece {
  const words = lines.map((line) => line.text.trim().replace(markedSentence, ''));
  return paragraph(toPhrasing(words.join(SOFT), { ...context, links: new Map() }), spanOf(lines));
}

/** The header lines of a mail that is forwarded or quoted, each a line; what frames the first is gone. */
export function readHeader(lines: readonly Line[], context: Context): Piece {
  const header = lines.filter((line) => !line.blank);
  const words = header
    .map((line, index) => (index > 0 ? line.text.trim() : line.text.replace(/^[\s>_-]+|[\s_-]+$/g, '')))
    .map((words, index) =>
      words === '' || index === 0 ? words : `${isFolded(words, header[index]) ? SOFT : HARD}${words}`,
    );
  return paragraph(toPhrasing(words.join(''), { ...context, links: new Map() }), spanOf(header));
}

/** The rest of a header line that did not fit (RFC 5322 §2.2.3). */
function isFolded(words: string, line: Line | undefined): boolean {
  return (line?.indent ?? 0) > 0 && !isHeaderLine(words);
}
