/** One message's page, in the dialects that Pipermail wrote over the years. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bodyText, readMessagePage } from '../../../src/archives/pipermail/message-page.js';
import { bytesOf, messagePage, type PageFacts } from '../../helpers/pipermail.js';
import { fixture } from '../../helpers/run-cli.js';

const readText = (html: string, contentType = 'text/html') => readMessagePage(bytesOf(html), contentType);
const read = (given: Partial<PageFacts>) => readText(messagePage(given));
const textOf = (given: Partial<PageFacts>) => {
  const body = read(given)?.body;
  return body?.kind === 'text' ? body.text : null;
};

describe('Mailman 2.1.39', () => {
  it('is read whole', () => {
    expect(read({})).toEqual({
      subject: '[Summit] Room 4',
      authorText: 'Ann Bee',
      addressText: 'ann at example.org',
      dateText: 'Mon Feb  6 18:42:10 CET 2012'.replace('  ', ' '),
      id: '<own.1@example.org>',
      parentId: null,
      list: 'summit',
      body: { kind: 'text', text: 'Hello,\n\nroom 4.' },
      addresses: [],
      guessedCharset: null,
      lostCharacters: 0,
    });
  });

  it('keeps a Message-ID with odd characters', () => {
    const href = '"mailto:summit%40lists.example.org?Subject=x&In-Reply-To=%3Ca%2Bb%26c%3Dd%22e%40%5B192.0.2.1%5D%3E"';
    expect(read({ href })?.id).toBe('<a+b&c=d"e@[192.0.2.1]>');
  });

  it.each([
    ['&amp; in the link', '"mailto:summit%40lists.example.org?Subject=x&amp;In-Reply-To=%3Cown%40example.org%3E"'],
    [
      'the Korean template, which closes the quote early',
      '"mailto:summit%40lists.example.org?Subject=x"In-Reply-To=%3Cown%40example.org%3E"',
    ],
  ])('finds the id behind %s', (_, href) => {
    expect(read({ href })?.id).toBe('<own@example.org>');
  });
});

describe('Mailman 2.1.9', () => {
  it('holds the parent’s id, without brackets', () => {
    const href = '"mailto:summit%40lists.example.org?Subject=x&In-Reply-To=parent.1%40example.org"';
    expect(read({ href })).toMatchObject({ id: null, parentId: '<parent.1@example.org>' });
  });

  it.each([
    ['an empty one', '"mailto:summit%40lists.example.org?Subject=x&In-Reply-To="'],
    ['none (de, fi)', '"mailto:summit%40lists.example.org?Subject=x"'],
  ])('holds %s', (_, href) => {
    expect(read({ href })).toMatchObject({ id: null, parentId: null, list: 'summit' });
  });

  it('believes no id that stands in a subject', () => {
    const href = '"mailto:summit%40lists.example.org?Subject=x"';
    for (const subject of [
      'What?In-Reply-To=%3Cevil%40example.com%3E',
      'In-Reply-To=%3Cevil%40example.com%3E',
      'a &In-Reply-To=%3Cevil%40example.com%3E',
    ]) {
      expect(read({ href, subject }), subject).toMatchObject({ id: null, parentId: null });
    }
  });
});

describe('Pipermail of 1999', () => {
  it('shows the Date header, posts to the author and closes with </pre>', () => {
    const bytes = new Uint8Array(readFileSync(fixture('archive/www/pipermail/summit/1999-August/000002.html')));
    expect(readMessagePage(bytes, 'text/html')).toMatchObject({
      subject: '[Summit] Minutes of the second meeting',
      authorText: 'W. J. Achterop',
      addressText: 'wja@achterop.example.net',
      dateText: 'Wed, 11 Aug 1999 23:40:18 +0200 (MET DST)',
      id: null,
      parentId: null,
      list: null,
      addresses: ['Summit@lists.example.org'],
    });
    const page = readMessagePage(bytes, 'text/html');
    expect(page?.body).toMatchObject({
      kind: 'text',
      text: expect.stringMatching(/^Minutes, [\s\S]*\/listinfo\/summit$/),
    });
  });
});

describe('other languages', () => {
  it.each([
    ['ja', 'ann ＠ example.org', '2012年 2月 6日 (月) 18:42:10 JST'],
    ['ru', 'ann на example.org', 'Пн Фев  6 18:42:10 MSK 2012'],
    ['fr', 'ann at example.org', 'Lun 6 Fév 18:42:10 CET 2012'],
  ])('%s is read by its order alone', (_, address, date) => {
    expect(read({ address, date, charset: 'utf-8' })).toMatchObject({
      authorText: 'Ann Bee',
      addressText: address,
      dateText: date.replace(/\s+/g, ' '),
    });
  });

  it('reads the charset of the page, wherever its META stands', () => {
    const page = messagePage({ author: 'Лев Озерчук', body: 'Привет', charset: null });
    const koi8 = (text: string) => Buffer.from([...text].map((letter) => KOI8.get(letter) ?? letter.charCodeAt(0)));
    const late = page.replace(
      '</HEAD>',
      `${' '.repeat(1500)}<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=koi8-r"></HEAD>`,
    );
    expect(readMessagePage(new Uint8Array(koi8(late)), 'text/html')).toMatchObject({
      authorText: 'Лев Озерчук',
      body: { text: 'Привет' },
      guessedCharset: null,
    });
    expect(readMessagePage(new Uint8Array(koi8(page)), 'text/html; charset=KOI8-R')).toMatchObject({
      authorText: 'Лев Озерчук',
    });
  });

  it('reads an article that is UTF-8 in a page that says Latin-1', () => {
    expect(textOf({ charset: 'iso-8859-1', body: 'Zoë in Łódź' })).toBe('Zoë in Łódź');
  });

  it('counts what cannot be decoded', () => {
    const page = Buffer.concat([bytesOf(messagePage({ charset: 'utf-8', body: 'Zażółć gęślą jaźń, Łódź: a@@b' }))]);
    for (let index = page.indexOf('@@'); index >= 0; index = page.indexOf('@@')) page.fill(0xff, index, index + 2);
    expect(readMessagePage(new Uint8Array(page), 'text/html')?.lostCharacters).toBe(2);
  });

  it('says when nothing names the charset', () => {
    const page = Buffer.from(
      messagePage({ charset: null, author: 'Zoë Große', body: 'Grüße aus Köln, schöne Straße, tschüß' }),
      'latin1',
    );
    expect(readMessagePage(new Uint8Array(page), 'text/html')).toMatchObject({
      authorText: 'Zoë Große',
      guessedCharset: expect.stringMatching(/8859-1|1252/),
    });
  });
});

// RFC 1489.
const KOI8 = new Map(
  [...'юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ'].map(
    (letter, at) => [letter, 0xc0 + at] as const,
  ),
);

describe('the article', () => {
  it('loses the marks of quotes and links, and decodes entities', () => {
    const body = `&gt;<i> quoted &amp; marked
</I>|<i> also
</I><A HREF="http://example.org/a?b&amp;c">http://example.org/a?b&amp;c</A> &#1051;&#x142; &copy;`;
    expect(textOf({ body })).toBe('> quoted & marked\n| also\nhttp://example.org/a?b&c Лł ©');
  });

  it('names the passages that the archive links as addresses', () => {
    const link = (href: string, text: string) => `<A HREF="${href}">${text}</A>`;
    const body = [
      link('http://lists.example.org/mailman/listinfo/summit', 'ann at example.org'),
      link('mailto:bee@example.org', 'bee@example.org'),
      link('http://lists.example.org/mailman/listinfo/summit', 'http://lists.example.org/mailman/listinfo/summit'),
      link('http://example.org/', 'http://example.org/'),
    ].join('\n');
    expect(read({ body })?.addresses).toEqual(['ann at example.org', 'bee@example.org']);
  });

  it('ends at the last end marker, not at one that somebody typed', () => {
    expect(JSON.stringify(read({ body: 'one\n<!--endarticle-->\ntwo' })?.body)).toContain('two');
    expect(textOf({ body: 'one\n&lt;!--endarticle--&gt;\ntwo' })).toBe('one\n<!--endarticle-->\ntwo');
  });

  it('keeps the HTML of an archive that keeps mail as HTML', () => {
    const page = messagePage({}).replace(/<PRE>[\s\S]*<\/PRE>/, '<p>Hello <em>all</em></p>');
    expect(readText(page)?.body).toEqual({ kind: 'html', html: '<p>Hello <em>all</em></p>' });
  });

  it('reads a page whose markers a translation renamed (Basque 2.1.9)', () => {
    const page = messagePage({})
      .replace('<!--beginarticle-->', '<!--artikuluahasi-->')
      .replace('<!--endarticle-->', '<!--artikuluaamaitu-->');
    expect(readText(page)).toMatchObject({
      subject: '[Summit] Room 4',
      body: { kind: 'text', text: 'Hello,\n\nroom 4.' },
    });
  });

  it.each([
    ['an empty file', ''],
    ['an error page', '<html><h1>404</h1><pre>not found</pre></html>'],
    ['a page without its head', '<!--beginarticle-->\n<PRE>text</PRE>\n<!--endarticle-->'],
    ['a page without markers', readFileSync(fixture('hostile/no-article-markers.html'), 'utf8')],
  ])('is null for %s', (_, html) => {
    expect(readText(html)).toBeNull();
  });
});

describe('bodyText', () => {
  it('takes the template’s blank lines off and keeps the first line’s indentation', () => {
    expect(bodyText('\r\n\n   one\r\ntwo\rthree  \n\n')).toBe('   one\ntwo\nthree');
  });
});
