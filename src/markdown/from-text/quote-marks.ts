/**
 * Quotes that `>` does not mark: `| text`, `: text`, `AK> text` (Supercite, The Bat!), `＞text`; and the rests of quoted lines that a
 * bad mailer wrapped without a mark. Tables, prompts and colons look alike, so a line that introduces them must say so.
 */
import type { MailLine } from './lines.js';
import { isAttribution } from './quotes.js';
import { isJoined, isOpen, mark, type Sorting, wordsBefore } from './sorting.js';

type Kind = 'bar' | 'colon' | 'name' | 'wide';

interface Marked {
  readonly kind: Kind;
  readonly depth: number;
  readonly text: string;
  /** Whose initials or name mark it. */
  readonly name?: string;
}

/** Prompts and products that end in `>` and are nobody's initials. */
const prompts = /^(?:SQL|MySQL|PS|IRB|Router|Switch)$/;

function marked(line: MailLine | undefined): Marked | undefined {
  if (!line || line.blank || line.depth > 0) return undefined;
  const text = line.text.trimStart();
  const first = text.charAt(0);
  if (first === '＞') {
    const marks = /^＞+/.exec(text)?.[0].length ?? 1;
    return { kind: 'wide', depth: marks, text: text.slice(marks).replace(/^[ \u3000]/, '') };
  }
  if ((first === '|' || first === ':') && (text.length === 1 || /[ >]/.test(text.charAt(1)))) {
    const rest = text.slice(1).replace(/^ /, '');
    if (first === '|' && /\s\||\|$/.test(rest)) return undefined;
    return { kind: first === '|' ? 'bar' : 'colon', depth: 1, text: rest };
  }
  const named = /^(\p{Lu}\p{L}{0,11}|\p{Ll}{3,12})(>{1,9})(?: |$)/u.exec(text);
  if (!named || prompts.test(named[1] ?? '') || line.indent > 8) return undefined;
  return { kind: 'name', depth: named[2]?.length ?? 1, text: text.slice(named[0].length), name: named[1] ?? '' };
}

export function findOtherMarks(sorting: Sorting): void {
  const { lines } = sorting;
  const known = new Set<Kind>();
  for (let index = 0; index < lines.length; index++) {
    const first = isOpen(sorting, index) ? marked(lines[index]) : undefined;
    if (!first) continue;
    let end = index + 1;
    while (end < lines.length && isOpen(sorting, end) && marked(lines[end])?.kind === first.kind) end++;
    const isQuote = known.has(first.kind) || isIntroduced(sorting, index, first) || opensMail(sorting, index, end);
    if (isQuote) {
      known.add(first.kind);
      for (let at = index; at < end; at++) {
        const { depth = 1, text = '' } = marked(lines[at]) ?? {};
        sorting.quoted.set(at, `${'>'.repeat(depth)} ${text}`.trimEnd());
      }
      mark(sorting, index, end, 'quote');
    }
    index = end - 1;
  }
}

/** The line above says whose words follow. */
function isIntroduced({ lines, types }: Sorting, index: number, { name = '', text }: Marked): boolean {
  const above = wordsBefore(lines, index);
  if (above < 0 || index - above > 2) return false;
  if (types[above] === 'quote' && lines[above]?.inner !== '' && /\p{L}{2}/u.test(text)) return true;
  for (let from = above; from > above - 3 && lines[from]?.blank === false; from--) {
    const words = lines
      .slice(from, above + 1)
      .map((line) => line.text.trim())
      .join(' ');
    // `ftp> ` is a prompt, unless somebody of that name is said to have written.
    const isNamed = !/^\p{Ll}/u.test(name) || words.toLowerCase().includes(name);
    if (isNamed && isAttribution(words, index - above === 1)) return true;
  }
  return false;
}

/** A run at the very top is what the mail answers; one line may be anything. */
function opensMail({ lines }: Sorting, index: number, end: number): boolean {
  return wordsBefore(lines, index) < 0 && end - index >= 2;
}

/** The words of a quoted line. */
function lastLine({ lines, quoted }: Sorting, index: number): string {
  return (quoted.get(index) ?? lines[index]?.text ?? '').replace(/^[ >]+/, '');
}

/** The line above must have been about this wide, when it was broken inside of quoted lines, and when it ends them. */
const wrapped = 48;
const overflowing = 78;
const maxRestWords = 4;

/**
 * A word or two between quoted lines, left over because the line above, with its mark, was too long. An answer of one word looks alike,
 * so the line above must be long and not end a sentence; where no quote goes on below, the rest must have had no room in it.
 */
export function findBrokenWraps(sorting: Sorting): void {
  const { lines, types, quoted } = sorting;
  for (let index = 1; index < lines.length; index++) {
    const [above, line] = [lines[index - 1], lines[index]];
    if (types[index - 1] !== 'quote' || !line || !above || !isOpen(sorting, index)) continue;
    // What flowed was never broken.
    if (isJoined(sorting, index - 1)) continue;
    // Not `[snip]` or `...`, which the quoter puts for what is left out; nor `Done.`, which answers.
    if (!/^[\p{Ll}\p{Lo}\p{N}"'(«¿¡]/u.test(line.text) || lastLine(sorting, index - 1).trim() === '') continue;
    const words = line.text.split(/\s+/);
    if (words.length > maxRestWords || /[.?!:;。]$/.test(above.text)) continue;
    const width = Math.max(above.width, types[index - 2] === 'quote' ? (lines[index - 2]?.width ?? 0) : 0);
    const isBetween = types[index + 1] === 'quote' && width >= wrapped;
    const isRest = width + 1 + (words[0]?.length ?? 0) > overflowing || (words.length <= 2 && width >= 66);
    if (!isBetween && !(isRest && (types[index + 1] === 'quote' || lines[index + 1]?.blank !== false))) continue;
    const depth = /^[ >]*/.exec(quoted.get(index - 1) ?? above.text)?.[0].replaceAll(' ', '') || '>';
    quoted.set(index, `${depth} ${line.text}`);
    mark(sorting, index, index + 1, 'quote');
  }
}
