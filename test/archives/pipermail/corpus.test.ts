/**
 * Every sample of the shared corpus (1,041 messages of 13 lists), read by the real crawler from a static server, against ground
 * truth that was made from the mails and from Pipermail's own database, never from the pages.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveArchive } from '../../../scripts/serve-archive.mjs';
import { pipermail } from '../../../src/archives/pipermail/kind.js';
import { readFrom, unobscure } from '../../../src/mail/headers.js';
import { fromBody, renderBlocks } from '../../../src/markdown/index.js';
import type { Message } from '../../../src/model.js';
import { corpusRoot, hasCorpus, readCorpus, type Sample } from '../../helpers/corpus.js';
import { createTestCrawler } from '../../helpers/crawler.js';
import { everything } from '../../helpers/span-types.js';
import { visibleText } from '../../helpers/visible-text.js';

/** What the archive itself lost or changed, sample by sample. Each says why the ground truth cannot be read from the archive. */
const EXCEPTIONS: Readonly<
  Record<string, { readonly field: keyof Sample; readonly read: string | null; readonly why: string }>
> = {
  'demo-en/2012-July/000051.html': {
    field: 'date_utc',
    read: '2012-07-11T07:26:00Z',
    why: 'the mail had no Date; Mailman wrote one (with the zone -0000) before it archived the mail',
  },
  'demo-en/2012-February/000056.html': {
    field: 'date_utc',
    read: null,
    why: '“25:61:00 +9900” is no time; the ground truth rolled it over, Listpress says that it cannot be read',
  },
  'demo-en/2012-July/000061.html': {
    field: 'message_id',
    read: '<no-brackets@example.org>',
    why: 'sent without angle brackets; Listpress writes every Message-ID with them',
  },
  'demo-en/2012-July/000065.html': {
    field: 'archive_subject',
    read: 'raw 8bit äöü ðŸŽ‰ subject',
    why: 'the archive wrote the bytes of an emoji as four characters; this is what a browser shows',
  },
  'demo-en/2012-July/000068.html': {
    field: 'archive_subject',
    read: '=?utf-8?B?8J+OiSDwn5GN8J+PvSBlbW9qaQ==?= â€®',
    why: 'the archive wrote three bytes as three characters; this is what a browser shows',
  },
  'demo-en/2012-August/000102.html': {
    field: 'author_name',
    read: 'raw ä 8bit',
    why: 'the ground truth lost the letter, the page has it',
  },
};

/** Bodies whose first or last line is not to be had from the page, and why. */
const LINES_CHANGED: Readonly<Record<string, string>> = {
  'divunal-author/2007-December/000333.html': 'only a scrub notice; Listpress reads the HTML part that it stands for',
  'reality/2007-December/000222.html': 'only a scrub notice; Listpress reads the HTML part that it stands for',
  'genaro-somos-todos/2009-November/000401.html':
    'the page shows the “&nbsp;” that was typed as a space, and the .txt is damaged',
};

const lists = readCorpus();
const samples = Object.entries(lists).flatMap(([list, { sample }]) => sample.map((row) => ({ ...row, list })));

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** What the ground truth leads us to expect in a field, or why it is something else. */
function expected(sample: Sample, field: keyof Sample, truth: string | null): string | null {
  const exception = EXCEPTIONS[sample.url.replace('pipermail/', '')];
  return exception?.field === field ? exception.read : truth;
}

/** Archives of 1999–2003 keep no Message-ID in text or page; only their database had it. */
function idIsKept(sample: Sample): boolean {
  return sample.old_format !== true;
}

