import { describe, expect, it } from 'vitest';
import { readBody } from '../../src/mail/bodies.js';
import { readMail } from '../../src/mail/from-rfc822.js';
import { mail } from './message.js';

const HEAD = ['Subject: Notes', 'Date: Mon, 6 Feb 2012 18:42:10 +0100', 'Message-ID: <notes@example.org>'];
const read = (...lines: string[]) => readMail(mail(...HEAD, ...lines), { url: 'notes.eml' });
const part = (type: string, text: string, ...fields: string[]) => ['--a', `Content-Type: ${type}`, ...fields, '', text];
const multipart = (type: string, ...parts: string[][]) =>
  read(`Content-Type: multipart/${type}; boundary=a`, '', ...parts.flat(), '--a--', '');
const names = ({ attachments }: { attachments: readonly { name: string | null; type: string | null }[] }) =>
  attachments.map(({ name, type }) => `${name} ${type}`);

describe('the charset of a body', () => {
  it('is guessed where none is declared, and said to be', async () => {
    const { body, issues } = await read(
      '',
      'Nous nous sommes r\xe9unis lundi matin et avons adopt\xe9 l\x92ordre du jour.',
    );
    expect(body).toEqual({
      kind: 'text',
      text: 'Nous nous sommes réunis lundi matin et avons adopté l’ordre du jour.',
    });
    expect(issues).toEqual([{ code: 'CHARSET_GUESSED', url: 'notes.eml', used: 'windows-1252' }]);
  });

  it('is certain where UTF-8 comes undeclared', async () => {
    const { body, issues } = await read('', Buffer.from('Größe').toString('latin1'));
    expect(body).toEqual({ kind: 'text', text: 'Größe' });
    expect(issues).toEqual([]);
  });

  it('is undone after the transfer coding', async () => {
    const { body } = await read(
      'Content-Type: text/plain; charset=iso-2022-jp',
      'Content-Transfer-Encoding: base64',
      '',
      'GyRCRnxLXBsoQg==',
    );
    expect(body).toEqual({ kind: 'text', text: '日本' });
  });

  it('counts what it cannot read', async () => {
    const { issues } = await read('Content-Type: text/plain; charset=windows-1252', '', 'a\x81b\x8dc');
    expect(issues).toEqual([{ code: 'CHARACTERS_LOST', url: 'notes.eml', count: 2 }]);
  });

  it('is what HTML says of itself, when the header does not', async () => {
    const { body } = await read('Content-Type: text/html', '', '<meta charset="koi8-r"><p>\xc4\xc1');
    expect(body).toEqual({ kind: 'html', html: '<meta charset="koi8-r"><p>да' });
  });
});

describe('format=flowed', () => {
  it('is said and not undone: ` >stuffed` must not look quoted', async () => {
    const { body } = await read('Content-Type: text/plain; format=flowed', '', 'one ', 'two', ' >stuffed');
    expect(body).toEqual({ kind: 'text', text: 'one \ntwo\n >stuffed', flowed: true });
  });

  it('says DelSp', async () => {
    const { body } = await read('Content-Type: text/plain; format=Flowed; delsp=Yes', '', 'one ', 'two');
    expect(body).toEqual({ kind: 'text', text: 'one \ntwo', flowed: true, delSp: true });
  });

  it('is not said of fixed text', async () => {
    const { body } = await read('Content-Type: text/plain; format=fixed; delsp=yes', '', 'one ', 'two');
    expect(body).toEqual({ kind: 'text', text: 'one \ntwo' });
  });
});

