/**
 * An independent judge of the promise that Markdown made of a plain-text mail shows the mail. It knows nothing of how the converter
 * works: the Markdown is rendered by micromark (CommonMark and GFM, HTML let through, so that none goes unseen), and the HTML is
 * walked in lockstep with the mail's characters. Two things must hold at every step:
 *
 * - every visible character of the HTML is the mail's next one, white space collapsed on both sides (outside code blocks);
 * - every tag is **paid for** by what stands in the mail at that very place, and a character of the mail that is not shown was
 *   spent on such a payment. What nobody paid for is stray; what nobody spent is lost.
 *
 * `payments` is the table of what each tag costs, `spendable` the list of the lines that may vanish without a tag, `gaps` what may
 * lie between two characters that follow one another. Where a mail can be read in two ways (`*` is a bullet or a star), all readings
 * are followed side by side; the mail is shown faithfully when one of them comes to its end.
 */
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

export interface FaithfulOptions {
  /** The mail is written in Markdown itself: only the visible words are compared, with those of its own rendering. */
  readonly markdown?: boolean;
  /** Line ends and stuffing are those of format=flowed (RFC 3676), here also with DelSp=yes. */
  readonly flowed?: boolean;
  readonly delSp?: boolean;
  /** From an OpenPGP signed text: `- ` at the start of a line may be an escape (RFC 9580 §7.2). */
  readonly signed?: boolean;
  /** Message-ID → address: where `<x@y>` and `mid:x@y` may link to. */
  readonly permalinks?: ReadonlyMap<string, string>;
}

/** Undefined when the Markdown shows the kept text of a mail; otherwise what is wrong, and where. */
export function unfaithful(kept: string, markdown: string, options: FaithfulOptions = {}): string | undefined {
  return options.markdown ? differingWords(kept, markdown) : walk(kept, markdown, options);
}

// ------------------------------------------------------------------------------------------------------------------- the HTML

interface Open {
  readonly type: 'open';
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** The text inside, of a link alone. */
  readonly text: string;
}
type Token =
  | Open
  | { readonly type: 'close' | 'text' | 'pre' | 'foreign'; readonly tag: string; readonly text: string };

const tagOrText = /<!--[\s\S]*?-->|<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)(?: \/)?>|[^<]+|</gi;
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const decode = (html: string): string => html.replace(/&(lt|gt|amp|quot);/g, (_, name: string) => entities[name] ?? '');

/** Renders as a site would that lets everything through: what is live HTML comes out as tags. */
export function render(markdown: string): string {
  return micromark(markdown, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml(), corrections],
  });
}

type HtmlExtension = ReturnType<typeof gfmHtml>;
type Handle = NonNullable<NonNullable<HtmlExtension['exit']>['htmlText']>;

const raw: Handle = function (token) {
  this.raw(this.sliceSerialize(token));
};

const corrections: HtmlExtension = {
  // GFM's filter shows `<script>` as text; here it shall be seen for what it is.
  exit: { htmlFlowData: raw, htmlTextData: raw },
  // micromark 4.0.3 loses the line ends of a code block below the text of a tight item, as nothing tells it that the text is over.
  enter: {
    codeFenced() {
      this.setData('slurpAllLineEndings');
      this.lineEndingIfNeeded();
      this.tag('<pre><code');
      this.setData('fencesCount', 0);
    },
  },
};

function tokenise(html: string): Token[] {
  const tokens: Token[] = [];
  for (const match of html.matchAll(tagOrText)) {
    const [whole, slash, name, attributes = ''] = match;
    const tag = name?.toLowerCase() ?? '';
    const pre = tokens.at(-1);
    if (pre?.type === 'pre' && !pre.text.endsWith('\u0000')) {
      const isEnd = slash === '/' && tag === 'pre';
      const more = isEnd ? '\u0000' : tag === 'code' ? '' : decode(whole);
      tokens[tokens.length - 1] = { ...pre, text: pre.text + more };
    } else if (tag === 'pre' && !slash) tokens.push({ type: 'pre', tag, text: '' });
    else if (slash) tokens.push({ type: 'close', tag, text: '' });
    else if (name !== undefined) tokens.push({ type: 'open', tag, attributes: attributesOf(attributes), text: '' });
    else if (whole === '<!-- -->') continue;
    else if (whole.startsWith('<')) tokens.push({ type: 'foreign', tag: '', text: whole });
    else tokens.push({ type: 'text', tag: '', text: decode(whole) });
  }
  return tokens.map((token, index) => {
    if (token.type === 'pre') return { ...token, text: token.text.replace('\u0000', '') };
    return token.type === 'open' && token.tag === 'a' ? { ...token, text: linkText(tokens, index) } : token;
  });
}

function attributesOf(source: string): Map<string, string> {
  const pairs = [...source.matchAll(/ ([a-z-]+)="([^"]*)"/gi)];
  return new Map(pairs.map(([, name = '', value = '']) => [name.toLowerCase(), decode(value)]));
}

function linkText(tokens: readonly Token[], open: number): string {
  let text = '';
  for (let index = open + 1; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.type === 'close' && token.tag === 'a') break;
    if (token?.type === 'text') text += token.text;
  }
  return text;
}

// ------------------------------------------------------------------------------------------------------------------- the mail

interface MailLine {
  /** Tabs are spaces, control characters are spaces, no white space at its end. */
  readonly text: string;
  /** The columns after none, one, two … of its quote marks. */
  readonly starts: readonly number[];
  /** The quote marks that must be marks: in format=flowed, those without a space between them. */
  readonly least: number;
  /** It ends in a space of format=flowed: the next line goes on with it. */
  readonly flows: boolean;
  readonly blank: boolean;
}

const deepest = 16;
const control = /[\u0000-\u001f\u007f\u2028\u2029]/g;
const blankLine: MailLine = { text: '', starts: [0], least: 0, flows: false, blank: true };

function readMail(kept: string, options: FaithfulOptions): MailLine[] {
  return kept.split('\n').map((line) => readLine(line, options));
}

function readLine(line: string, { flowed = false }: FaithfulOptions): MailLine {
  const contiguous = /^>*/.exec(line)?.[0].length ?? 0;
  // RFC 3676 §4.4: one space at the start is stuffing, and what stands behind it is no mark.
  const raw = flowed && contiguous === 0 ? line.replace(/^ /, '') : line;
  const text = expandTabs(raw.replace(/\r$/, '')).replace(control, ' ');
  const starts = [0];
  for (let at = 0; !flowed || contiguous > 0; starts.push(at)) {
    const mark = /^ ?> ?/.exec(text.slice(at));
    if (!mark) break;
    at += mark[0].length;
  }
  const trimmed = text.trimEnd();
  const flows = flowed && text.endsWith(' ') && !/^(?:--)?$/.test(trimmed.slice(starts.at(-1)).trim());
  return {
    text: trimmed,
    starts,
    least: flowed ? contiguous : starts.length - 1,
    flows,
    blank: trimmed.slice(starts.at(-1)).trim() === '' || (!flows && markAlone.test(trimmed)),
  };
}

/** A blank line of a quote that other marks than `>` mark. */
const markAlone = /^ *(?:[|:]|\p{L}{1,12}>|＞)(?: ?[>＞])*$/u;

