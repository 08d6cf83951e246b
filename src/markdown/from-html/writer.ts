/**
 * Builds well-formed, shallow HTML, a top-level block at a time: paragraphs open when text comes and close when a block ends. Lists,
 * quotes and inline tags are only wished for, and opened around the next text, so that `<b><div>…</div></b>` is bold and still
 * two paragraphs, and a list that is left in the middle goes on behind what parts it.
 */
import type { Range, SpanType } from '../../model.js';
import { HtmlContainers, type ListShape } from './containers.js';
import { HtmlInlines } from './inlines.js';
import { HtmlNode } from './nodes.js';
import type { OutlookItem } from './outlook.js';
import { indentOf, withSingleSpaces } from './spaces.js';
import { TableRows } from './tables.js';

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
  /** As the mail names it; undefined where it does not. */
  readonly lang: string | undefined;
}

export class HtmlWriter {
  readonly #prepare: (text: string) => string;
  readonly #blocks: (Place & { to: number; readonly root: HtmlNode })[] = [];
  readonly #texts: PreText[] = [];
  #place: Place = { type: 'own', region: undefined, isLines: false, from: 0, to: 0 };
  #block: (Place & { to: number; readonly root: HtmlNode }) | undefined;

  readonly #containers = new HtmlContainers();
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

  openContainer(name: string, shape: ListShape = {}): void {
    if (this.#cell) return;
    this.paragraphEnd();
    this.#containers.open(name, shape);
  }

  closeContainer(name: string): void {
    if (this.#cell) return;
    this.paragraphEnd();
    this.#containers.close(name);
  }

  /** A paragraph that Word means as an item of a list. */
  openOutlookItem(item: OutlookItem): void {
    this.paragraphEnd();
    this.#containers.openOutlookItem(item);
  }

  closeOutlookItem(): void {
    this.paragraphEnd();
    this.#containers.closeOutlookItem();
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
    this.#containers.beginWords();
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
    const marker = this.#containers.takeMarker();
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

  /** Opens lists and quotes for what is no paragraph. */
  #openForBlock(): HtmlNode {
    const parent = this.#openContainers();
    this.#containers.writeMarker(parent);
    return parent;
  }

  #openContainers(): HtmlNode {
    const parent = this.#containers.enter(this.#place, this.#block?.root, () => this.#openBlock());
    if (this.#block) this.#block.to = Math.max(this.#block.to, this.#place.to);
    return parent;
  }

  #openBlock(): HtmlNode {
    this.#closeBlock();
    const { type, region, isLines, from, to } = this.#place;
    this.#block = { type, region, isLines, from, to, root: HtmlNode.element('div') };
    this.#blocks.push(this.#block);
    return this.#block.root;
  }

  #closeBlock(): void {
    if (this.#cell) return;
    this.#block = undefined;
    this.#containers.forget();
    this.#leaf = undefined;
    this.#breaks = 0;
  }
}
