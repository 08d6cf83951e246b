/** Folders on this disk, listed. */
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFolder } from '../../src/archives/folder-listing.js';
import { listFolder, withFolderSlash } from '../../src/store/folders.js';
import { createLocalPages } from '../../src/store/local-pages.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'listpress-folders-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), path);
  }
}

const listed = async (folder = root) =>
  readFolder(await listFolder(folder)).map((entry) =>
    entry.type === 'file' ? entry.path : entry.type === 'folder' ? `${entry.path}/` : `${entry.path}: ${entry.reason}`,
  );

describe('listFolder', () => {
  it('lists every file below, with its size and time', async () => {
    write('b.eml', 'a/c.eml', 'a/d e/ü#1.eml');
    expect(await listed()).toEqual(['a/', 'a/c.eml', 'a/d e/', 'a/d e/ü#1.eml', 'b.eml']);
    const [, file] = readFolder(await listFolder(root));
    expect(file).toMatchObject({ type: 'file', path: 'a/c.eml', bytes: 7 });
    expect(file?.type === 'file' && Math.abs(file.changed - Date.now()) < 60_000).toBe(true);
  });

  it('leaves out what is hidden, but not the folders of a maildir', async () => {
    write('.git/config', '.listpress/pages/a', '.DS_Store', 'cur/1', 'new/2', '.Sent/cur/3', '.Sent/.x', 'a/.b/c');
    expect(await listed()).toEqual(['.Sent/', '.Sent/cur/', '.Sent/cur/3', 'a/', 'cur/', 'cur/1', 'new/', 'new/2']);
  });

  it('follows links, and no circle of them', async () => {
    write('a/b.eml');
    symlinkSync('..', join(root, 'a', 'up'));
    symlinkSync('a', join(root, 'same'));
    symlinkSync(join('a', 'b.eml'), join(root, 'linked.eml'));
    symlinkSync('nowhere', join(root, 'broken.eml'));
    const found = await listed();
    expect(found.filter((path) => path.endsWith('/b.eml'))).toHaveLength(1);
    expect(found).toEqual(expect.arrayContaining(['linked.eml', 'broken.eml']));
  });

  it.skipIf(process.platform === 'win32')('leaves out what would be read for ever', async () => {
    const server = createServer().listen(join(root, 'socket'));
    await once(server, 'listening');
    try {
      write('a.eml');
      expect(await listed()).toEqual(['a.eml']);
      const pages = createLocalPages(root, new Set());
      const reading = pages({ url: pathToFileURL(join(root, 'socket')).href, role: 'message' });
      await expect(reading).rejects.toMatchObject({ issue: { code: 'FILE_UNREADABLE', reason: 'it is no file' } });
    } finally {
      server.close();
    }
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('says what it may not list', async () => {
    write('a.eml', 'secret/b.eml');
    chmodSync(join(root, 'secret'), 0o000);
    expect(await listed()).toEqual(['a.eml', 'secret: permission denied']);
    chmodSync(join(root, 'secret'), 0o700);
  });

  it.skipIf(process.platform !== 'linux')('says whose name is in another charset', async () => {
    writeFileSync(Buffer.concat([Buffer.from(join(root, 'B')), Buffer.from([0xfc]), Buffer.from('ro.eml')]), '');
    expect(await listed()).toEqual(['B\ufffdro.eml: its name is not UTF-8']);
  });

  it('lists a maildir of many mails in a moment', async () => {
    mkdirSync(join(root, 'cur'));
    for (let count = 0; count < 5000; count += 1) writeFileSync(join(root, 'cur', `${count}.a:2,S`), '');
    const start = performance.now();
    expect(await listed()).toHaveLength(5001);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('a folder as a page', () => {
  const get = (folder: string, cwd = root) =>
    createLocalPages(cwd, new Set())({ url: `${pathToFileURL(folder).href}/`, role: 'folder' });

  it('is named by its path from here', async () => {
    write('mail/a.eml');
    expect(await get(join(root, 'mail'))).toMatchObject({ role: 'folder', origin: { url: 'mail' } });
    expect(await get(join(root, 'mail'), join(root, 'mail'))).toMatchObject({ origin: { url: '.' } });
    expect(readFolder(await (await get(join(root, 'mail'))).body.text())).toMatchObject([{ path: 'a.eml' }]);
  });

  it('is an issue where there is none', async () => {
    write('a.eml');
    await expect(get(join(root, 'none'))).rejects.toMatchObject({
      issue: { code: 'FILE_UNREADABLE', url: 'none', reason: 'there is no such file' },
    });
    await expect(get(join(root, 'a.eml'))).rejects.toMatchObject({ issue: { code: 'FILE_UNREADABLE' } });
  });
});

describe('withFolderSlash', () => {
  it('marks the address of a folder', () => {
    write('a?b #1/c.eml');
    const folder = pathToFileURL(join(root, 'a?b #1'));
    expect(withFolderSlash(folder).href).toBe(`${folder.href}/`);
    expect(withFolderSlash(new URL(`${folder.href}/`)).href).toBe(`${folder.href}/`);
    for (const url of [pathToFileURL(join(root, 'a?b #1', 'c.eml')), pathToFileURL(join(root, 'none'))]) {
      expect(withFolderSlash(url).href).toBe(url.href);
    }
    for (const url of ['https://lists.example.org/pipermail', 'file:///%00', 'file://host.example/x']) {
      expect(withFolderSlash(new URL(url)).href).toBe(url);
    }
  });
});
