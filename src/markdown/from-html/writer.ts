/**
 * Builds well-formed, shallow HTML, a top-level block at a time: paragraphs open when text comes and close when a block ends. Lists,
 * quotes and inline tags are only wished for, and opened around the next text, so that `<b><div>…</div></b>` is bold and still
 * two paragraphs, and a list that is left in the middle goes on behind what parts it.
 */
import type { Range, SpanType } from '../../model.js';
import { HtmlInlines } from './inlines.js';
import { type Letters, markerOf } from './letters.js';
import { HtmlNode } from './nodes.js';
import type { OutlookItem } from './outlook.js';
import { withSingleSpaces } from './spaces.js';
import { TableRows } from './tables.js';

const maxNesting = 24;
const maxWritten = 60_000;
const none: readonly never[] = [];

/** What the next words are, and where they stand in the source. */
export interface Place extends Range {
  readonly type: SpanType;
  /** Words of one region stand in one block; a quote's are put in a `<blockquote>`. */
  readonly region: object | undefined;
  /** Lines that are to be read like those of a plain-text mail. */
  readonly isLines: boolean;
}

export interface HtmlBlock extends Place {
  readonly root: HtmlNode;
}

export interface WrittenHtml {
  readonly blocks: readonly HtmlBlock[];
  /** What stands in each `<pre>`, which holds only its number. */
  readonly texts: readonly PreText[];
}

export interface PreText {
  readonly text: string;
  readonly isCode: boolean;
  /** As the mail names it; undefined where it does not. */
  readonly lang: string | undefined;
}

interface Container {
  readonly name: string;
  /** Another element that is written. */
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** A list that the mail left out around its items. */
  readonly isImplied: boolean;
  /** How a list counts where Markdown cannot, and what its next item is. */
  readonly letters: Letters | undefined;
  next: number;
  /** The letters of an item, until they are written. */
  marker: string | undefined;
  /** The last item of a list. */
  last: Container | undefined;
  hasEnded: boolean;
}

/** A list or an item as the mail has it. */
export interface ListShape {
  readonly letters?: Letters | undefined;
  /** The number of a list's first item, or of an item. */
  readonly number?: number | undefined;
}

export class HtmlWriter {
  readonly #prepare: (text: string) => string;
  readonly #blocks: (Place & { to: number; readonly root: HtmlNode })[] = [];
  readonly #texts: PreText[] = [];
  #place: Place = { type: 'own', region: undefined, isLines: false, from: 0, to: 0 };
  #block: (Place & { to: number; readonly root: HtmlNode }) | undefined;

  #wanted: Container[] = [];
  /** Containers opened below `maxNesting`, of which nothing is written. */
  #ignored = 0;
  #opened: { readonly container: Container; readonly node: HtmlNode }[] = [];
  readonly #quotes = new Map<object, Container>();
  readonly #outlook: { readonly level: number; readonly list: Container }[] = [];
  #inOutlookItem = false;

  readonly #inlines = new HtmlInlines();

  #leaf: HtmlNode | undefined;
  #written = 0;
  #heading: string | undefined;
  /** Line ends since the last text: one is a line break, two are a paragraph. */
  #breaks = 0;
  /** There is a space on the line that does not break: it is an empty line. */
  #isSpaced = false;
  /** How far spaces that do not break push the line to the right. */
  #indent = 0;
  /** A space stands between what is written and the next words. */
  #hasSpace = false;
  /** Nothing is written on the line. */
  #isLineStart = true;
  #table: TableRows | undefined;
  #cell: HtmlNode | undefined;

  constructor(prepare: (text: string) => string) {
    this.#prepare = prepare;
  }

  get inTable(): boolean {
    return this.#table !== undefined;
  }

  get inHeading(): boolean {
    return this.#heading !== undefined;
  }

