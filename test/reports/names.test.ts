/** How a report names lists, titles and days, and how its links end where they should. */
import { load } from 'cheerio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayInWords, daysInWords, destination, inWords, linkTo, listName, titleOf } from '../../src/reports/names.js';
import { renderHtml } from '../helpers/visible-text.js';

const URL_ = 'https://lists.example.org/pipermail/summit/2012-February/001084.html';
const linksIn = (markdown: string) => {
  const page = load(renderHtml(markdown));
  return page('a')
    .toArray()
    .map((link) => ({ href: page(link).attr('href') ?? '', text: page(link).text() }));
};

describe('listName', () => {
  it.each([
    ['summit', '[Summit] Notes', 'Summit'],
    ['summit', 'Notes', 'Summit'],
    ['summit', '[summit] Notes', 'Summit'],
    ['xsf', 'Re: [XSF] Notes', 'XSF'],
    ['xsf', '[Other] Notes', 'Xsf'],
    ['xsf', '[PATCH] [XSF] Notes', 'XSF'],
    ['éducation', 'x', 'Éducation'],
    [null, '[Summit] Notes', null],
  ])('of %s and “%s” is %s', (list, subject, name) => {
    expect(listName({ list, subject })).toBe(name);
  });
});

describe('titleOf', () => {
  it.each([
    ['Re: [Summit] AW: Room 4', 'Room 4'],
    ['[Summit] Ask ann@example.org', 'Ask a…@example.org'],
    ['', 'No subject'],
    ['  \t ', 'No subject'],
  ])('of “%s” is “%s”', (subject, title) => {
    expect(titleOf({ subject, list: 'summit' })).toBe(title);
  });
});

describe('inWords', () => {
  it.each([
    [[], ''],
    [['A'], 'A'],
    [['A', 'B'], 'A and B'],
    [['A', 'B', 'C'], 'A, B and C'],
  ])('%j', (items, words) => {
    expect(inWords(items)).toBe(words);
  });
});

describe('days', () => {
  it('are those of UTC', () => {
    expect(dayInWords('2012-02-06T23:59:59Z')).toBe('February 6, 2012');
    expect(dayInWords('2012-02-07T00:00:00Z')).toBe('February 7, 2012');
  });

  const at = (...days: string[]) => days.map((day) => `${day}T12:00:00Z`);
  it.each([
    [[], ''],
    [[null], ''],
    [at('2012-02-06'), 'on February 6, 2012'],
    [[...at('2012-02-06'), null, '2012-02-06T23:00:00Z'], 'on February 6, 2012'],
    [at('2012-02-07', '2012-02-06'), 'on February 6 and 7, 2012'],
    [at('2012-02-06', '2012-02-07', '2012-02-29'), 'on February 6, 7 and 29, 2012'],
    [at('2012-02-29', '2012-03-01'), 'on February 29, 2012 and March 1, 2012'],
    [at('2011-12-31', '2012-01-01', '2012-01-02'), 'on December 31, 2011, January 1, 2012 and January 2, 2012'],
    [at('2011-02-06', '2012-02-06'), 'on February 6, 2011 and February 6, 2012'],
    [at('2012-02-01', '2012-02-02', '2012-02-03', '2012-02-04'), 'between February 1, 2012 and February 4, 2012'],
    [at('2012-02-01', '2012-03-02', '2012-01-03', '2012-02-04'), 'between January 3, 2012 and March 2, 2012'],
  ])('%j are “%s”', (instants, words) => {
    expect(daysInWords(instants)).toBe(words);
  });
});

describe('linkTo', () => {
  it('is the text alone where there is no address', () => {
    expect(linkTo('a *b*', null)).toBe('a \\*b\\*');
  });

  it.each([
    'Notes](javascript:alert(1)) [x',
    'x](javascript:alert(1)',
    '![x](https://evil.example.com/pixel.png)',
    '[x][y]',
    '\\](javascript:alert(1))',
    '`](javascript:alert(1))`',
    '<script>alert(1)</script>',
    '*a* _b_ ~~c~~ `d`',
    '{{ site.x }} {% raw %}',
    '# heading',
    '- item',
    '1. one',
    'a\nb',
    'ends in a backslash \\',
    'https://evil.example.com/ is no link in a link',
    ']',
    '[',
  ])('shows “%s” as it is, and links to one place', (text) => {
    const markdown = linkTo(text, URL_);
    expect(linksIn(markdown)).toEqual([{ href: URL_, text: text.replace(/\s+/g, ' ') }]);
    expect(markdown).not.toMatch(/\{[{%]|\n/);
  });

  it.each([
    ['https://lists.example.org/a(b)c)', 'https://lists.example.org/a%28b%29c%29'],
    ['https://lists.example.org/a b<c>', 'https://lists.example.org/a%20b%3Cc%3E'],
    ['https://lists.example.org/{{x}}{%y%}', 'https://lists.example.org/%7B%7Bx%7D%7D%7B%y%%7D'],
    ['https://lists.example.org/a\\b', 'https://lists.example.org/a%5Cb'],
    ['https://lists.example.org/a\u0001b', 'https://lists.example.org/a%01b'],
    ['https://lists.example.org/a`b', 'https://lists.example.org/a%60b'],
    ['https://lists.example.org/a"b\'c', "https://lists.example.org/a%22b'c"],
    ['2012-03-14-report/white-board.png', '2012-03-14-report/white-board.png'],
  ])('links to %j as %s', (url, href) => {
    expect(destination(url)).toBe(href);
    expect(linksIn(`before ${linkTo('x', url)} after`)).toHaveLength(1);
  });

  it('does not let two addresses make one piece of code', () => {
    const tick = 'https://lists.example.org/`';
    expect(linksIn(`${linkTo('A', tick)} and ${linkTo('B', tick)}`).map(({ text }) => text)).toEqual(['A', 'B']);
  });

  it('does not let an entity in an address be another character', () => {
    expect(linksIn(linkTo('x', 'https://lists.example.org/?a=1&copy;=2')).map(({ href }) => href)).toEqual([
      'https://lists.example.org/?a=1&copy;=2',
    ]);
  });

  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'java\nscript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
  ])('links nothing to %j', (url) => {
    expect(linksIn(linkTo('x', url))).toEqual([]);
    expect(linkTo('x', url)).toBe('x');
  });

  it('is one link to its address for any text', () => {
    const part = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      '\\',
      '`',
      '*',
      '_',
      '!',
      '<',
      '>',
      '&',
      'a',
      ' ',
      'javascript:',
      '&amp;',
      '~',
      '{',
      '|',
      '#',
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (parts) => {
        const text = parts.join('').replace(/\s+/g, ' ').trim();
        fc.pre(text !== '');
        expect(linksIn(`See ${linkTo(text, URL_)}, and more.`)).toEqual([{ href: URL_, text }]);
      }),
      { numRuns: 1500 },
    );
  });
});
