/**
 * Lists, items and quotes: only wished for until words come, and then opened around those, so that a list that is left in the middle goes
 * on behind what parts it.
 */
import { type Letters, markerOf } from './letters.js';
import { HtmlNode } from './nodes.js';
import type { OutlookItem } from './outlook.js';
import type { Place } from './writer.js';

const maxNesting = 24;
const none: readonly never[] = [];

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

export class HtmlContainers {
  #wanted: Container[] = [];
  /** Containers opened below `maxNesting`, of which nothing is written. */
  #ignored = 0;
  #opened: { readonly container: Container; readonly node: HtmlNode }[] = [];
  readonly #quotes = new Map<object, Container>();
  readonly #outlook: { readonly level: number; readonly list: Container }[] = [];
  #inOutlookItem = false;

  open(name: string, { letters, number }: ListShape): void {
    this.#leaveOutlook();
    const top = this.#wanted.at(-1);
    // Gmail and Google Docs put a list right into a list: it belongs to the item above it.
    const above = name !== 'li' && isList(top) && this.#isOpened(top?.last) ? top?.last : undefined;
    if (this.#ignored > 0 || this.#wanted.length + (above ? 1 : 0) >= maxNesting) {
      this.#ignored++;
      return;
    }
    if (above) this.#wanted.push(above);
    if (name === 'li') this.#openItem(number);
    else if (name !== 'ol') this.#wanted.push(container(name, name));
    else if (letters) this.#wanted.push(container('ol', 'ul', {}, { letters, next: number ?? 1 }));
    else this.#wanted.push(container('ol', 'ol', { start: String(number ?? 1) }));
  }

  close(name: string): void {
    this.#leaveOutlook();
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

  openOutlookItem({ level, number, letters }: OutlookItem): void {
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
    this.#inOutlookItem = false;
  }

  /** Words outside of Word's items end its lists. */
  beginWords(): void {
    if (!this.#inOutlookItem) this.#leaveOutlook();
  }

  /** Opens what is wished for, in the block that is open or in a new one, and gives back the innermost. */
  enter(place: Place, block: HtmlNode | undefined, openBlock: () => HtmlNode): HtmlNode {
    this.beginWords();
    if (this.#wanted.at(-1)?.isImplied) this.#wanted.pop();
    const wanted = place.isLines ? none : this.#visible(place);
    let same = 0;
    while (same < wanted.length && this.#opened[same]?.container === wanted[same]) same++;
    const root = same === 0 || !block ? openBlock() : block;
    if (same < this.#opened.length) this.#opened = this.#opened.slice(0, same);
    let parent = this.#opened.at(-1)?.node ?? root;
    for (let at = same; at < wanted.length; at++) {
      const next = wanted[at];
      if (!next) break;
      this.writeMarker(parent);
      parent = parent.append(HtmlNode.element(next.tag, next.attributes));
      this.#opened.push({ container: next, node: parent });
    }
    return parent;
  }

  /** The next words are in another block. */
  forget(): void {
    this.#opened = [];
  }

  /** The letters of the item that is open, to be written once. */
  takeMarker(): string | undefined {
    const item = this.#opened.at(-1)?.container;
    const marker = item?.marker;
    if (item) item.marker = undefined;
    return marker;
  }

  /** Writes them as a paragraph, where none follows in the item. */
  writeMarker(parent: HtmlNode): void {
    const marker = this.takeMarker();
    if (marker !== undefined) parent.append(HtmlNode.element('p')).appendText(marker);
  }

  /** An item; mail has some outside of lists. */
  #openItem(number: number | undefined): void {
    let list = this.#wanted.at(-1);
    if (!list || !isList(list)) {
      list = container('ul', 'ul', {}, { isImplied: true });
      this.#wanted.push(list);
    }
    const item = container('li', 'li');
    if (list.letters) {
      const place = number ?? list.next;
      list.next = place + 1;
      item.marker = markerOf(list.letters, place);
    }
    list.last = item;
    this.#wanted.push(item);
  }

  #isOpened(item: Container | undefined): boolean {
    return item !== undefined && this.#opened.some((each) => each.container === item);
  }

  /** A list without an item cannot be opened. */
  #visible({ type, region }: Place): readonly Container[] {
    if (this.#wanted.length === 0 && type !== 'quote') return none;
    const shown = this.#wanted.filter((each, at) => !isList(each) || this.#wanted[at + 1]?.name === 'li');
    if (type !== 'quote' || region === undefined) return shown;
    const quote = this.#quotes.get(region) ?? container('blockquote', 'blockquote');
    this.#quotes.set(region, quote);
    return [quote, ...shown];
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
