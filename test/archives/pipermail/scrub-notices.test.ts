/** Scrub notices, in the shapes of Mailman and in several languages, and those that somebody typed. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessagePage } from '../../../src/archives/pipermail/message-page.js';
import { readScrubNotices } from '../../../src/archives/pipermail/scrub-notices.js';
import { fixture } from '../../helpers/run-cli.js';

const LIST = 'http://lists.example.org/pipermail/summit/';
const FOLDER = `${LIST}attachments/`;
const PATH = '20120206/9f2c11aa/attachment.png';
const read = (text: string, list = LIST) => readScrubNotices(text, list);

const notice = (
  address: string,
  { separator = 'next part', labels = ['Name: whiteboard.png', 'Type: image/png'] } = {},
) =>
  [
    `-------------- ${separator} --------------`,
    'A non-text attachment was scrubbed...',
    ...labels,
    'Size: 20480 bytes',
    'Desc: not available',
    `URL: ${address}`,
  ].join('\n');

describe('a notice', () => {
  it('is read whole, and its passage is the separator to the address', () => {
    const before = 'See the picture.\n';
    const text = `${before}${notice(`<${FOLDER}${PATH}>`)}\n\nAfter it.`;
    const [attachment, ...others] = read(text);
    expect(others).toEqual([]);
    expect(attachment).toEqual({
      name: 'whiteboard.png',
      type: 'image/png',
      size: 20480,
      url: `${FOLDER}${PATH}`,
      notice: { from: before.length, to: text.indexOf('\n\nAfter') },
    });
  });

  it.each([
    [
      'German',
      'nächster Teil',
      'Ein Dateianhang mit Binärdaten wurde abgetrennt...',
      'Dateiname',
      'Dateityp',
      'Dateigröße',
      'Bytes',
      'Beschreibung',
      'nicht verfügbar',
      'URL',
    ],
    [
      'French',
      'section suivante',
      'Une pièce jointe autre que texte a été nettoyée...',
      'Nom',
      'Type',
      'Taille',
      'octets',
      'Desc',
      'non disponible',
      'URL',
    ],
    [
      'Spanish',
      'próxima parte',
      'Se ha borrado un adjunto que no es texto...',
      'Nombre',
      'Tipo',
      'Tamaño',
      'bytes',
      'Descripción',
      'no disponible',
      'URL',
    ],
    [
      'Russian',
      'следующая часть',
      'Вложение не в текстовом формате было извлечено…',
      'Имя',
      'Тип',
      'Размер',
      'байтов',
      'Описание',
      'отсутствует',
      'Url',
    ],
    [
      'Japanese',
      'next part',
      'テキスト形式以外の添付ファイルを保管しました...',
      'ファイル名',
      '型',
      'サイズ',
      'バイト',
      '説明',
      '無し',
      'URL',
    ],
    [
      'Italian',
      'parte successiva',
      'È stato filtrato un testo allegato...',
      'Nome',
      'Tipo',
      'Dimensione',
      'byte',
      'Descr.',
      'non disponibile',
      'URL',
    ],
  ])('is read in %s', (_, part, heading, name, type, size, unit, desc, none, url) => {
    const text = [
      'Text.',
      `-------------- ${part} --------------`,
      heading,
      `${name}: фото 写真.png`,
      `${type} : image/png`,
      `${size}: 1682 ${unit}`,
      `${desc}: ${none}`,
      `${url}: <${FOLDER}${PATH}>`,
      '',
    ].join('\n');
    expect(read(text)).toEqual([
      {
        name: 'фото 写真.png',
        type: 'image/png',
        size: 1682,
        url: `${FOLDER}${PATH}`,
        notice: { from: 'Text.\n'.length, to: text.length - 1 },
      },
    ]);
  });

  it.each([
    ['in brackets', `<${FOLDER}${PATH}>`],
    ['bare', `${FOLDER}${PATH}`],
    ['from the root of the host', `</pipermail/summit/attachments/${PATH}>`],
    ['on the host that the list was on before', `<https://old.example.net/pipermail/summit/attachments/${PATH}>`],
    ['below a folder on the old host', `<http://old.example.net/lists/pipermail/summit/attachments/${PATH}>`],
  ])('may have its address %s', (_, address) => {
    expect(read(notice(address)).map(({ url }) => url)).toEqual([`${FOLDER}${PATH}`]);
  });

  it('of an HTML part holds nothing but the address', () => {
    const html = '20120131/c0d63923/attachment.html';
    const text = `An HTML attachment was scrubbed...\nURL: <${FOLDER}${html}>`;
    expect(read(text)).toEqual([
      { name: null, type: 'text/html', size: null, url: `${FOLDER}${html}`, notice: { from: 0, to: text.length } },
    ]);
  });

  it('of an embedded mail has no type, and its subject may be folded', () => {
    const text = [
      'An embedded message was scrubbed...',
      'From: Ann Bee <ann at example.org>',
      'Subject: a long subject',
      '\tthat goes on',
      'Date: Mon, 6 Feb 2012 18:42:10 +0100',
      'Size: 1234',
      `URL: <${FOLDER}20120206/9f2c11aa/attachment.eml>`,
    ].join('\n');
    expect(read(text)).toMatchObject([
      { name: null, type: 'message/rfc822', size: 1234, notice: { from: 0, to: text.length } },
    ]);
  });

  it('may lack a name', () => {
    const text = notice(`<${FOLDER}${PATH}>`, { labels: ['Name: ', 'Type: application/octet-stream'] });
    expect(read(text)).toMatchObject([{ name: null, type: 'application/octet-stream' }]);
    expect(read(notice(`<${FOLDER}${PATH}>`, { labels: ['Type: image/png'] }))).toMatchObject([{ name: null }]);
  });

  it('follows another', () => {
    const second = '20120206/9f2c11aa/attachment-0001.png';
    const text = `${notice(`<${FOLDER}${PATH}>`)}\n${notice(`<${FOLDER}${second}>`)}`;
    const [one, two] = read(text);
    expect([one?.url, two?.url]).toEqual([`${FOLDER}${PATH}`, `${FOLDER}${second}`]);
    expect(two?.notice?.from).toBeGreaterThan(one?.notice?.to ?? Number.NaN);
  });

  it('has an encoded name as its sender wrote it', () => {
    const text = notice(`<${FOLDER}${PATH}>`, { labels: ['Name: =?utf-8?q?Fl=C3=A4che.png?=', 'Type: image/png'] });
    expect(read(text)).toMatchObject([{ name: 'Fläche.png' }]);
  });
});

describe('what is no notice', () => {
  it.each([
    ['an address in a sentence', `The picture is at ${FOLDER}${PATH} now.`],
    ['an address on a line of its own', `${FOLDER}${PATH}`],
    ['a labelled address with more after it', `A heading\nURL: ${FOLDER}${PATH} (for a week)`],
    ['a label without any heading', `URL: <${FOLDER}${PATH}>`],
    [
      'another list’s folder',
      notice('<http://lists.example.org/pipermail/members/attachments/20120206/9f2c11aa/a.png>'),
    ],
    ['a folder that the scrubber does not make', notice(`<${FOLDER}2012/x/a.png>`)],
    ['another host', notice('<http://evil.example.com/holiday.png>')],
    ['another scheme', notice(`<ftp://lists.example.org/pipermail/summit/attachments/${PATH}>`)],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual([]);
  });
});

/** Whether a browser, or the crawler, would ask for something below the list's own attachments folder. */
const isInside = (url: string | null, list = LIST) =>
  url !== null && new URL(url).href.startsWith(`${list}attachments/`);

