import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseLink } from '../../src/commands/links.js';

const CWD = resolve('somewhere');
const PAGE = 'https://lists.example.org/pipermail/summit/2012-February/001084.html';
const file = (name: string) => pathToFileURL(resolve(CWD, name)).href;

describe('parseLink', () => {
  it.each([PAGE, ` ${PAGE}\n`, `<${PAGE}>`, `<URL:${PAGE}>`, PAGE.replace('https', 'HTTPS'), `${PAGE}?a=b#c`])(
    'takes a link as people paste it: %j',
    (text) => {
      expect(parseLink(text, CWD)).toEqual({ kind: 'pipermail', form: 'message', url: PAGE });
    },
  );

  it.each(['notes.eml', './mail/notes.eml', '../list.mbox', 'Nötes from Monday.eml', 'a#b.eml', 'a?b.eml', '100%.eml'])(
    'takes a path from this folder: %s',
    (path) => {
      expect(parseLink(path, CWD)).toEqual({ kind: 'mbox', form: 'file', url: file(path) });
    },
  );

  it('takes a folder, with or without its slash', () => {
    const folder = resolve('test');
    for (const text of ['test', 'test/', folder, pathToFileURL(folder).href]) {
      expect(parseLink(text, resolve('.'))).toEqual({
        kind: 'mbox',
        form: 'list',
        url: `${pathToFileURL(folder).href}/`,
      });
    }
  });

  it('takes an absolute path, a file address and a saved page', () => {
    expect(parseLink(resolve(CWD, 'a.eml'), '/elsewhere')).toMatchObject({ kind: 'mbox', url: file('a.eml') });
    expect(parseLink(file('a.eml'), CWD)).toMatchObject({ kind: 'mbox', url: file('a.eml') });
    expect(parseLink('001084.html', CWD)).toEqual({ kind: 'pipermail', form: 'file', url: file('001084.html') });
  });

  it.each([
    'https://example.org/about',
    'https://',
    'http://[/pipermail/summit/',
    'ftp://lists.example.org/pipermail/summit/2012-February/001084.html',
    'mailto:summit@lists.example.org',
    'javascript:alert(1)',
    'data:text/html,x',
    'photo.png',
  ])('names what it was given where that is no archive: %s', (text) => {
    expect(parseLink(text, CWD)).toEqual({ code: 'LINK_NOT_ARCHIVE', url: text });
  });

  it.each([
    ['http://me:hunter2@lists.example.org/nope', 'http://lists.example.org/nope'],
    ['https://token@lists.example.org/nope', 'https://lists.example.org/nope'],
  ])('does not tell the password of %s', (text, url) => {
    expect(parseLink(text, CWD)).toEqual({ code: 'LINK_NOT_ARCHIVE', url });
  });
});