describe('which part is the body', () => {
  it('is the text of an alternative; its HTML says nothing new', async () => {
    const read = await multipart('alternative', part('text/plain', 'text'), part('text/html', '<p>html'));
    expect(read).toMatchObject({ body: { kind: 'text', text: 'text' }, attachments: [] });
  });

  it('is the HTML where the text is blank', async () => {
    const read = await multipart('alternative', part('text/plain', '  \n'), part('text/html', '<p>html'));
    expect(read).toMatchObject({ body: { kind: 'html', html: '<p>html' }, attachments: [] });
  });

  it('is the HTML, and not the footer that the list put after it', async () => {
    const read = await multipart(
      'mixed',
      part('text/html', '<p>html'),
      part('text/plain', '____\nSummit mailing list'),
    );
    expect(read.body).toEqual({ kind: 'html', html: '<p>html' });
    expect(names(read)).toEqual(['null text/plain']);
  });

  it('is all the text, where an image parts it', async () => {
    const read = await multipart(
      'mixed',
      part('text/plain', 'before'),
      part('image/png', 'x'),
      part('text/plain', 'after'),
    );
    expect(read.body).toEqual({ kind: 'text', text: 'before\nafter' });
    expect(names(read)).toEqual(['null image/png']);
  });

  it('is not a text that has a file name, nor HTML that comes after text', async () => {
    const file = part('text/plain', 'log', 'Content-Disposition: attachment; filename=run.log');
    const inline = part('text/x-patch; name=fix.patch', 'patch', 'Content-Disposition: inline');
    const read = await multipart('mixed', part('text/plain', 'text'), file, inline, part('text/html', '<p>page'));
    expect(read.body).toEqual({ kind: 'text', text: 'text' });
    expect(names(read)).toEqual(['run.log text/plain', 'fix.patch text/x-patch', 'null text/html']);
  });

  it('is a named text when there is no other', async () => {
    const read = await multipart('mixed', part('text/plain; name=message.txt', 'text'));
    expect(read).toMatchObject({ body: { text: 'text' }, attachments: [] });
  });

  it('keeps images that the HTML points at, by their Content-ID', async () => {
    const image = part('image/png; name=plan.png', 'x', 'Content-ID: <plan@example.org>');
    const { attachments } = await multipart('related', part('text/html', '<img src="cid:plan@example.org">'), image);
    expect(attachments).toEqual([
      {
        name: 'plan.png',
        type: 'image/png',
        url: null,
        size: 1,
        content: Buffer.from('x'),
        contentId: 'plan@example.org',
      },
    ]);
  });

  it('keeps an invitation, which no text says', async () => {
    const read = await multipart('alternative', part('text/plain', 'text'), part('text/calendar', 'BEGIN:VCALENDAR'));
    expect(names(read)).toEqual(['null text/calendar']);
  });

  it('keeps a forwarded mail whole', async () => {
    const inner = ['Subject: inner', '', 'said'].join('\n');
    const { attachments } = await multipart('mixed', part('text/plain', 'see below'), part('message/rfc822', inner));
    expect(attachments.map(({ type, content }) => [type, Buffer.from(content ?? []).toString()])).toEqual([
      ['message/rfc822', inner],
    ]);
  });

  it.each(['multipart/mixed', 'multipart/mixed; boundary=other'])(
    'is everything where %s names no boundary that comes',
    async (type) => {
      const { body } = await read(`Content-Type: ${type}`, '', '--nope', 'Content-Type: text/plain', '', 'text');
      expect(body).toEqual({ kind: 'text', text: '--nope\nContent-Type: text/plain\n\ntext' });
    },
  );

  it('is a text whose last boundary never comes', async () => {
    const { body } = await read('Content-Type: multipart/mixed; boundary=a', '', '--a', '', 'cut off');
    expect(body).toMatchObject({ text: 'cut off' });
  });

  it('is empty where there is none', async () => {
    expect(await read('')).toMatchObject({ body: { kind: 'text', text: '' }, attachments: [] });
    expect(readBody([]).body).toEqual({ kind: 'text', text: '' });
    const image = await read('Content-Type: image/png; name=a.png', '', 'x');
    expect(image.body).toEqual({ kind: 'text', text: '' });
    expect(names(image)).toEqual(['a.png image/png']);
  });
});

