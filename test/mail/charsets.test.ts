import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { charsetNamed, decodeBytes } from '../../src/mail/charsets.js';

const utf8 = (text: string) => Buffer.from(text, 'utf8');
const bytes = (...values: number[]) => Uint8Array.from(values);
const russian = 'Мы собрались в понедельник утром и согласовали повестку.';

describe('decodeBytes, with a charset declared', () => {
  it.each([
    ['utf-8', utf8('Zoë €'), 'Zoë €', 'utf-8'],
    ['"UTF8"', utf8('Zoë €'), 'Zoë €', 'utf-8'],
    ['iso-8859-1', bytes(0x93, 0x68, 0x94, 0x80, 0xe9), '“h”€é', 'windows-1252'],
    ['windows-1252', bytes(0x93, 0x68, 0x94, 0x80), '“h”€', 'windows-1252'],
    ['cp1252', bytes(0x80), '€', 'windows-1252'],
    ['iso-8859-15', bytes(0xa4), '€', 'iso-8859-15'],
    ['ISO8859_15', bytes(0xa4), '€', 'iso-8859-15'],
    ['cp-850', bytes(0x81), 'ü', 'cp850'],
    ['koi8-r', iconv.encode(russian, 'koi8-r'), russian, 'koi8-r'],
    ['x-cp1251', iconv.encode(russian, 'windows-1251'), russian, 'windows-1251'],
    ['iso-8859-8-i', bytes(0xf9, 0xec, 0xe5, 0xed), 'שלום', 'iso-8859-8-i'],
    ['utf-7', utf8('caf+AOk-'), 'café', 'utf-7'],
    ['iso-2022-jp', bytes(0x1b, 0x24, 0x42, 0x46, 0x7c, 0x4b, 0x5c, 0x1b, 0x28, 0x42), '日本', 'iso-2022-jp'],
    ['cp932', bytes(0x93, 0xfa, 0x96, 0x7b), '日本', 'shift_jis'],
    ['euc-jp', bytes(0xc6, 0xfc, 0xcb, 0xdc), '日本', 'euc-jp'],
    ['gb2312', bytes(0xd6, 0xd0, 0xce, 0xc4), '中文', 'gbk'],
    ['ks_c_5601-1987', bytes(0xc7, 0xd1), '한', 'euc-kr'],
    ['utf-16', bytes(0xff, 0xfe, 0x41, 0, 0xe9, 0), 'Aé', 'utf-16le'],
    ['utf-16be', bytes(0, 0x41), 'A', 'utf-16be'],
    ['ansi_x3.4-1968', utf8('plain'), 'plain', 'us-ascii'],
  ])('reads %s', (label, input, text, charset) => {
    expect(decodeBytes(input, label)).toEqual({ text, charset, guessed: false, lost: 0 });
  });

  it('keeps to UTF-8 where a character is broken, and counts it', () => {
    const cut = Buffer.concat([utf8('Zoë und Äöü, '), bytes(0xc3)]);
    expect(decodeBytes(cut, 'utf-8')).toMatchObject({ text: 'Zoë und Äöü, \ufffd', guessed: false, lost: 1 });
  });

  it('does not count a U+FFFD that the sender typed', () => {
    expect(decodeBytes(utf8('what is \ufffd?'), 'utf-8')).toMatchObject({ lost: 0 });
  });

  it('does not believe utf-8 of a text that is not', () => {
    const read = decodeBytes(iconv.encode(russian, 'koi8-r'), 'utf-8');
    expect(read).toMatchObject({ text: russian, charset: 'koi8-r', guessed: true, lost: 0 });
  });

  it('counts what a charset cannot say', () => {
    expect(decodeBytes(bytes(0x41, 0x81), 'windows-1252')).toMatchObject({ text: 'A\ufffd', lost: 1 });
  });
});

