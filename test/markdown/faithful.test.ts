/** The judge judged: it must find every one of these faults, and none where there is none. */
import { describe, expect, it } from 'vitest';
import { type FaithfulOptions, unfaithful } from './faithful.js';

type Pair = readonly [what: string, mail: string, markdown: string, options?: FaithfulOptions];

const wrong: readonly Pair[] = [
  // Words and punctuation.
  ['a lost word', 'Bring the long cable.', 'Bring the cable.'],
  ['a word too many', 'Bring the cable.', 'Bring the long cable.'],
  ['a swapped word', 'Ann asked Tom.', 'Tom asked Ann.'],
  ['a lost last line', 'We meet at noon.\n\nBring tea.', 'We meet at noon.'],
  ['a paragraph that the mail does not have', 'We meet at noon.', 'We meet at noon.\n\nBring tea.'],
  ['paragraphs in another order', 'First this.\n\nThen that.', 'Then that.\n\nFirst this.'],
  ['a lost full stop', 'We meet at noon. Bring tea.', 'We meet at noon Bring tea.'],
  ['a lost underscore', 'Call init_all_ now.', 'Call init_all now.'],
  ['a lost backslash', 'It lies in C:\\new\\files.', 'It lies in C:\\new files.'],
  ['a backslash that Markdown eats', 'Type a \\* here.', 'Type a \\* here.'],
  ['a backslash that is shown', 'Type a * here.', 'Type a \\\\* here.'],
  ['an entity decoded', 'Write &lt; for a bracket.', 'Write &lt; for a bracket.'],
  ['an entity shown', 'Write < for a bracket.', 'Write &amp;lt; for a bracket.'],
  ['another quotation mark', 'the "long" cable', 'the “long” cable'],
  ['a lost space', 'one two', 'onetwo'],
  ['a space too many', 'onetwo', 'one two'],
  ['lines joined without a space', 'one\ntwo', 'onetwo'],
  ['two paragraphs in one', 'We meet at noon.\n\nBring tea.', 'We meet at noon. Bring tea.'],
  ['a paragraph torn in a line', 'We meet at noon.', 'We meet\n\nat noon.'],
  ['a line break within a line', 'We meet at noon.', 'We meet  \nat noon.'],
  // Emphasis.
  ['emphasis from a product', '2*3*4 makes 24', '2*3*4 makes 24'],
  ['emphasis within a word', 'a*b*c', 'a*b*c'],
  ['emphasis that nobody typed', 'the long cable', 'the *long* cable'],
  ['strong that nobody typed', 'the long cable', 'the **long** cable'],
  ['emphasis where the star is one', 'say *no', 'say *no*'],
  ['strong between two arguments', 'f(**a, **b)', 'f(**a,** b)'],
  ['strong between two stars in quotation marks', 'list "*" "*"', 'list "**" "**"'],
  ['struck through by accident', 'from ~here to ~there', 'from ~~here to~~ there'],
  ['struck through by single tildes', 'ca. ~5~ of them', 'ca. ~5~ of them'],
  ['emphasis that ends before a space', '/internal request to / on it', '*internal request to* on it'],
  ['code that nobody typed', 'run make now', 'run `make` now'],
  // Structure.
  ['a year as the number of a list', '1986. A year to remember.', '1986. A year to remember.'],
  ['another number', '3. three\n4. four', '1. three\n2. four'],
  ['a list that is none', 'We need\nmore tea', '- We need\n- more tea'],
  ['a minus as a bullet', 'minus\n-5 degrees', 'minus\n\n- 5 degrees'],
  ['a lost bullet', '- tea\n- milk', '- tea\n\nmilk'],
  ['a nested list that is not', '- tea\n- milk', '- tea\n  - milk'],
  ['a tag as a heading', '#summit is the channel', '# summit is the channel'],
  ['a sentence as a heading', 'We meet at noon.\n\nBring tea.', '# We meet at noon.\n\nBring tea.'],
  ['a heading of two lines', 'We meet at\nnoon\n----', '# We meet at noon'],
  ['a heading that lost a word', 'Next Meeting\n============', '# Meeting'],
  ['the end of a paragraph as a heading', 'We meet at noon\nand need:', 'We meet at noon\n\n# and need:'],
  ['an attribution as a heading', 'Tom wrote:\n> tea', '# Tom wrote:\n\n> tea'],
  ['the frame of what is no forward', '--- really ---\nYes.', 'really\n\nYes.'],
  ['an initial as a lettered item', 'M. Keller wrote', '- M. Keller wrote'],
  ['an underline that is shown as a rule too', 'Topic\n-----\n\nText', '# Topic\n\n---\n\nText'],
  ['a rule that nobody typed', 'one\n\ntwo', 'one\n\n---\n\ntwo'],
  ['a rule made of carets that point at something', 'mask 255.255\n     ^^^^^^^', 'mask 255.255\n\n---'],
  ['a lost rule', 'one\n\n-----\n\ntwo', 'one\n\ntwo'],
  ['a quote that nobody quoted', 'Bring tea.', '> Bring tea.'],
  ['a quote outside of its quote', '> Bring tea.\n\nYes.', 'Bring tea.\n\nYes.'],
  ['a quote with its mark as text', '> Bring tea.\n> And cups.', '\\> Bring tea.  \n\\> And cups.'],
  ['an answer within the quote', '> Bring tea?\nYes.', '> Bring tea?\n> Yes.'],
  ['a quote one level up', '> > Bring tea.\n>\n> Yes.', '> Bring tea.\n>\n> Yes.'],
  ['a quote one level down', '> Bring tea.', '> > Bring tea.'],
  ['a table that nobody drew', 'a b\nc d', '| a | b |\n| --- | --- |\n| c | d |'],
  ['a task', '- [ ] bring tea', '- [ ] bring tea'],
  ['a footnote', 'See it[^1].\n\n[^1]: there', 'See it[^1].\n\n[^1]: there'],
  // Links.
  ['a link with another target', 'See https://example.org/a', 'See [https://example.org/a](https://example.com/a)'],
  ['a link that is cut', 'See https://example.org/a/b', 'See <https://example.org/a>/b'],
  ['a link from nothing', 'See the page.', 'See [the page](https://example.org/).'],
  ['a label without its line', 'See [1].', 'See [\\[1\\]](https://example.org/).'],
  [
    'a label with the address of another',
    'See [1] and [2].\n\n[1] https://example.org/a\n[2] https://example.org/b',
    'See [\\[1\\]](https://example.org/b) and [\\[2\\]](https://example.org/a).',
  ],
  ['a definition that nothing uses', 'See it.\n\n[1] https://example.org/a', 'See it.'],
  ['a script behind a link', 'javascript:alert(1)', '[javascript:alert(1)](javascript:alert(1))'],
  ['a Message-ID as an address', 'See <2012.7@example.org>.', 'See <2012.7@example.org>.'],
  ['a title that nobody sees', 'See https://example.org/', 'See [https://example.org/](https://example.org/ "hidden")'],
  ['an image', 'See https://example.org/a.png', 'See ![](https://example.org/a.png)'],
  // Code.
  ['code without its indentation', 'if x:\n    run()', '```\nif x:\nrun()\n```'],
  ['code with its lines joined', 'run()\nstop()', '```\nrun() stop()\n```'],
  ['code without a line', 'run()\nwait()\nstop()', '```\nrun()\nstop()\n```'],
  ['code with a blank line lost', 'run()\n\nstop()', '```\nrun()\nstop()\n```'],
  ['code with its columns lost', 'a   b\nc   d', '```\na b\nc d\n```'],
  ['a fence that was typed and is text', '```\nrun()\n```', '\\`\\`\\`\n\n```\nrun()\n```'],
  ['prose as code', 'We meet at noon.', '```\nWe meet at noon.\n```'],
  ['an elision as code', '> one\n...\n> two', '> one\n\n```\n...\n```\n\n> two'],
  // What is live.
  ['live HTML', 'Look: <b>here</b>', 'Look: <b>here</b>'],
  ['a live script', '<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['a live tag that is broken', 'a <img src=x onerror=alert(1)>', 'a <img src=x onerror=alert(1)>'],
  ['a comment', 'one <!-- two --> three', 'one <!-- two --> three'],
  // Mails in Markdown.
  ['a lost word of Markdown', '# Title\n\n**Bring** tea', '# Title\n\n**Bring**', { markdown: true }],
  ['live HTML in Markdown', '# Title\n\n<i>tea</i>', '# Title\n\n<i>tea</i>', { markdown: true }],
];

const right: readonly Pair[] = [
  ['plain words', 'We meet at noon.', 'We meet at noon.'],
  ['wrapped lines', 'We meet\nat noon.', 'We meet at noon.'],
  ['a break that was meant', 'Ann\nTom', 'Ann  \nTom'],
  ['two paragraphs', 'one\n\n\ntwo', 'one\n\ntwo'],
  ['punctuation', 'a*b, _c, <d> & [e] {f} `g $h ~i |j', 'a\\*b, \\_c, \\<d> & \\[e\\] {f} \\`g $h ~i |j'],
  ['an entity that was typed', 'Write &lt; here.', 'Write &amp;lt; here.'],
  ['emphasis of four kinds', '/one/ _two_ *three* //four//', '*one* *two* *three* *four*'],
  ['strong of three kinds', '*one* **two** __three__', '**one** **two** **three**'],
  ['strong and emphasis', '***really***', '***really***'],
  ['emphasis over two lines', '*one\ntwo*', '**one two**'],
  ['emphasis in parentheses', '(*really*), yes', '(**really**), yes'],
  ['struck through', '~~no~~ yes', '~~no~~ yes'],
  ['code in a line', 'run `make -j` now', 'run `make -j` now'],
  ['bullets', '- tea\n* milk\n+ bread', '- tea\n\n* milk\n\n- bread'],
  ['bullets of other kinds', '• tea\no milk', '- tea\n- milk'],
  ['nested stars', '* tea\n** green\n* milk', '- tea\n  - green\n- milk'],
  ['numbers as typed', '3) three\n4) four', '3. three\n4. four'],
  ['numbers in parentheses', '(1) one\n(2) two', '1. one\n2. two'],
  ['letters stay', 'a) tea\nb) milk', '- a) tea\n- b) milk'],
  ['an item of two paragraphs', '- tea\n\n  or milk\n- bread', '- tea\n\n  or milk\n- bread'],
  ['two lists apart', '- tea\n\n- milk', '- tea\n\n<!-- -->\n\n- milk'],
  ['an underlined title', 'Topic\n=====\n\nText', '# Topic\n\nText'],
  ['an overlined title', '-----\nTopic\n-----\nText', '# Topic\n\nText'],
  ['a framed title', '=== Topic ===\nText', '## Topic\n\nText'],
  ['a numbered title', '1) Topic\n\nText', '# Topic\n\nText'],
  ['a title in capitals', 'NEXT MEETING\n\nText', '# NEXT MEETING\n\nText'],
  ['a title without its colon', 'Next meeting:\n\nText', '# Next meeting\n\nText'],
  ['a title in stars', '*Next meeting*\n\nText', '# Next meeting\n\nText'],
  ['a title and its address', '1) Venue - https://example.org/\n\nText', '# Venue\n\n<https://example.org/>\n\nText'],
  ['a rule', 'one\n\n* * *\n\ntwo', 'one\n\n---\n\ntwo'],
  ['a rule of carets', 'one\n\n^^^^^^\ntwo', 'one\n\n---\n\ntwo'],
  ['a quote', 'Tom wrote:\n> Bring\n> tea.\nYes.', 'Tom wrote:\n\n> Bring tea.\n\nYes.'],
  ['a quote in a quote', '> > tea?\n> yes', '> > tea?\n>\n> yes'],
  ['a quote with other marks', '| Bring tea.\n| Now.', '> Bring tea. Now.'],
  ['very deep quotes', `${'>'.repeat(20)} tea`, `${'>'.repeat(16)} tea`],
  ['an mbox’s escape', 'one\n>From here on', 'one From here on'],
  ['a prompt of Python', '>>> x = f(1)\n>>> x\n2', '```python\n>>> x = f(1)\n>>> x\n2\n```'],
  ['an address', 'See https://example.org/a_b.', 'See <https://example.org/a_b>.'],
  ['an address in brackets', 'See <URL:https://example.org/\n  long> now', 'See <https://example.org/long> now'],
  [
    'an address over two lines',
    'See https://example.org/summit/\nslides.html',
    'See <https://example.org/summit/slides.html>',
  ],
  ['an address without scheme', 'See www.example.org.', 'See [www.example.org](http://www.example.org).'],
  ['an address with foreign letters', 'https://example.org/ä', '[https://example.org/ä](https://example.org/%C3%A4)'],
  ['a disguised address', 'xmpp:room at muc.example', '[xmpp:room at muc.example](xmpp:room@muc.example)'],
  [
    'labels and their lines',
    'See [1] and [b].\n\n[1] https://example.org/a\n[b]: <https://example.org/b>',
    'See [\\[1\\]](https://example.org/a) and [\\[b\\]](https://example.org/b).',
  ],
  ['a line of a label that nothing uses', '[1] https://example.org/a', '\\[1] <https://example.org/a>'],
  [
    'a Message-ID with its permalink',
    'See <7@example.org>.',
    'See [\\<7@example.org>](https://example.org/7.html).',
    { permalinks: new Map([['<7@example.org>', 'https://example.org/7.html']]) },
  ],
  ['code', 'Run\n\n    if x:\n\n        run()\n\nnow', 'Run\n\n```\nif x:\n\n    run()\n```\n\nnow'],
  ['code with tabs', '\tif x:\n\t\trun()', '```\nif x:\n        run()\n```'],
  ['code between fences', '```js\nrun()\n```', '```js\nrun()\n```'],
  ['code in an item', '1. so:\n\n       a\n         b', '1. so:\n\n   ```\n   a\n     b\n   ```'],
  ['code below the text of a tight item', '- so:\n      a\n      b', '- so:\n  ```\n  a\n  b\n  ```'],
  ['code in a quote', '> $ ls\n> a', '> ```\n> $ ls\n> a\n> ```'],
  ['lines of code that no fence may hold', '> a {{\n>   b', '> `a {{`  \n> `\u00a0\u00a0b`'],
  [
    'a chat log',
    '[18:00] <ida> this is\nlong\n\n[18:01] <tom> yes',
    '```\n[18:00] <ida> this is long\n[18:01] <tom> yes\n```',
  ],
  ['an announced forward', '--- Forwarded mail ---\nFrom: Ann', 'Forwarded mail  \nFrom: Ann'],
  ['Japanese without spaces', '日本\n語です', '日本語です'],
  ['Japanese with a space', '日本\n語です', '日本 語です'],
  ['format=flowed', '> one \n> two\n >three', '> one two\n\n\\>three', { flowed: true }],
  ['format=flowed with DelSp', 'o \nne', 'one', { flowed: true, delSp: true }],
  ['a signed text', '- - tea\n- -- x', '- tea\n\n\\-- x', { signed: true }],
  ['a table', 'a | b\n--|--\nc | d', '| a | b |\n| --- | --- |\n| c | d |'],
  ['a drawn table', '+---+---+\n| a | b |\n+---+---+\n| c | d |\n+---+---+', '| a | b |\n| --- | --- |\n| c | d |'],
  ['Markdown', '# Title\n\n[tea](https://example.org/)', '## Title\n\n[tea](https://example.org/)', { markdown: true }],
];

const asCases = (pairs: readonly Pair[]) =>
  pairs.map(([what, mail, markdown, options]) => ({ what, mail, markdown, options }));

describe('the oracle', () => {
  it.each(asCases(wrong))('finds $what', ({ mail, markdown, options }) => {
    expect(unfaithful(mail, markdown, options)).toBeTypeOf('string');
  });

  it.each(asCases(right))('passes $what', ({ mail, markdown, options }) => {
    expect(unfaithful(mail, markdown, options)).toBeUndefined();
  });

  it('says what is wrong, and where', () => {
    expect(unfaithful('2*3*4', '2*3*4')).toBe(
      '<em> is not paid for; it costs `/`, `//`, `_` or `*` on both sides\n  mail, line 1: 2‸*3*4\n  shown: <p>2‸<em>3</em>4</p>',
    );
  });
});
