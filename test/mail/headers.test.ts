import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstOf, readHeaders, readMessageIds, readOwnId, splitMail } from '../../src/mail/headers.js';

const latin = (text: string) => Buffer.from(text, 'latin1');
const split = (text: string) => {
  const { envelope, head, body } = splitMail(latin(text));
  return { envelope, head: Buffer.from(head).toString('latin1'), body: Buffer.from(body).toString('latin1') };
};

describe('splitMail', () => {
  it.each([
    ['Subject: a\n\nbody\n', 'Subject: a\n', 'body\n'],
    ['Subject: a\r\n\r\nbody\r\n', 'Subject: a\r\n', 'body\r\n'],
    ['\n\nSubject: a\n\n\nbody', 'Subject: a\n', '\nbody'],
    ['Subject: a\n b\n\tc\n\nbody', 'Subject: a\n b\n\tc\n', 'body'],
    ['Subject: a', 'Subject: a', ''],
    ['Subject: a\n\n', 'Subject: a\n', ''],
    ['Subject: a\nno field\nbody', 'Subject: a\n', 'no field\nbody'],
    ['Subject: a\n>From ann Mon Feb  6\nDate: b\n\nbody', 'Subject: a\n>From ann Mon Feb  6\nDate: b\n', 'body'],
    ['no header at all', '', 'no header at all'],
    ['', '', ''],
  ])('%j', (mail, head, body) => {
    expect(split(mail)).toEqual({ envelope: null, head, body });
  });

  it('sets the From line of an mbox aside', () => {
    const mail = 'From ann@example.org Mon Feb  6 18:42:10 2012\nSubject: a\n\nFrom here';
    expect(split(mail)).toEqual({
      envelope: 'From ann@example.org Mon Feb  6 18:42:10 2012',
      head: 'Subject: a\n',
      body: 'From here',
    });
  });

  it('loses no byte of head and body', () => {
    const piece = fc.constantFrom('A: b\n', ' fold\n', '\n', 'text\n', '\r\n', 'A: b\r\n', '\xff\n', 'x');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const mail = pieces.join('');
        const { head, body } = split(mail);
        expect(mail.endsWith(body)).toBe(true);
        expect(mail.replace(/^(\r?\n)+/, '').startsWith(head)).toBe(true);
      }),
    );
  });
});

describe('readHeaders', () => {
  it('unfolds, and keeps order, repetition and case', () => {
    const head = 'Received: one\nSubject: folded\n\tsubject\r\n with   spaces\nreceived: two\n';
    expect(readHeaders(latin(head))).toEqual([
      ['Received', 'one'],
      ['Subject', 'folded subject with   spaces'],
      ['received', 'two'],
    ]);
  });

  it('reads raw bytes field by field', () => {
    const head = Buffer.concat([latin('From: Zo\xeb <z@example.org>\nSubject: '), Buffer.from('Größe')]);
    expect(readHeaders(head)).toEqual([
      ['From', 'Zoë <z@example.org>'],
      ['Subject', 'Größe'],
    ]);
  });

  it.each([
    ['Subject : a', [['Subject', 'a']]],
    ['Subject:', [['Subject', '']]],
    ['Subject:a:b', [['Subject', 'a:b']]],
    [' fold of nothing\nSubject: a', [['Subject', 'a']]],
    [
      '__proto__: x\nconstructor: y',
      [
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ],
    ],
  ])('%j', (head, fields) => {
    expect(readHeaders(latin(head))).toEqual(fields);
  });

  it('reads a header of megabytes in no time', () => {
    const start = performance.now();
    const fields = readHeaders(
      latin(`References:${'\n <a@example.org>'.repeat(100_000)}\nX: ${'y'.repeat(2_000_000)}\n`),
    );
    expect(fields).toHaveLength(2);
    expect(readMessageIds(fields[0]?.[1] ?? '')).toEqual(['<a@example.org>']);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('finds the first of a name in any case', () => {
    expect(
      firstOf(
        [
          ['SUBJECT', 'a'],
          ['subject', 'b'],
        ],
        'subject',
      ),
    ).toBe('a');
    expect(firstOf([], 'subject')).toBeNull();
  });
});

describe('readMessageIds', () => {
  it.each([
    ['<a@example.org>', ['<a@example.org>']],
    ['<a@example.org> <b@example.org>', ['<a@example.org>', '<b@example.org>']],
    ['<a@example.org><b@example.org>', ['<a@example.org>', '<b@example.org>']],
    ['<a@example.org>, <a@example.org>', ['<a@example.org>']],
    ['Your message of "Mon, 06 Feb 2012." <abc@d.example>', ['<abc@d.example>']],
    ['Your message of "Mon, 06 Feb <2012@x>." <abc@d.example>', ['<abc@d.example>']],
    ['<abc@d.example> (Ann\'s message of "Mon, 6 Feb")', ['<abc@d.example>']],
    ["<abc@d.example> (Ann <ann@example.org>'s message of Monday)", ['<abc@d.example>']],
    ['Message from Ann <ann@example.org> of "Mon" <abc@d.example>', ['<abc@d.example>']],
    ['Message from Ann of "Mon" <abc@d.example>', ['<abc@d.example>']],
    ['abc@d.example', ['<abc@d.example>']],
    ['abc@d.example def@d.example', ['<abc@d.example>', '<def@d.example>']],
    ['<no-at-sign>', ['<no-at-sign>']],
    ['<id with spaces@example.org>', ['<id with spaces@example.org>']],
    ['<"quoted id"@example.org>', ['<"quoted id"@example.org>']],
    ['Ann wrote to ann@example.org', []],
    ['<>', []],
    ['', []],
    ['no id here', []],
  ])('%j', (value, ids) => {
    expect(readMessageIds(value)).toEqual(ids);
  });

  it('takes hostile values at once', () => {
    const start = performance.now();
    for (const piece of ['<', '(', '"', '<a', '(<', '"\\', '()', '<a@b> ']) readMessageIds(piece.repeat(50_000));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('readOwnId', () => {
  it.each([
    ['<a@example.org>', '<a@example.org>'],
    ['no-brackets@example.org', '<no-brackets@example.org>'],
    ['<id with spaces "and" <angle> %41&b=c?@example.org>', '<id with spaces "and" <angle> %41&b=c?@example.org>'],
    ['<a@example.org> (added by relay)', '<a@example.org>'],
    ['k6e410z$v26u', '<k6e410z$v26u>'],
    ['', null],
    [null, null],
    ['two words', null],
  ])('%j', (value, id) => {
    expect(readOwnId(value)).toBe(id);
  });
});

it('takes a Message-ID with a hostile comment behind it at once', () => {
  const before = performance.now();
  expect(readOwnId(`x${' '.repeat(200_000)}y`)).toBeNull();
  expect(readOwnId(`<a@example.org>${' '.repeat(200_000)}(b)`)).toBe('<a@example.org>');
  expect(performance.now() - before).toBeLessThan(2000);
});
