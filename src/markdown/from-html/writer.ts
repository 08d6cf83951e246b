/**
 * Builds well-formed, shallow HTML, a top-level block at a time: paragraphs open when text comes and close when a block ends. Lists,
 * quotes and inline tags are only wished for, and opened around the next text, so that `<b><div>…</div></b>` is bold and still
 * two paragraphs, and a list that is left in the middle goes on behind what parts it.
 */
import type { Range, SpanType } from '../../model.js';
import { HtmlInlines } from './inlines.js';
import { HtmlNode } from './nodes.js';
import type { OutlookItem } from './outlook.js';
import { TableRows } from './tables.js';

const maxNesting = 24;
const maxWritten = 60_000;

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
}

interface Container {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** A list that the mail left out around its items. */
  readonly isImplied: boolean;
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
  #table: TableRows | undefined;
  #cell: HtmlNode | undefined;

  constructor(prepare: (text: string) => string) {
    this.#prepare = prepare;
  }

  get inTable(): boolean {
    return this.#table !== undefined;
  }

  /** Says what the next words are; those that are something else than the last ones stand in a block of their own. */
  place(place: Place): void {
    if (place.type !== this.#place.type || place.region !== this.#place.region || place.isLines !== this.#place.isLines)
      this.#closeBlock();
    this.#place = place;
  }

  text(raw: string): void {
    const text = this.#prepare(raw.replace(/[\s\u00a0\ue000-\uf8ff\u200b\ufeff\ufdd0-\ufdef]+/g, ' '));
    if (text === '') return;
    if (text === ' ') {
      if (this.#leaf && this.#breaks === 0) this.#insert(HtmlNode.text(' '));
      else if (raw.includes('\u00a0')) this.#isSpaced = true;
      return;
    }
    this.#begin();
    this.#insert(HtmlNode.text(text));
    this.#written += text.length;
  }

  image(source: string, alt: string): void {
    this.#begin();
    this.#insert(this.#cell ? HtmlNode.text(alt) : HtmlNode.element('img', { src: source, alt }));
  }

  lineBreak(): void {
    if (this.#cell) this.#insert(HtmlNode.text(' '));
    else if (this.#leaf) this.#breaks++;
  }

  /** The end of a `<div>`: what follows stands on a new line. */
  lineEnd(): void {
    if (this.#cell) this.#insert(HtmlNode.text(' '));
    else if (this.#leaf) this.#breaks = Math.max(this.#breaks, this.#isSpaced ? 2 : 1);
  }

  paragraphEnd(): void {
    if (this.#cell) this.#insert(HtmlNode.text(' '));
    else if (this.#leaf) this.#breaks = 2;
  }

  rule(): void {
    if (this.#cell) return;
    this.#leaf = undefined;
    this.#openContainers().append(HtmlNode.element('hr'));
  }

  /** Preformatted text, which is kept aside: turndown's patterns would take too long over it. */
  preformatted(text: PreText): void {
    if (this.#cell) {
      this.text(text.text);
      return;
    }
    this.#leaf = undefined;
    this.#openContainers()
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

  openContainer(name: string, attributes: Readonly<Record<string, string>>, isImplied = false): void {
    if (this.#cell) return;
    this.#leaveOutlook();
    this.paragraphEnd();
    if (this.#ignored > 0 || this.#wanted.length >= maxNesting) {
      this.#ignored++;
      return;
    }
    // Mail has list items outside of lists.
    if (name === 'li' && !isList(this.#wanted.at(-1))) this.openContainer('ul', {}, true);
    this.#wanted.push({ name, attributes, isImplied });
  }

  closeContainer(name: string): void {
    if (this.#cell) return;
    this.#leaveOutlook();
    this.paragraphEnd();
    if (this.#ignored > 0) {
      this.#ignored--;
      return;
    }
    const at = this.#wanted.findLastIndex((container) => container.name === name);
    if (at !== -1) this.#wanted = this.#wanted.slice(0, at);
  }

  /** A paragraph that Word means as an item of a list. */
  openOutlookItem({ level, number }: OutlookItem): void {
    this.paragraphEnd();
    const name = number === undefined ? 'ul' : 'ol';
    const ends = ({ level: open, list }: { level: number; list: Container }): boolean =>
      open > level || (open === level && list.name !== name);
    for (let top = this.#outlook.at(-1); top && ends(top); top = this.#outlook.at(-1)) this.#popOutlook();
    const top = this.#outlook.at(-1);
    if (top?.level === level) this.#wanted = this.#wanted.slice(0, this.#wanted.indexOf(top.list) + 1);
    else if (this.#wanted.length < maxNesting) {
      const list = { name, attributes: number === undefined ? {} : { start: String(number) }, isImplied: false };
      this.#wanted.push(list);
      this.#outlook.push({ level, list });
    } else return;
    this.#wanted.push({ name: 'li', attributes: {}, isImplied: false });
    this.#inOutlookItem = true;
  }

  closeOutlookItem(): void {
    this.paragraphEnd();
    this.#inOutlookItem = false;
  }

  openInline(name: string, attributes: Readonly<Record<string, string>> | undefined): void {
    this.#inlines.open(name, attributes);
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
    if (table) this.#openContainers().append(table.finish());
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
    if (this.#leaf && this.#breaks > 0) {
      if (this.#place.isLines || (this.#breaks === 1 && this.#written < maxWritten))
        this.#inlines.insertBreak(this.#heading ? HtmlNode.text(' ') : HtmlNode.element('br'));
      else this.#leaf = undefined;
    }
    this.#breaks = 0;
    this.#isSpaced = false;
    if (this.#leaf) return;
    this.#setLeaf(this.#openContainers().append(HtmlNode.element(name)));
  }

  #setLeaf(leaf: HtmlNode): void {
    this.#leaf = leaf;
    this.#inlines.enter(leaf);
    this.#written = 0;
    this.#breaks = 0;
  }

  /** Puts a node into the paragraph. */
  #insert(node: HtmlNode): void {
    if (this.#leaf) this.#inlines.insert(node);
  }

  /** Opens the lists and quotes that are wished for, and gives back the innermost. */
  #openContainers(): HtmlNode {
    if (this.#outlook.length > 0 && !this.#inOutlookItem) this.#leaveOutlook();
    if (this.#wanted.at(-1)?.isImplied) this.#wanted.pop();
    const wanted = this.#place.isLines ? [] : this.#shown();
    let same = 0;
    while (same < wanted.length && this.#opened[same]?.container === wanted[same]) same++;
    if (same === 0 || !this.#block) this.#openBlock();
    this.#opened = this.#opened.slice(0, same);
    let parent = this.#opened.at(-1)?.node ?? this.#block?.root ?? HtmlNode.element('div');
    for (const container of wanted.slice(same)) {
      parent = parent.append(HtmlNode.element(container.name, container.attributes));
      this.#opened.push({ container, node: parent });
    }
    if (this.#block) this.#block.to = Math.max(this.#block.to, this.#place.to);
    return parent;
  }

  /** A list without an item cannot be opened. */
  #shown(): Container[] {
    const { type, region } = this.#place;
    const shown = this.#wanted.filter((container, at) => !isList(container) || this.#wanted[at + 1]?.name === 'li');
    if (type !== 'quote' || region === undefined) return shown;
    const quote = this.#quotes.get(region) ?? { name: 'blockquote', attributes: {}, isImplied: false };
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

function isList(container: Container | undefined): boolean {
  return container?.name === 'ul' || container?.name === 'ol';
}
