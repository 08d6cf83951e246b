/** The lines of a `<pre>`, each with its place in the source. */
import type { Range } from '../../model.js';
import { type DomElement, type DomText, isElement, placeOf, type Visitor, walk } from './dom.js';
import { imageText } from './links.js';
import { DROPPED, LINES, PARAGRAPHS } from './names.js';
import { isHidden, isPixel } from './seen.js';

const maxClasses = 500;

export interface PreLine extends Range {
  readonly text: string;
}

export function preLines(element: DomElement, html: string): PreLine[] {
  const reader = new PreReader(html, element);
  walk(element.children[0] ?? null, reader);
  return reader.finish();
}

class PreReader implements Visitor {
  readonly #html: string;
  readonly #lines: PreLine[] = [];
  #text = '';
  #from: number;
  #to: number;

  constructor(html: string, element: DomElement) {
    this.#html = html;
    this.#from = element.children[0] ? placeOf(element.children[0]).from : placeOf(element).to;
    this.#to = this.#from;
  }

  text(node: DomText): void {
    const { from, to } = placeOf(node);
    if (this.#text === '') this.#from = Math.max(this.#from, from);
    const ends = lineEnds(node, this.#html);
    for (const [index, words] of node.data.split('\n').entries()) {
      const end = ends[index - 1] ?? to;
      if (index > 0) this.#lineEnd(end, end + 1);
      this.#text += words.replaceAll('\u00a0', ' ');
    }
    this.#to = to;
  }

  enter(element: DomElement): boolean {
    if (DROPPED.has(element.name) || isHidden(element)) return false;
    const { from, to } = placeOf(element);
    if (element.name === 'br') this.#lineEnd(from, to);
    else if (isBlock(element)) this.#blockEnd(from);
    else if (element.name === 'img' && !isPixel(element)) {
      this.#text += imageText(element);
      this.#to = to;
    }
    return true;
  }

  leave(element: DomElement): void {
    // Where a tag ends an element without a word, the element ends within that tag.
    if (isBlock(element)) this.#blockEnd(this.#to);
  }

  finish(): PreLine[] {
    this.#blockEnd(this.#to);
    // HTML leaves out a line end right after the tag.
    return this.#lines[0]?.text === '' ? this.#lines.slice(1) : this.#lines;
  }

  #blockEnd(at: number): void {
    if (this.#text !== '') this.#lineEnd(this.#to, at);
  }

  #lineEnd(to: number, next: number): void {
    this.#lines.push({ text: this.#text, from: this.#from, to: Math.max(this.#from, to) });
    this.#text = '';
    this.#from = Math.max(this.#from, next);
    this.#to = this.#from;
  }
}

function isBlock({ name }: DomElement): boolean {
  return LINES.has(name) || PARAGRAPHS.has(name) || name === 'li';
}

/** Where the line ends of a text are in the source; entities make the two differ, but not in their line ends. */
function lineEnds(node: DomText, html: string): number[] {
  const { from, to } = placeOf(node);
  const ends: number[] = [];
  for (let at = html.indexOf('\n', from); at !== -1 && at < to; at = html.indexOf('\n', at + 1)) ends.push(at);
  return ends;
}

/** Whether a `<pre>` holds code, and not a text. */
export function isCode(element: DomElement): boolean {
  return codeIn(element) !== undefined;
}

/** The language of the code in a `<pre>`, where a class of either names it; undefined for none. */
export function languageOf(element: DomElement): string | undefined {
  for (const each of [element, codeIn(element)])
    for (const name of each?.attribs['class']?.slice(0, maxClasses).split(/\s+/) ?? []) {
      const language = /^lang(?:uage)?-([\w+#-]{1,20})$/.exec(name)?.[1];
      if (language !== undefined) return language;
    }
  return undefined;
}

function codeIn(element: DomElement): DomElement | undefined {
  const only = element.children.filter((child) => child.type !== 'text' || child.data.trim() !== '');
  const [first] = only;
  return only.length === 1 && first && isElement(first) && first.name === 'code' ? first : undefined;
}
