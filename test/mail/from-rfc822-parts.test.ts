import { describe, expect, it } from 'vitest';
import { readParts } from '../../src/mail/from-rfc822-parts.js';
import { mail } from './message.js';

const shapes = async (bytes: Uint8Array) =>
  (await readParts(bytes)).map(({ type, name, inside, content }) => ({
    type,
    name,
    inside: inside.map((each) => each.type),
    text: Buffer.from(content).toString('latin1'),
  }));

describe('readParts', () => {
  // These lean on mailparser's insides; an update that changes them fails here.
  it('hands out every part as bytes, with what it lies in', async () => {
    const bytes = mail(
      'Content-Type: multipart/mixed; boundary=a',
      '',
      '--a',
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=x-unknown; format=flowed',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      ' Zo=EB ',
      '--b',
      'Content-Type: text/html',
      '',
      '<p>Zoe',
      '--b--',
      '--a',
      'Content-Type: application/octet-stream; name="plan.txt"',
      'Content-Transfer-Encoding: base64',
      '',
      'ZGF0YQ==',
      '--a',
      'Content-Type: message/rfc822',
      '',
      'Subject: inner',
      '',
      'inner',
      '--a--',
      '',
    );
    expect(await shapes(bytes)).toEqual([
      { type: 'text/plain', name: null, inside: ['multipart/mixed', 'multipart/alternative'], text: ' Zo\xeb' },
      { type: 'text/html', name: null, inside: ['multipart/mixed', 'multipart/alternative'], text: '<p>Zoe' },
      { type: 'application/octet-stream', name: 'plan.txt', inside: ['multipart/mixed'], text: 'data' },
      { type: 'message/rfc822', name: null, inside: ['multipart/mixed'], text: 'Subject: inner\n\ninner' },
    ]);
  });

  it('tells one alternative from the next', async () => {
    const alternative = (boundary: string) => [
      `Content-Type: multipart/alternative; boundary=${boundary}`,
      '',
      `--${boundary}`,
      '',
      'text',
      `--${boundary}--`,
    ];
    const bytes = mail(
      'Content-Type: multipart/mixed; boundary=a',
      '',
      '--a',
      ...alternative('b'),
      '--a',
      ...alternative('c'),
      '--a--',
    );
    const numbers = (await readParts(bytes)).map((part) => part.inside.at(-1)?.number);
    expect(new Set(numbers).size).toBe(2);
  });

  it.each([
    ["Content-Disposition: attachment; filename*=utf-8''%E2%82%AC%20rates.pdf", '€ rates.pdf'],
    ['Content-Disposition: attachment; filename*0*=utf-8\'\'%E2%82%AC; filename*1=" rates.pdf"', '€ rates.pdf'],
    ['Content-Disposition: attachment; filename="=?utf-8?Q?=E2=82=AC?= rates.pdf"', '€ rates.pdf'],
    ['Content-Disposition: attachment; filename="../../etc/passwd"', '../../etc/passwd'],
    ['Content-Disposition: attachment', null],
    ['Content-Disposition: attachment; filename=""', null],
  ])('%s', async (field, name) => {
    expect(await shapes(mail('Content-Type: image/png', field, '', 'x'))).toEqual([
      { type: 'image/png', name, inside: [], text: 'x' },
    ]);
  });

  it.each(['', 'Content-Type: text', 'Content-Type: text; charset=;;; x==', 'Content-Type: ;', 'X: y'])(
    'takes %j for text',
    async (field) => {
      expect(await shapes(mail(field, '', 'x').subarray(field === '' ? 1 : 0))).toMatchObject([
        { type: 'text/plain', text: 'x' },
      ]);
    },
  );
});
