/**
 * Mail HTML → plain HTML by an allow-list. One flat walk over the tree writes paragraphs, headings, lists, quotes, code and data tables
 * with nothing but `a b i code del br img` inside; everything else only leaves its text. No tag nests deeper than the writer allows,
 * whatever the mail does (20,000 nested `<div>` end turndown's stack).
 */
import type { SpanType } from '../../model.js';
import type { ListShape } from './containers.js';
import { type DomElement, type DomNode, type DomText, isBesideHeading, placeOf, type Visitor, walk } from './dom.js';
import { type Format, formatsOf } from './formats.js';
import { lettersOf } from './letters.js';
import type { HtmlLines } from './lines.js';
import { imageSource, imageText, linkTarget } from './links.js';
import { DROPPED, LINES, PARAGRAPHS, PREFORMATTED } from './names.js';
import { isOutlookMarker, outlookItem } from './outlook.js';
import { isCode, languageOf } from './pre.js';
import { isIndent } from './regions.js';
import { isHidden, isPixel } from './seen.js';
import { spanOf } from './tables.js';
import { HtmlWriter, type WrittenHtml } from './writer.js';

export interface CleanOptions {
  readonly lines: HtmlLines;
  /** What each line is. */
  readonly types: readonly SpanType[];
  /** Which kinds of passage are written. */
  readonly keep: ReadonlySet<SpanType>;
  /** Keep links to mail addresses. */
  readonly keepMailto: boolean;
  /** What to do with every piece of text before it is written. */
  readonly text: (text: string) => string;
}

export function cleanHtml(first: DomNode | null, options: CleanOptions): WrittenHtml {
  const cleaner = new Cleaner(options);
  walk(first, cleaner);
  return cleaner.writer.finish();
}

class Cleaner implements Visitor {
  readonly writer: HtmlWriter;
  readonly #options: CleanOptions;
  /** How each element that is open marks its words up. */
  readonly #formats = new Map<DomElement, readonly Format[]>();

  constructor(options: CleanOptions) {
    this.writer = new HtmlWriter(options.text);
    this.#options = options;
  }

