/**
 * The little of a DOM that turndown asks for, so that it can read what html-writer.ts builds without parsing it once more. Nodes
 * are linked lists: turndown takes blank texts out one at a time.
 */

const TEXT = '#text';

export class HtmlNode {
  parentNode: HtmlNode | null = null;
  firstChild: HtmlNode | null = null;
  lastChild: HtmlNode | null = null;
  nextSibling: HtmlNode | null = null;
  previousSibling: HtmlNode | null = null;

  private constructor(
    /** In capitals, as HTML has it; `#text` for a text. */
    readonly nodeName: string,
    /** The words of a text. */
    public data: string,
    private readonly attributes: Readonly<Record<string, string>>,
  ) {}

  static element(name: string, attributes: Readonly<Record<string, string>> = {}): HtmlNode {
    return new HtmlNode(name.toUpperCase(), '', attributes);
  }

  static text(words: string): HtmlNode {
    return new HtmlNode(TEXT, words, {});
  }

  get nodeType(): number {
    return this.nodeName === TEXT ? 3 : 1;
  }

  get nodeValue(): string {
    return this.data;
  }

  get childNodes(): HtmlNode[] {
    const children: HtmlNode[] = [];
    for (let child = this.firstChild; child; child = child.nextSibling) children.push(child);
    return children;
  }

  /** Turndown asks whether an element is blank or has spaces at its edges; writer.ts makes none that is or has. */
  get textContent(): string {
    return this.nodeName === TEXT ? this.data : 'words';
  }

  getAttribute(name: string): string | null {
    return this.attributes[name] ?? null;
  }

  append(child: HtmlNode): HtmlNode {
    child.parentNode = this;
    child.previousSibling = this.lastChild;
    if (this.lastChild) this.lastChild.nextSibling = child;
    else this.firstChild = child;
    this.lastChild = child;
    return child;
  }

  /** Puts words behind what is there. */
  appendText(words: string): void {
    if (this.lastChild?.nodeName === TEXT) this.lastChild.data += words;
    else this.append(HtmlNode.text(words));
  }

  removeChild(child: HtmlNode): void {
    if (child.previousSibling) child.previousSibling.nextSibling = child.nextSibling;
    else this.firstChild = child.nextSibling;
    if (child.nextSibling) child.nextSibling.previousSibling = child.previousSibling;
    else this.lastChild = child.previousSibling;
  }

  /** turndown works on a copy; nobody else needs this tree. */
  cloneNode(): HtmlNode {
    return this;
  }
}
