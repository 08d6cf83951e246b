import { describe, expect, it } from 'vitest';
import { periodOf, placeOf, recognise } from '../../../src/archives/pipermail/links.js';

const BASE = 'https://lists.example.org/pipermail/summit/';
const linkOf = (url: string) => recognise(new URL(url));
const VOLUMES = ['2012-February', '2012q1', '2012', '20120206', 'Week-of-Mon-20120206'];

describe('recognise', () => {
  it.each(VOLUMES)('knows the messages and the pages of a volume named %s', (volume) => {
    const url = `${BASE}${volume}/`;
    expect(linkOf(`${url}001084.html`)).toEqual({ kind: 'pipermail', form: 'message', url: `${url}001084.html` });
    for (const page of ['', 'index.html', 'thread.html', 'date.html', 'subject.html', 'author.html']) {
      expect(linkOf(`${url}${page}`), page).toEqual({ kind: 'pipermail', form: 'volume', url });
    }
    for (const ending of ['', '.txt', '.txt.gz']) {
      expect(linkOf(`${BASE}${volume}${ending}`), ending).toEqual({ kind: 'pipermail', form: 'volume', url });
    }
  });

  it('takes the number after # on a volume’s index for the message', () => {
    const url = `${BASE}2012-February/`;
    for (const page of ['thread.html', 'date.html', 'subject.html', 'author.html', 'index.html', '']) {
      expect(linkOf(`${url}${page}#1084`), page).toMatchObject({ form: 'message', url: `${url}001084.html` });
    }
    expect(linkOf(`${url}thread.html#0`)).toMatchObject({ form: 'message', url: `${url}000000.html` });
    expect(linkOf(`${url}thread.html#1234567`)).toMatchObject({ form: 'message', url: `${url}1234567.html` });
    expect(linkOf(`${url}thread.html#start`)).toMatchObject({ form: 'volume', url });
  });

  it('drops what is no part of the address', () => {
    expect(linkOf(`https://ann:secret@lists.example.org/pipermail/summit/2012-February/001084.html?x=1#y`)).toEqual({
      kind: 'pipermail',
      form: 'message',
      url: `${BASE}2012-February/001084.html`,
    });
  });

  it.each([
    [BASE, BASE],
    [`${BASE}index.html`, BASE],
    [BASE.slice(0, -1), BASE],
    ['https://lists.example.org/mailman/listinfo/summit', BASE],
    ['https://lists.example.org/mailman/listinfo/summit/', BASE],
    ['https://example.org/lists/mailman/listinfo/a-b.c', 'https://example.org/lists/pipermail/a-b.c/'],
  ])('knows the list of %s', (url, list) => {
    expect(linkOf(url)).toEqual({ kind: 'pipermail', form: 'list', url: list });
  });

  it('knows an archive that is not below /pipermail/, and one on a port', () => {
    expect(linkOf('http://example.org:8080/archives/summit/2012-February/001084.html')).toMatchObject({
      form: 'message',
      url: 'http://example.org:8080/archives/summit/2012-February/001084.html',
    });
  });

  it('knows a page that was saved', () => {
    expect(linkOf('file:///mail/notes.html')).toMatchObject({ form: 'file' });
    expect(linkOf('file:///mail/notes.eml')).toBeNull();
  });

  it('knows a copy of an archive by the index of its list or volume', () => {
    const list = 'file:///mirror/pipermail/summit/';
    expect(linkOf(`${list}index.html`)).toEqual({ kind: 'pipermail', form: 'list', url: list });
    for (const page of ['thread.html', 'date.html', 'index.html']) {
      const volume = `${list}2012-February/`;
      expect(linkOf(volume + page)).toEqual({ kind: 'pipermail', form: 'volume', url: volume });
    }
    expect(linkOf(`${list}2012-February/001084.html`)).toMatchObject({ form: 'file' });
    expect(linkOf('file:///summit/index.html')).toMatchObject({ form: 'file' });
  });

  it.each([
    'https://example.org/',
    'https://lists.example.org/pipermail/',
    'https://lists.example.org/pipermail/index.html',
    'https://lists.example.org/mailman/listinfo/',
    `${BASE}attachments/20120206/0a1b2c3d/attachment.png`,
    `${BASE}attachments/20120206/`,
    `${BASE}2012-Februar/001084.html`,
    `${BASE}2012q5/001084.html`,
    `${BASE}2012-February/attachment.html`,
    'ftp://lists.example.org/pipermail/summit/2012-February/001084.html',
    'mailto:summit@lists.example.org',
  ])('does not know %s', (url) => {
    expect(linkOf(url)).toBeNull();
  });
});

describe('placeOf', () => {
  it.each(VOLUMES)('says where a message of %s stands', (volume) => {
    expect(placeOf(`${BASE}${volume}/001084.html`)).toEqual({
      listUrl: BASE,
      list: 'summit',
      volume,
      volumeUrl: `${BASE}${volume}/`,
    });
  });

  it('decodes the name of the list, and bears what cannot be decoded', () => {
    expect(placeOf('https://example.org/pipermail/r%C3%A4te/')).toEqual({
      list: 'räte',
      listUrl: 'https://example.org/pipermail/r%C3%A4te/',
    });
    expect(placeOf('https://example.org/pipermail/r%E4te/')).toMatchObject({ list: 'r%E4te' });
  });

  it('is null for what is no archive', () => {
    expect(placeOf('https://example.org/about')).toBeNull();
  });
});

describe('periodOf', () => {
  const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
  it.each([
    ['2012-February', '2012-02-01', '2012-03-01'],
    ['2012-December', '2012-12-01', '2013-01-01'],
    ['2012q1', '2012-01-01', '2012-04-01'],
    ['2012q4', '2012-10-01', '2013-01-01'],
    ['2012', '2012-01-01', '2013-01-01'],
    ['20120229', '2012-02-29', '2012-03-01'],
    ['Week-of-Mon-20120227', '2012-02-27', '2012-03-05'],
  ])('%s', (volume, from, to) => {
    expect(periodOf(volume)).toEqual({ from: day(from), to: day(to) });
  });

  it.each(['', 'attachments', '2012q5', 'Old-February', 'x2012-February', '2012-february', '123', 'Week-of-Mon-2012'])(
    '%j is no volume',
    (volume) => {
      expect(periodOf(volume)).toBeNull();
    },
  );
});