  text(node: DomText): void {
    if (this.writer.inTable || this.#options.lines.lineOf.get(node) === undefined || this.#goTo(node))
      this.writer.text(node.data);
  }

  enter(element: DomElement): boolean {
    const { name } = element;
    const { writer } = this;
    if (DROPPED.has(name) || isHidden(element) || isOutlookMarker(element)) return false;
    if (PREFORMATTED.has(name)) this.#preformatted(element);
    else if (name === 'br') writer.lineBreak();
    else if (name === 'img') this.#image(element);
    else if (name === 'hr') {
      if (this.#goTo(element)) writer.rule();
    } else if (name === 'table' && this.#options.lines.dataTables.has(element)) return this.#openTable(element);
    else if (writer.inTable && (name === 'tr' || name === 'td' || name === 'th')) {
      if (name === 'tr') writer.openRow();
      else writer.openCell(spanOf(element, 'colspan'), spanOf(element, 'rowspan'));
    } else if (/^h[1-6]$/.test(name)) writer.openHeading(name);
    else if (this.#isContainer(element)) writer.openContainer(name, shapeOf(element));
    else if (name === 'a') {
      const target = linkTarget(element, this.#options.keepMailto);
      writer.openInline('a', target === undefined ? undefined : { href: target });
    } else this.#openLine(element);
    if (PREFORMATTED.has(name)) return false;
    this.#openFormats(element);
    return true;
  }

  leave(element: DomElement): void {
    const { name } = element;
    const { writer } = this;
    const formats = this.#formats.get(element);
    if (formats) for (const format of formats) writer.closeInline(format.name);
    if (name === 'table' && this.#options.lines.dataTables.has(element)) writer.closeTable();
    else if (writer.inTable && (name === 'td' || name === 'th')) writer.closeCell();
    else if (/^h[1-6]$/.test(name)) writer.closeHeading();
    else if (this.#isContainer(element)) writer.closeContainer(name);
    else if (name === 'a') this.#closeLink(element);
    else if (outlookItem(element)) writer.closeOutlookItem();
    else if (this.#isApart(element)) writer.paragraphEnd();
    else if (LINES.has(name)) writer.lineEnd();
    if (this.#options.lines.roots.has(element)) writer.paragraphEnd();
  }

  #isApart(element: DomElement): boolean {
    return this.#options.lines.apart.has(element) || PARAGRAPHS.has(element.name);
  }

  #openFormats(element: DomElement): void {
    const formats = formatsOf(element, this.writer.inHeading);
    if (formats.length === 0) return;
    this.#formats.set(element, formats);
    for (const { name, isOff } of formats) {
      if (isOff) this.writer.openOff(name);
      else this.writer.openInline(name, {});
    }
  }

  #openLine(element: DomElement): void {
    const { name } = element;
    const item = outlookItem(element);
    if (item) this.writer.openOutlookItem(item);
    else if (this.#isApart(element) || this.#options.lines.roots.has(element)) this.writer.paragraphEnd();
    else if (LINES.has(name) && !isBesideHeading(element)) this.writer.lineEnd();
  }

  /** Where a region begins with a `<blockquote>`, the writer makes one of its own around what is quoted. */
  #isContainer(element: DomElement): boolean {
    const { name } = element;
    if (name === 'ul' || name === 'ol' || name === 'li') return true;
    return name === 'blockquote' && !this.#options.lines.roots.has(element) && !isIndent(element);
  }

  /** Tells the writer what a node is; false when that is not to be written. */
  #goTo(node: DomNode, within = placeOf(node), offset = 0): boolean {
    const { lines, types, keep } = this.#options;
    const index = (lines.lineOf.get(node) ?? 0) + offset;
    const type = types[index] ?? 'own';
    const region = lines.lines[index]?.region;
    const isKept = keep.has(type);
    if (isKept) {
      const isLines = type === 'log' || (type === 'quote' && region?.type !== 'quote');
      this.writer.place({ type, region, isLines, from: within.from, to: within.to });
    } else this.writer.paragraphEnd();
    return isKept;
  }

  #image(element: DomElement): void {
    if (isPixel(element) || (!this.writer.inTable && !this.#goTo(element))) return;
    const source = imageSource(element);
    if (source === undefined) this.writer.text(imageText(element));
    else this.writer.image(source, this.#options.text(imageText(element)));
  }

  #closeLink(element: DomElement): void {
    // Such a link has a line where it holds no words.
    if (this.#options.lines.lineOf.has(element) && this.#goTo(element))
      this.writer.text(linkTarget(element, false) ?? '');
    this.writer.closeInline('a');
  }

  #openTable(element: DomElement): boolean {
    if (!this.#goTo(element)) return false;
    this.writer.openTable();
    return true;
  }

  #preformatted(element: DomElement): void {
    const lines = this.#options.lines.preformatted.get(element) ?? [];
    const kind = { isCode: isCode(element), lang: languageOf(element) };
    for (let from = 0, to = 0; from < lines.length; from = to) {
      to = this.#endOfType(element, from, lines.length);
      const part = lines.slice(from, to);
      const place = { from: part[0]?.from ?? 0, to: part.at(-1)?.to ?? 0 };
      const text = part.map((line) => line.text).join('\n');
      if (this.writer.inTable) this.writer.text(text);
      else if (this.#goTo(element, place, from) && text.trim() !== '')
        this.writer.preformatted({ text: this.#options.text(text), ...kind });
    }
  }

  #endOfType(element: DomElement, from: number, length: number): number {
    const { lines, types } = this.#options;
    const first = lines.lineOf.get(element) ?? 0;
    let to = from + 1;
    while (to < length && types[first + to] === types[first + from]) to++;
    return to;
  }
}

function shapeOf(element: DomElement): ListShape {
  const { name, attribs } = element;
  const number = /^\s*(\d{1,9})\s*$/.exec((name === 'li' ? attribs['value'] : attribs['start']) ?? '')?.[1];
  return {
    number: number === undefined ? undefined : Number(number),
    letters: name === 'ol' ? lettersOf(element) : undefined,
  };
}
