/** Whole files or none, and a plain sentence where the disk refuses. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { assertWritable, isLink, isSystemError, readIfThere, reasonOf, writeAtomic } from '../../src/store/files.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'listpress-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (...parts: string[]) => join(folder, ...parts);
const names = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

describe('readIfThere', () => {
  it('gives the bytes, or null where there is no file', async () => {
    writeFileSync(at('a'), 'text');
    expect((await readIfThere(at('a')))?.toString()).toBe('text');
    expect(await readIfThere(at('b'))).toBeNull();
    expect(await readIfThere(at('a', 'below'))).toBeNull();
  });

  it('says that a folder stands where a file was meant', async () => {
    await expect(readIfThere(folder)).rejects.toThrow(UsageError);
    await expect(readIfThere(folder)).rejects.toThrow(`Cannot read ${folder}: a folder is in the way.`);
  });
});

describe('writeAtomic', () => {
  it('writes text and bytes, and makes the folders', async () => {
    await writeAtomic(at('x', 'y', 'a.md'), 'Zoë\n');
    await writeAtomic(at('b.png'), new Uint8Array([0, 255]));
    expect(readFileSync(at('x', 'y', 'a.md'), 'utf8')).toBe('Zoë\n');
    expect([...readFileSync(at('b.png'))]).toEqual([0, 255]);
  });

  it('replaces a file and leaves nothing beside it', async () => {
    writeFileSync(at('a.md'), 'old');
    await writeAtomic(at('a.md'), 'new');
    expect(readFileSync(at('a.md'), 'utf8')).toBe('new');
    expect(names()).toEqual(['a.md']);
  });

  it('leaves what is there when the rename fails', async () => {
    mkdirSync(at('a.md', 'kept'), { recursive: true });
    await expect(writeAtomic(at('a.md'), 'new')).rejects.toThrow(UsageError);
    expect(names()).toEqual(['a.md', join('a.md', 'kept')]);
  });

  it('leaves the old file and no temporary one when the writing fails', async () => {
    writeFileSync(at('a.md'), 'old');
    // Not what the types allow: writeFile refuses it after the neighbour was opened.
    const broken = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: Symbol('x') }) }) };
    await expect(writeAtomic(at('a.md'), broken as unknown as Uint8Array)).rejects.toThrow(UsageError);
    expect(readFileSync(at('a.md'), 'utf8')).toBe('old');
    expect(names()).toEqual(['a.md']);
  });

  it('never writes through a symbolic link', async () => {
    writeFileSync(at('target'), 'theirs');
    symlinkSync(at('target'), at('a.md'));
    await writeAtomic(at('a.md'), 'ours');
    expect(readFileSync(at('target'), 'utf8')).toBe('theirs');
    expect(readFileSync(at('a.md'), 'utf8')).toBe('ours');
  });

  it('takes the longest name that a disk takes', async () => {
    const name = `${'n'.repeat(251)}.md`.slice(0, 255);
    await writeAtomic(at(name), 'x');
    expect(names()).toEqual([name]);
  });

  it.each([
    ['a file is in the way', (path: string) => join(path, 'file', 'a.md')],
    ['a part of the path is a file', (path: string) => join(path, 'file', 'b', 'a.md')],
    ['the name is too long', (path: string) => join(path, 'n'.repeat(300))],
  ])('says that %s', async (reason, place) => {
    writeFileSync(at('file'), '');
    const path = place(folder);
    await expect(writeAtomic(path, 'x')).rejects.toThrow(
      `Cannot write ${path}: ${reason}. Choose another folder with --out.`,
    );
    expect(names()).toEqual(['file']);
  });
});

describe('assertWritable', () => {
  it('makes the folder and leaves it empty', async () => {
    await assertWritable(at('out', 'posts'));
    expect(names()).toEqual(['out', join('out', 'posts')]);
  });

  it('says that a file is in the way', async () => {
    writeFileSync(at('out'), '');
    await expect(assertWritable(at('out'))).rejects.toThrow(UsageError);
    await expect(assertWritable(at('out'))).rejects.toThrow(/^Cannot write .*out: a file is in the way\. Choose/);
  });
});

describe('isLink', () => {
  it('knows a link, even one that leads nowhere', async () => {
    writeFileSync(at('a'), '');
    symlinkSync(at('nowhere'), at('l'));
    expect(await isLink(at('l'))).toBe(true);
    expect(await isLink(at('a'))).toBe(false);
    expect(await isLink(at('b'))).toBe(false);
  });
});

describe('reasonOf', () => {
  it.each([
    ['EACCES', 'permission denied'],
    ['EPERM', 'permission denied'],
    ['EROFS', 'the disk is read-only'],
    ['ENOSPC', 'the disk is full'],
    ['ELOOP', 'symbolic links go in a circle'],
  ])('has plain words for %s', (code, words) => {
    expect(reasonOf(Object.assign(new Error(`${code}: internal words`), { code }))).toBe(words);
  });

  it('gives other errors in their own words', () => {
    expect(reasonOf(new Error('because'))).toBe('because');
    expect(reasonOf(Object.assign(new Error('because'), { code: 'toString' }))).toBe('because');
    expect(reasonOf('text')).toBe('text');
  });
});

describe('isSystemError', () => {
  it('asks for the code', () => {
    const error = Object.assign(new Error('x'), { code: 'ENOENT' });
    expect(isSystemError(error, 'EPERM', 'ENOENT')).toBe(true);
    expect(isSystemError(error, 'EPERM')).toBe(false);
    expect(isSystemError(new Error('ENOENT'), 'ENOENT')).toBe(false);
    expect(isSystemError({ code: 'ENOENT' }, 'ENOENT')).toBe(false);
  });
});
