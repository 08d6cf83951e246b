/** What is read without a MIME parser must be what the MIME parser reads. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitMbox } from '../../src/archives/mbox/split.js';
import { type Part, readParts } from '../../src/mail/from-rfc822-parts.js';
import { type Field, readHeaders, splitMail } from '../../src/mail/headers.js';
import { fromQuotedPrintable, plainPart } from '../../src/mail/plain-part.js';
import { corpusFile, corpusIsHere, corpusNote } from './corpus.js';

const bytes = (text: string) => Buffer.from(text, 'latin1');

async function byMailparser(fields: readonly Field[], body: Uint8Array): Promise<Part | undefined> {
  const head = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const parts = await readParts(Buffer.concat([Buffer.from(`${head}\r\n`), body]));
  expect(parts.length).toBeLessThan(2);
  return parts[0];
}

/** Contents as text, so that a difference can be read. */
const shown = (part: Part | null | undefined) =>
  part === null || part === undefined ? null : { ...part, content: Buffer.from(part.content).toString('latin1') };

/** The same but for a body without a byte, of which mailparser says nothing or an empty part. */
async function expectSame(fields: readonly Field[], body: Uint8Array): Promise<void> {
  const part = plainPart(fields, body);
  if (part !== null && body.length > 0) expect(shown(part)).toEqual(shown(await byMailparser(fields, body)));
}

describe('plainPart', () => {
  const body = bytes('Hello=\n, =E9 \n');

  it.each([
    [[], { type: 'text/plain', params: {}, content: 'Hello=\n, =E9 \n' }],
    [[['Content-Type', 'text/plain']], { params: {} }],
    [[['Content-Type', 'Text/HTML; Charset="ISO-8859-1"']], { type: 'text/html', params: { charset: 'ISO-8859-1' } }],
    [[['Content-Type', 'text/plain; charset=utf-8;format=flowed; delsp=yes']], { params: { format: 'flowed' } }],
    [[['Content-Transfer-Encoding', 'Quoted-Printable']], { content: 'Hello, \xe9\n' }],
    [[['content-transfer-encoding', '8BIT']], { content: 'Hello=\n, =E9 \n' }],
  ] satisfies [Field[], object][])('%j', async (fields, part) => {
    expect(shown(plainPart(fields, body))).toMatchObject(part);
    await expectSame(fields, body);
  });

  it.each([
    [['Content-Type', 'multipart/mixed; boundary=a']],
    [['Content-Type', 'text/calendar']],
    [['Content-Type', 'text/plain; name=plan.txt']],
    [['Content-Type', 'text/plain; boundary=x']],
    [['Content-Type', 'text/plain; charset=a; charset=b']],
    [['Content-Type', 'text/plain (a comment)']],
    [['Content-Type', "text/plain; charset*=us-ascii'en'utf-8"]],
    [['Content-Type', 'text/plain; charset="a\\"b"']],
    [['Content-Type', '']],
    [['Content-Disposition', 'attachment']],
    [['Content-ID', '<a@example.org>']],
    [['Content-Transfer-Encoding', 'x-uuencode']],
    [['Content-Transfer-Encoding', 'base64']],
    [
      ['Content-Type', 'text/plain'],
      ['Content-Type', 'text/html'],
    ],
  ] satisfies Field[][])('leaves %j to the MIME parser', (...fields) => {
    expect(plainPart(fields as Field[], body)).toBeNull();
  });

  it('is what mailparser reads, whatever the header and the body', async () => {
    const parameter = fc.constantFrom(
      '; charset=utf-8',
      '; charset="us-ascii"',
      ';charset=KOI8-R',
      '; CharSet=x',
      '; format=flowed',
      '; delsp="yes"',
      ' ; charset = utf-8',
      '; charset="a b"',
      ';;',
      ';',
      '; format',
      '; name=a',
      '; boundary=x',
    );
    const type = fc.tuple(
      fc.constantFrom('text/plain', 'TEXT/Plain', 'text/html', 'text', 'text/ plain', 'image/png', ''),
      fc.array(parameter, { maxLength: 4 }),
    );
    const field: fc.Arbitrary<Field> = fc.oneof(
      type.map(([name, params]): Field => ['Content-Type', name + params.join('')]),
      fc
        .constantFrom('7bit', '8BIT', 'binary', 'base64', 'quoted-printable', 'Quoted-Printable', 'none', '')
        .map((coding): Field => ['Content-Transfer-Encoding', coding]),
      fc.constantFrom<Field>(
        ['MIME-Version', '1.0'],
        ['Content-Language', 'en'],
        ['Content-Length', '3'],
        ['Content-Disposition', 'inline'],
      ),
    );
    const piece = fc.constantFrom(
      ...[
        '=',
        '=\n',
        '=\r\n',
        '=\r',
        ' ',
        '\t',
        '\n',
        '\r\n',
        '\r',
        '=E9',
        '=e9',
        '=4',
        '1',
        'a',
        'Z',
        '/',
        '+',
        '==',
        'YQ==',
        'YWJj',
        '\xe9',
        '\0',
        '--x',
        '--x--',
        '.',
      ],
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(field, { maxLength: 4 }),
        fc.array(piece, { maxLength: 30 }),
        async (fields, pieces) => {
          await expectSame(fields, bytes(pieces.join('')));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('is what mailparser reads of long bodies, which it takes in pieces', async () => {
    const base64 = Buffer.alloc(300_000, 'any bytes').toString('base64');
    for (const coding of ['base64', 'quoted-printable', '8bit']) {
      const fields: Field[] = [['Content-Transfer-Encoding', coding]];
      await expectSame(fields, bytes(base64.replace(/.{76}/g, '$&\r\n')));
      await expectSame(fields, bytes('a line of text=\n'.repeat(20_000)));
      await expectSame(fields, bytes(`${'x'.repeat(200_000)}\r\n`));
    }
  });
});

describe('fromQuotedPrintable', () => {
  it.each([
    ['a=\nb', 'ab'],
    ['a= \t\r\nb', 'ab'],
    ['a \n b\t', 'a\n b'],
    ['=4=\n1', 'A'],
    ['==\n\n', '=\n'],
    ['=\r\t\n', ''],
    ['=E9=e9=G9=', '\xe9\xe9=G9'],
  ])('%j is %j', (coded, text) => {
    expect(Buffer.from(fromQuotedPrintable(bytes(coded))).toString('latin1')).toBe(text);
  });
});

describe.skipIf(!corpusIsHere)(`the corpus${corpusNote}`, () => {
  it.each(['de', 'de9', 'en', 'en9', 'fr', 'ja', 'ru'])(
    'demo-%s: what is read without a MIME parser is the same',
    async (list) => {
      let plain = 0;
      for await (const mail of splitMbox(once(corpusFile(`mbox/demo-${list}.mbox`)))) {
        const { head, body } = splitMail(mail);
        const fields = readHeaders(head).filter(([name]) => /^(content-|mime-version$)/i.test(name));
        if (plainPart(fields, body) !== null) plain += 1;
        await expectSame(fields, body);
      }
      expect(plain).toBeGreaterThan(10);
    },
  );
});

async function* once(whole: Uint8Array) {
  yield whole;
}
