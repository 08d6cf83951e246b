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

  it('finds what reading line by line finds', async () => {
    const piece = fc.constantFrom(
      FROM,
      FROM.replace('\n', '\r\n'),
      LOOSE,
      'From 10:30 on\n',
      'Subject: a\n',
      'From: ann at example.org\r\n',
      '\n',
      '\r\n',
      '\r',
      ' ',
      '>From x\n',
      '>>From x\n',
      '> >From x\n',
      'x>From x\n',
      'From ',
      '>',
      'text\n',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        expect(await split(pieces.join(''))).toEqual(mailsByLine(pieces.join('')));
      }),
      { numRuns: 500 },
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
    let looks = 0;
    let count = 0;
    for await (const mail of splitMbox(endless())) {
      count += 1;
      if (mail.length !== one.length - 1 || count % 100 !== 0) continue;
      const now = process.memoryUsage();
      looks += 1;
      most = Math.max(most, now.heapUsed + now.arrayBuffers - before.heapUsed - before.arrayBuffers);
    }
    expect(count).toBe(3000);
    expect(looks).toBe(30);
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

/** The rule of `splitMbox` once more, as plainly as it can be said: for texts that fit in memory, without Content-Length. */
function mailsByLine(text: string): string[] {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const mails: string[][] = [[]];
  lines.forEach((line, index) => {
    const next = lines[index + 1];
    const blank = index === 0 || /^\r?\n$/.test(lines[index - 1] ?? '');
    const separates =
      next !== undefined &&
      (blank
        ? /^From \S.*\d{1,2}:\d{2}/.test(line) && /^(?:[!-9;-~]{1,100}[ \t]*:|>From )/.test(next)
        : /^From \S+(?:\s+\S+){0,2}\s+\w{3} \w{3} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}\s*$/.test(line) &&
          next.startsWith('From: '));
    if (separates) mails.push([]);
    mails.at(-1)?.push(/^>+From /.test(line) ? line.slice(1) : line);
  });
  return mails
    .map((mail) => mail.join(''))
    .filter((mail) => /[^\n\r ]/.test(mail))
    .map((mail) => mail.replace(/(^|\n)\r?\n$/, '$1'));
}

describe('splitMbox and Content-Length', () => {
  const body = `Hello,\n\n${FROM}Subject: forwarded\n\ntext\n>From here\n`;
  const literal = (length: number) => `${FROM}Subject: a\nContent-Length: ${length}\n\n${body}`;
  const next = `${FROM}Subject: b\n\ny\n`;

  it('keeps a mail whole whose body has From lines, and quotes of them as they stand (mboxcl2)', async () => {
    expect(await split(`${literal(body.length)}\n${next}`)).toEqual([literal(body.length), next]);
    expect(await split(`${literal(body.length)}${next}`)).toEqual([literal(body.length), next]);
    expect(await split(`${literal(body.length)}\n`)).toEqual([literal(body.length)]);
    const windows = literal(0).replace(/\n/g, '\r\n');
    const length = windows.length - windows.indexOf('\r\n\r\n') - 4;
    const both = `${windows.replace('Length: 0', `Length: ${length}`)}\r\n${next}`;
    expect(await split(both)).toHaveLength(2);
  });

  it('undoes quotes where every From line is quoted (mboxcl)', async () => {
    const quoted = 'x\n\n>From ann\n';
    expect(await split(`${FROM}Content-Length: ${quoted.length}\n\n${quoted}\n${next}`)).toEqual([
      `${FROM}Content-Length: ${quoted.length}\n\nx\n\nFrom ann\n`,
      next,
    ]);
  });

  it.each([0, 3, body.length - 2, body.length + 2, body.length + 500, 999_999_999_999])(
    'does not believe one of %d that leads to no mail',
    async (length) => {
      expect(await split(`${literal(length)}\n${next}`)).toHaveLength(3);
    },
  );

  it('finds the same, wherever the chunks end', async () => {
    const file = `${literal(body.length)}\n${literal(7)}\n${literal(body.length)}\n${literal(999)}\n${next}`;
    const whole = await split(file);
    expect(whole).toHaveLength(7);
    expect(await split(file, ...Array.from(file, () => 1))).toEqual(whole);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 20 }), async (cuts) => {
        expect(await split(file, ...cuts)).toEqual(whole);
      }),
    );
  });
});

describe('splitMbox and mails too long', () => {
  const most = 5000;
  const cut = async (text: string, size: number) => {
    const mails: string[] = [];
    const bytes = Buffer.from(text);
    const sizes = Array.from({ length: Math.ceil(bytes.length / size) }, () => size);
    for await (const mail of splitMbox(inChunks(bytes, ...sizes), most)) mails.push(Buffer.from(mail).toString());
    return mails;
  };

  it.each([1, 100, 4999, 100_000])('hands out their beginning and goes on, in chunks of %d', async (size) => {
    const long = `${FROM}Subject: a\n\n${'>From x\n'.repeat(3000)}`;
    const short = `${FROM}Subject: b\n\ny\n`;
    expect(await cut(`${short}\n${long}\n${short}\n${long}`, size)).toEqual([
      short,
      long.slice(0, most),
      short,
      long.slice(0, most),
    ]);
  });

  it('holds no more than that in memory', async () => {
    async function* endless() {
      yield Buffer.from(`${FROM}Subject: a\n\n`);
      for (let count = 0; count < 3000; count += 1) yield Buffer.alloc(100_000, 'x');
    }
    const before = process.memoryUsage();
    let most = 0;
    const watched = (async function* () {
      for await (const chunk of endless()) {
        yield chunk;
        const now = process.memoryUsage();
        most = Math.max(most, now.heapUsed + now.arrayBuffers - before.heapUsed - before.arrayBuffers);
      }
    })();
    const mails: Uint8Array[] = [];
    for await (const mail of splitMbox(watched, 1_000_000)) mails.push(mail);
    expect(mails.map((mail) => mail.length)).toEqual([1_000_000]);
    // 300 MB go through it.
    expect(most).toBeLessThan(150_000_000);
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
