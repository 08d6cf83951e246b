import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/model.js';
import { openingParagraph } from '../../src/reports/opening.js';
import { renderHtml, visibleText } from '../helpers/visible-text.js';
import { message } from '../mail/message.js';

const url = (list: string, number: number) =>
  `https://lists.example.org/pipermail/${list}/2012-February/${number}.html`;
const on = (list: string, number: number, given: Partial<Message> = {}) =>
  message({
    list,
    url: url(list, number),
    subject: `[Summit] Notes ${number}`,
    date: '2012-02-06T12:00:00Z',
    from: { name: 'Tom Okafor', address: null },
    ...given,
  });
const ana = { from: { name: 'Ana Keller', address: null } };
const nobody = { from: { name: null, address: null } };

describe('openingParagraph', () => {
  it('names one list, its author and the day, with a link', () => {
    expect(openingParagraph([on('summit', 1)])).toBe(
      `This post is based on what Tom Okafor wrote to the [Summit](${url('summit', 1)}) mailing list on February 6, 2012.`,
    );
  });

  it.each<[string, readonly Message[], string]>([
    [
      'several lists',
      [on('summit', 1), on('members', 2, { ...ana, date: '2012-02-07T12:00:00Z' })],
      'This post is based on what Tom Okafor and Ana Keller wrote to the Summit and Members mailing lists on February 6 and 7, 2012.',
    ],
    [
      'one author on two lists',
      [on('summit', 1), on('members', 2)],
      'This post is based on what Tom Okafor wrote to the Summit and Members mailing lists on February 6, 2012.',
    ],
    [
      'three lists',
      [on('a', 1), on('b', 2), on('c', 3)],
      'This post is based on what Tom Okafor wrote to the A, B and C mailing lists on February 6, 2012.',
    ],
    [
      'an author without a name',
      [on('summit', 1, nobody)],
      'This post is based on what was written to the Summit mailing list on February 6, 2012.',
    ],
    [
      'no date',
      [on('summit', 1, { date: null })],
      'This post is based on what Tom Okafor wrote to the Summit mailing list.',
    ],
    [
      'days of two months',
      [on('summit', 1, { date: '2012-01-31T23:00:00Z' }), on('members', 2, { date: '2012-02-01T01:00:00Z' })],
      'This post is based on what Tom Okafor wrote to the Summit and Members mailing lists on January 31, 2012 and February 1, 2012.',
    ],
    [
      'an unknown list',
      [on('x', 1, { list: null, subject: 'Notes 1' })],
      'This post is based on “Notes 1” by Tom Okafor, sent on February 6, 2012.',
    ],
    [
      'an unknown list and nothing else known',
      [on('x', 1, { list: null, subject: 'Notes 1', date: null, ...nobody })],
      'This post is based on “Notes 1”.',
    ],
    [
      'a known and an unknown list',
      [on('summit', 1), on('x', 2, { list: null, subject: 'Notes 2', date: null })],
      'This post is based on Summit (“Notes 1”) and “Notes 2” by Tom Okafor, sent on February 6, 2012.',
    ],
  ])('says what is known for %s', (_, cited, words) => {
    expect(visibleText(openingParagraph(cited)).trim()).toBe(words);
  });

  it('tells two messages of one list apart, and links each', () => {
    const markdown = openingParagraph([on('summit', 1), on('summit', 2)]);
    const links = `Summit ([1](${url('summit', 1)}), [2](${url('summit', 2)}))`;
    expect(markdown).toContain(`wrote to the ${links} mailing list on February 6, 2012.`);
  });

  it('says that replies stand in the post too', () => {
    expect(openingParagraph([on('summit', 1)], true)).toMatch(/ on February 6, 2012, and on the replies\.$/);
  });

  it('names a title once, and counts many', () => {
    const file = (subject: string) => on('x', 1, { list: null, url: null, subject, date: null, ...nobody });
    expect(openingParagraph([file('A'), file('A')])).toBe('This post is based on “A”.');
    expect(openingParagraph(['A', 'B', 'C', 'D', 'D'].map(file))).toBe('This post is based on 5 messages.');
  });

  it('links what has an address and names what has none', () => {
    const markdown = openingParagraph([on('summit', 1), on('members', 2, { url: null })]);
    expect(markdown).toContain(`[Summit](${url('summit', 1)}) and Members mailing lists`);
  });

  it('is one sentence, and links to the sources and nowhere else, whatever they say', () => {
    const hostile = 'x](javascript:alert(1)) <b>{{y}} ann@example.org';
    const markdown = openingParagraph([
      on('summit', 1, { subject: hostile, from: { name: hostile, address: null } }),
      on('summit', 2, { list: 'summit', subject: `a\n\n# ${hostile}` }),
      on('x', 3, { list: hostile }),
    ]);
    expect(markdown).not.toContain('\n');
    expect(markdown).not.toMatch(/\{\{|ann@/);
    const hrefs = [...renderHtml(markdown).matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    expect(hrefs).toEqual([url('summit', 1), url('summit', 2), url('x', 3)]);
    expect(renderHtml(markdown)).not.toMatch(/<(?!\/?(?:p|a)\b)/);
  });
});
