/** What happens to a draft that is there already: the whole table. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { type Companion, readCompanion, sha256 } from '../../src/posts/companion.js';
import { chooseFileName, type FileToSave, pathsOf, saveDraft } from '../../src/store/drafts.js';

const STEM = '2012-03-14-report';
const DRAFT = `${STEM}.md`;
const COMPANION = `${STEM}.listpress.yaml`;
const NEW = `${STEM}.new.md`;

let out = '';
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'listpress-drafts-'));
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

const at = (name: string) => join(out, name);
const read = (name: string) => readFileSync(at(name), 'utf8');
const write = (name: string, text: string) => writeFileSync(at(name), text);
const names = () => readdirSync(out, { recursive: true, encoding: 'utf8' }).sort();
const companion = () => readCompanion(read(COMPANION));
const generated = (text: string): Companion => ({
  draft: DRAFT,
  sources: [],
  files: [],
  blocks: [{ lines: '1-1', source: 1 }],
  setAside: [],
  beside: [],
  generated: text,
});
const file = (name: string, content: string): FileToSave => ({
  path: `${STEM}/${name}`,
  url: null,
  sha256: sha256(content),
  content: Buffer.from(content),
});
const save = (text: string, files: readonly FileToSave[] = []) => saveDraft(out, STEM, text, generated(text), files);

describe('saveDraft', () => {
  it('writes a new draft with its companion and files', async () => {
    expect(await save('one\n', [file('a.png', 'A')])).toEqual({ status: 'written', newName: DRAFT });
    expect(names()).toEqual([STEM, COMPANION, DRAFT, join(STEM, 'a.png')].sort());
    expect(read(DRAFT)).toBe('one\n');
    expect(companion()).toEqual(generated('one\n'));
  });

  it('does not take the line ends of a checkout on Windows for an edit', async () => {
    await save('one\ntwo\n');
    for (const name of [DRAFT, COMPANION]) write(name, read(name).replaceAll('\n', '\r\n'));
    expect(await save('one\nthree\n')).toEqual({ status: 'refreshed', newName: DRAFT });
    expect(read(DRAFT)).toBe('one\nthree\n');
  });

  it('leaves an unchanged draft and its companion untouched', async () => {
    await save('one\n');
    const past = new Date('2012-01-01T00:00:00Z');
    for (const name of [DRAFT, COMPANION]) utimesSync(at(name), past, past);
    expect(await save('one\n')).toEqual({ status: 'unchanged', newName: DRAFT });
    for (const name of [DRAFT, COMPANION]) expect(statSync(at(name)).mtime).toEqual(past);
  });

  it('refreshes a draft that nobody edited', async () => {
    await save('one\n');
    expect(await save('two\n')).toEqual({ status: 'refreshed', newName: DRAFT });
    expect(read(DRAFT)).toBe('two\n');
    expect(companion()?.generated).toBe('two\n');
    expect(names()).toEqual([COMPANION, DRAFT]);
  });

  it('lays the new text beside an edited draft, and keeps the text that the edit began from', async () => {
    await save('one\n');
    write(DRAFT, 'mine\n');
    expect(await save('two\n')).toEqual({ status: 'laid-beside', newName: NEW });
    expect(read(DRAFT)).toBe('mine\n');
    expect(read(NEW)).toBe('two\n');
    expect(companion()).toMatchObject({ generated: 'one\n', beside: [{ path: NEW, sha256: sha256('two\n') }] });
  });

  it('lays the same text beside an edited draft again without another file', async () => {
    await save('one\n');
    write(DRAFT, 'mine\n');
    await save('one\n');
    expect(await save('one\n')).toEqual({ status: 'laid-beside', newName: NEW });
    expect(names()).toEqual([COMPANION, DRAFT, NEW]);
  });

  it('replaces what it laid beside, until that is edited too', async () => {
    await save('one\n');
    write(DRAFT, 'mine\n');
    await save('two\n');
    expect(await save('three\n')).toEqual({ status: 'laid-beside', newName: NEW });
    expect(read(NEW)).toBe('three\n');
    write(NEW, 'mine too\n');
    expect(await save('four\n')).toEqual({ status: 'laid-beside', newName: `${STEM}.new-2.md` });
    expect(await save('five\n')).toEqual({ status: 'laid-beside', newName: `${STEM}.new-2.md` });
    expect([read(DRAFT), read(NEW), read(`${STEM}.new-2.md`)]).toEqual(['mine\n', 'mine too\n', 'five\n']);
  });

  it('knows the draft again once the editor took the new text over', async () => {
    await save('one\n');
    write(DRAFT, 'mine\n');
    await save('two\n');
    write(DRAFT, 'two\n');
    expect(await save('two\n')).toEqual({ status: 'unchanged', newName: DRAFT });
    expect(await save('three\n')).toEqual({ status: 'refreshed', newName: DRAFT });
  });

  it('writes the draft anew when it was deleted', async () => {
    await save('one\n');
    rmSync(at(DRAFT));
    expect(await save('two\n')).toEqual({ status: 'written', newName: DRAFT });
    expect(read(DRAFT)).toBe('two\n');
  });

  it.each([
    ['lost', () => rmSync(at(COMPANION))],
    [
      'in conflict after a merge',
      () => write(COMPANION, `<<<<<<< ours\n${read(COMPANION)}=======\n${read(COMPANION)}>>>>>>> theirs\n`),
    ],
    ['another tool’s', () => write(COMPANION, 'listpress: 1\ngenerated: "one\\n"\nbeside: everything\n')],
  ])('believes no companion that is %s: what is there may be somebody’s', async (_, spoil) => {
    await save('one\n');
    spoil();
    expect(await save('two\n')).toEqual({ status: 'laid-beside', newName: NEW });
    expect([read(DRAFT), read(NEW)]).toEqual(['one\n', 'two\n']);
    // The next run must not take the draft for its own either.
    expect(companion()?.generated).not.toBe('one\n');
    expect((await save('three\n')).status).toBe('laid-beside');
    expect(read(DRAFT)).toBe('one\n');
  });

  it('makes the companion again when the text is the same', async () => {
    await save('one\n');
    rmSync(at(COMPANION));
    expect((await save('one\n')).status).toBe('unchanged');
    expect(companion()).toEqual(generated('one\n'));
  });

  it('leaves a foreign file of that name alone, and one beside it too', async () => {
    write(DRAFT, 'a post by hand\n');
    write(NEW, 'another by hand\n');
    expect(await save('one\n')).toEqual({ status: 'laid-beside', newName: `${STEM}.new-2.md` });
    expect([read(DRAFT), read(NEW)]).toEqual(['a post by hand\n', 'another by hand\n']);
  });

  it('leaves an emptied draft as its editor left it', async () => {
    await save('one\n');
    write(DRAFT, '');
    expect((await save('two\n')).status).toBe('laid-beside');
    write(DRAFT, '');
    rmSync(at(COMPANION));
    await save('two\n');
    expect(await save('three\n')).toMatchObject({ status: 'laid-beside' });
    expect(read(DRAFT)).toBe('');
  });

  it('leaves a draft that is no UTF-8 alone', async () => {
    await save('Zoë\n');
    writeFileSync(at(DRAFT), Buffer.from('Zo\xeb\n', 'latin1'));
    expect((await save('two\n')).status).toBe('laid-beside');
    expect(readFileSync(at(DRAFT)).toString('latin1')).toBe('Zo\xeb\n');
  });

  it.each([DRAFT, COMPANION, STEM])('refuses to write through a symbolic link: %s', async (name) => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'listpress-elsewhere-'));
    try {
      symlinkSync(join(elsewhere, 'target'), at(name));
      await expect(save('one\n', [file('a.png', 'A')])).rejects.toThrow(UsageError);
      await expect(save('one\n')).rejects.toThrow(`${at(name)} is a symbolic link`);
      expect(readdirSync(elsewhere)).toEqual([]);
      expect(names()).toEqual([name]);
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  it('keeps an image that has other bytes, and the same one untouched', async () => {
    await save('one\n', [file('a.png', 'A')]);
    write(join(STEM, 'a.png'), 'retouched');
    await save('one\n', [file('a.png', 'A')]);
    expect(read(join(STEM, 'a.png'))).toBe('retouched');
  });

  it('has the images there before the draft that shows them', async () => {
    write(STEM, 'a file where the folder should be');
    await expect(save('one\n', [file('a.png', 'A')])).rejects.toThrow(UsageError);
    expect(existsSync(at(DRAFT))).toBe(false);
    expect(names()).toEqual([STEM]);
  });

  it.each([
    ['draft', DRAFT],
    ['companion', COMPANION],
    ['image', join(STEM, 'a.png')],
  ])('says so when a folder stands in the place of the %s', async (_, name) => {
    mkdirSync(at(name), { recursive: true });
    await expect(save('one\n', [file('a.png', 'A')])).rejects.toThrow(UsageError);
    await expect(save('one\n', [file('a.png', 'A')])).rejects.toThrow(`${at(name)}: a folder is in the way.`);
  });

  it('says so when the output folder is a file', async () => {
    write('file', '');
    const below = join(out, 'file');
    await expect(saveDraft(below, STEM, 'one\n', generated('one\n'), [])).rejects.toThrow(
      /^Cannot write .*: a file is in the way\. Choose another folder with --out\.$/,
    );
  });
});

describe('pathsOf', () => {
  it('names the three places of a draft', () => {
    expect(pathsOf('output', STEM)).toEqual({
      draft: join('output', DRAFT),
      companion: join('output', COMPANION),
      folder: join('output', STEM),
    });
  });
});

describe('chooseFileName', () => {
  it('takes the name that is free, the same file’s, or the next', async () => {
    const digest = sha256('A');
    expect(await chooseFileName(out, 'a.png', digest, new Set())).toBe('a.png');
    write('a.png', 'A');
    expect(await chooseFileName(out, 'a.png', digest, new Set())).toBe('a.png');
    write('a.png', 'B');
    expect(await chooseFileName(out, 'a.png', digest, new Set())).toBe('a-2.png');
    expect(await chooseFileName(out, 'a.png', digest, new Set(['a-2.png']))).toBe('a-3.png');
  });

  it('does not tell names apart by case, as Windows and macOS do not', async () => {
    expect(await chooseFileName(out, 'A.png', sha256('A'), new Set(['a.png']))).toBe('A-2.png');
  });
});