  /** Says what the next words are; those that are something else than the last ones stand in a block of their own. */
  place(place: Place): void {
    if (place.type !== this.#place.type || place.region !== this.#place.region || place.isLines !== this.#place.isLines)
      this.#closeBlock();
    this.#place = place;
  }

  text(raw: string): void {
    const text = this.#prepare(withSingleSpaces(raw));
    if (text === '') return;
    const begins = this.#cell === undefined && (!this.#leaf || this.#breaks > 0);
    if (begins && raw.includes('\u00a0')) this.#indent += indentOf(raw);
    if (text === ' ') {
      if (!begins) this.#hasSpace = true;
      else if (raw.includes('\u00a0')) this.#isSpaced = true;
      return;
    }
    const from = text.startsWith(' ') ? 1 : 0;
    const to = text.endsWith(' ') ? text.length - 1 : text.length;
    if (from === 1) this.#hasSpace = true;
    this.#begin();
    this.#insert(HtmlNode.text(text.slice(from, to)));
    this.#hasSpace = to < text.length;
    this.#written += text.length;
  }

  image(source: string, alt: string): void {
    if (this.#cell && alt === '') return;
    this.#begin();
    this.#insert(this.#cell ? HtmlNode.text(alt) : HtmlNode.element('img', { src: source, alt }));
  }

  lineBreak(): void {
    if (this.#cell) this.#hasSpace = true;
    else if (this.#leaf) this.#breaks++;
  }

  /** The end of a `<div>`: what follows stands on a new line. */
  lineEnd(): void {
    if (this.#cell) this.#hasSpace = true;
    else if (this.#leaf) this.#breaks = Math.max(this.#breaks, this.#isSpaced ? 2 : 1);
  }

  paragraphEnd(): void {
    if (this.#cell) this.#hasSpace = true;
    else if (this.#leaf) this.#breaks = 2;
  }

  rule(): void {
    if (this.#cell) return;
    this.#leaf = undefined;
    this.#openForBlock().append(HtmlNode.element('hr'));
  }

  /** Preformatted text, which is kept aside: turndown's patterns would take too long over it. */
  preformatted(text: PreText): void {
    if (this.#cell) {
      this.text(text.text);
      return;
    }
    this.#leaf = undefined;
    this.#openForBlock()
      .append(HtmlNode.element('pre'))
      .append(HtmlNode.text(String(this.#texts.length)));
    this.#texts.push(text);
  }

  openHeading(name: string): void {
    this.paragraphEnd();
    this.#heading = name;
  }

  closeHeading(): void {
    this.paragraphEnd();
    this.#heading = undefined;
  }

  openContainer(name: string, { letters, number }: ListShape = {}): void {
    if (this.#cell) return;
    this.#leaveOutlook();
    this.paragraphEnd();
    const top = this.#wanted.at(-1);
    // Gmail and Google Docs put a list right into a list: it belongs to the item above it.
    const above = name !== 'li' && isList(top) && this.#isOpened(top?.last) ? top?.last : undefined;
    if (this.#ignored > 0 || this.#wanted.length + (above ? 1 : 0) >= maxNesting) {
      this.#ignored++;
      return;
    }
    if (above) this.#wanted.push(above);
    if (name === 'li') this.#pushItem(number);
    else if (name === 'ol')
      this.#wanted.push(
        container('ol', letters ? 'ul' : 'ol', letters ? {} : { start: String(number ?? 1) }, {
          letters,
          next: number ?? 1,
        }),
      );
    else this.#wanted.push(container(name, name));
  }

  closeContainer(name: string): void {
    if (this.#cell) return;
    this.#leaveOutlook();
    this.paragraphEnd();
    if (this.#ignored > 0) {
      this.#ignored--;
      return;
    }
    const at = this.#wanted.findLastIndex((each) => each.name === name);
    const closed = this.#wanted[at];
    if (!closed) return;
    closed.hasEnded = true;
    this.#wanted = this.#wanted.slice(0, at);
    // The item above that a list was put into.
    if (this.#wanted.at(-1)?.hasEnded) this.#wanted.pop();
  }

  #isOpened(item: Container | undefined): boolean {
    return item !== undefined && this.#opened.some((each) => each.container === item);
  }

  /** An item; mail has some outside of lists. */
  #pushItem(number: number | undefined): void {
    let list = this.#wanted.at(-1);
    if (!isList(list)) {
      list = container('ul', 'ul', {}, { isImplied: true });
      this.#wanted.push(list);
    }
    const item = container('li', 'li');
    if (list?.letters) {
      const place = number ?? list.next;
      list.next = place + 1;
      item.marker = markerOf(list.letters, place);
    }
    if (list) list.last = item;
    this.#wanted.push(item);
  }

  /** A paragraph that Word means as an item of a list. */
  openOutlookItem({ level, number, letters }: OutlookItem): void {
    this.paragraphEnd();
    const name = number === undefined ? 'ul' : 'ol';
    const ends = ({ level: open, list }: { level: number; list: Container }): boolean =>
      open > level || (open === level && list.name !== name);
    for (let top = this.#outlook.at(-1); top && ends(top); top = this.#outlook.at(-1)) this.#popOutlook();
    const top = this.#outlook.at(-1);
    if (top?.level === level) this.#wanted = this.#wanted.slice(0, this.#wanted.indexOf(top.list) + 1);
    else if (this.#wanted.length < maxNesting) {
      const list = container(name, name, number === undefined ? {} : { start: String(number) });
      this.#wanted.push(list);
      this.#outlook.push({ level, list });
    } else return;
    this.#wanted.push(container('li', 'li', {}, { marker: letters }));
    this.#inOutlookItem = true;
  }

  closeOutlookItem(): void {
    this.paragraphEnd();
    this.#inOutlookItem = false;
  }

  openInline(name: string, attributes: Readonly<Record<string, string>> | undefined): void {
    this.#inlines.open(name, attributes);
  }

  /** Until it is closed, words are not marked up so. */
  openOff(name: string): void {
    this.#inlines.openOff(name);
  }

  closeInline(name: string): void {
    this.#inlines.close(name);
  }

  openTable(): void {
    this.#leaf = undefined;
    this.#table = new TableRows();
  }

  openRow(): void {
    this.#table?.openRow();
  }

  openCell(columns: number, rows: number): void {
    this.#cell = this.#table?.openCell(columns, rows);
    if (this.#cell) this.#setLeaf(this.#cell);
  }

  closeCell(): void {
    this.#cell = undefined;
    this.#leaf = undefined;
  }

  closeTable(): void {
    const table = this.#table;
    this.closeCell();
    this.#table = undefined;
    if (table) this.#openForBlock().append(table.finish());
  }

  finish(): WrittenHtml {
    return { blocks: this.#blocks, texts: this.#texts };
  }

  /** Makes sure that a paragraph is open, and writes the line breaks that were waiting for more text. */
  #begin(): void {
    if (this.#block) this.#block.to = Math.max(this.#block.to, this.#place.to);
    if (this.#cell) return;
    if (this.#outlook.length > 0 && !this.#inOutlookItem) this.#leaveOutlook();
    const name = (this.#place.isLines ? undefined : this.#heading) ?? 'p';
    const indent = this.#indent > 0 ? { indent: String(this.#indent) } : {};
    if (this.#leaf && this.#breaks > 0) {
      if (!this.#place.isLines && (this.#breaks > 1 || this.#written >= maxWritten)) this.#leaf = undefined;
      else if (this.#heading) this.#hasSpace = true;
      else {
        this.#inlines.insertBreak(HtmlNode.element('br', indent));
        this.#isLineStart = true;
      }
    }
    this.#breaks = 0;
    this.#indent = 0;
    this.#isSpaced = false;
    if (this.#leaf) return;
    const leaf = this.#openContainers().append(HtmlNode.element(name, indent));
    const marker = this.#takeMarker();
    if (marker !== undefined) leaf.appendText(`${marker} `);
    this.#setLeaf(leaf);
  }

  #setLeaf(leaf: HtmlNode): void {
    this.#leaf = leaf;
    this.#inlines.enter(leaf);
    this.#written = 0;
    this.#breaks = 0;
    this.#isLineStart = true;
  }

  /** Puts a node into the paragraph. */
  #insert(node: HtmlNode): void {
    if (!this.#leaf) return;
    this.#inlines.insert(node, this.#hasSpace && !this.#isLineStart);
    this.#isLineStart = false;
    this.#hasSpace = false;
  }

  /** The letters of the item that is open, to be written once. */
  #takeMarker(): string | undefined {
    const item = this.#opened.at(-1)?.container;
    const marker = item?.marker;
    if (item) item.marker = undefined;
    return marker;
  }

  /** Opens the lists and quotes that are wished for, for what is no paragraph, and gives back the innermost. */
  #openForBlock(): HtmlNode {
    const parent = this.#openContainers();
    this.#writeMarker(parent);
    return parent;
  }

  #writeMarker(parent: HtmlNode): void {
    const marker = this.#takeMarker();
    if (marker !== undefined) parent.append(HtmlNode.element('p')).appendText(marker);
  }

  /** Opens the lists and quotes that are wished for, and gives back the innermost. */
  #openContainers(): HtmlNode {
    if (this.#outlook.length > 0 && !this.#inOutlookItem) this.#leaveOutlook();
    if (this.#wanted.at(-1)?.isImplied) this.#wanted.pop();
    const wanted = this.#place.isLines ? none : this.#visible();
    let same = 0;
    while (same < wanted.length && this.#opened[same]?.container === wanted[same]) same++;
    if (same === 0 || !this.#block) this.#openBlock();
    if (same < this.#opened.length) this.#opened = this.#opened.slice(0, same);
    let parent = this.#opened.at(-1)?.node ?? this.#block?.root ?? HtmlNode.element('div');
    for (let at = same; at < wanted.length; at++) {
      const next = wanted[at];
      if (!next) break;
      this.#writeMarker(parent);
      parent = parent.append(HtmlNode.element(next.tag, next.attributes));
      this.#opened.push({ container: next, node: parent });
    }
    if (this.#block) this.#block.to = Math.max(this.#block.to, this.#place.to);
    return parent;
  }

  /** A list without an item cannot be opened. */
  #visible(): readonly Container[] {
    const { type, region } = this.#place;
    if (this.#wanted.length === 0 && type !== 'quote') return none;
    const shown = this.#wanted.filter((each, at) => !isList(each) || this.#wanted[at + 1]?.name === 'li');
    if (type !== 'quote' || region === undefined) return shown;
    const quote = this.#quotes.get(region) ?? container('blockquote', 'blockquote');
    this.#quotes.set(region, quote);
    return [quote, ...shown];
  }

  #openBlock(): void {
    this.#closeBlock();
    this.#block = { ...this.#place, root: HtmlNode.element('div') };
    this.#blocks.push(this.#block);
  }

  #closeBlock(): void {
    if (this.#cell) return;
    this.#block = undefined;
    this.#opened = [];
    this.#leaf = undefined;
    this.#breaks = 0;
  }

  #popOutlook(): void {
    const top = this.#outlook.pop();
    const at = top ? this.#wanted.indexOf(top.list) : -1;
    if (at !== -1) this.#wanted = this.#wanted.slice(0, at);
  }

  #leaveOutlook(): void {
    while (this.#outlook.length > 0) this.#popOutlook();
    this.#inOutlookItem = false;
  }
}

function container(
  name: string,
  tag: string,
  attributes: Container['attributes'] = {},
  more: Partial<Container> = {},
): Container {
  const none = { isImplied: false, letters: undefined, next: 1, marker: undefined, last: undefined, hasEnded: false };
  return { name, tag, attributes, ...none, ...more };
}

function isList(each: Container | undefined): boolean {
  return each?.name === 'ul' || each?.name === 'ol';
}

/** How many columns the spaces at the start of a text take, where those that break are dropped before others. */
function indentOf(text: string): number {
  const spaces = /^[\s\u00a0]{0,200}/.exec(text)?.[0] ?? '';
  return spaces.replace(/^[^\u00a0]+/, '').replace(/[^\u00a0]+/g, ' ').length;
}
