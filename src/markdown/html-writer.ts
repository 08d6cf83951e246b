/**
 * Writes well-formed, shallow HTML: paragraphs open when text comes and close when a block ends; inline tags that are open then are
 * closed and opened again, so that `<b><div>…</div></b>` is bold and still two paragraphs.
 */
import { escapeHtml } from './html-text.js';

const maxNesting = 24;
const maxInline = 500;

interface Inline {
  readonly name: string;
  /** The tag as written; '' for one that leaves only its text. */
  readonly start: string;
}

export class HtmlWriter {
  #out: string[] = [];
  readonly #containers: string[] = [];
  #ignored = 0;
  #inline: Inline[] = [];
  #open: string | undefined;
  #heading: string | undefined;
  /** Line ends since the last text: one is a line break, two are a paragraph. */
  #breaks = 0;
  #table: string[][][] | undefined;
  #cell: string[] | undefined;
  readonly #prepare: (text: string) => string;

  constructor(prepare: (text: string) => string) {
    this.#prepare = prepare;
  }

  get inTable(): boolean {
    return this.#table !== undefined;
  }

  text(raw: string): void {
    const text = this.#prepare(raw.replace(/[\s\u00a0\ue000-\uf8ff\u200b\ufeff]+/g, ' '));
    if (text === ' ' || text === '') {
      if (this.#open !== undefined && this.#breaks === 0 && text === ' ') this.#out.push(' ');
      return;
    }
    this.#begin();
    this.#out.push(escapeHtml(text));
  }

  image(tag: string, alt: string): void {
    this.#begin();
    this.#out.push(this.#cell ? escapeHtml(alt) : tag);
  }

  lineBreak(): void {
    if (this.#cell) this.#out.push(' ');
    else if (this.#open !== undefined) this.#breaks++;
  }

  /** The end of a `<div>`: what follows stands on a new line. */
  lineEnd(): void {
    if (this.#cell) this.#out.push(' ');
    else if (this.#open !== undefined) this.#breaks = Math.max(this.#breaks, 1);
  }

  paragraphEnd(): void {
    if (this.#cell) this.#out.push(' ');
    else this.#close();
  }

  /** A block that is complete as it is. */
  block(html: string): void {
    this.#close();
    if (!this.#cell) this.#out.push(html);
  }

  openHeading(name: string): void {
    this.paragraphEnd();
    this.#heading = name;
  }

  closeHeading(): void {
    this.paragraphEnd();
    this.#heading = undefined;
  }

  openContainer(name: string, attributes: string): void {
    if (this.#cell) return;
    this.#close();
    if (this.#ignored > 0 || this.#containers.length >= maxNesting) {
      this.#ignored++;
      return;
    }
    // Mail has list items outside of lists.
    if (name === 'li' && !/^[uo]l$/.test(this.#containers.at(-1) ?? '')) this.openContainer('ul', '');
    this.#containers.push(name);
    this.#out.push(`<${name}${attributes}>`);
  }

  closeContainer(name: string): void {
    if (this.#cell) return;
    this.#close();
    if (this.#ignored > 0) {
      this.#ignored--;
      return;
    }
    if (!this.#containers.includes(name)) return;
    for (let last = this.#containers.pop(); last; last = this.#containers.pop()) {
      this.#out.push(`</${last}>`);
      if (last === name) break;
    }
  }

  openInline(name: string, start: string): void {
    // Nothing is marked up inside code.
    const isOpen = this.#inline.some((tag) => (tag.name === name || tag.name === 'code') && tag.start !== '');
    const tag = { name, start: isOpen ? '' : start };
    if (this.#breaks >= 2) this.#close();
    else if (this.#breaks === 1) this.#writeBreak();
    if (this.#inline.length < maxInline) this.#inline.push(tag);
    else return;
    if (this.#open !== undefined) this.#out.push(tag.start);
  }

  closeInline(name: string): void {
    const at = this.#inline.findLastIndex((tag) => tag.name === name);
    if (at === -1) return;
    const after = this.#inline.slice(at + 1);
    if (this.#open !== undefined) this.#out.push(...closing(this.#inline.slice(at)), ...after.map((tag) => tag.start));
    this.#inline = [...this.#inline.slice(0, at), ...after];
  }

  openTable(): void {
    this.#close();
    this.#table = [];
  }

  openCellPart(name: string): void {
    if (name === 'tr') this.#table?.push([]);
    else {
      this.#cell = this.#out;
      this.#out = [];
      this.#open = 'td';
      this.#breaks = 0;
      this.#out.push(...this.#inline.map((tag) => tag.start));
    }
  }

  closeCellPart(name: string): void {
    if (name === 'tr' || !this.#cell) return;
    this.#out.push(...closing(this.#inline));
    const cell = this.#out;
    this.#out = this.#cell;
    this.#cell = undefined;
    this.#open = undefined;
    this.#table?.at(-1)?.push(cell);
  }

  closeTable(): void {
    const rows = (this.#table ?? []).filter((row) => row.length > 0);
    this.#table = undefined;
    const width = Math.max(0, ...rows.map((row) => row.length));
    this.#out.push('<table>');
    for (const row of rows) {
      const cells = Array.from({ length: width }, (_, column) => row[column]?.join('').trim() ?? '');
      this.#out.push('<tr>', ...cells.map((cell) => `<td>${cell}</td>`), '</tr>');
    }
    this.#out.push('</table>');
  }

  finish(): string {
    this.#close();
    for (let last = this.#containers.pop(); last; last = this.#containers.pop()) this.#out.push(`</${last}>`);
    return this.#out.join('');
  }

  /** Makes sure that a paragraph is open, and writes the line breaks that were waiting for more text. */
  #begin(): void {
    if (this.#breaks >= 2 && !this.#cell) this.#close();
    if (this.#breaks === 1) this.#writeBreak();
    if (this.#open !== undefined) return;
    this.#open = this.#heading ?? 'p';
    this.#breaks = 0;
    this.#out.push(`<${this.#open}>`, ...this.#inline.map((tag) => tag.start));
  }

  #writeBreak(): void {
    this.#breaks = 0;
    if (this.#open !== undefined) this.#out.push(this.#cell || this.#heading ? ' ' : '<br>');
  }

  #close(): void {
    if (this.#cell || this.#open === undefined) return;
    this.#out.push(...closing(this.#inline), `</${this.#open}>`);
    this.#open = undefined;
    this.#breaks = 0;
  }
}

function closing(tags: readonly Inline[]): string[] {
  return tags.flatMap((tag) => (tag.start === '' ? [] : [`</${tag.name}>`])).reverse();
}
