/** The inline tags that are open: only wished for until a node is put into the paragraph, so that none is empty. */
import { HtmlNode } from './nodes.js';

const maxOpen = 500;

interface Inline {
  readonly name: string;
  /** Undefined for a tag that leaves only its text. */
  readonly attributes: Readonly<Record<string, string>> | undefined;
}

export class HtmlInlines {
  readonly #wanted: Inline[] = [];
  #leaf: HtmlNode | undefined;
  /** Those that are written in the paragraph. */
  #written: { readonly tag: Inline; readonly node: HtmlNode }[] = [];

  open(name: string, attributes: Readonly<Record<string, string>> | undefined): void {
    if (this.#wanted.length >= maxOpen) return;
    // Nothing is marked up inside code.
    const isOpen = this.#wanted.some((tag) => (tag.name === name || tag.name === 'code') && tag.attributes);
    this.#wanted.push({ name, attributes: isOpen ? undefined : attributes });
  }

  close(name: string): void {
    const at = this.#wanted.findLastIndex((tag) => tag.name === name);
    if (at !== -1) this.#wanted.splice(at, 1);
  }

  /** From now on nodes are put into this paragraph or cell. */
  enter(leaf: HtmlNode): void {
    this.#leaf = leaf;
    this.#written = [];
  }

  /** Puts a node into the paragraph, inside the tags that are open now. */
  insert(node: HtmlNode): void {
    let parent = this.#leave();
    for (const tag of this.#wanted.filter((each) => each.attributes).slice(this.#written.length)) {
      parent = parent.append(HtmlNode.element(tag.name, tag.attributes));
      this.#written.push({ tag, node: parent });
    }
    parent.append(node);
  }

  /** Puts a line break outside of what is marked up behind it, and of code, which has no lines. */
  insertBreak(node: HtmlNode): void {
    if (this.#written.some(({ tag }) => tag.name === 'code')) this.#written = [];
    this.#leave().append(node);
  }

  /** Leaves the tags that have ended, and gives back what the next node belongs in. */
  #leave(): HtmlNode {
    const wanted = this.#wanted.filter((tag) => tag.attributes);
    let same = 0;
    while (same < wanted.length && this.#written[same]?.tag === wanted[same]) same++;
    this.#written = this.#written.slice(0, same);
    return this.#written.at(-1)?.node ?? this.#leaf ?? HtmlNode.element('p');
  }
}
