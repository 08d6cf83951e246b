/**
 * A mail's HTML as the lines that a reader sees, each with its place in the source, so that what finds quotes, signatures and
 * greetings in plain text (from-text/spans.ts) finds them here, too.
 */
import type { Range } from '../../model.js';
import { laysOut } from './apart.js';
import { introducesQuote } from './attributions.js';
import { type DomElement, type DomNode, type DomText, isBesideHeading, placeOf, type Visitor, walk } from './dom.js';
import { linkTarget } from './links.js';
import { DROPPED, LINES, PARAGRAPHS, PREFORMATTED } from './names.js';
import { isOutlookMarker } from './outlook.js';
import { isCode, type PreLine, preLines } from './pre.js';
import { isIndent, QUOTE, type Region, regionOf } from './regions.js';
import { isHidden, isPixel } from './seen.js';
import { withSingleSpaces } from './spaces.js';
import { isDataTable } from './tables.js';

export interface HtmlLine extends Range {
  /** The words; `\ufffc` for what is none. Empty for a blank line. */
  readonly text: string;
  /** Where the first tag after the line above begins. */
  readonly opens: number;
  readonly region: Region | undefined;
  /** Says whose words the other lines of its region are. */
  leads: boolean;
  /** A rule, which goes with what stands below it. */
  readonly isRule: boolean;
}

export interface HtmlLines {
  readonly lines: readonly HtmlLine[];
  /** The line of each text, image, rule, data table and blank link; the first one of a `<pre>`. */
  readonly lineOf: ReadonlyMap<DomNode, number>;
  readonly preformatted: ReadonlyMap<DomElement, readonly PreLine[]>;
  /** The elements around a region. */
  readonly roots: ReadonlySet<DomElement>;
  /** Tables that hold data. */
  readonly dataTables: ReadonlySet<DomElement>;
  /** Elements that begin and end a paragraph. */
  readonly apart: ReadonlySet<DomElement>;
  /** There is nothing but `<pre>`: the mail was a text. */
  readonly isText: boolean;
}

/** Stands for an image or a table in a line. */
const OBJECT = '\ufffc';
const maxLeadLines = 3;
const maxLead = 300;

export function htmlLines(first: DomNode | null, html: string): HtmlLines {
  const reader = new LineReader(html);
  walk(first, reader);
  return reader.finish();
}

interface OpenRegion {
  readonly element: DomElement;
  readonly region: Region;
  /** How many lines stand above it. */
  readonly above: number;
}

class LineReader implements Visitor {
  readonly #html: string;
  readonly #lines: HtmlLine[] = [];
  readonly #lineOf = new Map<DomNode, number>();
  readonly #preformatted = new Map<DomElement, readonly PreLine[]>();
  readonly #roots = new Set<DomElement>();
  readonly #dataTables = new Set<DomElement>();
  readonly #apart = new Set<DomElement>();
  readonly #regions: OpenRegion[] = [];
  /** What holds to the end of the mail. */
  #tail: Region | undefined;
  /** For each open link, how much there was when it began: of anything, and of spaces that do not break. */
  readonly #links: { readonly added: number; readonly spaces: number }[] = [];
  #spaces = 0;
  /** There is a space on the line that does not break, and nothing else. */
  #isSpaced = false;
  #hasOther = false;
  #added = 0;
  /** The line that is being read. */
  #text = '';
  #from = 0;
  #to = 0;
  #lineOpens = 0;
  /** The first tag since the last words. */
  #opens: number | undefined;

  constructor(html: string) {
    this.#html = html;
  }