function expandTabs(line: string): string {
  if (!line.includes('\t')) return line;
  const parts = line.split('\t');
  return parts.reduce((text, part) => `${text}${' '.repeat(8 - (text.length % 8))}${part}`);
}

/** `[1] https://…`: a label, the addresses that its line names, and how many lines it takes when it says nothing else. */
interface Definition {
  readonly label: string;
  readonly urls: readonly string[];
  readonly bare: ReadonlyMap<string, number>;
}

function readDefinitions(mail: readonly MailLine[]): ReadonlyMap<number, Definition> {
  const definitions = new Map<number, Definition>();
  for (const [index, line] of mail.entries()) {
    let words = line.text.slice(line.starts.at(-1));
    let last = index;
    for (let at = index + 1; goesOn(mail, at) && at < index + 9; at++) {
      words += ` ${mail[at]?.text.slice(mail[at]?.starts.at(-1)).trim()}`;
      last = at;
    }
    const [, label, rest = ''] = /^\s*\[([^\][]{1,60})\]:?\s+(\S.*)$/u.exec(words) ?? [];
    if (label === undefined) continue;
    const next = mail[last + 1];
    const follow = next?.text.slice(next.starts.at(-1)).trim() ?? '';
    const only = (text: string): string | undefined => /^<?(?:URL:)?([a-z]+:[^\s<>"]+)>?$/i.exec(text)?.[1];
    const [one, two] = [only(rest), /^\S+$/.test(follow) ? only(rest + follow) : undefined];
    const urls = [...rest.matchAll(/[a-z]+:\/\/[^\s<>"]+/gi)].flatMap(([url]) => [url, url.replace(/[.,;:)]+$/, '')]);
    const bare = new Map<string, number>();
    if (two !== undefined) bare.set(canonical(two), last - index + 2);
    if (one !== undefined) bare.set(canonical(one), last - index + 1);
    definitions.set(index, { label, urls: [...urls.map(canonical), ...bare.keys()], bare });
  }
  return definitions;
}

/** Whether a line of format=flowed goes on in this one. */
function goesOn(mail: readonly MailLine[], at: number): boolean {
  const [above, line] = [mail[at - 1], mail[at]];
  return above?.flows === true && line?.blank === false && line.starts.length === above.starts.length;
}

/** An address as a renderer writes it (percent-encoded), so that two spellings of one are the same text. */
function canonical(url: string): string {
  return url
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .replace(/\s+/g, '')
    .replace(/%(?![0-9a-f]{2})/gi, '%25')
    .replace(/%[0-9a-f]{2}/gi, (byte) => byte.toUpperCase())
    .replace(/[^\w!#$&'*+,./:;=?@~%-]/gu, (character) =>
      character.charCodeAt(0) < 128
        ? `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
        : encodeURIComponent(character),
    );
}

// ------------------------------------------------------------------------------------------------------------------- the walk

/** What the HTML has shown since the last character, and so what the mail must have before the next. */
type Gap = 'none' | 'space' | 'maybe' | 'break' | 'block' | 'paid';

/** A tag that is open, with what its end has to find in the mail. */
interface Due {
  readonly tag: string;
  readonly above: Due | undefined;
  readonly key: string;
  readonly line: number;
  readonly col: number;
  /** The mark that ends it; '' for code that is the whole line. */
  readonly mark?: string;
  /** A link that is an address: what line ends inside it count for, and whether a `>` ends it. */
  readonly address?: 'plain' | 'angled';
  /** Where a title must end, and where the mail goes on. */
  readonly end?: number;
  readonly next?: Place & { readonly gap: Gap };
}

interface Place {
  readonly line: number;
  /** -1 while the line is not entered: its quote marks are still ahead. */
  readonly col: number;
}

/** One reading of the mail so far. */
interface Reading extends Place {
  readonly gap: Gap;
  readonly due: Due | undefined;
}

/** Where the next character may stand. `isStart`: nothing but indentation and spent marks before it on its line. */
interface Landing extends Place {
  readonly isStart: boolean;
}

/** What is the same for every reading. */
interface Walk {
  readonly mail: readonly MailLine[];
  readonly options: FaithfulOptions;
  readonly definitions: ReadonlyMap<number, Definition>;
  /** Definitions, by label and address, that stand in the text as a link. */
  readonly linked: ReadonlySet<string>;
  /** Open block quotes. */
  depth: number;
  /** Open lists: the number of the next item, or null for bullets. */
  readonly lists: (number | null)[];
  /** Cells before this one in its row. */
  cell: number;
}

interface Payment {
  /** The readings in which the mail pays for it here. */
  readonly open: (walk: Walk, reading: Reading, token: Open) => Reading[];
  readonly close?: (walk: Walk, reading: Reading, due: Due) => Reading[];
  /** What it costs, for the message. */
  readonly cost: string;
}

function walk(kept: string, markdown: string, options: FaithfulOptions): string | undefined {
  const tokens = tokenise(render(markdown));
  const mail = readMail(kept, options);
  const definitions = readDefinitions(mail);
  const labels = new Set(
    tokens.flatMap((token) => (token.type === 'open' && token.tag === 'a' ? labelKey(token) : [])),
  );
  const state: Walk = { mail, options, definitions, linked: labels, depth: 0, lists: [], cell: 0 };
  let readings: Reading[] = [{ line: 0, col: -1, gap: 'block', due: undefined }];
  for (const [index, token] of tokens.entries()) {
    const { next, last, problem } = step(state, readings, token);
    if (next.length === 0) return report(state, last, problem, tokens, index);
    readings = next;
  }
  if (readings.some((reading) => isOver(state, reading))) return undefined;
  return report(state, readings, 'the mail goes on, the Markdown does not', tokens, tokens.length);
}

function labelKey(token: Open): string[] {
  const label = /^\[(.*)\]$/s.exec(token.text)?.[1];
  return label === undefined ? [] : [`${label} ${canonical(token.attributes.get('href') ?? '')}`];
}

interface Stepped {
  readonly next: Reading[];
  readonly last: readonly Reading[];
  readonly problem: string;
}

function step(state: Walk, readings: readonly Reading[], token: Token): Stepped {
  if (token.type === 'text') return showText(state, readings, token.text);
  if (token.type === 'foreign') return { next: [], last: readings, problem: `live HTML: ${token.text}` };
  if (token.type === 'pre') {
    const next = distinct(readings.flatMap((reading) => showLines(state, reading, token.text)));
    return { next, last: readings, problem: 'a code block that is not the lines of the mail' };
  }
  const payment = payments[token.tag];
  const unknown =
    !payment || (token.type === 'open' && [...token.attributes.keys()].find((name) => !allowed(token.tag, name)));
  if (!payment || unknown) return { next: [], last: readings, problem: `<${token.tag} ${unknown}> is never paid for` };
  if (token.type === 'open') {
    const next = distinct(readings.flatMap((reading) => payment.open(state, reading, token)));
    enterTag(state, token);
    return { next, last: readings, problem: `<${token.tag}> is not paid for; it costs ${payment.cost}` };
  }
  const next = distinct(
    readings.flatMap((reading) => {
      const { due } = reading;
      if (due?.tag !== token.tag) return [];
      return payment.close ? payment.close(state, reading, due) : [{ ...reading, gap: 'block', due: due.above }];
    }),
  );
  leaveTag(state, token.tag);
  return { next, last: readings, problem: `</${token.tag}> is not paid for; it costs ${payment.cost}` };
}

/** What a tag may carry that nobody sees. */
function allowed(tag: string, attribute: string): boolean {
  return (
    `${tag} ${attribute}` === 'a href' ||
    `${tag} ${attribute}` === 'ol start' ||
    /^t[dh] align$/.test(`${tag} ${attribute}`)
  );
}

function enterTag(state: Walk, { tag, attributes }: Open): void {
  if (tag === 'blockquote') state.depth++;
  else if (tag === 'ul') state.lists.push(null);
  else if (tag === 'ol') state.lists.push(Number(attributes.get('start') ?? 1));
  else if (tag === 'li') {
    const number = state.lists.at(-1);
    if (typeof number === 'number') state.lists[state.lists.length - 1] = number + 1;
  } else if (tag === 'tr') state.cell = 0;
  else if (tag === 'td' || tag === 'th') state.cell++;
}

function leaveTag(state: Walk, tag: string): void {
  if (tag === 'blockquote') state.depth--;
  else if (tag === 'ul' || tag === 'ol') state.lists.pop();
}

function distinct(readings: Reading[]): Reading[] {
  if (readings.length < 2) return readings;
  const byKey = new Map(
    readings.map((reading) => [`${reading.line}:${reading.col}:${reading.gap}:${reading.due?.key}`, reading]),
  );
  return [...byKey.values()];
}

function report(
  { mail }: Walk,
  readings: readonly Reading[],
  problem: string,
  tokens: readonly Token[],
  at: number,
): string {
  const furthest = readings.reduce((best, reading) =>
    reading.line > best.line || (reading.line === best.line && reading.col > best.col) ? reading : best,
  );
  const { text } = mail[furthest.line] ?? blankLine;
  const col = Math.max(0, furthest.col);
  const rest = [text.slice(col), ...mail.slice(furthest.line + 1, furthest.line + 4).map((line) => line.text)].join(
    '⏎',
  );
  const write = (token: Token): string =>
    token.type === 'open' ? `<${token.tag}>` : token.type === 'close' ? `</${token.tag}>` : token.text;
  const before = tokens
    .slice(Math.max(0, at - 6), at)
    .map(write)
    .join('')
    .slice(-60);
  const shown = tokens
    .slice(at, at + 8)
    .map(write)
    .join('')
    .slice(0, 80);
  return `${problem}\n  mail, line ${furthest.line + 1}: ${text.slice(Math.max(0, col - 60), col)}‸${rest.slice(0, 80)}\n  shown: ${before}‸${shown}`;
}

// ------------------------------------------------------------------------------------------------------------- lines and gaps

const isSpace = (character: string | undefined): boolean =>
  character !== undefined && /[\s\u0000-\u001f\u007f]/.test(character);
const isWord = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);
/** Scripts that put no space between words. */
const cjk = /^[\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]/;
/** A quote mark that is not `>`: `| `, `: `, `AK> `. */
const otherMark = /^ {0,8}(?:[|:}]|\p{Lu}\p{L}{0,11}>|\p{Ll}{1,12}>|＞|(?<=[\p{L}>|: ])>) ?/u;
/** Python's prompt and SMTP's, which look like quote marks. */
const prompt =
  /^ ?>>>(?:$| +(?:$|\.{3}|[A-Z]{4}\b|(?:import|from|print|def|del|class|for)\b|[\w.]+$|\d+ ?[*+%]|.*[=()[\]{}]))/;
/** An address in the brackets that keep it apart. */
const angled = /^<(?:URL:)?\s*(?=[a-z]+:)/i;
/** `-------- Original Message --------`: its dashes frame it. */
const announcement = /^((?:> ?)?\s*-{3,}\s*)(\p{L}[^-]{1,80}?)\s*-{3,}$/u;

function lineAt({ mail }: Walk, index: number): MailLine {
  return mail[index] ?? blankLine;
}

function skipSpace({ text }: MailLine, col: number): number {
  let at = col;
  while (isSpace(text[at])) at++;
  return at;
}

/** Whether the line may end here: nothing is left of it, or no more than what frames an announcement. */
function isAtEnd(state: Walk, { line, col }: Place): boolean {
  const mailLine = lineAt(state, line);
  if (col < 0) return false;
  return skipSpace(mailLine, col) === mailLine.text.length || announced(state, line)?.to === col;
}

/** Where the words of an announcement stand between its dashes. What makes it one is the header of the mail below it. */
function announced(state: Walk, index: number): { readonly from: number; readonly to: number } | undefined {
  const [, before = '', words = ''] = announcement.exec(lineAt(state, index).text) ?? [];
  return words !== '' && isHeader(state, index + 1)
    ? { from: before.length, to: before.length + words.length }
    : undefined;
}

/** Whether the next words are those of a header line. */
function isHeader(state: Walk, index: number): boolean {
  let next = index;
  while (next < state.mail.length && lineAt(state, next).blank) next++;
  const line = lineAt(state, next);
  const words = line.text.slice(line.starts.at(-1));
  // Yandex says in one line who wrote, and when.
  return /^\s*\*?\p{L}[\p{L} -]{0,24}\*?\s?[:：]/u.test(words) || (/[:：]$/.test(words) && /\d/.test(words));
}

/** The columns at which the words of a line may begin inside `depth` quotes: its quote marks are spent, no more and no fewer. */
function columnsOf(line: MailLine, depth: number, { signed = false }: FaithfulOptions): number[] {
  const marks = line.starts.length - 1;
  const columns: number[] = [];
  if (marks > deepest && depth === deepest) columns.push(/^[ >]*/.exec(line.text)?.[0].length ?? 0);
  else if (marks === depth || (line.least === depth && depth > 0)) columns.push(line.starts[depth] ?? 0);
  // An mbox's escape.
  if (depth === 0 && line.text.startsWith('>From ')) columns.push(0, 1);
  if (depth === 0 && prompt.test(line.text)) columns.push(0);
  if (depth === 0 && signed && line.text.startsWith('- ')) columns.push(2);
  if (depth > 0 && marks === 0) {
    let at = 0;
    let count = 0;
    for (; count < depth; count++) {
      const rest = line.text.slice(at);
      const mark = (count > 0 ? /^ ?> ?/.exec(rest) : null) ?? otherMark.exec(rest);
      if (!mark) break;
      at += mark[0].length;
    }
    if (count === depth) columns.push(at);
  }
  return columns;
}

/** The places at which the words of a line begin. */
function enter(state: Walk, index: number): Landing[] {
  const line = lineAt(state, index);
  if (index >= state.mail.length) return [];
  if (line.blank && (isBarePrompt(state, index) || markAlone.test(line.text)))
    return [{ line: index, col: skipSpace(line, 0), isStart: true }];
  if (line.blank) return [];
  const columns = [...columnsOf(line, state.depth, state.options), ...unusualColumns(state, index)];
  return [...new Set(columns)].flatMap((column) => {
    const col = skipSpace(line, column);
    // In format=flowed, nothing but a mark may stand before the end of a line.
    return col === line.text.length && line.flows ? enter(state, index + 1) : [{ line: index, col, isStart: true }];
  });
}

/** `>>>>> "AK" == Ann Keller writes:` and `>>> On 8/8/2007, Ann Keller wrote:` say whose words follow, and are not quoted. */
const markedAttribution = /^>{3,6} ?(?:On |["“]).*:$/;
const longestRest = 4;

/** Where a line begins whose marks do not say whether it is quoted. */
function unusualColumns(state: Walk, index: number): number[] {
  const line = lineAt(state, index);
  const marks = line.starts.length - 1;
  if (state.depth === 0 && marks > 0) {
    // Some mark the line above a forwarded mail's header, and nothing else of it.
    const isMarked = markedAttribution.test(line.text) || announced(state, index) !== undefined;
    // An arrow: nothing else in the mail bears a mark.
    const isLone = state.mail.every(
      (other, at) => at === index || other.starts.length === 1 || other.text.startsWith('>From '),
    );
    const asTyped = (isLone && marks === 1) || isAmongPrompts(state, index) ? [0] : [];
    return isMarked ? [line.starts.at(-1) ?? 0, ...asTyped] : asTyped;
  }
  const isAfter = state.depth > 0 && marks === 0 && lineAt(state, index - 1).starts.length === 1;
  if (isAfter && lineAt(state, index - 1).flows) return [0];
  // A word or two that a bad mailer left unmarked when it wrapped a quoted line.
  const above = lineAt(state, index - 1);
  const isBelowQuote =
    !above.blank && (above.starts.length > state.depth || otherMark.test(above.text) || isRest(state, index - 1));
  return state.depth > 0 && marks === 0 && isBelowQuote && isRest(state, index) ? [0] : [];
}

/** `>>> ` below or above Python's prompt: what is typed there may look like words. */
function isAmongPrompts(state: Walk, index: number): boolean {
  const leads = (at: number): boolean => /^ ?>>>(?: |$)/.test(lineAt(state, at).text);
  if (!leads(index)) return false;
  const finds = (step: number): boolean => {
    for (let at = index; leads(at); at += step) if (prompt.test(lineAt(state, at).text)) return true;
    return false;
  };
  return finds(1) || finds(-1);
}

function isRest(state: Walk, index: number): boolean {
  const words = lineAt(state, index).text.trim();
  return /^[\p{Ll}\p{Lo}\p{N}"'(«¿¡]/u.test(words) && words.split(/\s+/).length <= longestRest;
}

/** Python's prompt without anything behind it; everywhere else, a blank line of a quote. */
function isBarePrompt(state: Walk, index: number): boolean {
  return state.depth === 0 && lineAt(state, index).text === '>>>';
}

const fenceLine = /^\s*(?:`{3,}|~{3,}) *[\w+#.-]{0,30}$/;
const templateSign = /\{[{%#:]|#\}|\[\[|\{(?:\+\+|--|~~|==|>>)|-8<-|<!-- ?more|:[a-z0-9_+-]+:/;

/** A typed fence, with such code between it and the next one. */
function isFenceOfTemplate(state: Walk, index: number): boolean {
  if (!fenceLine.test(lineAt(state, index).text.slice(lineAt(state, index).starts[state.depth]))) return false;
  // In a quote or a list, some renderers know no fences and would run HTML.
  const isNested = state.depth > 0 || state.lists.length > 0;
  const until = (step: number): boolean => {
    for (let at = index + step, signs = false; at >= 0 && at < state.mail.length; at += step) {
      const { text } = lineAt(state, at);
      if (/^[\s>]*(?:`{3,}|~{3,})/.test(text)) return signs;
      signs ||= templateSign.test(text) || (isNested && /<[A-Za-z/!?]/.test(text));
    }
    return false;
  };
  return until(1) || until(-1);
}

/** Lines that may vanish without a tag: how many there are at `index`. */
const spendable: readonly ((state: Walk, index: number) => number)[] = [
  // A definition whose link stands in the text.
  ({ definitions, linked }, index) => {
    const { label = '', bare = [] } = definitions.get(index) ?? {};
    return [...bare].find(([url]) => linked.has(`${label} ${url}`))?.[1] ?? 0;
  },
  // A fence around what a generator would run in code, which is shown as text.
  (state, index) => (isFenceOfTemplate(state, index) ? 1 : 0),
  // Outlook's line above the header of a forwarded mail.
  (state, index) => (/^\s*_{20,}$/.test(lineAt(state, index).text) && isHeader(state, index + 1) ? 1 : 0),
];

/** The places at which a new block may begin after a reading, with the vanished lines left out. */
function blockStarts(state: Walk, { line, col }: Place): Landing[] {
  const landings: Landing[] = [];
  const asked = new Set<number>();
  const open = [col < 0 ? line : line + 1];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    for (; index < state.mail.length && lineAt(state, index).blank; index++) landings.push(...enter(state, index));
    if (asked.has(index)) continue;
    asked.add(index);
    for (const landing of enter(state, index)) {
      landings.push(landing);
      const framed = announced(state, index);
      if (framed) landings.push({ ...landing, col: framed.from });
    }
    for (const vanishes of spendable) {
      const count = vanishes(state, index);
      if (count > 0) open.push(index + count);
    }
  }
  return landings;
}

/** Where the next character stands, by what the HTML has shown before it. */
const gaps: Readonly<Record<Gap, (state: Walk, reading: Reading) => Landing[]>> = {
  // Nothing: it is the next character. A line end counts for nothing inside an address, between CJK characters, and with DelSp.
  none: (state, reading) => {
    const line = lineAt(state, reading.line);
    const character = line.text[reading.col];
    if (character !== undefined) return isSpace(character) ? [] : [here(reading)];
    const isJoined = (landing: Landing): boolean =>
      reading.due?.address !== undefined ||
      (state.options.delSp === true && line.flows) ||
      (cjk.test(line.text.slice(-1)) && cjk.test(lineAt(state, landing.line).text.slice(landing.col)));
    return enter(state, reading.line + 1).filter(isJoined);
  },
  // White space: in the line, or one line end; a blank line parts paragraphs.
  space: (state, reading) =>
    ahead(state, reading, nextLine).filter(
      // `name<https://…>`: a space may take the place of the brackets.
      ({ line, col }) => line > reading.line || col > reading.col || angled.test(lineAt(state, line).text.slice(col)),
    ),
  // White space or nothing: beside brackets that were spent.
  maybe: (state, reading) => ahead(state, reading, nextLine),
  // A line end that was meant; the place is the start of the next line.
  break: (state, reading) => blockStarts(state, reading),
  // The start of a line.
  block: (state, reading) => (reading.col < 0 || isAtEnd(state, reading) ? blockStarts(state, reading) : []),
  // Behind the marker of a list or title, on its line or below it.
  paid: (state, reading) => ahead(state, reading, blockStarts).map((landing) => ({ ...landing, isStart: true })),
};

/** The next character of the line, or where a line end leads to. */
function ahead(state: Walk, { line, col }: Place, onward: (state: Walk, place: Place) => Landing[]): Landing[] {
  const next = skipSpace(lineAt(state, line), col);
  const inside = next < lineAt(state, line).text.length ? [here({ line, col: next })] : [];
  return [...inside, ...(isAtEnd(state, { line, col }) ? onward(state, { line, col }) : [])];
}

function nextLine(state: Walk, { line }: Place): Landing[] {
  return enter(state, line + 1);
}

function here({ line, col }: Place): Landing {
  return { line, col, isStart: false };
}

function landings(state: Walk, reading: Reading): Landing[] {
  return gaps[reading.gap](state, reading);
}

/** Whether nothing of the mail is left behind a reading. */
function isOver(state: Walk, reading: Reading): boolean {
  if (reading.due !== undefined) return false;
  if (reading.col >= 0 && !isAtEnd(state, reading)) return false;
  const open = [reading.col < 0 ? reading.line : reading.line + 1];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    while (index < state.mail.length && lineAt(state, index).blank) index++;
    if (index >= state.mail.length) return true;
    for (const vanishes of spendable) {
      const count = vanishes(state, index);
      if (count > 0) open.push(index + count);
    }
  }
  return false;
}

// ---------------------------------------------------------------------------------------------------------------------- text

/** What white space in the HTML makes of a gap. */
const widened: Readonly<Record<Gap, Gap>> = {
  none: 'space',
  space: 'space',
  maybe: 'maybe',
  break: 'break',
  block: 'block',
  paid: 'paid',
};

function showText(state: Walk, readings: readonly Reading[], text: string): Stepped {
  let current = [...readings];
  for (let index = 0; index < text.length; index++) {
    const [only] = current;
    if (only?.gap === 'none' && current.length === 1) {
      const { text: line } = lineAt(state, only.line);
      const length = sameLength(line, only.col, text, index);
      if (length > 0) current = [{ ...only, col: only.col + length }];
      index += length;
      if (index >= text.length) break;
    }
    const character = text.charAt(index);
    if (isSpace(character)) {
      current = current.map((reading) => ({ ...reading, gap: widened[reading.gap] }));
      continue;
    }
    const next = distinct(current.flatMap((reading) => showCharacter(state, reading, character)));
    if (next.length === 0)
      return { next, last: current, problem: `shown is not what the mail says: “${text.slice(index, index + 30)}”` };
    current = next;
  }
  return { next: current, last: current, problem: '' };
}

/** How many characters are the same from here on, single spaces among them: a short cut through what can be read in one way only. */
function sameLength(line: string, col: number, text: string, from: number): number {
  let length = 0;
  for (; from + length < text.length; length++) {
    const character = line.charAt(col + length);
    if (character === '' || character !== text.charAt(from + length)) break;
    const after = line.charAt(col + length + 1);
    if (
      character === ' '
        ? after === '-' || after !== text.charAt(from + length + 1) || isSpace(after)
        : isSpace(character)
    )
      break;
  }
  return length;
}

function showCharacter(state: Walk, reading: Reading, character: string): Reading[] {
  const { due } = reading;
  // `xmpp:room at muc.example`: the archive's disguise of an address.
  const disguise =
    character === '@' &&
    due?.address &&
    /^(?:\s+[^\s<>]{1,6}\s+|\uff20)/.exec(lineAt(state, reading.line).text.slice(reading.col));
  if (disguise) return [{ line: reading.line, col: reading.col + disguise[0].length, gap: 'none', due }];
  return landings(state, reading).flatMap(({ line, col }) =>
    lineAt(state, line).text[col] === character ? [{ line, col: col + 1, gap: 'none' as const, due }] : [],
  );
}

// ---------------------------------------------------------------------------------------------------------------- code blocks

const logStart = /^(?:[[(]?(?:\d{4}-\d\d-\d\d[ T])?\d{1,2}:\d\d|<[^<>\s]|\*{3} |-!-)/;

/** What prose at the margin has none of: columns, indentation, signs. */
const codeSign = /^\s|\S {2,}\S|[{}[\]<>=/\\|_$#@*+%&~^`;]|\w[.(:]\w|--|^>>>|\(\)|^(?:import|from \S+ import) \w/;

/** A code block shows the mail's lines there; the readings at their end. */
function showLines(state: Walk, reading: Reading, code: string): Reading[] {
  const lines = code
    .replace(/^\n+|\s+$/g, '')
    .split('\n')
    .map((line) => line.trimEnd());
  const starts = landings(state, { ...reading, gap: reading.gap === 'paid' ? 'paid' : 'block' });
  const end = (line: number): Reading => ({
    line,
    col: lineAt(state, line).text.length,
    gap: 'block',
    due: reading.due,
  });
  return starts.flatMap((landing) => {
    const fence = /^(`{3,}|~{3,}) *[\w+#.-]{0,30}$/.exec(lineAt(state, landing.line).text.slice(landing.col))?.[1];
    if (fence !== undefined) {
      const isFence = (index: number): boolean => bodiesOf(state, index).some((body) => isClosing(body.trim(), fence));
      const below = { line: landing.line + 1, col: -1 };
      const last = code.trim() === '' ? landing.line : sameLines(state, below, lines);
      const closing = last === undefined ? undefined : skipBlank(state, last) + 1;
      if (closing !== undefined && isFence(closing)) return [end(closing)];
    }
    const isLog = logStart.test(lines[0] ?? '');
    if (!isLog && !lines.some((line) => codeSign.test(line)) && !isIndented(state, landing)) return [];
    const last = sameLines(state, landing, lines) ?? (isLog ? joinedLines(state, landing, lines) : undefined);
    return last === undefined ? [] : [end(last)];
  });
}

/** At least as many of the same sign. */
function isClosing(words: string, fence: string): boolean {
  return words.startsWith(fence) && words === fence.charAt(0).repeat(words.length);
}

function isIndented(state: Walk, { line, col }: Place): boolean {
  return !columnsOf(lineAt(state, line), state.depth, state.options).includes(col);
}

/** The last line that is followed by blank ones alone. */
function skipBlank(state: Walk, last: number): number {
  let index = last;
  while (index + 1 < state.mail.length && lineAt(state, index + 1).blank) index++;
  return index;
}

/**
 * The last of the mail's lines that are these, but for one common indentation; undefined when they are not. Only the first line may be
 * indented otherwise, where it stands behind the marker of a list.
 */
function sameLines(state: Walk, start: Place, lines: readonly string[]): number | undefined {
  let margin: number | undefined;
  let at = start.line;
  while (start.col < 0 && at + 1 < state.mail.length && lineAt(state, at).blank) at++;
  for (const [index, line] of lines.entries()) {
    if (line === '') {
      if (!lineAt(state, at).blank) return undefined;
      at++;
      continue;
    }
    const isFirst = index === 0 && start.col >= 0;
    const found = wholeLines(state, at, isFirst ? start.col : undefined).find(
      ({ text, indent, next }) =>
        (next > at + 1 ? collapse(text) === collapse(line) : text === line.trim()) &&
        (margin ?? indent - indentOf(line)) === indent - indentOf(line),
    );
    if (!found || found.indent < indentOf(line)) return undefined;
    if (!isFirst || found.isAlone) margin = found.indent - indentOf(line);
    at = found.next;
  }
  return at - 1;
}

interface WholeLine {
  readonly text: string;
  readonly indent: number;
  /** Nothing stands before it on its line. */
  readonly isAlone: boolean;
  readonly next: number;
}

/** A line without its quote marks, in all the ways in which it may be read; one of format=flowed also with those that it goes on in. */
function wholeLines(state: Walk, at: number, from?: number): WholeLine[] {
  const first = lineAt(state, at);
  return [...columnsOf(first, state.depth, state.options), ...unusualColumns(state, at)].flatMap((col) => {
    const begin = from ?? skipSpace(first, col);
    if (begin < col) return [];
    const isAlone = skipSpace(first, col) === begin;
    const whole: WholeLine[] = [{ text: first.text.slice(begin), indent: begin - col, isAlone, next: at + 1 }];
    for (let next = at + 1, { text = '' } = whole[0] ?? {}; lineAt(state, next - 1).flows && next < at + 200; next++) {
      text += ` ${bodiesOf(state, next)[0]?.trim() ?? ''}`;
      whole.push({ text, indent: begin - col, isAlone, next: next + 1 });
    }
    return whole;
  });
}

function bodiesOf(state: Walk, index: number): string[] {
  const line = lineAt(state, index);
  if (index >= state.mail.length) return [];
  const columns = [...columnsOf(line, state.depth, state.options), ...unusualColumns(state, index)];
  return [...new Set(columns)].map((col) => line.text.slice(col));
}

/** White space as one space: how much of it a line that flows keeps at its end is no matter. */
function collapse(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

/** As `sameLines`, for a log: a wrapped line is one again, blank lines are gone. */
function joinedLines(state: Walk, start: Place, lines: readonly string[]): number | undefined {
  let at = start.line - 1;
  const nextLine = (): string | undefined => {
    do at++;
    while (at < state.mail.length && lineAt(state, at).blank);
    return spaced(bodiesOf(state, at)[0]?.trim());
  };
  const spaced = (text: string | undefined): string | undefined =>
    text !== undefined && state.options.flowed ? collapse(text) : text;
  for (const typed of lines) {
    const line = spaced(typed) ?? '';
    let joined = nextLine();
    while (joined !== undefined && joined !== line && line.startsWith(`${joined} `)) joined += ` ${nextLine() ?? ''}`;
    if (joined !== line) return undefined;
  }
  return at;
}

// ------------------------------------------------------------------------------------------------------------------- payments

function opened(reading: Reading, tag: string, place: Place & { readonly gap: Gap }, more: Partial<Due> = {}): Reading {
  const { line, col, gap } = place;
  const key = [reading.due?.key, tag, more.mark, more.address, more.end, more.next?.line, more.next?.col].join('/');
  return { line, col, gap, due: { line, col, ...more, tag, key, above: reading.due } };
}

/** A block costs the start of a line. It is asked of its first character. */
const block: Payment = {
  cost: 'the start of a line',
  open: (_, reading, { tag }) => [opened(reading, tag, { ...reading, gap: reading.gap === 'paid' ? 'paid' : 'block' })],
};

const quote: Payment = {
  cost: 'a quote mark on every line',
  open: (_, reading, { tag }) => [opened(reading, tag, { ...reading, gap: 'block' })],
  close: (_, reading, due) =>
    reading.line === due.line && reading.col === due.col ? [] : [{ ...reading, gap: 'block', due: due.above }],
};

/** Marks on both sides, at the edges of words, around words that do not hold the mark themselves. */
function between(cost: string, ...marks: readonly string[]): Payment {
  return {
    cost,
    open: (state, reading, { tag }) =>
      landings(state, reading).flatMap(({ line, col }) => {
        const { text } = lineAt(state, line);
        return marks
          .filter((mark) => text.startsWith(mark, col) && !isWord(text[col - 1]))
          .filter((mark) => text[col + mark.length] !== undefined && !isSpace(text[col + mark.length]))
          .map((mark) => opened(reading, tag, { line, col: col + mark.length, gap: 'none' }, { mark }));
      }),
    close: (state, reading, due) => {
      const { mark = '' } = due;
      const { text } = lineAt(state, reading.line);
      const after = text[reading.col + mark.length];
      const inside = between.textOf(state, due, reading);
      const isPaid =
        reading.gap === 'none' && text.startsWith(mark, reading.col) && !isWord(after) && /[\p{L}\p{N}]/u.test(inside);
      if (!isPaid || (mark.length === 1 && inside.replaceAll(mark + mark, '').includes(mark))) return [];
      return [{ line: reading.line, col: reading.col + mark.length, gap: 'none', due: due.above }];
    },
  };
}
/** The mail between two places. */
between.textOf = (state: Walk, from: Place, to: Place): string => {
  if (from.line === to.line) return lineAt(state, from.line).text.slice(from.col, to.col);
  const middle = state.mail.slice(from.line + 1, to.line).map((line) => line.text);
  return [lineAt(state, from.line).text.slice(from.col), ...middle, lineAt(state, to.line).text.slice(0, to.col)].join(
    ' ',
  );
};

const code: Payment = {
  cost: 'backticks on both sides, or the whole of a line',
  open: (state, reading, { tag }) =>
    landings(state, reading).flatMap(({ line, col, isStart }) => {
      const mark = /^`+/.exec(lineAt(state, line).text.slice(col))?.[0];
      return [
        ...(mark === undefined ? [] : [opened(reading, tag, { line, col: col + mark.length, gap: 'maybe' }, { mark })]),
        ...(isStart ? [opened(reading, tag, { line, col, gap: 'maybe' }, { mark: '' })] : []),
      ];
    }),
  close: (state, reading, { mark = '', above }) => {
    const line = lineAt(state, reading.line);
    const col = skipSpace(line, reading.col);
    const isPaid = mark === '' ? isAtEnd(state, { line: reading.line, col }) : line.text.startsWith(mark, col);
    return isPaid ? [{ line: reading.line, col: col + mark.length, gap: 'none', due: above }] : [];
  },
};

const bullet = /^(?:\*{1,4}|[-+•·▪‣◦●–—]|o)(?=\s|$)/u;
const letter = /^\(?[A-Za-z]\)(?=\s)/;
const number = /^(?:\((\d{1,3})\.?\)|(\d{1,3})(?:\.\)|[.)]))(?=\s|$)/;

const item: Payment = {
  cost: 'a bullet, or the number that it shows, at the start of a line, further in than the list around it',
  open: (state, reading, { tag }) => {
    const expected = state.lists.at(-1);
    const around = nearest(reading.due, 'li');
    return landings(state, reading).flatMap(({ line, col, isStart }) => {
      if (!isStart) return [];
      const rest = lineAt(state, line).text.slice(col);
      const numbered = number.exec(rest);
      const marker = expected === null ? bullet.exec(rest) : numbered;
      const isFurther =
        around === undefined || col > around.col || isSameLine(state, around.line, line) || /^\*\*/.test(rest);
      if (marker && isFurther && (expected === null || Number(numbered?.[1] ?? numbered?.[2]) === expected))
        return [opened(reading, tag, { line, col: col + marker[0].length, gap: 'paid' }, { col })];
      // Markdown has no letters for items: they stay in the text.
      return expected === null && letter.test(rest) ? [opened(reading, tag, { line, col, gap: 'paid' })] : [];
    });
  },
};

/** Whether two lines are one: in format=flowed, a line may go on in the next. */
function isSameLine(state: Walk, from: number, to: number): boolean {
  let at = from;
  while (at < to && lineAt(state, at).flows) at++;
  return at === to;
}

function nearest(due: Due | undefined, tag: string): Due | undefined {
  for (let each = due; each; each = each.above) if (each.tag === tag) return each;
  return undefined;
}

const rule = /^(?:([-=~*_#+.])\1{2,}|(?:[-*_] ){2,}[-*_])$/;
/** Under words, carets point at something in them. */
const carets = /^\^{3,}$/;

const thematicBreak: Payment = {
  cost: 'a line of one repeated character',
  open: (state, reading) =>
    landings(state, { ...reading, gap: reading.gap === 'paid' ? 'paid' : 'block' }).flatMap(({ line, col }) => {
      const { text } = lineAt(state, line);
      const words = text.slice(col);
      return rule.test(words) || (carets.test(words) && lineAt(state, line - 1).blank)
        ? [{ line, col: text.length, gap: 'block' as const, due: reading.due }]
        : [];
    }),
};

const lineBreak: Payment = {
  cost: 'the end of a line',
  open: (state, reading) => {
    const line = lineAt(state, reading.line);
    if (reading.gap === 'break') return line.blank ? [{ ...reading, line: reading.line + 1, col: -1 }] : [];
    if (!isAtEnd(state, reading)) return [];
    return [{ ...reading, line: reading.line + 1, col: -1, gap: 'break' }];
  },
};

/** A title is one line of the mail with something that makes it one. What it is made of is spent: see the variants. */
const heading: Payment = {
  cost: 'a title: underlined, framed, numbered, starred, `#`, in capitals, or with a colon at its end',
  open: (state, reading, { tag }) =>
    landings(state, { ...reading, gap: reading.gap === 'paid' ? 'paid' : 'block' }).flatMap((landing) =>
      titlesAt(state, landing).map(({ line, col, end, next }) =>
        opened(reading, tag, { line, col, gap: 'paid' }, { end, next }),
      ),
    ),
  close: (state, reading, { line, end = -1, next, above }) => {
    const isEnd = reading.line === line && skipSpace(lineAt(state, line), reading.col) >= end && reading.col <= end;
    return isEnd && next ? [{ ...next, due: above }] : [];
  },
};

interface TitleReading extends Place {
  readonly end: number;
  readonly next: Place & { readonly gap: Gap };
}

/** What may stand before a title and is spent with it; after it, the same sign again. */
const titleMarkers: readonly RegExp[] = [
  /^\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)]{1,2}\s+/,
  /^\d{1,3}(?:\.\d{1,3}){1,4}\s+/,
  /^\*\s+/,
  /^#{1,6}\s+/,
];
const frame = /^(([=#])\2*|([*~_+-])\3+)\s+(\S.*?)\s+(?:\2+|\3+)$/;

function titlesAt(state: Walk, landing: Landing): TitleReading[] {
  const isRule = (index: number): boolean =>
    enter(state, index).some(({ col }) =>
      /^([^\p{L}\p{N}\s])\1{2,}$/u.test(lineAt(state, index).text.slice(col).trim()),
    );
  const isOver = isRule(landing.line);
  return (isOver ? enter(state, landing.line + 1) : [landing]).flatMap(({ line, col }) => {
    const { text } = lineAt(state, line);
    const words = text.slice(col);
    const isUnder = isRule(line + 1);
    // The last line of a paragraph is no title, nor is the line that says who is quoted below.
    const isAlone = lineAt(state, line - 1).blank || isRule(line - 1) || isOver;
    const hasColon = isAlone && /[:：]$/.test(words) && !isAboveQuote(state, line);
    const isUpper = isAlone && /\p{Lu}.*\p{Lu}/u.test(words) && !/[\p{Ll}\p{Lo}]/u.test(words);
    const starred = /^\*([^*]+)\*$/.test(words);
    const markers = titleMarkers.flatMap((marker) => marker.exec(words)?.[0].length ?? []);
    const framed = frame.exec(words);
    const isTitle = isOver || hasColon || isUpper || starred || markers.length > 0;
    // What alone makes it a title is spent; below a frame, a rule may be one.
    const endLines = [...(isTitle || framed ? [line] : []), ...(isUnder ? [line + 1] : [])];
    const ends = endLines.map((end) => ({
      line: end,
      col: lineAt(state, end).text.length,
      gap: 'block' as const,
    }));
    const found: TitleReading[] = [];
    const add = (from: number, to: number): void => {
      for (const next of ends) {
        found.push({ line, col: from, end: to, next });
        const spent = /[:：]$|\s+[-–—]$/.exec(text.slice(from, to));
        if (spent) found.push({ line, col: from, end: from + spent.index, next });
      }
      // `1) Messages - https://…`: the address is a paragraph below; the dash between them is spent.
      const shared = /\s+(?:[-–—:]\s+)?(?=<?[a-z]+:\/\/[^\s<>]+>?$)/.exec(text.slice(from, to));
      if (shared) {
        const end = from + shared.index;
        found.push({ line, col: from, end, next: { line, col: end + shared[0].length, gap: 'paid' } });
      }
      const below = lineAt(state, line + 1).text.trim();
      const dash = /\s+[-–—:]$/.exec(text.slice(from, to));
      if (dash && /^<?[a-z]+:\/\/\S+$/i.test(below))
        found.push(...ends.map((next) => ({ line, col: from, end: from + dash.index, next })));
    };
    if (isTitle || isUnder) add(col, text.length);
    if (starred) add(col + 1, text.length - 1);
    for (const length of markers) {
      add(col + length, text.length);
      const closing = /\s+#+$/.exec(words);
      if (closing && words.startsWith('#')) add(col + length, col + closing.index);
    }
    if (framed) {
      const from = col + words.indexOf(framed[4] ?? '', framed[1]?.length ?? 0);
      add(from, from + (framed[4]?.length ?? 0));
    }
    return found;
  });
}

function isAboveQuote(state: Walk, index: number): boolean {
  const depth = (at: number): number => lineAt(state, at).starts.length;
  let next = index + 1;
  while (next < state.mail.length && lineAt(state, next).text === '') next++;
  return depth(next) > depth(index);
}

/** Schemes that only point somewhere. */
const safeScheme = /^(?:https?|ftp|mailto|xmpp|sips?|ircs?|news|nntp|tel|geo|mid):/i;

const link: Payment = {
  cost: 'its address at this place, or `[label]` and a line that defines it',
  open: (state, reading, token) => {
    const href = token.attributes.get('href') ?? '';
    const isAddress = addressesOf(token.text).some((address) => canonical(address) === canonical(href));
    const isPaid = safeScheme.test(href) && (isAddress || isDefined(state, token) || isPermalink(state, token));
    if (!isPaid) return [];
    return landings(state, reading).flatMap(({ line, col }) => {
      if (!isAddress) return [opened(reading, 'a', { line, col, gap: 'none' })];
      const angle = angled.exec(lineAt(state, line).text.slice(col))?.[0];
      return [
        opened(reading, 'a', { line, col, gap: 'none' }, { address: 'plain' }),
        ...(angle === undefined
          ? []
          : [opened(reading, 'a', { line, col: col + angle.length, gap: 'maybe' }, { address: 'angled' })]),
      ];
    });
  },
  close: (state, reading, { address, above }) => {
    const { line, col } = reading;
    const { text } = lineAt(state, line);
    // A cut address is a broken link, not a shorter one.
    if (address === 'plain')
      return /^(?:[A-Za-z0-9/%=&#]|\?[A-Za-z0-9/%=&#])/.test(text.slice(col)) ? [] : [{ ...reading, due: above }];
    if (address === undefined) return [{ ...reading, due: above }];
    return gaps
      .maybe(state, reading)
      .flatMap((end) =>
        lineAt(state, end.line).text[end.col] === '>'
          ? [{ line: end.line, col: end.col + 1, gap: 'maybe' as const, due: above }]
          : [],
      );
  },
};

/** What an address that is shown may be as the target of a link. */
function addressesOf(shown: string): string[] {
  const text = shown.replace(/\s+at\s+/, '@').replace(/\s+/g, '');
  return [
    shown.replace(/\s+/g, ''),
    text,
    ...(/^www\./i.test(text) ? [`http://${text}`] : []),
    ...(/^[^\s@]+@[^\s@]+$/.test(text) ? [`mailto:${text}`] : []),
  ];
}

function isDefined({ definitions }: Walk, token: Open): boolean {
  const href = canonical(token.attributes.get('href') ?? '');
  return [...definitions.values()].some(({ label, urls }) => token.text === `[${label}]` && urls.includes(href));
}

function isPermalink({ options }: Walk, token: Open): boolean {
  const id = token.text.replace(/^<|>$/g, '').replace(/^mid:/i, '');
  const target = options.permalinks?.get(`<${id}>`) ?? options.permalinks?.get(id);
  return target !== undefined && canonical(target) === canonical(token.attributes.get('href') ?? '');
}

const tableRule = /^[\s|+:=-]*-[\s|+:=-]*$/;

/** The places behind lines of `|---|`, which are spent. */
function behindRules(state: Walk, reading: Reading): Reading[] {
  const open = [reading];
  for (const each of open)
    for (const { line, col } of gaps.block(state, each)) {
      const { text } = lineAt(state, line);
      if (tableRule.test(text.slice(col)) && /[|+]/.test(text)) open.push({ ...reading, line, col: text.length });
    }
  return open;
}

const row: Payment = {
  cost: 'a line with bars',
  open: (state, reading, { tag }) =>
    behindRules(state, { ...reading, gap: 'block' }).flatMap((each) =>
      gaps
        .block(state, each)
        .flatMap(({ line, col }) =>
          lineAt(state, line).text.includes('|') ? [opened(reading, tag, { line, col, gap: 'maybe' })] : [],
        ),
    ),
  close: (state, reading, due) => {
    const line = lineAt(state, reading.line);
    const col = skipSpace(line, reading.col);
    const end = line.text[col] === '|' ? col + 1 : col;
    if (reading.line !== due.line || !isAtEnd(state, { line: reading.line, col: end })) return [];
    return [{ line: reading.line, col: line.text.length, gap: 'block', due: due.above }];
  },
};

const cell: Payment = {
  cost: 'a bar',
  open: (state, reading, { tag }) => {
    const { text } = lineAt(state, reading.line);
    const col = skipSpace(lineAt(state, reading.line), reading.col);
    if (text[col] === '|') return [opened(reading, tag, { line: reading.line, col: col + 1, gap: 'maybe' })];
    return state.cell === 0 ? [opened(reading, tag, { line: reading.line, col, gap: 'maybe' })] : [];
  },
  close: (_, reading, { above }) => [{ ...reading, gap: 'maybe', due: above }],
};

const table: Payment = {
  ...block,
  close: (state, reading, { above }) =>
    behindRules(state, { ...reading, gap: 'block' }).map((each) => ({ ...each, due: above })),
};

/** What each tag costs. A tag that is not here is never paid for: images, inputs, footnotes, whatever is live. */
const payments: Readonly<Record<string, Payment>> = {
  p: block,
  ul: block,
  ol: block,
  li: item,
  blockquote: quote,
  h1: heading,
  h2: heading,
  h3: heading,
  h4: heading,
  h5: heading,
  h6: heading,
  hr: thematicBreak,
  br: lineBreak,
  em: between('`/`, `//`, `_` or `*` on both sides', '//', '/', '_', '*'),
  strong: between('`*`, `**` or `__` on both sides', '**', '__', '*'),
  del: between('`~~` on both sides', '~~'),
  code,
  a: link,
  table,
  thead: { ...block, close: (_, reading, { above }) => [{ ...reading, gap: 'block', due: above }] },
  tbody: block,
  tr: row,
  th: cell,
  td: cell,
};

// -------------------------------------------------------------------------------------------------------- mails in Markdown

/** Words; a script that puts no spaces between them counts by character. */
const word =
  /[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff]|(?:(?![\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff])[\p{L}\p{N}\p{M}])+/gu;

export function wordsOf(text: string): string[] {
  return text.match(word) ?? [];
}

/** The words that a reader sees of Markdown, the numbers of lists among them; HTML in it counts as text, as it does in a mail. */
export function visibleWords(markdown: string): string[] {
  const html = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  const lists: (number | null)[] = [];
  const text = tokenise(html).map((token) => {
    if (token.type === 'text' || token.type === 'pre') return token.text;
    if (inline.has(token.tag)) return '';
    if (token.tag === 'ul' || token.tag === 'ol') {
      if (token.type === 'close') lists.pop();
      else if (token.type === 'open')
        lists.push(token.tag === 'ul' ? null : Number(token.attributes.get('start') ?? 1));
    }
    if (token.type !== 'open') return ' ';
    if (token.tag === 'img') return ` ${token.attributes.get('alt') ?? ''} `;
    const number = lists.at(-1);
    if (token.tag !== 'li' || typeof number !== 'number') return ' ';
    lists[lists.length - 1] = number + 1;
    return ` ${number} `;
  });
  return wordsOf(text.join(''));
}
const inline: ReadonlySet<string> = new Set(['em', 'strong', 'del', 'code']);

function differingWords(kept: string, markdown: string): string | undefined {
  const live = tokenise(render(markdown)).find(
    ({ type, tag }) => type === 'foreign' || (type === 'open' && !payments[tag]),
  );
  if (live) return `live HTML: <${live.tag}> ${live.text}`;
  return firstDifference(visibleWords(kept), visibleWords(markdown));
}

/** Where two sequences of words part. */
export function firstDifference(expected: readonly string[], shown: readonly string[]): string | undefined {
  let at = 0;
  while (at < expected.length && expected[at] === shown[at]) at++;
  if (at === expected.length && at === shown.length) return undefined;
  const context = (words: readonly string[]): string => words.slice(Math.max(0, at - 5), at + 6).join(' ');
  return `words part\n  mail: …${context(expected)}…\n  shown: …${context(shown)}…`;
}
