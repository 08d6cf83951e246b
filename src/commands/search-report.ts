/** What `listpress search` shows: hits for a person, or the same as data. */
import type { SearchHit, SearchResult, StoredList } from '../store/archive-store.js';
import { drawChart } from './chart.js';
import type { CommonOptions, Io } from './io.js';
import { namesOf } from './stored.js';
import {
  type Colours,
  coloursFor,
  harmless,
  inThousands,
  plural,
  printable,
  toJson,
  widthOf,
  wrap,
} from './terminal.js';

/** The result as one JSON object on standard output. */
export function printHitsAsData(query: string, { total, months, hits }: SearchResult, { out }: Io): void {
  const data = { query, total, months, hits: hits.map(hitAsData) };
  out(`${toJson(data, 2)}\n`);
}

function hitAsData({ message, list, alternateUrls, thread, threadSize, score, snippet }: SearchHit) {
  const { id, url, subject, from, date } = message;
  return { id, url, alternateUrls, list, subject, from, date, thread, threadSize, score, snippet };
}

interface Shown {
  readonly query: string;
  readonly result: SearchResult;
  /** The options that limit what can be found, as they are typed. */
  readonly filters: readonly string[];
  /** The lists that were searched. */
  readonly lists: readonly StoredList[];
}

const NO_TERMINAL = { isTTY: false, columns: 80 };

/** The chart (on a terminal) and the hits on standard output; what helps when there are none on standard error. */
export function printHits({ query, result, filters, lists }: Shown, { quiet }: CommonOptions, io: Io): void {
  const screen = io.screen ?? NO_TERMINAL;
  const { hits, total, months } = result;
  if (total === 0) {
    if (!quiet) io.err(`${wrap(printable(nothingFound(query, filters, lists)), widthOf(io.terminal), '')}\n`);
    return;
  }
  const colours = coloursFor(screen);
  const columns = widthOf(screen);
  if (screen.isTTY && !quiet) {
    const best = hits.length < total ? `, the best ${inThousands(hits.length)} of them here` : '';
    io.out(`${colours.bold(plural(total, 'message'))}${spanOf(months)}${best}\n`);
    for (const line of drawChart(months, Math.min(columns, 80))) io.out(`${colours.cyan(line)}\n`);
    io.out('\n');
  }
  hits.forEach((hit, index) => {
    if (index > 0) io.out('\n');
    io.out(screen.isTTY ? wrapped(hit, colours, columns) : plain(hit));
  });
  if (!screen.isTTY && !quiet && hits.length < total) {
    io.err(`The best ${inThousands(hits.length)} of ${plural(total, 'message')}; --limit shows more.\n`);
  }
}

/** `, 2005 to 2012` */
function spanOf(months: SearchResult['months']): string {
  const [first, last] = [months[0]?.month, months.at(-1)?.month];
  if (first === undefined || last === undefined) return '';
  return first === last ? ` in ${first}` : ` from ${first} to ${last}`;
}

function nothingFound(query: string, filters: readonly string[], lists: readonly StoredList[]): string {
  const where = `the ${plural(
    lists.reduce((sum, { messages }) => sum + messages, 0),
    'message',
  )} of ${namesOf(lists)}`;
  const advice = [
    ...(/\s/.test(query) ? ['fewer words (all of them must occur)'] : []),
    'the beginning of a word with a star (resum*)',
    ...(filters.length > 0 ? [`no ${filters.join(' and no ')}`] : []),
  ];
  return `Nothing in ${where} has “${query}”. Try ${advice.join(', or ')}; listpress sync brings new messages.`;
}

/** One line each: subject, facts, snippet, permalink. */
function plain(hit: SearchHit): string {
  const { text } = hit.snippet;
  return [
    printable(hit.message.subject),
    `  ${factsOf(hit)}`,
    ...(text.trim() === '' ? [] : [`  ${harmless(text).trim()}`]),
    `  ${addressOf(hit)}`,
    '',
  ].join('\n');
}

function wrapped(hit: SearchHit, colours: Colours, columns: number): string {
  const snippet = markedSnippet(hit.snippet, colours);
  return [
    colours.bold(wrap(printable(hit.message.subject) || '(no subject)', columns, '')),
    colours.dim(wrap(`  ${factsOf(hit)}`, columns, '  ')),
    ...(hit.snippet.text.trim() === '' ? [] : [wrap(`  ${snippet}`, columns, '  ')]),
    // On a line of its own, unbroken and uncoloured: it is there to be clicked and copied.
    `  ${addressOf(hit)}`,
    '',
  ].join('\n');
}

function factsOf({ message, list, threadSize }: SearchHit): string {
  const { date, from } = message;
  const author = from.name ?? from.address ?? 'unknown sender';
  const thread = threadSize > 1 ? ` · thread of ${inThousands(threadSize)}` : '';
  return printable(`${list} · ${date?.slice(0, 10) ?? 'no date'} · ${author}${thread}`);
}

function addressOf({ message }: SearchHit): string {
  return printable(message.url ?? message.origin.url);
}

/** The snippet with its hits marked. Each word is marked by itself, so that a mark never runs over the end of a line. */
function markedSnippet({ text, hits }: SearchHit['snippet'], { bold, yellow }: Colours): string {
  const safe = harmless(text);
  let marked = '';
  let at = 0;
  for (const { from, to } of hits) {
    if (from < at) continue;
    marked += safe.slice(at, from) + safe.slice(from, to).replace(/\S+/g, (word) => bold(yellow(word)));
    at = to;
  }
  return (marked + safe.slice(at)).trim();
}
