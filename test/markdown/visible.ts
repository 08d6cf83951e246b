/**
 * What a reader sees of Markdown, by a renderer that is not ours, and whether those are the mail's words in the mail's order.
 */
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { Converted } from '../../src/model.js';

export function toHtml(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: '\u00a0' };

export function decodeEntities(html: string): string {
  return html.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex: string, decimal: string, name: string) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return entities[name.toLowerCase()] ?? whole;
  });
}

/** The text of rendered HTML, with the numbers that a browser puts before the items of an ordered list. */
export function visibleText(html: string): string {
  const counters: (number | undefined)[] = [];
  const text = html.replace(
    /<(\/?)([a-z][a-z0-9]*)([^>]*)>/gi,
    (_, slash: string, name: string, attributes: string) => {
      if (name === 'ul' || name === 'ol') {
        if (slash) counters.pop();
        else counters.push(name === 'ol' ? Number(/start="(\d+)"/.exec(attributes)?.[1] ?? 1) : undefined);
        return ' ';
      }
      if (name === 'li' && !slash) {
        const number = counters.at(-1);
        if (number !== undefined) counters[counters.length - 1] = number + 1;
        return number === undefined ? ' ' : ` ${number}. `;
      }
      return /^(?:p|h[1-6]|br|blockquote|pre|t[drh]|table|tbody|thead|hr|div)$/.test(name) ? ' ' : '';
    },
  );
  return decodeEntities(text);
}

interface Word {
  readonly word: string;
  /** Words before it on its line, quote marks not counted. */
  readonly place: number;
  readonly line: string;
  /** Number of the line. */
  readonly row: number;
}

/** Words; a script that puts no spaces between them counts by character. */
const wordPattern =
  /[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff]|(?:(?![\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff])[\p{L}\p{N}\p{M}])+/gu;

export function wordsOf(text: string): string[] {
  return text.match(wordPattern) ?? [];
}

function mailWords(text: string): Word[] {
  return text
    .split(/[\n\r\u2028\u2029\v\f\u0085]/)
    .flatMap((line, row) => wordsOf(line).map((word, place) => ({ word, place, line, row })));
}

export function keptText(text: string, converted: Converted, keep: ReadonlySet<string>): string {
  return converted.spans
    .filter((span) => keep.has(span.type))
    .map((span) => text.slice(span.from, span.to))
    .join('');
}

/** Undefined when the words are the same; otherwise the place where they part. What Markdown shows in other ways is listed here, by name. */
export function firstDifference(kept: string, markdown: string): string | undefined {
  const html = toHtml(markdown);
  const expected = mailWords(kept);
  const actual = wordsOf(visibleText(html));
  const targets = new Set([...html.matchAll(/href="([^"]*)"/g)].map((match) => decodeEntities(match[1] ?? '')));
  let [mail, shown] = [0, 0];
  while (mail < expected.length || shown < actual.length) {
    const word = expected[mail];
    const isLeftOut = word?.place === 0 && isDefinition(word.line) && !isShown(expected, mail, actual, shown);
    if (word && word.word === actual[shown] && !isLeftOut) {
      mail++;
      shown++;
      continue;
    }
    const skipped = word && skip(word, expected, mail, targets, actual[shown]);
    if (skipped) {
      mail += skipped.mail;
      shown += skipped.shown;
      continue;
    }
    const context = expected.slice(Math.max(0, mail - 4), mail + 4).map((item) => item.word);
    return `mail: …${context.join(' ')}… / shown: …${actual.slice(Math.max(0, shown - 4), shown + 4).join(' ')}…`;
  }
  return undefined;
}

function isShown(expected: readonly Word[], mail: number, actual: readonly string[], shown: number): boolean {
  const row = expected[mail]?.row;
  for (let index = 0; expected[mail + index]?.row === row; index++)
    if (expected[mail + index]?.word !== actual[shown + index]) return false;
  return true;
}

function isDefinition(line: string): boolean {
  return /^\s*\[[^\][]+\]:?\s+<?(?:https?|ftp):\S+>?\s*$/i.test(line);
}

function skip(
  word: Word,
  words: readonly Word[],
  at: number,
  targets: ReadonlySet<string>,
  shown: string | undefined,
): { mail: number; shown: number } | undefined {
  const line = word.line.replace(/^[ >]+/, '');
  // A bullet `o`; the number of a section title; a number that a list shows (compared above) or a heading leaves out.
  if (word.place === 0 && (/^o\s+\S/.test(line) || /^\(?\d{1,3}[.)]+ /.test(line))) return { mail: 1, shown: 0 };
  if (word.place === 1 && word.word === 'o' && /^\S+\s+o\s+\S/.test(line)) return { mail: 1, shown: 0 };
  // The same number again right after it: `1. [1]`.
  if (word.place === 1 && /^\(?(\d{1,3})[.)]+ \W*\1\b/.test(line)) return { mail: 1, shown: 0 };
  // The initials that mark a quote.
  if (word.place === 0 && /^\p{Lu}\p{L}{0,11}>{1,9}(?: |$)/u.test(line)) return { mail: 1, shown: 0 };
  // `<URL:https://…>`
  if (word.word.toUpperCase() === 'URL' && /<URL:/i.test(line)) return { mail: 1, shown: 0 };
  // The language of a fence that the author typed.
  if (/^(?:```|~~~)/.test(line.trim())) return { mail: 1, shown: 0 };
  // A reference line whose address is a link now.
  const definition = /^\s*\[[^\][]+\]:?\s+<?((?:https?|ftp):\S+?)>?\s*$/i.exec(word.line)?.[1];
  if (
    definition &&
    [...targets].some((target) => target.startsWith(definition.replace(/[{}<>"`\\^|]/g, encodeURIComponent)))
  ) {
    let end = at;
    while (end < words.length && words[end]?.row === word.row) end++;
    const rest = words[end];
    const follow = rest?.line.trim() ?? '';
    if (rest && rest.row === word.row + 1 && follow !== '' && targets.has(definition + follow))
      while (end < words.length && words[end]?.row === rest.row) end++;
    return { mail: end - at, shown: 0 };
  }
  // An address that was broken over two lines.
  const next = words[at + 1];
  if (shown !== undefined && next && next.row > word.row && next.place === 0 && shown === word.word + next.word)
    return { mail: 2, shown: 1 };
  return undefined;
}