describe('where a mail says the same twice', () => {
  const alternative = async (text: string, html: string) =>
    (await multipart('alternative', part('text/plain', text), part('text/html', html))).body;

  it('takes the text, and counts what both say', async () => {
    expect(await alternative('Ropes: 42', '<html><body><p>Ropes: <b>42</b></p></body></html>')).toEqual({
      kind: 'text',
      text: 'Ropes: 42',
      instead: { kind: 'html', letters: 7, left: 7 },
    });
  });

  it('takes the text where it only writes out what the HTML links', async () => {
    const body = await alternative(
      'The plan <https://example.org/plans/2012/february/plan-of-the-loft?version=17> is new.',
      '<p>The <a href="https://example.org/plans/2012/february/plan-of-the-loft?version=17">plan</a> is new.</p>',
    );
    expect(body).toMatchObject({ kind: 'text', instead: { kind: 'html', letters: 12, left: 12 } });
  });

  it('takes the text where a table is flattened in it, or a signature is left out', async () => {
    const body = await alternative(
      'Boat Seats\nGull 4\nTern 2\nThe others are being painted until March.',
      '<table><tr><td>Boat<td>Seats<tr><td>Gull<td>4<tr><td>Tern<td>2</table><p>The others are being painted until March.<p>Ann Keller',
    );
    expect(body).toMatchObject({ kind: 'text', instead: { letters: 53, left: 62 } });
  });

  it.each([
    [
      'only says that the mail is HTML',
      'Your mail client does not support HTML mail.',
      '<p>We meet on Friday at half past six in the old loft.',
      { kind: 'text', letters: 39, left: 36 },
    ],
    [
      'is cut off',
      'We need forty-two',
      '<p>We need forty-two ropes, seventeen lamps and three people.<p>Who can come?',
      { kind: 'text', letters: 57, left: 14 },
    ],
  ])('takes the HTML where the text %s', async (_, text, html, instead) => {
    expect(await alternative(text, html)).toEqual({ kind: 'html', html, instead });
  });

  it('does not count what nobody sees', async () => {
    const html =
      '<html><head><title>A long title of a page</title><style>p { color: red }</style><body><div style="display:none">A preview that goes on and <div>on</div></div><!-- a comment that nobody reads --><p>Yes.</p>';
    expect(await alternative('Yes.', html)).toEqual({
      kind: 'text',
      text: 'Yes.',
      instead: { kind: 'html', letters: 3, left: 3 },
    });
  });

  it('counts letters of every script, and characters written as entities', async () => {
    expect(
      await alternative(
        Buffer.from('会議は金曜').toString('latin1'),
        '<p>&#20250;&#35696;&#12399;&#37329;&#26332;</p>',
      ),
    ).toMatchObject({
      instead: { letters: 5, left: 5 },
    });
  });

  it('joins HTML that is split around a file', async () => {
    const half = (words: string) => part('text/html', `<html><body>${words}</body></html>`);
    const mixed = ['--a', 'Content-Type: multipart/mixed; boundary=b', ''];
    const inner = [
      ...half('The first half of it says a lot about ropes and lamps.'),
      ...part('application/pdf; name=plan.pdf', 'x'),
      ...half('The other half says a lot about boats.'),
    ].map((line) => (line === '--a' ? '--b' : line));
    const read = await multipart('alternative', part('text/plain', 'See below.'), [...mixed, ...inner, '--b--']);
    expect(read.body).toMatchObject({ kind: 'html', instead: { kind: 'text', letters: 72, left: 8 } });
    expect(read.body).toHaveProperty('html', expect.stringMatching(/ropes and lamps[\s\S]*about boats/));
    expect(names(read)).toEqual(['plan.pdf application/pdf']);
  });

  it('says nothing of a choice where there was none', async () => {
    const read = await multipart('mixed', part('text/plain', 'text'), part('text/html', '<p>page'));
    expect(read.body).toEqual({ kind: 'text', text: 'text' });
  });
});
