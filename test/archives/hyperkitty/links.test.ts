import { describe, expect, it } from 'vitest';
import { hashOf } from '../../../src/archives/hyperkitty/hash.js';
import { recognise } from '../../../src/archives/hyperkitty/links.js';
import { linkFor } from '../../../src/archives/index.js';
import { pipermail } from '../../../src/archives/pipermail/kind.js';

const HASH = 'UPP2Y3WFC2VSLQN5JYUBN66VKOLPNVSJ';
const OTHER = 'MJD3CGKW3BO3XYEBLA6QD6Y626EIVE3W';
const at = (path: string, base = 'https://example.org/hyperkitty/') => `${base}list/summit@example.org/${path}`;

describe('hashOf', () => {
  it('is base32 of the sha1, without brackets and folds', () => {
    expect(hashOf('<notes.1@example.org>')).toBe(HASH);
    expect(hashOf('<notes.1\n @example.org>')).toBe(HASH);
    expect(hashOf('notes.2@example.org')).toBe(OTHER);
  });
});

describe('recognise', () => {
  it.each([
    [at(`message/${HASH}/`), 'message', at(`message/${HASH}/`)],
    [at(`message/${HASH.toLowerCase()}`), 'message', at(`message/${HASH}/`)],
    [at(`message/${HASH}/attachment/2/plan.png`), 'message', at(`message/${HASH}/`)],
    [at(`thread/${HASH}/`), 'thread', at(`thread/${HASH}/`)],
    [at(`thread/${HASH}/?sort=date#replies`), 'thread', at(`thread/${HASH}/`)],
    [at(`thread/${HASH}/#${OTHER}`), 'message', at(`message/${OTHER}/`)],
    [at('2012/2/'), 'volume', at('2012/2/')],
    [at('2012/02'), 'volume', at('2012/2/')],
    [at('2012/2/6/'), 'volume', at('2012/2/6/')],
    [at(''), 'list', at('')],
    [at('').slice(0, -1), 'list', at('')],
    [at('latest?count=50'), 'list', at('')],
    ['https://u:p@example.org/archives/list/a%40b.example/', 'list', 'https://example.org/archives/list/a@b.example/'],
    ['http://example.org:8000/list/a@b.example/', 'list', 'http://example.org:8000/list/a@b.example/'],
    ['https://example.org/hyperkitty/', 'host', 'https://example.org/hyperkitty/'],
    ['https://example.org/hyperkitty', 'host', 'https://example.org/hyperkitty/'],
    ['https://example.org/hyperkitty/api/lists/', 'host', 'https://example.org/hyperkitty/'],
    [
      `https://example.org/archives/api/list/a@b.example/email/${HASH}/`,
      'message',
      `https://example.org/archives/list/a@b.example/message/${HASH}/`,
    ],
    [
      `https://example.org/archives/api/list/a@b.example/thread/${HASH}/emails/`,
      'thread',
      `https://example.org/archives/list/a@b.example/thread/${HASH}/`,
    ],
    [
      'https://example.org/archives/api/list/a@b.example/emails/?limit=2',
      'list',
      'https://example.org/archives/list/a@b.example/',
    ],
    [at(`export/x.mbox.gz?message=${HASH}`), 'message', at(`message/${HASH}/`)],
    [at(`export/x.mbox.gz?thread=${HASH}`), 'thread', at(`thread/${HASH}/`)],
    [at('export/x.mbox.gz?start=2012-02-01&end=2012-03-01'), 'volume', at('2012/2/')],
    [at('export/x.mbox.gz?start=2012-02-01'), 'volume', at('export/summit.mbox.gz?start=2012-02-01')],
    [at('export/x.mbox.gz'), 'list', at('')],
  ])('%s is a %s', (url, form, plain) => {
    expect(recognise(new URL(url))).toEqual({ kind: 'hyperkitty', form, url: plain });
    expect(linkFor(new URL(url))?.kind).toBe('hyperkitty');
    // What is read is the link's own address: it must name the same again.
    expect(recognise(new URL(plain))).toEqual({ kind: 'hyperkitty', form, url: plain });
  });

  it.each([
    at('2012/13/'),
    at('2012/2/31/'),
    at('message/new'),
    at('delete/'),
    'https://example.org/list/summit/',
    'https://example.org/archives/',
    'https://example.org/hyperkitty/search?q=x',
    'https://example.org/hyperkitty/pipermail/summit/2004-October/001234.html',
    'https://example.org/pipermail/summit/2012-February/001084.html',
    'https://example.org/pipermail/summit/',
    'file:///hyperkitty/list/a@b.example/',
  ])('leaves %s', (url) => {
    expect(recognise(new URL(url))).toBeNull();
  });

  it("never takes Pipermail's", () => {
    for (const url of [
      'https://example.org/pipermail/a/2004-May/thread.html',
      'https://example.org/mailman/listinfo/a',
    ]) {
      expect(pipermail.recognise(new URL(url))).not.toBeNull();
      expect(recognise(new URL(url))).toBeNull();
    }
  });
});