  text(node: DomText): void {
    const words = withSingleSpaces(node.data);
    if (words === ' ' || words === '') {
      if (this.#text !== '') this.#text += words;
      if (!node.data.includes('\u00a0')) return;
      this.#spaces++;
      this.#isSpaced ||= this.#text === '';
    } else this.#add(node, words);
  }

  enter(element: DomElement): boolean {
    const { name } = element;
    if (DROPPED.has(name) || isHidden(element) || isOutlookMarker(element)) return false;
    this.#open(element);
    if (PREFORMATTED.has(name)) this.#addPre(element);
    else if (name === 'table' && isDataTable(element)) this.#addTable(element);
    else {
      if (PARAGRAPHS.has(name) || ((name === 'td' || name === 'th') && laysOut(element))) {
        this.#apart.add(element);
        this.#paragraphEnd();
      } else if (LINES.has(name) && !isBesideHeading(element)) this.#lineEnd();
      if (name === 'br') this.#lineBreak(element);
      else if (name === 'hr') this.#addRule(element);
      else if (name === 'img' && !isPixel(element)) this.#add(element, OBJECT);
      else if (name === 'a') this.#links.push({ added: this.#added, spaces: this.#spaces });
      return true;
    }
    this.leave(element);
    return false;
  }

  leave(element: DomElement): void {
    const { name } = element;
    if (name === 'a') this.#linkEnd(element);
    if (this.#apart.has(element)) this.#paragraphEnd();
    else if (LINES.has(name)) this.#lineEnd();
    if (this.#regions.at(-1)?.element !== element) return;
    this.#paragraphEnd();
    this.#regions.pop();
  }

  finish(): HtmlLines {
    this.#lineEnd();
    return {
      lines: this.#lines,
      lineOf: this.#lineOf,
      preformatted: this.#preformatted,
      roots: this.#roots,
      dataTables: this.#dataTables,
      apart: this.#apart,
      isText: this.#preformatted.size > 0 && !this.#hasOther,
    };
  }

  get #region(): Region | undefined {
    return this.#tail ?? this.#regions.at(-1)?.region;
  }

  #open(element: DomElement): void {
    this.#opens ??= placeOf(element).from;
    const current = this.#region;
    // What is in a quote is quoted, and what follows Outlook's header is forwarded.
    if (this.#tail || (current?.holds === 'all' && current.type !== 'signature')) return;
    const region = regionOf(element) ?? this.#introduced(element);
    if (!region || (current?.type === region.type && region.holds === 'rest')) return;
    this.#paragraphEnd();
    this.#roots.add(element);
    if (region.toEnd) this.#tail = region;
    else this.#regions.push({ element, region, above: this.#lines.length });
  }

  /** A `<blockquote>` below words that say who is quoted is one of a mail, whatever program wrote it. */
  #introduced(element: DomElement): Region | undefined {
    if (element.name !== 'blockquote' || isIndent(element)) return undefined;
    this.#lineEnd();
    const above = this.#lines.at(-1)?.text || this.#lines.at(-2)?.text;
    return above !== undefined && introducesQuote(above) ? { ...QUOTE } : undefined;
  }

  #add(node: DomNode, words: string): void {
    const { from, to } = placeOf(node);
    if (this.#text === '') {
      this.#from = from;
      this.#lineOpens = Math.min(this.#opens ?? from, from);
      this.#text = words.trimStart();
    } else this.#text += words;
    this.#to = to;
    this.#added++;
    this.#hasOther = true;
    this.#isSpaced = false;
    this.#opens = undefined;
    this.#lineOf.set(node, this.#lines.length);
  }

  /** A link around nothing but spaces, which a background may make a button, shows its address. One around nothing is not seen. */
  #linkEnd(element: DomElement): void {
    const { added, spaces } = this.#links.pop() ?? {};
    if (added !== this.#added || spaces === this.#spaces) return;
    const target = linkTarget(element, false);
    if (target !== undefined) this.#add(element, target);
  }

  #lineBreak(element: DomElement): void {
    if (this.#text === '') this.#blank();
    else this.#lineEnd();
    if (/\bApple-interchange-newline\b/.test(element.attribs['class'] ?? '')) this.#leadIn();
  }

  #lineEnd(): void {
    if (this.#text === '') {
      if (this.#isSpaced) this.#blank();
      return;
    }
    this.#push(this.#text, { from: this.#from, to: this.#to }, this.#lineOpens);
    this.#text = '';
    if (this.#region?.leads && this.#regions.at(-1)?.above === this.#lines.length - 1) this.#leadIn();
  }

  #paragraphEnd(): void {
    this.#lineEnd();
    this.#blank();
  }

  /** One blank line is as good as many. */
  #blank(): void {
    this.#isSpaced = false;
    const last = this.#lines.at(-1);
    if (last && last.text !== '') this.#push('', { from: last.to, to: last.to }, last.to);
  }

  #push(text: string, place: Range, opens: number, isRule = false): void {
    this.#lines.push({ text, ...place, opens, region: this.#region, leads: false, isRule });
  }

  /** A table is one line, whatever is in it. */
  #addTable(element: DomElement): void {
    this.#dataTables.add(element);
    this.#paragraphEnd();
    this.#add(element, OBJECT);
    this.#paragraphEnd();
  }

  #addRule(element: DomElement): void {
    this.#lineOf.set(element, this.#lines.length);
    const place = placeOf(element);
    this.#push('', place, this.#opens ?? place.from, true);
    this.#opens = undefined;
    this.#added++;
    this.#hasOther = true;
  }

  #addPre(element: DomElement): void {
    this.#paragraphEnd();
    const lines = preLines(element, this.#html);
    this.#preformatted.set(element, lines);
    this.#lineOf.set(element, this.#lines.length);
    for (const { text, from, to } of lines) {
      this.#push(text.trim() === '' ? '' : text, { from, to }, Math.min(this.#opens ?? from, from));
      this.#opens = undefined;
    }
    if (isCode(element)) this.#hasOther = true;
    this.#added++;
  }

  /** The first lines of a quote, where they end in a colon, say who is quoted. */
  #leadIn(): void {
    const { region, above } = this.#regions.at(-1) ?? {};
    if (region?.type !== 'quote' || above === undefined || this.#lines.length - above > 2 * maxLeadLines) return;
    const lines = this.#lines.slice(above).filter((line) => line.text !== '');
    const words = lines.map((line) => line.text).join(' ');
    if (lines.length > maxLeadLines || words.length > maxLead || !/[:：]\s*$/.test(words)) return;
    for (const line of lines) line.leads = true;
  }
}
