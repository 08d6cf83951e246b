import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MailBytes, ReadMails } from '../../src/archives/kind.js';
import { type Load, readInOrder } from '../../src/archives/read-in-order.js';
import { isIssue, readInTurn } from '../../src/mail/read-mails.js';

const mail = (number: number): MailBytes => ({
  bytes: Buffer.from(`Subject: ${number}\nDate: 6 Feb 2012 18:42:10 +0000\nMessage-ID: <a@x>\n\nx\n`),
  url: `file#${number}`,
});

/** Mails are numbers, everything else is text. */
async function* loadsOf(items: readonly (number | string)[], log: string[] = []) {
  for (const item of items) {
    log.push(`load ${item}`);
    if (typeof item === 'string') yield { passed: item } satisfies Load<number, string>;
    else yield { mail: mail(item), note: item } satisfies Load<number, string>;
  }
}

/** Asks for some mails before it answers the first, as threads do. */
const readAhead = (count: number): ReadMails =>
  async function* (mails) {
    let held: MailBytes[] = [];
    for await (const each of mails) {
      held.push(each);
      if (held.length < count) continue;
      yield* readInTurn(several(held));
      held = [];
    }
    yield* readInTurn(several(held));
  };

async function* several(mails: readonly MailBytes[]) {
  yield* mails;
}

async function inOrder(items: readonly (number | string)[], readMails?: ReadMails) {
  const out: (number | string)[] = [];
  for await (const item of readInOrder(loadsOf(items), readMails)) {
    if ('passed' in item) out.push(item.passed);
    else {
      expect(isIssue(item.read) ? null : item.read.subject).toBe(String(item.note));
      out.push(item.note);
    }
  }
  return out;
}

describe('readInOrder', () => {
  it('keeps the order, however mails are read and whatever stands between them', async () => {
    const items = fc.array(fc.oneof(fc.nat(1000), fc.constantFrom('a', 'b')), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(items, fc.integer({ min: 1, max: 9 }), async (some, count) => {
        expect(await inOrder(some)).toEqual(some);
        expect(await inOrder(some, readAhead(count))).toEqual(some);
      }),
    );
  });

  it('hands out what passes while no mail is read, and holds little of it', async () => {
    const log: string[] = [];
    let most = 0;
    let out = 0;
    const items = Array.from({ length: 5000 }, (_, index) => `${index}`);
    for await (const _ of readInOrder(loadsOf(items, log))) {
      out += 1;
      most = Math.max(most, log.length - out);
    }
    expect(out).toBe(5000);
    expect(most).toBeLessThan(500);
  });

  it('lets a failure through, of what comes and of who reads', async () => {
    async function* failing() {
      yield { passed: 'a' } satisfies Load<number, string>;
      throw new TypeError('no more');
    }
    const all = async (loads: AsyncIterable<Load<number, string>>, readMails?: ReadMails) => {
      for await (const _ of readInOrder(loads, readMails));
    };
    await expect(all(failing())).rejects.toThrow(TypeError);
    // biome-ignore lint/correctness/useYield: it fails before
    const broken: ReadMails = async function* () {
      throw new RangeError('out of threads');
    };
    await expect(all(loadsOf([1, 2]), broken)).rejects.toThrow(RangeError);
    const silent: ReadMails = async function* (mails) {
      for await (const each of mails) {
        yield* readInTurn(several([each, each]));
      }
    };
    await expect(all(loadsOf([1, 2]), silent)).rejects.toThrow('More mails were read than there are.');
  });

  it('closes what it reads from when nobody asks any more', async () => {
    let isClosed = false;
    async function* endless(): AsyncIterable<Load<number, string>> {
      try {
        for (;;) yield { passed: 'a' };
      } finally {
        isClosed = true;
      }
    }
    for await (const item of readInOrder(endless())) if ('passed' in item) break;
    expect(isClosed).toBe(true);
  });
});
