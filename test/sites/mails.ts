/** Mails whose paragraphs work together, where a text by itself is harmless: a footnote and its note, a mark cut in two. */
import { fromHtml, fromText, renderBlocks } from '../../src/index.js';

export interface WholeMail {
  readonly name: string;
  readonly markdown: string;
  readonly shown: string;
  readonly elements: readonly string[];
}

function html(name: string, elements: readonly string[], source: string, shown: string): WholeMail {
  return { name, elements, shown, markdown: renderBlocks(fromHtml(source).blocks) };
}

function plain(name: string, elements: readonly string[], source: string, shown = source): WholeMail {
  return { name, elements, shown, markdown: renderBlocks(fromText(source).blocks) };
}

const LISTS = ['ul', 'ol', 'li', 'p'];
const CODE = ['p', 'br', 'code', 'pre'];
const HEADINGS = ['h1', 'h2', 'h3', 'p'];

export const wholeMails: readonly WholeMail[] = [
  html('front matter', ['p', 'br'], '<p>---<br>title: x</p><p>---</p><p>Text</p>', '--- title: x --- Text'),
  html('front matter of Hugo', ['p', 'br'], '<p>+++<br>title = 1</p><p>+++</p><p>Text</p>', '+++ title = 1 +++ Text'),
  plain('front matter of a plain mail', ['p', 'br', 'hr'], '---\ntitle: x\n---\n\nText', 'title: x Text'),
  html(
    'a header of Pelican',
    ['p', 'br'],
    '<p>Title: x<br>Status: hidden</p><p>Text</p>',
    'Title: x Status: hidden Text',
  ),
  html('a footnote', ['p'], '<p>See it.[^1]</p><p>[^1]: The note.</p>', 'See it.[^1] [^1]: The note.'),
  plain('a footnote of a plain mail', ['p'], 'See it.[^1]\n\n[^1]: The note.'),
  html('an abbreviation', ['p'], '<p>HTML is here.</p><p>*[HTML]: x</p>', 'HTML is here. *[HTML]: x'),
  plain('an abbreviation of a plain mail', ['p'], 'HTML is here.\n\n*[HTML]: x'),
  html(
    'a definition',
    ['p'],
    '<p>[a] and [a][b].</p><p>[a]: //evil.example "t"</p>',
    '[a] and [a][b]. [a]: //evil.example "t"',
  ),
  html('a term', ['p', 'br'], '<p>Term<br>: its meaning</p>', 'Term : its meaning'),
  html('a term with a blank line', ['p'], '<p>Term</p><p>: its meaning</p>', 'Term : its meaning'),
  html('a table', ['p', 'br'], '<p>a | b<br>--- | ---</p>', 'a | b --- | ---'),
  html('a table without bars', ['p', 'br'], '<p>a<br>:--</p>', 'a :--'),
  html('a double underline', ['p', 'br'], '<p>Title<br>=====</p>', 'Title ====='),
  html('an underline', ['p', 'br'], '<p>Title<br>-----</p>', 'Title -----'),
  html('a rule', ['p'], '<p>One</p><p>* * *</p><p>- - -</p><p>___</p>', 'One * * * - - - ___'),
  html('an admonition', ['p', 'br'], '<p>!!! note<br>&nbsp; &nbsp; Text</p>', '!!! note Text'),
  html('a container', ['p'], '<p>::: warning</p><p>Text</p><p>:::</p>', '::: warning Text :::'),
  html('a directive', ['p'], '<p>:::note</p><p>Text</p><p>:::</p>', ':::note Text :::'),
  html('a block of pymdownx', ['p'], '<p>/// note</p><p>Text</p><p>///</p>', '/// note Text ///'),
  html(
    'attributes of a paragraph',
    ['p'],
    '<p>Text</p><p>{: .x onclick="alert(1)"}</p>',
    'Text {: .x onclick="alert(1)"}',
  ),
  html(
    'attributes below a line',
    ['p', 'br'],
    '<p>Text<br>{: .x onclick="alert(1)"}</p>',
    'Text {: .x onclick="alert(1)"}',
  ),
  html('attributes of Hugo', ['p', 'br'], '<p>Text<br>{.x onclick="alert(1)"}</p>', 'Text {.x onclick="alert(1)"}'),
  html('attributes of bold text', ['p', 'strong'], '<p>a <b>b</b>{: .x onclick="y"}</p>', 'a b{: .x onclick="y"}'),
  html('attributes of code', ['p', 'code'], '<p>a <code>b</code>{: .x onclick="y"}</p>', 'a b{: .x onclick="y"}'),
  html(
    'attributes of a link',
    ['p', 'a'],
    '<p>a <a href="https://lists.example.org/page">b</a>{: .x onclick="y"}</p>',
    'a b{: .x onclick="y"}',
  ),
  html(
    'attributes of a heading',
    HEADINGS,
    '<h2>One {#x .y onclick="z"}</h2><p>Two</p>',
    'One {#x .y onclick="z"} Two',
  ),
  html('a table of contents', LISTS, '<ul><li>TOC</li></ul><p>{:toc}</p>', 'TOC {:toc}'),
  html('a table of contents in a list', LISTS, '<ul><li>TOC</li><li>{:toc}</li></ul>', 'TOC {:toc}'),
  html('attributes of an item', LISTS, '<ul><li>{:.x} One</li></ul>', '{:.x} One'),
  html('boxes', LISTS, '<ul><li>[ ] One</li><li>[x] Two</li></ul>', '[ ] One [x] Two'),
  html('an alert', ['blockquote', 'p'], '<blockquote><p>[!NOTE]</p><p>Text</p></blockquote>', '[!NOTE] Text'),
  html('an alert on one line', ['blockquote', 'p', 'br'], '<blockquote>[!NOTE]<br>Text</blockquote>', '[!NOTE] Text'),
  html('a comment', ['p'], '<p>&lt;!--</p><p>x</p><p>--&gt;</p>', '<!-- x -->'),
  html(
    'a comment of Liquid',
    ['p'],
    '<p>{% comment %}</p><p>x</p><p>{% endcomment %}</p>',
    '{% comment %} x {% endcomment %}',
  ),
  html(
    'a script over lines',
    ['p', 'br'],
    '<p>&lt;script<br>src=x>alert(1)&lt;/script></p>',
    '<script src=x>alert(1)</script>',
  ),
  html('a template over lines', ['p', 'br'], '<p>{{<br>site.x<br>}}</p>', '{{ site.x }}'),
  html('braces in bold', ['p', 'strong'], '<p><b>{</b>{ site.x }<b>}</b></p>', '{{ site.x }}'),
  html('braces around bold', ['p', 'strong'], '<p>{<b>{ site.x }</b>}</p>', '{{ site.x }}'),
  html('a brace of code', ['p', 'code'], '<p><code>{</code>{ site.x }}</p>', '{{ site.x }}'),
  html('braces of two codes', ['p', 'code'], '<p><code>{</code><code>{ site.x }}</code></p>', '{{ site.x }}'),
  html('a brace before code', ['p', 'code'], '<p>{<code>{ site.x }}</code></p>', '{{ site.x }}'),
  html('a brace and a link', ['p', 'a'], '<p>{<a href="https://lists.example.org/page">{ x }}</a></p>', '{{ x }}'),
  html('a percent of code', ['p', 'code'], '<p>{<code>% include x.html %}</code></p>', '{% include x.html %}'),
  html('bold and stars', ['p', 'strong'], '<p>**<b>a</b>**</p>', '**a**'),
  html('a picture in two', ['p', 'strong'], '<p>:<b>smile</b>: :smi<b>le:</b></p>', ':smile: :smile:'),
  html('a formula over lines', ['p', 'br'], '<p>$$<br>x<br>$$</p>', '$$ x $$'),
  html('a formula over paragraphs', ['p'], '<p>$$</p><p>x</p><p>$$</p>', '$$ x $$'),
  html('marks over paragraphs', ['p'], '<p>==a</p><p>b==</p><p>++c</p><p>d++</p>', '==a b== ++c d++'),
  html('a language of codehilite', CODE, '<p>a</p><pre><code>:::python\nx = 1</code></pre>', 'a :::python x = 1'),
  html(
    'a shebang of codehilite',
    CODE,
    '<p>a</p><pre><code>#!/usr/bin/python\nx = 1</code></pre>',
    'a #!/usr/bin/python x = 1',
  ),
  html('a file in code', CODE, '<p>a</p><pre><code>--8<-- "snippet.txt"\nx</code></pre>', 'a --8<-- "snippet.txt" x'),
  html(
    'a template in code',
    CODE,
    '<p>a</p><pre><code>{% if x %}\n{{ y }}\n{% endif %}</code></pre>',
    'a {% if x %} {{ y }} {% endif %}',
  ),
  html('a template in code over lines', CODE, '<p>a</p><pre><code>{\n{ y }\n}</code></pre>', 'a { { y } }'),
  html(
    'fences in code',
    CODE,
    '<p>a</p><pre><code>```\n{.x}\n~~~~\n&lt;b>c&lt;/b></code></pre>',
    'a ``` {.x} ~~~~ <b>c</b>',
  ),
  plain(
    'a drawing',
    [...HEADINGS, ...CODE],
    '# One\n\n# Two\n\n```goat\n+--+\n|x |\n+--+\n```\n',
    'One Two +--+ |x | +--+',
  ),
  plain('a diagram', [...HEADINGS, ...CODE], '# One\n\n# Two\n\n```mermaid\ngraph TD\n```\n', 'One Two graph TD'),
  plain('a formula as code', [...HEADINGS, ...CODE], '# One\n\n# Two\n\n```math\nx\n```\n', 'One Two x'),
  plain(
    'attributes of a fence',
    [...HEADINGS, ...CODE],
    '# One\n\n## Two\n\n``` {.a onclick="x"}\ny\n```\n',
    'One Two y',
  ),
  plain('two lists', LISTS, '- a\n- b\n\n\n1. c\n2. d\n', 'a b c d'),
  html('two lists of HTML', LISTS, '<ul><li>a</li></ul><ul><li>b</li></ul><ul><li>c</li></ul>', 'a b c'),
];
