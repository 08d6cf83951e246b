/** What each line of an HTML mail is: what its program marked, and what the words themselves tell. */
import type { Span, SpanType } from '../../model.js';
import { type MailLine, mailLine, unquotedLine } from '../from-text/lines.js';
import { sortLines } from '../from-text/spans.js';
import { introducesQuote, sortingOf } from './attributions.js';
import type { HtmlLine } from './lines.js';

/** A longer signature is none. */
const maxSignatureLines = 30;
const courtesies: ReadonlySet<SpanType> = new Set<SpanType>(['greeting', 'signoff', 'signature']);

/** The type of each line. */
export function sortHtmlLines(lines: readonly HtmlLine[], authorName: string | null): SpanType[] {
  const marked = markedTypes(lines);
  findIntroductions(lines, marked);
  const texts = lines.map((line) => line.text);
  const types = sortLines(sortingOf(texts.join('\n'), toMailLines(lines), [...marked], authorName));
  keepForwards(lines, marked, types);
  withRules(lines, types);
  // A mail that is nothing but a greeting or a signature says something.
  const says = (type: SpanType, index: number): boolean => !courtesies.has(type) && texts[index] !== '';
  return types.some(says) ? types : types.map(() => 'own');
}

/** Spans from one type to the next; tags between two lines go with what they open. */
export function toHtmlSpans(lines: readonly HtmlLine[], types: readonly SpanType[], length: number): Span[] {
  if (length === 0) return [];
  const spans: { type: SpanType; from: number; to: number }[] = [];
  let end = 0;
  for (const [index, line] of lines.entries()) {
    if (line.text === '' && !line.isRule) continue;
    const type = types[index] ?? 'own';
    const last = spans.at(-1);
    if (!last) spans.push({ type, from: 0, to: length });
    else if (last.type !== type) {
      last.to = Math.max(end, line.opens);
      spans.push({ type, from: last.to, to: length });
    }
    end = Math.max(end, line.to);
  }
  return spans.length === 0 ? [{ type: 'own', from: 0, to: length }] : spans;
}

function toMailLines(lines: readonly HtmlLine[]): MailLine[] {
  let at = 0;
  return lines.map(({ text, region }) => {
    const from = at;
    at += text.length + 1;
    return region?.type === 'quote' ? unquotedLine(text, from, at) : mailLine(text, from, at);
  });
}

function markedTypes(lines: readonly HtmlLine[]): (SpanType | undefined)[] {
  const types = lines.map(({ region, leads, text }): SpanType | undefined => {
    if (region === undefined || text === '') return undefined;
    if (leads) return 'attribution';
    return region.type === 'forward' && region.holds === 'rest' ? undefined : region.type;
  });
  for (let from = 0; from < lines.length; from++) {
    if (types[from] !== 'signature') continue;
    let to = from;
    let count = 0;
    while (to < lines.length && (types[to] === 'signature' || lines[to]?.text === '')) {
      if (types[to] === 'signature') count++;
      to++;
    }
    if (count > maxSignatureLines) types.fill(undefined, from, to);
    from = to;
  }
  return types;
}

/**
 * The line above a quote, where it alone says whose words follow: lines of HTML are not wrapped, and what stands above is no part of
 * it. “Begin forwarded message:” above a forwarded mail belongs to that, in any language.
 */
function findIntroductions(lines: readonly HtmlLine[], types: (SpanType | undefined)[]): void {
  let above = -1;
  for (const [index, line] of lines.entries()) {
    if (line.text === '') continue;
    const last = lines[above];
    const isNew = line.region !== undefined && line.region !== last?.region && line.region.type !== 'attribution';
    if (last && isNew && types[above] === undefined && index - above <= 2) {
      if (line.region?.type === 'quote' && introducesQuote(last.text)) types[above] = 'attribution';
      if (line.region?.type === 'forward' && line.region.holds === 'rest' && isShortLead(last.text))
        types[above] = 'forward';
    }
    above = index;
  }
}

function isShortLead(text: string): boolean {
  return /[:：]\s*$/.test(text) && text.length <= 60;
}

/** A forwarded mail ends where its program says so; whatever is in it and nobody's else is forwarded. */
function keepForwards(lines: readonly HtmlLine[], marked: readonly (SpanType | undefined)[], types: SpanType[]): void {
  const isForward = (index: number): boolean => lines[index]?.region?.type === 'forward';
  const first = types.indexOf('forward');
  const isKnown = first !== -1 && isForward(first);
  for (const [index, line] of lines.entries()) {
    const type = types[index];
    if (isForward(index) && type === 'own') types[index] = 'forward';
    else if (isKnown && !isForward(index) && marked[index] === undefined && type === 'forward') types[index] = 'own';
    // The text that follows a header may stand in the marks of a quote.
    else if (line.region?.type === 'quote' && type === 'quote' && followsHeader(lines, types, index))
      types[index] = 'forward';
  }
}

/** Whether this line is the first of a quote right below the header of a forwarded mail, or follows such a line. */
function followsHeader(lines: readonly HtmlLine[], types: readonly SpanType[], index: number): boolean {
  let above = index - 1;
  while (above >= 0 && lines[above]?.text === '') above--;
  return types[above] === 'forward' && lines[above]?.region?.type !== 'forward';
}

/** A rule above a forwarded mail or a signature is part of it. */
function withRules(lines: readonly HtmlLine[], types: SpanType[]): void {
  let below: SpanType | undefined;
  for (let index = lines.length - 1; index >= 0; index--) {
    const line = lines[index];
    if (line?.isRule && (below === 'forward' || below === 'signature' || below === 'footer')) types[index] = below;
    else if (line?.text !== '') below = types[index];
  }
}