describe('an address in a body', () => {
  const text = (() => {
    const bytes = new Uint8Array(readFileSync(fixture('hostile/fake-scrub-notices.html')));
    const body = readMessagePage(bytes, 'text/html')?.body;
    return body?.kind === 'text' ? body.text : '';
  })();

  it('of the hostile page never leads out of the list’s attachments', () => {
    expect(text).toContain('evil.example.com');
    const found = read(text);
    expect(found.every(({ url }) => isInside(url))).toBe(true);
    for (const name of ['holiday.png', 'climb.png', 'local.png']) {
      expect(
        found.map((attachment) => attachment.name),
        name,
      ).not.toContain(name);
    }
  });

  it.each([
    '20120206/9f2c11aa/../../../../../etc/passwd',
    '20120206/9f2c11aa/../../../members/2012-February/006679.html',
    '20120206/9f2c11aa/..',
    '20120206/9f2c11aa/%2e%2e/%2E%2e/%2e./secret',
    '20120206/9f2c11aa/..\\..\\..\\secret',
    '20120206/9f2c11aa/x/../../../../secret',
    '20120206/9f2c11aa/..%2f..%2f..%2f..%2fetc%2fpasswd',
    '20120206/9f2c11aa/..%5c..%5csecret',
  ])('does not climb: %s', (path) => {
    for (const list of [LIST, 'file:///archive/pipermail/summit/']) {
      expect(read(notice(`<${FOLDER}${path}>`), list), list).toEqual([]);
    }
  });

  it.each([
    'http://[/attachments/20120206/9f2c11aa/a.png',
    'http://[::1/pipermail/summit/attachments/20120206/9f2c11aa/a.png',
    'http://exa%mple/pipermail/summit/attachments/20120206/9f2c11aa/a.png',
    'http://lists.example.org:99999/pipermail/summit/attachments/20120206/9f2c11aa/a.png',
    'https:///attachments/20120206/9f2c11aa/a.png',
  ])('that is none does no harm: %s', (address) => {
    expect(() => read(notice(`<${address}>`))).not.toThrow();
  });

  it('never leads out of the list’s attachments, whatever it is', () => {
    const part = fc.constantFrom(
      'http://',
      'https://',
      'file://',
      'javascript:',
      '//',
      '/',
      '\\',
      '..',
      '.',
      '%2e',
      '%2f',
      '%5c',
      '%00',
      '?',
      '#',
      '@',
      ':',
      '[',
      ']',
      'lists.example.org',
      'evil.example.com',
      '127.0.0.1',
      'pipermail',
      'summit',
      '/pipermail/summit',
      '/attachments/',
      '20120206/9f2c11aa/',
      'a.png',
      '\t',
      '\u2028',
      '＠',
      '。',
    );
    const address = fc.tuple(
      fc.array(part, { maxLength: 6 }),
      fc.constantFrom('', '/attachments/20120206/9f2c11aa/'),
      fc.array(part, { maxLength: 8 }),
    );
    fc.assert(
      fc.property(
        address,
        fc.constantFrom(LIST, 'file:///archive/pipermail/summit/'),
        ([before, folder, after], list) => {
          const found = read(notice(`<${before.join('')}${folder}${after.join('')}>`), list);
          for (const { url } of found) {
            expect(isInside(url, list), url ?? '').toBe(true);
            expect(decodeURIComponent(new URL(url ?? '').pathname).split(/[/\\]/)).not.toContain('..');
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('is looked at in bounded time', () => {
    const started = performance.now();
    read(`${'a: b\n'.repeat(20_000)}URL: ${'/attachments'.repeat(5000)}`);
    read(notice(`<http://${'a/attachments/'.repeat(5000)}>`));
    read(`${' :'.repeat(30_000)}\n${'- '.repeat(30_000)}`);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
