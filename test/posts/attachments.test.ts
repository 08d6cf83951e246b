/** What a post carries, by its bytes and not by its name. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../src/model.js';
import { altTextFor, fileNameFor, imageEnding, isActive, looksActive, planFor } from '../../src/posts/attachments.js';

const attachment = (given: Partial<Attachment>): Attachment => ({
  name: null,
  type: null,
  url: null,
  size: null,
  ...given,
});
const bytes = (...parts: (string | number)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part, 'latin1'))));

describe('imageEnding', () => {
  it.each([
    ['.png', bytes(0x89, 'PNG\r\n', 0x1a, '\n', 0, 0, 0, 0x0d, 'IHDR')],
    ['.jpg', bytes(0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 'JFIF')],
    ['.jpg', bytes(0xff, 0xd8, 0xff, 0xe1, 0, 0x10, 'Exif')],
    ['.gif', bytes('GIF87a', 1, 0)],
    ['.gif', bytes('GIF89a', 1, 0)],
    ['.webp', bytes('RIFF', 0x24, 0, 0, 0, 'WEBPVP8 ')],
    ['.avif', bytes(0, 0, 0, 0x20, 'ftypavif')],
  ])('is %s by its first bytes', (ending, content) => {
    expect(imageEnding(content)).toBe(ending);
  });

  it.each([
    ['HTML', bytes('<!DOCTYPE html><html>')],
    ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg">')],
    ['PDF', bytes('%PDF-1.4')],
    ['sound in a RIFF', bytes('RIFF', 0x24, 0, 0, 0, 'WAVEfmt ')],
    ['a film', bytes(0, 0, 0, 0x20, 'ftypisom')],
    ['half a signature', bytes(0x89, 'PNG')],
    ['a signature that is not at the start', bytes(' GIF89a')],
    ['nothing', bytes()],
  ])('is null for %s', (_, content) => {
    expect(imageEnding(content)).toBeNull();
  });
});

describe('looksActive', () => {
  it.each([
    '<!DOCTYPE html><title>404</title>',
    '<!doctype HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">',
    '\n\n  <html><body>moved</body></html>',
    '<HEAD><script>1</script>',
    '<script>alert(1)</script>',
    '<svg onload="alert(1)">',
    '<?xml version="1.0"?><svg/>',
    '<?php echo 1;',
    '#!/bin/sh\nrm -rf .',
    'MZ\x90\x00\x03',
    '\x7fELF\x02\x01',
    // The byte order marks of UTF-8 and UTF-16, which browsers skip.
    '\xef\xbb\xbf<!DOCTYPE html>',
    '\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00',
    '\xfe\xff\x00<\x00h\x00t\x00m\x00l\x00>',
    // What browsers take for HTML (WHATWG MIME Sniffing §7.1).
    '<!-- a --><script>alert(1)</script>',
    '<iframe src="https://example.org/">',
    '<table><tr><td>',
    '<div onclick="alert(1)">',
    '<style>body{}</style>',
    '<a href="https://example.org/">',
    '<title>Not found</title>',
    '<h1>Not found</h1>',
    '<p>Not found</p>',
    '<br>',
    '<b>x</b>',
    '<font size=7>',
  ])('sees %j', (text) => {
    expect(looksActive(bytes(text))).toBe(true);
  });

  it.each([
    'resume trace\n',
    'a <b> in a text',
    'mzungu means traveller\n',
    '%PDF-1.4',
    '{"a": 1}',
    '<- an arrow',
    '<peter@example.org>',
    '',
  ])('lets %j be', (text) => {
    expect(looksActive(bytes(text))).toBe(false);
  });
});

describe('planFor', () => {
  it.each([
    ['application/pgp-signature', 'signature.asc'],
    ['application/pkcs7-signature', 'smime.p7s'],
    ['application/x-pkcs7-signature', null],
    ['application/ms-tnef', 'winmail.dat'],
    ['text/html', null],
    ['text/x-vcard', 'ann.vcf'],
    [null, 'key.asc'],
  ])('leaves out %s %s', (type, name) => {
    expect(planFor(attachment({ type, name }))).toBe('skip');
  });

  it.each([
    ['image/svg+xml', 'logo.svg'],
    ['application/xhtml+xml', 'page'],
    ['application/javascript', 'a'],
    ['text/x-javascript', 'a'],
    ['application/rss+xml', 'feed'],
    ['application/atom+xml', 'feed'],
    ['application/x-httpd-php', 'a'],
    ['message/rfc822', 'mail'],
    [null, 'page.HTML'],
    [null, 'page.xht'],
    [null, 'drawing.svgz'],
    [null, 'run.exe'],
    [null, 'open.lnk'],
    [null, 'macro.wsf'],
    [null, 'menu.pif'],
    [null, 'shell.phar'],
    ['image/png', 'photo.html'],
    ['text/plain', 'notes.php5'],
  ])('links %s %s, which can act', (type, name) => {
    expect(planFor(attachment({ type, name }))).toBe('link');
  });

  it('links by the address’s ending too, however it is written', () => {
    const at = (path: string) =>
      attachment({ type: 'image/png', name: 'photo.png', url: `https://lists.example.org${path}` });
    expect(planFor(at('/pipermail/summit/attachments/20120206/0a1b2c3d/attachment.html'))).toBe('link');
    expect(planFor(at('/pipermail/summit/attachments/20120206/0a1b2c3d/attachment.%68tml?x=1'))).toBe('link');
    expect(planFor(at('/pipermail/summit/attachments/20120206/0a1b2c3d/attachment.png'))).toBe('fetch');
  });

  it.each([
    ['image/png', 'whiteboard.png'],
    ['application/pdf', 'slides.pdf'],
    ['text/plain', 'trace.txt'],
    [null, null],
  ])('fetches %s %s', (type, name) => {
    expect(planFor(attachment({ type, name }))).toBe('fetch');
  });
});

describe('fileNameFor', () => {
  it('takes the sender’s name, else the archive’s, else a word', () => {
    const url = 'https://lists.example.org/pipermail/summit/attachments/20120206/0a1b2c3d/attachment.obj';
    expect(fileNameFor(attachment({ name: 'White board.PNG', url }), '.png')).toBe('white-board.png');
    expect(fileNameFor(attachment({ url }), null)).toBe('attachment.obj');
    expect(fileNameFor(attachment({}), '.jpg')).toBe('attachment.jpg');
    expect(fileNameFor(attachment({ name: '../../../etc/passwd' }), null)).toBe('passwd');
  });

  it('never makes a name with an active ending of one that was fetched', () => {
    const part = fc.constantFrom(
      '.',
      '/',
      '\\',
      ' ',
      'a',
      'html',
      'HTML',
      'ln\u212a',
      'lnk',
      'php',
      'svg',
      '\u0000',
      '\n',
      '?',
      '%2e',
      'ﬃ',
      'ｈｔｍｌ',
      'ſvg',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const given = attachment({ name: parts.join('') });
        if (planFor(given) !== 'fetch') return;
        const name = fileNameFor(given, null);
        expect(isActive(attachment({ name })), name).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('altTextFor', () => {
  it.each([
    ['white-board_1.png', 'White board 1'],
    ['C:\\Photos\\the group.jpeg', 'The group'],
    ['IMG_0042.JPG', 'IMG 0042'],
    [null, ''],
  ])('%s is “%s”', (name, alt) => {
    expect(altTextFor(attachment({ name }))).toBe(alt);
  });
});
