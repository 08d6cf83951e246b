/** Chat logs: stamped lines with a nickname, and the pieces of them that a mailer wrapped without indenting. */
import type { MailLine } from './lines.js';
import { mark, type Sorting, wordsFrom } from './sorting.js';

const stamp = '(?:\\d{4}-\\d\\d-\\d\\d[ T])?\\d{1,2}:\\d{2}(?::\\d{2})?(?: ?[AP]M)?';
const bracketed = `(?:[\\[(]${stamp}[\\])]|${stamp})`;
/** `[18:42:10] <nick> text`, `18:42 * nick waves`, `[18:42:10] *** nick has joined`, `(18:42:10) nick: text`. */
const stampedLine = new RegExp(
  `^\\s*${bracketed}\\s*(?:<[^<>]{1,60}>|\\([^()\\s]{1,40}\\)\\s|\\*{1,3}\\s|-!-|--[>!]|<--|[^\\s:<>*]{1,40}:\\s)`,
  'iu',
);
/** `(21:30:05) nick has entered the room.`: a stamp and no mark, which is a log's line beside others only. */
const stampedAlone = new RegExp(`^\\s*[[(]${stamp}[\\])]\\s+\\S`, 'iu');
/** Without a stamp: `<nick> text`, `*** nick has left`. */
const plainLine = /^\s*(?:<[\p{L}\p{N}_|`^{}[\]\\.+@~ -]{1,40}>\s+\S|\*{3}\s+\S)/u;
const minLogLines = 3;
const wrapColumn = 60;

export function findLogs(sorting: Sorting): void {
  const { lines, types } = sorting;
  for (let index = 0; index < lines.length; index++) {
    if (types[index] !== undefined || !isLogLine(lines[index])) continue;
    const end = logEnd(sorting, index);
    const own = lines.slice(index, end).filter(isLogLine);
    const stamped = own.filter((line) => stampedLine.test(line.text)).length;
    if (stamped >= minLogLines || own.length >= minLogLines + 2) {
      let start = index;
      while (start > 0 && types[start - 1] === undefined && stampedAlone.test(lines[start - 1]?.text ?? '')) start--;
      mark(sorting, start, end, 'log');
    }
    index = end - 1;
  }
}

export function isLogLine(line: MailLine | undefined): boolean {
  return line !== undefined && line.depth === 0 && (stampedLine.test(line.text) || plainLine.test(line.text));
}

/** The first line after the log: wrapped pieces belong to it, a paragraph of its own does not. */
function logEnd(sorting: Sorting, start: number): number {
  const { lines, types } = sorting;
  let end = start + 1;
  for (let at = start + 1; at < lines.length; ) {
    const line = lines[at];
    if (types[at] !== undefined || !line) break;
    if (isLogLine(line) || stampedAlone.test(line.text)) end = ++at;
    else if (line.blank) {
      const next = wordsFrom(lines, at);
      if (next - at > 2 || !isLogLine(lines[next])) break;
      at = next;
    } else if (
      line.depth === 0 &&
      /[\p{L}\p{N}]/u.test(line.text) &&
      ((lines[at - 1]?.width ?? 0) >= wrapColumn || isLogLine(lines[at + 1]))
    )
      end = ++at;
    else break;
  }
  return end;
}

/** The log with wrapped lines in one piece again: a piece has no stamp. */
export function joinLog(lines: readonly { readonly text: string; readonly blank: boolean }[]): string[] {
  const joined: string[] = [];
  for (const line of lines) {
    if (line.blank) continue;
    const starts =
      stampedLine.test(line.text) || plainLine.test(line.text) || stampedAlone.test(line.text) || joined.length === 0;
    if (starts) joined.push(line.text.trim());
    else joined.push(`${joined.pop() ?? ''} ${line.text.trim()}`);
  }
  return joined;
}

const speaker = new RegExp(
  `^\\s*(?:${bracketed})?\\s*(?:<[ @+%~&]?([^<>]{1,60})>|\\(([^()\\s]{1,40})\\)\\s|([^\\s:<>*()[\\]]{1,40}):\\s)`,
  'iu',
);

/** The nicknames that say something in a log's lines, each once, in the order in which they begin. */
export function speakersOf(lines: readonly string[]): string[] {
  const names = lines.flatMap((line) => {
    const [, angled, round, plain] = speaker.exec(line) ?? [];
    return (angled ?? round ?? plain)?.trim() || [];
  });
  return [...new Set(names)];
}
