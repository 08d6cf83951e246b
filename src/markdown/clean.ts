/**
 * Mail HTML → plain HTML by an allow-list. One flat walk over the tree writes paragraphs, headings, lists, quotes, code and data tables
 * with nothing but `a b i code del br img` inside; everything else only leaves its text. No tag nests deeper than `maxNesting`,
 * whatever the mail does (20,000 nested `<div>` end turndown's stack).
 */
import { load } from 'cheerio/slim';
import { type DomElement, type DomNode, isDataTable, isHidden, isPixel, rawText } from './dom.js';
import { escapeHtml } from './html-text.js';
import { HtmlWriter } from './html-writer.js';
import { isSafeUrl } from './urls.js';

/** Gone with everything in them. */
const dropped = new Set(
  'script style head title meta link template noscript iframe object embed applet svg math canvas audio video map area input select button textarea datalist'.split(
    ' ',
  ),
);
/** End a line, as `<div>` does. */
const lines = new Set(
  'div section article main header footer aside nav center address form fieldset legend figure figcaption dl dt dd tr details summary table tbody thead tfoot caption td th body html hgroup menu dir'.split(
    ' ',
  ),
);
const inline: Readonly<Record<string, string>> = {
  b: 'b',
  strong: 'b',
  i: 'i',
  em: 'i',
  cite: 'i',
  var: 'i',
  dfn: 'i',
  code: 'code',
  tt: 'code',
  kbd: 'code',
  samp: 'code',
  s: 'del',
  strike: 'del',
  del: 'del',
};
const containers = new Set(['blockquote', 'ul', 'ol', 'li']);

/** Marks a `<pre>` whose text is to be read like a plain-text mail. */
export const TEXT_LANGUAGE = 'x-listpress-text';

export interface CleanOptions {
  /** Keep links to mail addresses. */
  readonly keepMailto: boolean;
  /** What to do with every piece of text before it is written. */
  readonly text: (text: string) => string;
}

type Step = { readonly node: DomNode; readonly leave: boolean };

export function cleanHtml(html: string, options: CleanOptions): string {
  const $ = load(html, { xml: { xmlMode: false, decodeEntities: true } });
  const writer = new HtmlWriter(options.text);
  const steps: Step[] = [];
  const push = (nodes: readonly DomNode[]): void => {
    for (let index = nodes.length - 1; index >= 0; index--) {
      const node = nodes[index];
      if (node) steps.push({ node, leave: false });
    }
  };
  push($.root()[0]?.children ?? []);
  for (let step = steps.pop(); step; step = steps.pop()) {
    const { node, leave } = step;
    if (node.type === 'text') writer.text(node.data);
    if (!('name' in node) || !('attribs' in node)) continue;
    if (leave) leaveElement(node, writer);
    else if (enterElement(node, writer, options)) {
      steps.push({ node, leave: true });
      push(node.children);
    }
  }
  return writer.finish();
}

/** Writes what an element opens; false when nothing inside it is to be visited. */
function enterElement(element: DomElement, writer: HtmlWriter, options: CleanOptions): boolean {
  const name = element.name.toLowerCase();
  if (dropped.has(name) || isHidden(element)) return false;
  if (name === 'br') writer.lineBreak();
  else if (name === 'hr') writer.block('<hr>');
  else if (name === 'img') writeImage(element, writer);
  else if (name === 'pre' || name === 'listing' || name === 'xmp' || name === 'plaintext') {
    writer.block(preformatted(element, options));
    return false;
  } else if (name === 'table' && isDataTable(element)) writer.openTable();
  else if ((name === 'tr' || name === 'td' || name === 'th') && writer.inTable) writer.openCellPart(name);
  else if (/^h[1-6]$/.test(name)) writer.openHeading(name);
  else if (containers.has(name)) writer.openContainer(name, name === 'ol' ? startOf(element) : '');
  else if (name === 'p') writer.paragraphEnd();
  else if (lines.has(name)) writer.lineEnd();
  else if (name === 'a') writer.openInline('a', linkStart(element, options));
  else if (inline[name]) writer.openInline(inline[name], `<${inline[name]}>`);
  return true;
}

function leaveElement(element: DomElement, writer: HtmlWriter): void {
  const name = element.name.toLowerCase();
  if (name === 'table' && isDataTable(element)) writer.closeTable();
  else if ((name === 'tr' || name === 'td' || name === 'th') && writer.inTable) writer.closeCellPart(name);
  else if (/^h[1-6]$/.test(name)) writer.closeHeading();
  else if (containers.has(name)) writer.closeContainer(name);
  else if (name === 'p') writer.paragraphEnd();
  else if (lines.has(name)) writer.lineEnd();
  else if (name === 'a') writer.closeInline('a');
  else if (inline[name]) writer.closeInline(inline[name]);
}

function startOf(element: DomElement): string {
  const start = /^\d{1,9}$/.exec(element.attribs['start'] ?? '')?.[0];
  return start ? ` start="${start}"` : '';
}

/** '' for a link that a draft may not have: its text is kept. */
function linkStart(element: DomElement, options: CleanOptions): string {
  const href = (element.attribs['href'] ?? '').trim();
  const isRefused = !isSafeUrl(href) || href.startsWith('#') || (/^mailto:/i.test(href) && !options.keepMailto);
  return isRefused ? '' : `<a href="${escapeHtml(href)}">`;
}

function writeImage(element: DomElement, writer: HtmlWriter): void {
  const source = (element.attribs['src'] ?? '').trim();
  const alt = (element.attribs['alt'] ?? '').replace(/\s+/g, ' ').trim();
  if (isPixel(element)) return;
  if (/^cid:/i.test(source) || isSafeUrl(source))
    writer.image(`<img src="${escapeHtml(source)}" alt="${escapeHtml(alt)}">`, alt);
  else writer.text(alt);
}

function preformatted(element: DomElement, options: CleanOptions): string {
  const text = options.text(rawText(element)).replace(/^\n/, '');
  if (text.trim() === '') return '';
  const only = element.children.filter((child) => child.type !== 'text' || child.data.trim() !== '');
  const isCode = only.length === 1 && only[0] !== undefined && 'name' in only[0] && only[0].name === 'code';
  const language = isCode ? '' : ` class="language-${TEXT_LANGUAGE}"`;
  return `<pre><code${language}>${escapeHtml(text)}</code></pre>`;
}
