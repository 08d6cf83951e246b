/** The inline tags that are open: only wished for until a node is put into the paragraph, so that none is empty. */
import { HtmlNode } from './nodes.js';

const maxOpen = 500;

interface Inline {
  readonly name: string;
  /** Undefined for a tag that leaves only its text. */
  readonly attributes: Readonly<Record<string, string>> | undefined;
  /** Takes back what is around it, as `font-weight: normal` does. */
  readonly isOff: boolean;
}

export class HtmlInlines {
  readonly #wanted: Inline[] = [];
  /** Those of them that are to be seen; undefined when that is to be found out. */
  #shown: readonly Inline[] | undefined;
  #leaf: HtmlNode | undefined;
  /** Those that are written in the paragraph. */
  #written: { readonly tag: Inline; readonly node: HtmlNode }[] = [];

  open(name: string, attributes: Readonly<Record<string, string>> | undefined): void {
    // Nothing is marked up inside code, and nothing twice.
    const isOpen = this.#visible().some((tag) => tag.name === name || tag.name === 'code');
    this.#push({ name, attributes: isOpen ? undefined : attributes, isOff: false });
  }

  /** Until it is closed, words are not marked up so. */
  openOff(name: string): void {
    this.#push({ name, attributes: undefined, isOff: true });
  }

  close(name: string): void {
    const at = this.#wanted.findLastIndex((tag) => tag.name === name);
    if (at === -1) return;
    this.#wanted.splice(at, 1);
    this.#shown = undefined;
  }

  /** From now on nodes are put into this paragraph or cell. */
  enter(leaf: HtmlNode): void {
    this.#leaf = leaf;
    this.#written = [];
  }

  /** Puts a node into the paragraph, inside the tags that are open now; a space before it stands outside of those that begin. */
  insert(node: HtmlNode, isSpaced: boolean): void {
    let parent = this.#leave();
    if (isSpaced) parent.appendText(' ');
    for (const tag of this.#visible().slice(this.#written.length)) {
      parent = parent.append(HtmlNode.element(tag.name, tag.attributes));
      this.#written.push({ tag, node: parent });
    }
    if (node.nodeType === 3) parent.appendText(node.data);
    else parent.append(node);
  }

  /** Puts a line break outside of what is marked up behind it, and of code, which has no lines. */
  insertBreak(node: HtmlNode): void {
    if (this.#written.some(({ tag }) => tag.name === 'code')) this.#written = [];
    this.#leave().append(node);
  }

  #push(tag: Inline): void {
    if (this.#wanted.length >= maxOpen) return;
    this.#wanted.push(tag);
    this.#shown = undefined;
  }

  #visible(): readonly Inline[] {
    if (this.#shown) return this.#shown;
    const off = new Set<string>();
    const shown: Inline[] = [];
    for (const tag of this.#wanted.toReversed()) {
      if (tag.isOff) off.add(tag.name);
      else if (tag.attributes && !off.has(tag.name)) shown.push(tag);
    }
    this.#shown = shown.reverse();
    return this.#shown;
  }

  /** Leaves the tags that have ended, and gives back what the next node belongs in. */
  #leave(): HtmlNode {
    const wanted = this.#visible();
    let same = 0;
    while (same < wanted.length && this.#written[same]?.tag === wanted[same]) same++;
    if (same < this.#written.length) this.#written.length = same;
    return this.#written.at(-1)?.node ?? this.#leaf ?? HtmlNode.element('p');
  }
}
