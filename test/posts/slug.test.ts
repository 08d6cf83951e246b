/** Names that Windows, macOS and Linux take. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeName, safeFileName, slugOf } from '../../src/posts/slug.js';

const DEVICES = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

/** The rules of the three systems, as their makers state them; not ours. */
function problemsOf(name: string): string[] {
  const problems: [string, boolean][] = [
    ['empty', name === ''],
    ['a character that Windows refuses', /[<>:"/\\|?*\u0000-\u001f\u007f]/.test(name)],
    ['a dot or blank at its end', /[. ]$/.test(name)],
    ['a blank or dot at its start', /^[\s.]/.test(name)],
    ['an option to a command', name.startsWith('-')],
    ['a Windows device', DEVICES.test(name)],
    ['not in NFC', name !== name.normalize('NFC')],
    ['a bidirectional control', /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(name)],
    ['nothing to see', !/[\p{L}\p{N}]/u.test(name)],
    ['case that macOS and Windows fold', name !== name.toLowerCase()],
    ['too long', Buffer.byteLength(name) > 255],
  ];
  return problems.flatMap(([problem, is]) => (is ? [problem] : []));
}

const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc
    .array(
      fc.constantFrom('CON', 'nul', '.', '..', '/', '\\', ' ', ':', 'COM1', 'ß', 'Ǣ', '™', 'İ', 'Σ', '❤️', '㎏', '-'),
      {
        maxLength: 6,
      },
    )
    .map((parts) => parts.join('')),
);

describe('slugOf', () => {
  it.each([
    ['FOSDEM 2012 Report', 'fosdem-2012-report'],
    ['Große Straße', 'grosse-strasse'],
    ['Zażółć gęślą jaźń', 'zazolc-gesla-jazn'],
    ['Łódź', 'lodz'],
    ['Hội nghị Đà Nẵng', 'hoi-nghi-da-nang'],
    ['Smørrebrød på Æbelø', 'smorrebrod-pa-aebelo'],
    ['Ǣon', 'aeon'],
    ['Listpress™', 'listpresstm'],
    ['サミットの議事録', 'サミットの議事録'],
    ['Встреча в Москве', 'встреча-в-москве'],
    ['Διάσκεψη', 'διάσκεψη'],
    ['اجتماع القمة', 'اجتماع-القمة'],
    ['सम्मेलन की रिपोर्ट', 'सम्मेलन-की-रिपोर्ट'],
    ["Marit's notes", 'marits-notes'],
    ['  C++ & Rust: a/b\\c?  ', 'c-rust-a-b-c'],
    ['🎉🎉', 'untitled'],
    ['❤️', 'untitled'],
    ['...', 'untitled'],
    ['', 'untitled'],
    ['\u0301', 'untitled'],
  ])('%j is %s', (title, slug) => {
    expect(slugOf(title)).toBe(slug);
  });

  it.each(['CON', 'nul', 'Aux', 'COM1', 'com¹', 'LPT9'])('is no device of Windows for %s', (title) => {
    expect(problemsOf(slugOf(title))).toEqual([]);
  });

  it('is safe on every system, 80 bytes at most, and a slug of itself', () => {
    fc.assert(
      fc.property(anyName, (title) => {
        const slug = slugOf(title);
        expect(problemsOf(slug)).toEqual([]);
        expect(Buffer.byteLength(slug)).toBeLessThanOrEqual(80);
        expect(slug).not.toMatch(/\s/);
        expect(slugOf(slug)).toBe(slug);
      }),
      { numRuns: 2000 },
    );
  });

  it('cuts between words where it can', () => {
    const slug = slugOf('one two three four '.repeat(20));
    expect(slug.length).toBeGreaterThan(60);
    expect(slug.split('-').every((word) => ['one', 'two', 'three', 'four'].includes(word))).toBe(true);
    expect(slugOf('Ж'.repeat(300))).toBe('ж'.repeat(40));
  });
});

describe('safeFileName', () => {
  it.each([
    ['whiteboard session.PNG', 'whiteboard-session.png'],
    ['../../etc/CON.png', 'file-con.png'],
    ['C:\\Users\\ann\\Slides v2.pdf', 'slides-v2.pdf'],
    ['.htaccess', 'htaccess'],
    ['archive.tar.gz', 'archive-tar.gz'],
    ['évaluation.odt', 'evaluation.odt'],
    ['写真.jpg', '写真.jpg'],
    ['📷.jpg', 'attachment.jpg'],
    ['', 'attachment'],
    ['...', 'attachment'],
    ['notes.', 'notes'],
    ['notes.txt ', 'notes'],
    ['nul', 'file-nul'],
    ['a\u202egnp.exe', 'agnp.exe'],
  ])('%j is %s', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });

  it('takes the ending that the bytes have', () => {
    expect(safeFileName('photo.jpeg', '.jpg')).toBe('photo.jpg');
    expect(safeFileName('photo.exe', '.png')).toBe('photo.png');
    expect(safeFileName('photo', '.png')).toBe('photo.png');
  });

  it('is safe on every system for any name', () => {
    fc.assert(
      fc.property(anyName, fc.constantFrom(undefined, '.png', '.jpg'), (name, ending) => {
        const safe = safeFileName(name, ending);
        expect(problemsOf(safe)).toEqual([]);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(100);
        if (ending !== undefined) expect(safe.endsWith(ending)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('freeName', () => {
  it('numbers a name until it is free', () => {
    const taken = new Set(['a.png', 'a-2.png']);
    expect(freeName('a.png', (name) => taken.has(name))).toBe('a-3.png');
    expect(freeName('b.png', (name) => taken.has(name))).toBe('b.png');
    expect(freeName('x', (name) => name === 'x')).toBe('x-2');
    expect(freeName('d.new.md', (name) => name === 'd.new.md')).toBe('d.new-2.md');
  });
});
