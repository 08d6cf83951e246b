/**
 * The 13 lists of the shared corpus, whole and by the cheap way: every message once, with its permalink, headers and attachments, for
 * two requests a volume and the pages of damaged texts. The ground truth is from the mails and from Pipermail's own database.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveArchive } from '../../../scripts/serve-archive.mjs';
import type { ScanEvent } from '../../../src/archives/kind.js';
import { readFrom, unobscure } from '../../../src/mail/headers.js';
import { identityOf } from '../../../src/mail/identity.js';
import type { Message } from '../../../src/model.js';
import { corpusRoot, hasCorpus, readCorpus, type Sample } from '../../helpers/corpus.js';
import { createTestCrawler } from '../../helpers/crawler.js';
import { issuesIn, keptIn, knownAfter, messagesIn, outcomesIn, scannedIn, scanPipermail } from '../../helpers/scan.js';

/** What the archives lost or changed: each row says why the ground truth is not to be had from them. */
const EXCEPTIONS: Readonly<Record<string, Partial<Record<keyof Sample, { read: string | null; why: string }>>>> = {
  'demo-en/2012-July/000051.html': {
    date_utc: {
      read: '2012-07-11T07:26:00Z',
      why: 'the mail had no Date; Mailman wrote one before it archived the mail',
    },
  },
  'demo-en/2012-February/000056.html': {
    date_utc: { read: null, why: '“25:61:00 +9900” is no time; the ground truth rolled it over' },
  },
  'demo-en/2012-July/000061.html': {
    message_id: {
      read: '<no-brackets@example.org>',
      why: 'sent without angle brackets, which Listpress always writes',
    },
  },
  'demo-en/2012-July/000065.html': {
    archive_subject: {
      read: 'raw 8bit äöü ðŸŽ‰ subject',
      why: 'the archive wrote an emoji’s bytes as four characters',
    },
  },
  'demo-en/2012-July/000068.html': {
    archive_subject: {
      read: '=?utf-8?B?8J+OiSDwn5GN8J+PvSBlbW9qaQ==?= â€®',
      why: 'the archive wrote three bytes as three characters',
    },
  },
  'demo-en/2012-August/000102.html': {
    author_name: { read: 'raw ä 8bit', why: 'the ground truth lost the letter, the archive has it' },
  },
};

/** Pages that no index of their archive lists: their messages are found without an address. */
const UNLISTED = new Map([
  [
    'demo-en/2012-July/000057.html',
    'two mails have one Message-ID, so the archive’s database forgot this one; its page is in no index',
  ],
]);

/** Lists that were indexed anew without their old pages, and what is wrong with them beside that. */
const HEALTH: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'demo-en': { COUNT_WRONG: 1, MESSAGE_NOT_INDEXED: 1 },
  'divunal-author': { COUNT_WRONG: 8 },
};

const lists = readCorpus();
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
const addressIn = (text: string) => unobscure(text) ?? readFrom(text).address;

interface Scanned {
  readonly events: readonly ScanEvent[];
  readonly asked: readonly string[];
}

