/** Which message a quote is from: the one, of those that its mail answers, whose own words it holds. */
import { plainTextOf } from '../markdown/from-html/plain.js';
import type { Body, Message } from '../model.js';

/** How many words in a row are compared; fewer are in any mail. */
const run = 4;
/** The part of a quote's runs that its source must have: mailers wrap, quoters cut and mend. */
const enough = 0.6;
const maxCandidates = 12;
const maxWords = 50_000;

/**
 * The message that a quote was taken from; undefined where none of the candidates has its words. `quote` is the passage with its marks;
 * only words at its lowest depth count, since those below are somebody else's. The first of several that have them all is taken.
 */
export function quotedFrom(quote: string, candidates: readonly Message[]): Message | undefined {
  const words = wordsOf(lowestLines(quote));
  if (words.length === 0) return undefined;
  let best: { readonly message: Message; readonly score: number } | undefined;
  for (const message of candidates.slice(0, maxCandidates)) {
    const score = scoreOf(words, wordsOf(ownText(message.body)));
    if (score >= enough && score > (best?.score ?? 0)) best = { message, score };
  }
  return best?.message;
}

/** The Message-IDs that a message answers, the nearest first: what it may quote. */
export function answeredIds({ inReplyTo, references }: Pick<Message, 'inReplyTo' | 'references'>): string[] {
  return [...new Set([...(inReplyTo === null ? [] : [inReplyTo]), ...[...references].reverse()])];
}

const mention =
  /<[^\s<>@]{1,200}(?:@| [^\s<>]{1,6} )[^\s<>@]{1,200}>|(?<![\p{L}\p{N}])mid:[^\s<>@]{1,200}@[\w.-]{1,200}\w/giu;
const maxMentions = 200;

/** What in a text may be a Message-ID (RFC 5322 §3.6.4), also as archives write it, as `<…@…>`. */
export function mentionedIds({ body }: Pick<Message, 'body'>): string[] {
  if (body.kind !== 'text' || !/[<:]\S+(?:@| \S{1,6} )\S/.test(body.text)) return [];
  const ids = [...body.text.matchAll(mention)]
    .slice(0, maxMentions)
    .map(([text]) => `<${text.replace(/^mid:|[<>]/gi, '').replace(/ \S{1,6} /, '@')}>`);
  return [...new Set(ids)];
}

/** Lines with the fewest marks of those that have any. */
function lowestLines(quote: string): string {
  const lines = quote.split('\n').map((line) => ({
    depth: /^[ >]*/.exec(line)?.[0].replaceAll(' ', '').length ?? 0,
    words: line.replace(/^(?:[ >]+|\s*[|:]|\p{L}{1,12}>+)/u, ''),
  }));
  const said = lines.filter(({ words }) => words.trim() !== '');
  const lowest = Math.min(...said.map(({ depth }) => depth));
  return said
    .filter(({ depth }) => depth === lowest)
    .map(({ words }) => words)
    .join('\n');
}

function ownText(body: Body): string {
  if (body.kind === 'html') return plainTextOf(body.html);
  return body.text.replace(/^[ \t]*>.*$/gm, '');
}

/** Words as they are compared: letters and digits, in lower case; each letter of a script without spaces by itself. */
function wordsOf(text: string): string[] {
  const words =
    text
      .slice(0, maxWords * 8)
      .toLowerCase()
      .match(/[\u3040-\u30ff\u3400-\u9fff]|[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(0, maxWords);
}

function scoreOf(quote: readonly string[], source: readonly string[]): number {
  const length = Math.min(run, quote.length);
  const there = new Set(runsOf(source, length));
  const runs = runsOf(quote, length);
  return runs.filter((each) => there.has(each)).length / runs.length;
}

function runsOf(words: readonly string[], length: number): string[] {
  return words.slice(0, Math.max(0, words.length - length + 1)).map((_, at) => words.slice(at, at + length).join(' '));
}
