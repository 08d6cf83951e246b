/**
 * format=flowed undone (RFC 3676): a line that ends in a space goes on in the next line of the same quote depth (§4.1,
 * §4.5); one space at the start is stuffing (§4.4); `-- ` is a signature separator and never flows (§4.3); with DelSp the space
 * at a flowing line's end is not the text's (§4.2).
 */
import { type MailLine, mailLine, toLines, unquotedLine } from './lines.js';

interface Flowing {
  readonly from: number;
  to: number;
  /** The quote marks and the space behind them, as typed. */
  readonly marks: string;
  readonly depth: number;
  readonly parts: string[];
}

/** Without a space between them (RFC 3676 §4.5), and as those write them who quote without knowing of it. */
const quoteMarks = /^>(?: ?>)*/;

export function toFlowedLines(text: string, delSp = false): MailLine[] {
  const result: MailLine[] = [];
  let open: Flowing | undefined;
  for (const physical of toLines(text)) {
    const raw = text.slice(physical.from, physical.to).replace(/\n$/, '');
    const marks = quoteMarks.exec(raw)?.[0] ?? '';
    const depth = marks.replaceAll(' ', '').length;
    const content = raw.slice(marks.length).replace(/^ /, '');
    // Archives strip the separator's space; a blank line parts paragraphs, though some mailers end the line above it in a space too.
    const standsAlone = content.trim() === '' || content.trimEnd() === '--';
    if (open && (open.depth !== depth || standsAlone || isNextItem(open.parts[0] ?? '', content))) {
      result.push(finish(open));
      open = undefined;
    }
    open ??= {
      from: physical.from,
      to: physical.to,
      marks: marks + (raw.charAt(marks.length) === ' ' ? ' ' : ''),
      depth,
      parts: [],
    };
    open.parts.push(delSp ? content.replace(/ $/, '') : content);
    open.to = physical.to;
    if (standsAlone || !content.endsWith(' ')) {
      result.push(finish(open));
      open = undefined;
    }
  }
  if (open) result.push(finish(open));
  return result;
}

const otherMark = /^ ?(?:＞|\| |\p{Lu}\p{L}{0,11}> )/u;

/** Some mailers end every line in a space; after `1) …` a line `2) …` is the next item all the same. */
function isNextItem(first: string, next: string): boolean {
  // So has a mark that is not `>`: whoever quotes with it knows nothing of format=flowed.
  if (otherMark.test(next)) return true;
  const [, number, end] = /^\s*\(?(\d{1,3})([.)]) /.exec(first) ?? [];
  if (number !== undefined) return new RegExp(`^\\s*\\(?${Number(number) + 1}\\${end} `).test(next);
  const bullet = /^\s*([-*+•]) /.exec(first)?.[1];
  return bullet !== undefined && next.trimStart().startsWith(`${bullet} `);
}

function finish(flowing: Flowing): MailLine {
  const content = flowing.parts.join('').trimEnd();
  if (flowing.depth === 0) return unquotedLine(content, flowing.from, flowing.to);
  return mailLine(flowing.marks + content, flowing.from, flowing.to);
}