describe.skipIf(!hasCorpus)('the corpus, scanned whole', () => {
  let server: Awaited<ReturnType<typeof serveArchive>>;
  const scans = new Map<string, Scanned>();

  async function scan(list: string, known = knownAfter([])): Promise<Scanned> {
    const crawler = createTestCrawler();
    const before = server.requests.length;
    const events = await scanPipermail(`${server.url}/pipermail/${list}/`, crawler.get, { known: () => known });
    await crawler.close();
    return { events, asked: server.requests.slice(before).map(({ path }) => path) };
  }

  beforeAll(async () => {
    server = await serveArchive({ root: corpusRoot });
    for (const list of Object.keys(lists)) scans.set(list, await scan(list));
  }, 300_000);
  afterAll(() => server.close());

  const eventsOf = (list: string) => scans.get(list)?.events ?? [];
  const askedFor = (list: string) => scans.get(list)?.asked ?? [];
  const isPage = (path: string) => /\/\d{6}\.html$/.test(path);
  const isPart = (path: string) => path.includes('/attachments/');

  /** A list's samples with the messages that were found at their addresses. */
  function found(list: string): { sample: Sample; message: Message | undefined; name: string }[] {
    const byUrl = new Map(messagesIn(eventsOf(list)).map((message) => [message.url, message]));
    return (lists[list]?.sample ?? []).flatMap((sample) => {
      const name = sample.url.replace('pipermail/', '');
      if (UNLISTED.has(name)) return [];
      return [{ sample, message: byUrl.get(new URL(sample.url, server.url).href), name }];
    });
  }

  /** The samples whose field is not what is expected; empty is what a test wants. */
  function wrong(
    list: string,
    field: keyof Sample,
    truth: (sample: Sample) => string | null,
    got: (message: Message) => string | null,
  ) {
    return found(list).flatMap(({ sample, message, name }) => {
      const exception = EXCEPTIONS[name]?.[field];
      const want = exception === undefined ? truth(sample) : exception.read;
      const have = message === undefined ? 'not found' : got(message);
      return have === want ? [] : [{ name, have, want }];
    });
  }

  it('is all there', () => {
    expect(Object.keys(lists)).toHaveLength(13);
    expect(Object.values(lists).reduce((sum, { messages }) => sum + messages, 0)).toBe(5095);
  });

  describe.each(Object.keys(lists))('%s', (list) => {
    const { volumes = 0, messages = 0 } = lists[list] ?? {};

    it('has every message once, each at an address of its own', () => {
      const all = messagesIn(eventsOf(list));
      expect(new Set(all.map(identityOf)).size).toBe(messages);
      expect(all).toHaveLength(messages);
      const unlisted = [...UNLISTED.keys()].filter((name) => name.startsWith(`${list}/`)).length;
      expect(all.filter(({ url }) => url === null)).toHaveLength(unlisted);
      expect(new Set(all.map(({ url }) => url)).size).toBe(messages);
      expect(outcomesIn(eventsOf(list))).toEqual(Array.from({ length: volumes }, () => 'read'));
    });

    it('says what is wrong with the archive, and no more', () => {
      const counts: Record<string, number> = {};
      for (const { code } of issuesIn(eventsOf(list))) counts[code] = (counts[code] ?? 0) + 1;
      expect(counts).toEqual(HEALTH[list] ?? {});
    });

    it('costs two requests a volume, and the pages of what lost letters', () => {
      const asked = askedFor(list);
      expect(asked.filter((path) => !isPage(path) && !isPart(path)).length).toBeLessThanOrEqual(volumes * 2 + 2);
      expect(new Set(asked).size).toBe(asked.length);
      for (const path of asked.filter(isPage)) {
        // The page has what the text has not.
        const page = readFileSync(`${corpusRoot}${path}`, 'latin1');
        if (!/&#\d{3,};|[\x80-\xff]/.test(page)) expect(PAGES_NO_BETTER, path).toContain(path.slice(1));
      }
    });

    it('costs three requests when nothing changed', async () => {
      const known = knownAfter(eventsOf(list));
      const { events, asked } = await scan(list, known);
      expect(asked.length).toBeLessThanOrEqual(3);
      expect(outcomesIn(events)).toEqual(Array.from({ length: volumes }, () => 'unchanged'));
    });

    it('is kept where it is read again, without a page', async () => {
      const { events, asked } = await scan(list, { ...knownAfter(eventsOf(list)), stamp: () => null });
      expect(keptIn(events)).toBe(messages);
      expect(asked.filter((path) => isPage(path) || isPart(path))).toEqual([]);
    });

    it('has every Message-ID that the archive kept', () => {
      const rows = wrong(
        list,
        'message_id',
        (sample) => (sample.old_format === true ? null : sample.message_id),
        ({ id }) => id,
      );
      // A mail without one got it from Mailman, which is the archive's id of it.
      const made = rows.filter(({ want, have }) => want === null && /^<mailman\.\d+\./.test(have ?? ''));
      expect(rows.filter((each) => !made.includes(each))).toEqual([]);
      expect(made).toHaveLength(list.startsWith('demo-') ? 1 : 0);
    });

    it('has every date, and what each mail answers', () => {
      expect(
        wrong(
          list,
          'date_utc',
          ({ date_utc }) => date_utc,
          ({ date }) => date,
        ),
      ).toEqual([]);
      for (const { sample, message } of found(list)) {
        // Listpress names each once.
        const ids = [...new Set(sample.references)].join(' ');
        if (message !== undefined && sample.old_format !== true)
          expect(message.references.join(' '), sample.url).toBe(ids);
      }
    });

    it('has every subject as archived, and every author', () => {
      const subjects = wrong(
        list,
        'archive_subject',
        ({ archive_subject, subject }) => oneLine(archive_subject ?? subject),
        ({ subject }) => subject,
      );
      const authors = wrong(
        list,
        'author_name',
        ({ author_name }) => author_name,
        ({ from }) => from.name,
      );
      // A name that is an address is none: the address is where it belongs.
      const named = authors.filter(({ want, have }) => have !== null || addressIn(want ?? '') === null);
      for (const { want, have } of [...subjects, ...named]) {
        // Where the ground truth was read from a damaged text, what is not damaged is compared.
        expect(want).toContain('\u{fffd}');
        expect(have).toMatch(asPattern(want ?? ''));
      }
    });

    it('has every attachment', () => {
      const rows = wrong(
        list,
        'attachments',
        ({ attachments = [] }) => joined(attachments.map(({ path }) => path)),
        ({ attachments }) =>
          joined(attachments.flatMap(({ url }) => (url === null ? [] : [new URL(url).pathname.slice(1)]))),
      );
      expect(rows).toEqual([]);
    });

    it('tells how each message was matched', () => {
      const unmatched = scannedIn(eventsOf(list)).filter(({ matchedBy }) => matchedBy === undefined);
      expect(unmatched.map(({ message }) => message.url)).toEqual(
        [...UNLISTED.keys()].filter((name) => name.startsWith(`${list}/`)).map(() => null),
      );
    });
  });
});

/** Mails that came with `?` within their words, which the page has too: asked for in vain, four of 909. */
const PAGES_NO_BETTER: readonly string[] = [
  'pipermail/demo-en/2012-January/000002.html',
  // Asked whether it holds the mail behind it, which is in no index.
  'pipermail/demo-en/2012-July/000053.html',
  'pipermail/demo-en9/2012-January/000002.html',
  'pipermail/fetchmail-users/2008-June/001581.html',
  'pipermail/fetchmail-users/2012-March/003090.html',
];

const joined = (paths: readonly string[]) => [...paths].sort().join(' ');

/** Damaged text as a pattern in which a lost character is any. */
function asPattern(text: string): RegExp {
  const escaped = oneLine(text).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('\u{fffd}', '.{1,2}')}$`, 'u');
}
