/** Title, date and author from the sources. */
import { describe, expect, it } from 'vitest';
import { frontOf } from '../../src/posts/front.js';
import { message } from '../mail/message.js';

const none = { authors: new Map<string, string>() };
const mapped = {
  authors: new Map([
    ['ann@example.org', 'ann'],
    ['lev ozerchuk', 'lev'],
  ]),
};

describe('frontOf', () => {
  const first = message({ subject: 'Re: [Summit] Room 4', list: 'summit', date: '2012-02-06T17:05:33Z' });
  const second = message({
    subject: 'Other',
    date: '2012-02-07T09:05:00Z',
    from: { name: 'Lev Ozerchuk', address: null },
  });

  it('takes the first message’s subject and sender, and the newest message’s date', () => {
    expect(frontOf(none, [first, second])).toEqual({
      title: 'Room 4',
      date: '2012-02-07 09:05',
      author: 'Ann Bee',
      issues: [],
    });
  });

  it('lets what was given count for more', () => {
    const given = { ...mapped, title: 'Mine', date: '2012-03-14', author: 'me' };
    expect(frontOf(given, [first])).toEqual({ title: 'Mine', date: '2012-03-14', author: 'me', issues: [] });
  });

  it('finds the handle by address, whatever its case, and by name', () => {
    const shouted = message({ from: { name: 'Somebody', address: 'ANN@Example.org' } });
    expect(frontOf(mapped, [shouted]).author).toBe('ann');
    expect(frontOf(mapped, [second]).author).toBe('lev');
  });

  it('says that a sender has no handle, when there is a map', () => {
    const other = message({ from: { name: 'Zoë Amsinck', address: null } });
    expect(frontOf(mapped, [other])).toMatchObject({
      author: 'Zoë Amsinck',
      issues: [{ code: 'AUTHOR_UNMAPPED', name: 'Zoë Amsinck' }],
    });
  });

  it('invents neither a date nor an author', () => {
    const bare = message({ from: { name: null, address: 'x@example.org' }, url: 'https://example.org/1.html' });
    expect(frontOf(none, [bare])).toMatchObject({
      date: null,
      author: null,
      issues: [{ code: 'AUTHOR_UNKNOWN', url: 'https://example.org/1.html' }],
    });
  });

  it('writes no address as an author or into a title', () => {
    const leaky = message({ subject: 'Write to ann@example.org', from: { name: 'bob@example.org', address: null } });
    const { title, author } = frontOf(none, [leaky]);
    expect(`${title} ${author}`).not.toMatch(/ann@|bob@/);
  });
});
