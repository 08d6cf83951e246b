import { describe, expect, it } from 'vitest';
import { type FieldsInput, frontMatter, stemOf } from '../../src/posts/draft.js';

const SOURCE = {
  title: 'Notes',
  author: 'Ann Bee',
  date: '2012-02-06T17:05:33Z',
  url: 'https://lists.example.org/pipermail/summit/2012-February/001084.html',
  message_id: '<1@example.org>',
};
const INPUT: FieldsInput = {
  title: 'FOSDEM 2012 Report',
  date: '2012-03-14 12:30',
  author: 'stpeter',
  set: [['blog_id', 'blog']],
  categories: ['FOSDEM'],
  tags: [],
  sources: [SOURCE],
};

describe('frontMatter', () => {
  it('is the seed’s, in its order and spellings', () => {
    expect(frontMatter(INPUT)).toEqual([
      ['title', 'FOSDEM 2012 Report'],
      ['date', '2012-03-14 12:30'],
      ['author', 'stpeter'],
      ['blog_id', 'blog'],
      ['category', 'FOSDEM'],
      ['draft', true],
      ['sources', [SOURCE]],
    ]);
  });

  it('writes several categories and tags as lists, and none not at all', () => {
    const many = Object.fromEntries(frontMatter({ ...INPUT, categories: ['A', 'B'], tags: ['x'] }));
    expect(many).toMatchObject({ categories: ['A', 'B'], tags: ['x'] });
    expect(many).not.toHaveProperty('category');
    const none = Object.fromEntries(frontMatter({ ...INPUT, categories: [] }));
    expect(none).not.toHaveProperty('category');
    expect(none).not.toHaveProperty('tags');
  });

  it('names of a source what a reader needs, and no more', () => {
    const cited = { ...SOURCE, list: 'summit', origin: { url: SOURCE.url, sha256: 'ab' } };
    expect(Object.fromEntries(frontMatter({ ...INPUT, sources: [cited] }))['sources']).toEqual([SOURCE]);
  });
});

describe('stemOf', () => {
  it('is the day and the slug', () => {
    expect(stemOf({ date: '2012-03-14 12:30', slug: 'fosdem' })).toBe('2012-03-14-fosdem');
    expect(stemOf({ date: '2012-03-14', slug: 'fosdem' })).toBe('2012-03-14-fosdem');
  });
});