describe('decodeBytes, with none declared', () => {
  it.each([
    null,
    undefined,
    '',
    'x-unknown',
    'unknown-8bit',
    'us-ascii',
    'binary',
    'base64',
    'hex',
    'no-such',
    '__proto__',
  ])('reads UTF-8 behind %s and is certain of it', (label) => {
    expect(decodeBytes(utf8('Zoë'), label)).toEqual({ text: 'Zoë', charset: 'utf-8', guessed: false, lost: 0 });
  });

  it('is certain of ASCII', () => {
    expect(decodeBytes(utf8('plain'), null)).toEqual({ text: 'plain', charset: 'us-ascii', guessed: false, lost: 0 });
  });

  it('sees the escapes of ISO-2022-JP', () => {
    const read = decodeBytes(bytes(0x1b, 0x24, 0x42, 0x46, 0x7c, 0x4b, 0x5c, 0x1b, 0x28, 0x42), 'us-ascii');
    expect(read).toMatchObject({ text: '日本', charset: 'iso-2022-jp', guessed: true });
  });

  it.each([
    ['koi8-r', russian],
    ['windows-1251', russian],
    ['shift_jis', '月曜日の朝に集まり、議題に合意しました。'],
    ['euc-jp', '月曜日の朝に集まり、議題に合意しました。'],
    ['windows-1252', 'Nous nous sommes réunis lundi matin et avons adopté l’ordre du jour.'],
  ])('guesses %s, though six English lines stand around it', (charset, text) => {
    const english = 'The room holds forty people, so please register early.\n'.repeat(3);
    const read = decodeBytes(iconv.encode(`${english}${text}\n${english}`, charset));
    expect(read).toMatchObject({ text: `${english}${text}\n${english}`, charset, guessed: true, lost: 0 });
  });

  it('takes windows-1252 where nothing can be told', () => {
    expect(decodeBytes(bytes(0x5a, 0x6f, 0xeb))).toMatchObject({ text: 'Zoë', charset: 'windows-1252', guessed: true });
  });

  it('takes the fallback for a few letters', () => {
    expect(decodeBytes(bytes(0xce, 0xc1), null, 'koi8-r')).toMatchObject({
      text: 'на',
      charset: 'koi8-r',
      guessed: true,
    });
  });

  it('takes a multibyte fallback that fits for proven', () => {
    expect(decodeBytes(bytes(0xa1, 0xf7), null, 'euc-jp')).toMatchObject({
      text: '＠',
      charset: 'euc-jp',
      guessed: false,
    });
  });
});

describe('byte order marks', () => {
  it.each([
    [bytes(0xef, 0xbb, 0xbf, 0x41), null, 'A', 'utf-8'],
    [bytes(0xef, 0xbb, 0xbf, 0x41), 'iso-8859-1', 'A', 'utf-8'],
    [bytes(0xff, 0xfe, 0x41, 0), null, 'A', 'utf-16le'],
    [bytes(0xfe, 0xff, 0, 0x41), 'utf-16', 'A', 'utf-16be'],
    [bytes(0xff, 0xfe, 0x41), 'iso-8859-1', 'ÿþA', 'windows-1252'],
  ])('%j with %s declared', (input, label, text, charset) => {
    expect(decodeBytes(input, label)).toMatchObject({ text, charset });
  });
});

describe('charsetNamed', () => {
  it.each(['iso-2022-kr', 'hz-gb-2312', 'base64', 'hex', 'utf7imap', 'internal', 'constructor'])(
    'knows no %s',
    (label) => {
      expect(charsetNamed(label)).toBeNull();
    },
  );
});

describe('any bytes', () => {
  it('are read without an error, under any label', () => {
    const labels = fc.oneof(
      fc.string(),
      fc.constantFrom('utf-8', 'utf-7', 'euc-jp', 'utf-16', 'cp850', 'gb18030', 'utf-32', null),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), labels, labels, (input, label, fallback) => {
        expect(decodeBytes(input, label, fallback ?? undefined).lost).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('that are UTF-8 come back as the text they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.startsWith('\ufeff') && !text.includes('\x1b'));
        expect(decodeBytes(Buffer.from(text), null).text).toBe(Buffer.from(text).toString());
      }),
    );
  });
});