describe.skipIf(!hasCorpus)('the corpus of real Pipermail archives', () => {
  let server: Awaited<ReturnType<typeof serveArchive>>;
  const read = new Map<string, Message>();
  const problems: string[] = [];

  beforeAll(async () => {
    server = await serveArchive({ root: corpusRoot });
    const crawler = createTestCrawler();
    for (const { url } of samples) {
      const link = pipermail.recognise(new URL(url, server.url));
      if (link === null) throw new Error(`${url} is not recognised`);
      for await (const finding of pipermail.read(link, { thread: false }, crawler.get)) {
        if (finding.type === 'message') read.set(url, finding.message);
        else problems.push(`${url}: ${finding.issue.code}`);
      }
    }
    await crawler.close();
  }, 300_000);
  afterAll(() => server.close());

  /** The samples whose field is not what is expected; empty is what a test wants. */
  function wrong(
    field: keyof Sample,
    truth: (sample: Sample) => string | null,
    got: (message: Message) => string | null,
  ) {
    return samples.flatMap((sample) => {
      const message = read.get(sample.url);
      const want = expected(sample, field, truth(sample));
      const have = message === undefined ? 'not read' : got(message);
      return have === want ? [] : [{ url: sample.url, have, want }];
    });
  }

  it('is all there and all read', () => {
    expect(samples.length).toBe(1041);
    expect(problems).toEqual([]);
    expect(read.size).toBe(samples.length);
  });

  it('is addressed right', () => {
    expect(
      wrong(
        'url',
        ({ url }) => url,
        ({ url }) => new URL(url ?? '').pathname.slice(1),
      ),
    ).toEqual([]);
  });

  it('has every Message-ID that the archives kept', () => {
    const made = wrong(
      'message_id',
      (sample) => (idIsKept(sample) ? sample.message_id : null),
      ({ id }) => id,
    );
    // A mail without Message-ID got one from Mailman, which is the archive's id of it. One in each of the demo lists.
    const byMailman = made.filter(({ want, have }) => want === null && /^<mailman\.\d+\./.test(have ?? ''));
    expect(made.filter((row) => !byMailman.includes(row))).toEqual([]);
    expect(byMailman).toHaveLength(7);
    expect(samples.filter((sample) => !idIsKept(sample) && read.get(sample.url)?.id !== null)).toEqual([]);
  });

  it('has every subject as archived', () => {
    const rows = wrong(
      'archive_subject',
      ({ archive_subject, subject }) => oneLine(archive_subject ?? subject),
      ({ subject }) => subject,
    );
    // Where the ground truth was read from a damaged text, the page is whole: compare what is not damaged.
    const damaged = rows.filter(({ want }) => want?.includes('\u{fffd}'));
    expect(rows.filter((row) => !damaged.includes(row))).toEqual([]);
    for (const { want, have } of damaged) expect(have).toMatch(asPattern(want ?? ''));
  });

  it('has every author', () => {
    const rows = wrong(
      'author_name',
      ({ author_name }) => author_name,
      ({ from }) => from.name,
    );
    // A name that is an address is none: the address is where it belongs.
    const addresses = rows.filter(({ want, have }) => have === null && addressIn(want ?? '') !== null);
    for (const { url, want } of addresses) expect(read.get(url)?.from.address).toBe(addressIn(want ?? ''));
    const damaged = rows.filter(({ want }) => want?.includes('\u{fffd}'));
    for (const { want, have } of damaged) expect(have).toMatch(asPattern(want ?? ''));
    expect(rows.filter((row) => !addresses.includes(row) && !damaged.includes(row))).toEqual([]);
  });

  it('has every address as the archive shows it', () => {
    const rows = wrong(
      'author_address',
      ({ author_address, author_address_obscured }) => author_address ?? addressIn(author_address_obscured ?? ''),
      ({ from }) => from.address,
    );
    expect(rows).toEqual([]);
  });

  it('has every date', () => {
    expect(
      wrong(
        'date_utc',
        ({ date_utc }) => date_utc,
        ({ date }) => date,
      ),
    ).toEqual([]);
  });

  it('has every attachment', () => {
    const paths = (list: readonly string[]) => [...list].sort().join(' ');
    const rows = wrong(
      'attachments',
      ({ attachments = [] }) => paths(attachments.map(({ path }) => path)),
      (message) => paths(attachmentPaths(message)),
    );
    expect(rows).toEqual([]);
    expect(samples.flatMap(({ attachments = [] }) => attachments).length).toBeGreaterThan(150);
  });

  it('keeps the first and the last line of every body in the Markdown', () => {
    let compared = 0;
    const lost = samples.flatMap((sample) => {
      const message = read.get(sample.url);
      const { body } = sample;
      if (message === undefined || body?.first_line === undefined || body.html_page_lossless === false) return [];
      if (LINES_CHANGED[sample.url.replace('pipermail/', '')] !== undefined) return [];
      compared += 1;
      const { blocks } = fromBody(message.body, { authorName: message.from.name, keep: everything, redact: false });
      const shown = lettersOf(visibleText(renderBlocks(blocks)));
      const lines = [body.first_line, body.last_line ?? body.first_line];
      const missing = lines.filter((line) => !holds(shown, line, body.txt_equals_html_page === false));
      return missing.map((line) => ({ url: sample.url, line }));
    });
    expect(lost).toEqual([]);
    expect(compared).toBeGreaterThan(880);
    process.stderr.write(`First and last line found in the Markdown of ${compared} of ${samples.length} samples.\n`);
  });
});

/** What was attached; a scrubbed HTML part that became the body is counted where it was. */
function attachmentPaths({ attachments }: Message): string[] {
  return attachments.flatMap(({ url }) => (url === null ? [] : [new URL(url).pathname.slice(1)]));
}

function addressIn(text: string): string | null {
  return unobscure(text) ?? readFrom(text).address;
}

/** Damaged text as a pattern in which a lost character is any. */
function asPattern(text: string): RegExp {
  const escaped = oneLine(text).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('\u{fffd}', '.{1,2}')}$`, 'u');
}

/** Whether a text's letters hold a line's. A line of a damaged `.txt` has `?` for what it lost, which the page has whole. */
function holds(shown: string, line: string, damaged: boolean): boolean {
  if (!damaged || !line.includes('?')) return shown.includes(lettersOf(line));
  const pattern = line
    .split('?')
    .map((part) => lettersOf(part))
    .join('[\\p{L}\\p{N}]{0,3}');
  return new RegExp(pattern, 'u').test(shown);
}

/** Letters and digits alone: line breaks, quote marks, marks of emphasis and underlines are how a line is shown. */
function lettersOf(text: string): string {
  return text.normalize('NFC').replace(/[^\p{L}\p{N}]+/gu, '');
}
