/** Where a text stands in a mail, and what a page may have of it. */
import { fromHtml, fromText, renderBlocks } from '../../src/index.js';

export interface Place {
  readonly name: string;
  readonly mail: 'text' | 'html';
  /** The Markdown of a mail with the text in this place. */
  readonly markdown: (text: string) => string;
  /** What a reader sees of it; one of these. */
  readonly shown: (text: string) => readonly string[];
  /** The elements that such a mail may be made of, besides those of highlighted code where `pre` is one. */
  readonly elements: readonly string[];
}

export const LINK = 'https://lists.example.org/page';

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
export const escapeHtml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
type Mail = Pick<Place, 'mail' | 'markdown'>;
const plain = (write: (text: string) => string): Mail => ({
  mail: 'text',
  markdown: (text) => renderBlocks(fromText(write(text)).blocks),
});
const html = (write: (text: string) => string): Mail => ({
  mail: 'html',
  markdown: (text) => renderBlocks(fromHtml(write(escapeHtml(text))).blocks),
});

function place(name: string, elements: readonly string[], write: Mail, ...shown: ((text: string) => string)[]): Place {
  const { mail, markdown } = write;
  return { name, mail, elements, markdown, shown: (text) => shown.map((show) => show(text)) };
}

const rule = (text: string) => '='.repeat(text.length + 6);

export const places: readonly Place[] = [
  place(
    'a paragraph',
    ['p'],
    plain((t) => `We saw ${t} in the hall.`),
    (t) => `We saw ${t} in the hall.`,
  ),
  place(
    'the start of a line',
    ['p'],
    html((t) => `<p>${t} was there.</p>`),
    (t) => `${t} was there.`,
  ),
  place(
    'the end of a line',
    ['p'],
    html((t) => `<p>There was ${t}</p>`),
    (t) => `There was ${t}`,
  ),
  place(
    'a paragraph of its own',
    ['p'],
    html((t) => `<p>One.</p><p>${t}</p><p>Two.</p>`),
    (t) => `One. ${t} Two.`,
  ),
  place(
    'a line below a break',
    ['p', 'br'],
    html((t) => `<p>One stood<br>${t}</p>`),
    (t) => `One stood ${t}`,
  ),
  place(
    'an item of a list',
    ['ul', 'li', 'p', 'code'],
    plain((t) => `We need:\n\n- ${t}\n- a lamp\n`),
    (t) => `We need: ${t} a lamp`,
  ),
  place(
    'an item below a paragraph',
    ['ul', 'li', 'p'],
    html((t) => `<ul><li><p>One</p><p>${t}</p></li></ul>`),
    (t) => `One ${t}`,
  ),
  place(
    'a heading, underlined',
    [...HEADINGS, 'p'],
    plain((t) => `Hall ${t} x\n${rule(t)}\n\nIt is open.`),
    (t) => `Hall ${t} x It is open.`,
    (t) => `Hall ${t} x ${rule(t)} It is open.`,
  ),
  place(
    'a heading',
    [...HEADINGS, 'p'],
    html((t) => `<h2>${t}</h2><p>One.</p>`),
    (t) => `${t} One.`,
  ),
  place(
    'a quote',
    ['blockquote', 'p'],
    plain((t) => `> They had ${t} there\n\nYes.`),
    (t) => `They had ${t} there Yes.`,
  ),
  place(
    'a quote of its own',
    ['blockquote', 'p'],
    html((t) => `<blockquote><p>${t}</p></blockquote><p>Yes.</p>`),
    (t) => `${t} Yes.`,
  ),
  place(
    'code in a line',
    ['p', 'code'],
    html((t) => `<p>Type <code>${t}</code> now.</p>`),
    (t) => `Type ${t} now.`,
  ),
  place(
    'code in a line of text',
    ['p', 'code'],
    plain((t) => `Type \`${t}\` now.`),
    (t) => `Type ${t} now.`,
    (t) => `Type \`${t}\` now.`,
  ),
  place(
    'indented code',
    ['p', 'pre', 'code', 'br'],
    plain((t) => `Run this:\n\n    ${t}\n    $ cat notes.txt\n\nThat is all.`),
    (t) => `Run this: ${t} $ cat notes.txt That is all.`,
  ),
  place(
    'fenced code',
    ['p', 'pre', 'code', 'br'],
    html((t) => `<p>One.</p><pre><code>${t}\nls</code></pre>`),
    (t) => `One. ${t} ls`,
  ),
  place(
    'fenced code of Markdown',
    [...HEADINGS, 'p', 'pre', 'code', 'br'],
    plain((t) => `# One\n\n# Two\n\n~~~~~~\n${t}\nls\n~~~~~~\n`),
    (t) => `One Two ${t} ls`,
  ),
  place(
    'code in a list',
    ['ul', 'li', 'p', 'pre', 'code', 'br'],
    html((t) => `<ul><li>One<pre><code>${t}\nls</code></pre></li></ul>`),
    (t) => `One ${t} ls`,
  ),
  place(
    'a cell of a table',
    ['table', 'thead', 'tbody', 'tr', 'th', 'td', 'p'],
    html(
      (t) =>
        `<table><tr><th>Name</th><th>Size</th></tr><tr><td>${t}</td><td>1</td></tr>` +
        `<tr><td>b</td><td>${t}</td></tr></table>`,
    ),
    (t) => `Name Size ${t} 1 b ${t}`,
  ),
  place(
    'the text of a link',
    ['p', 'a'],
    html((t) => `<p>See <a href="${LINK}">${t}</a> there.</p>`),
    (t) => `See ${t} there.`,
  ),
  place(
    'bold text',
    ['p', 'strong', 'b'],
    html((t) => `<p>See <b>${t}</b> there.</p>`),
    (t) => `See ${t} there.`,
  ),
];
