/** The user's own files, read as pages. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GiveUpOnPage } from '../../src/errors.js';
import type { Issue } from '../../src/issues.js';
import { createLocalPages } from '../../src/store/local-pages.js';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'listpress-local-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const href = (...parts: string[]) => pathToFileURL(join(cwd, ...parts)).href;
const pages = (...named: string[]) => createLocalPages(cwd, new Set(named));

async function issueOf(url: string, ...named: string[]): Promise<Issue> {
  try {
    await pages(...named)({ url, role: 'message' });
  } catch (error) {
    if (error instanceof GiveUpOnPage) return error.issue;
    throw error;
  }
  throw new Error('The page was read.');
}

describe('createLocalPages', () => {
  it('reads a file, named by its path from here and with its own hash', async () => {
    mkdirSync(join(cwd, 'mail'));
    writeFileSync(join(cwd, 'mail', 'nötes 1.eml'), 'abc');
    const page = await pages()({ url: href('mail', 'nötes 1.eml'), role: 'message' });
    expect(page.origin).toEqual({
      url: join('mail', 'nötes 1.eml'),
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    });
    expect(page).toMatchObject({ role: 'message', contentType: '' });
    expect(await page.body.text()).toBe('abc');
  });

  it('says that a file the user named is not there', async () => {
    const url = href('notes.eml');
    expect(await issueOf(url, url)).toEqual({
      code: 'FILE_UNREADABLE',
      url: 'notes.eml',
      reason: 'there is no such file',
    });
  });

  it('calls a page missing that a copy of an archive merely lacks', async () => {
    expect(await issueOf(href('2012-February.txt.gz'))).toEqual({
      code: 'PAGE_MISSING',
      url: '2012-February.txt.gz',
      status: 404,
    });
    writeFileSync(join(cwd, 'file'), '');
    expect(await issueOf(href('file', 'thread.html'))).toMatchObject({ code: 'PAGE_MISSING' });
  });

  it('says what else is in the way', async () => {
    symlinkSync('circle', join(cwd, 'circle'));
    expect(await issueOf(href('.'))).toMatchObject({ code: 'FILE_UNREADABLE', reason: 'it is a folder' });
    expect(await issueOf(href('circle'))).toMatchObject({
      code: 'FILE_UNREADABLE',
      url: 'circle',
      reason: 'symbolic links go in a circle',
    });
  });

  it.each([
    ['a slash in disguise', '/a%2Fb.html'],
    ['a NUL', '/a%00b.html'],
    ['bytes that are no UTF-8', '/a%ff.html'],
  ])('makes an issue of an address that is no path here: %s', async (_, path) => {
    expect(await issueOf(`file://${path}`)).toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  it('makes an issue of an address on another host', async () => {
    if (process.platform === 'win32') return;
    expect(await issueOf('file://files.example.org/a.eml')).toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});
