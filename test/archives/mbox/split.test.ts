import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMbox, splitMbox } from '../../../src/archives/mbox/split.js';
import { corpusFile, corpusIsHere, corpusNote } from '../../mail/corpus.js';

async function* inChunks(bytes: Uint8Array, ...sizes: number[]) {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
}

async function split(text: string | Uint8Array, ...sizes: number[]): Promise<string[]> {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'latin1') : text;
  const mails: string[] = [];
  for await (const mail of splitMbox(inChunks(bytes, ...sizes))) mails.push(Buffer.from(mail).toString('latin1'));
  return mails;
}

const FROM = 'From ann@example.org Mon Feb  6 18:42:10 2012\n';
const LOOSE = 'From ann at example.org  Mon Feb  6 18:42:10 2012\n';

describe('splitMbox', () => {
  it('begins a mail at a From line after an empty line', async () => {
    const one = `${FROM}Subject: a\n\nx\n`;
    expect(await split(`${one}\n${one}\n`)).toEqual([one, one]);
  });

  it.each([
    'From - Mon Feb  6 18:42:10 2012\n',
    'From MAILER-DAEMON Mon Feb  6 18:42:10 2012\n',
    'From ann@example.org Mon Feb  6 18:42:10 CET 2012 remote from here\n',
    'From 1390@xxx Mon Feb 06 18:42:10 +0000 2012\n',
    'From ann@example.org Thu, 10 Feb 2000 02:26:28 -0500 (EST)\n',
    LOOSE,
    'From ann \xa1\xf7 example.org  Mon Feb  6 18:42:10 2012\n',
  ])('knows %j', async (from) => {
    const mail = `${from}Date: a\n\nx\n`;
    expect(await split(`${mail}\n${mail}`)).toEqual([mail, mail]);
  });

  it('splits Pipermail text that has no empty line between', async () => {
    const one = `${LOOSE}From: ann at example.org (Ann)\n\nx\n`;
    expect(await split(`${one}${one}`)).toEqual([one, one]);
  });

  it.each([
    ['prose after an empty line', '\nFrom here on, Ann spoke.\nTom: yes.\n'],
    ['prose with a time in it', '\nFrom 10:30 to 11:00 we met.\nThen lunch.\n'],
    ['a From line that nothing follows', `\n${FROM}`],
    ['a From line before text', `\n${FROM}and then no header\n`],
    ['a From line in the middle of a paragraph', `x\n${FROM}Subject: a\n`],
    ['two From lines', `\n${FROM}${FROM}x\n`],
  ])('keeps %s in its body', async (_, body) => {
    expect(await split(`${FROM}Subject: a\n\nx\n${body}`)).toHaveLength(1);
  });

  it('undoes the quoting of From lines', async () => {
    const body = '>From a\n>>From b\n>>>From c\n> From d\n>From\nfrom >From e\n';
    const [mail] = await split(`${FROM}Subject: a\n\n${body}`);
    expect(mail).toBe(`${FROM}Subject: a\n\nFrom a\n>From b\n>>From c\n> From d\n>From\nfrom >From e\n`);
  });

  it('takes CRLF', async () => {
    const one = `${FROM}Subject: a\n\nx\n`.replace(/\n/g, '\r\n');
    expect(await split(`${one}\r\n${one}`)).toEqual([one, one]);
  });

  it('hands out what stands before the first From line, and a file without any', async () => {
    const one = `${FROM}Subject: a\n\nx\n`;
    expect(await split(`Subject: b\n\ny\n\n${one}`)).toEqual(['Subject: b\n\ny\n', one]);
    expect(await split('Subject: b\n\ny')).toEqual(['Subject: b\n\ny']);
  });

  it('finds nothing in nothing', async () => {
    expect(await split('')).toEqual([]);
    expect(await split('\n\r\n \n')).toEqual([]);
  });

  it('finds the same, wherever the chunks end', async () => {
    const piece = fc.constantFrom(
      FROM,
      LOOSE,
      'Subject: a\n',
      'From: ann at example.org\n',
      '\n',
      '\r\n',
      '>From x\n',
      'text\n',
      'From ',
      'x',
    );
    const sizes = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 25 }), sizes, async (pieces, cuts) => {
        const text = pieces.join('');
        const whole = await split(text);
        expect(await split(text, ...cuts)).toEqual(whole);
        expect(await split(text, ...Array.from(text, () => 1))).toEqual(whole);
      }),
    );
  });

  it('loses nothing but the quoting and the empty lines between', async () => {
    const piece = fc.constantFrom(FROM, 'Subject: a\n', '\n', 'text\n', 'From here\n');
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 25 }), async (pieces) => {
        const lines = (text: string) => text.split('\n').filter((line) => line.trim() !== '');
        expect((await split(pieces.join(''))).flatMap(lines)).toEqual(lines(pieces.join('')));
      }),
    );
  });

  it('holds one mail in memory, however long the file', async () => {
    const one = Buffer.from(`${FROM}Subject: a\n\n${'text of a line\n'.repeat(4000)}\n`);
    async function* endless() {
      for (let count = 0; count < 3000; count += 1) yield Buffer.from(one);
    }
    const before = process.memoryUsage();
    let most = 0;
    let count = 0;
    for await (const mail of splitMbox(endless())) {
      count += 1;
      if (mail.length !== one.length - 1 || count % 100 !== 0) continue;
      const now = process.memoryUsage();
      most = Math.max(most, now.heapUsed + now.arrayBuffers - before.heapUsed - before.arrayBuffers);
    }
    expect(count).toBe(3000);
    expect(most).toBeGreaterThan(0);
    // 180 MB go through it.
    expect(most).toBeLessThan(120_000_000);
  });

  it('takes a line of many megabytes in small chunks', async () => {
    const start = performance.now();
    const bytes = Buffer.from(`${FROM}Subject: a\n\n${'x'.repeat(20_000_000)}\n`);
    expect(await split(bytes, ...Array.from({ length: 20_000 }, () => 1000))).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(4000);
  });
});

describe('isMbox', () => {
  it.each([
    [FROM, true],
    [`\n\n${FROM}`, true],
    [`\xef\xbb\xbf${FROM}`, true],
    ['From: ann@example.org\n', false],
    ['Subject: a\n', false],
    ['', false],
  ])('%j', (start, answer) => {
    expect(isMbox(Buffer.from(start, 'latin1'))).toBe(answer);
  });
});

describe.skipIf(!corpusIsHere)(`the corpus's text volumes${corpusNote}`, () => {
  it.each([['fetchmail-users/2006-November.txt.gz'], ['demo-en/2012-July.txt.gz'], ['reality/2004-April.txt']])(
    '%s: any chunking is the same',
    async (path) => {
      const { gunzipBounded } = await import('../../../src/archives/gunzip.js');
      const bytes = gunzipBounded(corpusFile(`pipermail/${path}`), 50_000_000);
      const whole = await split(bytes);
      expect(whole.length).toBeGreaterThan(5);
      expect(await split(bytes, ...Array.from({ length: bytes.length / 777 }, () => 777))).toEqual(whole);
    },
  );
});
