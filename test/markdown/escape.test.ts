import { describe, expect, it } from 'vitest';
import { escapeText, escapeUrl, hasTemplateOpener } from '../../src/markdown/escape.js';

describe('escapeText', () => {
  it.each([
    ['snake_case stays', 'snake_case stays'],
    ['_private', '\\_private'],
    ['2 * 3 and 2*3', '2 * 3 and 2\\*3'],
    ['# no heading', '\\# no heading'],
    ['1. no list', '1\\. no list'],
    ['2012) no list', '2012\\) no list'],
    ['- no list', '\\- no list'],
    ['---', '\\---'],
    ['+++', '&#43;+&#43;'],
    ['=====', '&#61;=&#61;=&#61;'],
    ['> no quote', '\\> no quote'],
    ['a < b, <b>', 'a < b, &lt;b>'],
    ['AT&T &amp;', 'AT&T &amp;amp;'],
    ['{{ x }} {% y %} {# z #} {a}', '&#123;&#123; x }} &#123;% y %} &#123;# z #&#125; &#123;a}'],
    [':smile: 10:20:30 a: b', '&#58;smile: 10:20:30 a: b'],
    ['client:load', 'client&#58;load'],
    ['$5 and $6', '&#36;5 and &#36;6'],
    ['==a== b == c', '&#61;=a&#61;= b == c'],
    ['^a^ 2^3', '&#94;a^ 2^3'],
    ['{ onclick=alert(1) }', '&#123; onclick=alert(1) }'],
    ['a | b', 'a \\| b'],
    ['-=-=-', '\\-=-=-'],
    ['=-=-=', '&#61;-=-='],
    ['!!! note', '\\!!! note'],
    ['<2012.1@example.org> <3', '&lt;2012.1@example.org> <3'],
    ['[[wiki]]', '\\[\\[wiki]]'],
    ['C:\\Users \\*', 'C:\\Users \\\\\\*'],
    ['~/bin and ~~x~~', '~/bin and &#126;&#126;x&#126;&#126;'],
    ['see http://example.org/', 'see http&#58;//example.org/'],
    ['two\nlines', 'two lines'],
  ])('%j', (text, markdown) => {
    expect(escapeText(text)).toBe(markdown);
  });
});

describe('escapeUrl', () => {
  it.each([
    ['https://example.org/a_(b)?x=1&y=2', 'https://example.org/a_(b)?x=1&y=2'],
    ['https://example.org/)(', 'https://example.org/%29%28'],
    ['https://example.org/{{x}}', 'https://example.org/%7B%7Bx%7D%7D'],
    ['https://example.org/?a&copy;b', 'https://example.org/?a&amp;copy;b'],
    ['https://example.org/a b<c>', 'https://example.org/a%20b%3Cc%3E'],
  ])('%s', (url, escaped) => {
    expect(escapeUrl(url)).toBe(escaped);
  });
});

it('knows what a site generator would run', () => {
  expect(['{{ x', '{% x', '{# x', '{: x', '[[x'].every(hasTemplateOpener)).toBe(true);
  expect(hasTemplateOpener('{ x } [1]')).toBe(false);
});
