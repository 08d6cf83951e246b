/** Mailman 2's archive as a kind: the bundled one by its ground truth, and archives that are not as they should be. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Finding, Selection } from '../../../src/archives/kind.js';
import { pipermail } from '../../../src/archives/pipermail/kind.js';
import { StopRun } from '../../../src/errors.js';
import type { GetPage, Message } from '../../../src/model.js';
import {
  ARCHIVE,
  type Archive,
  archiveOf,
  bundledArchive,
  messagePage,
  threadEntry,
  threadPage,
} from '../../helpers/pipermail.js';
import { fixture } from '../../helpers/run-cli.js';

interface Truth {
  readonly url: string;
  readonly list: string;
  readonly volume: string;
  readonly message_id: string | null;
  readonly in_reply_to: string | null;
  readonly references: readonly string[];
  readonly subject: string;
  readonly author: string | null;
  readonly address: string;
  readonly date_header: string;
  readonly date_utc: string;
  readonly replies_to: string | null;
  readonly attachments: readonly { readonly path: string; readonly name?: string | null; readonly bytes: number }[];
  readonly body: { readonly kind: string; readonly first_line: string; readonly last_line: string };
}
const truth: readonly Truth[] = JSON.parse(readFileSync(fixture('archive/expected/messages.json'), 'utf8')).messages;
const SUMMIT = `${ARCHIVE}summit/`;
const FEBRUARY = `${SUMMIT}2012-February/`;

/** The archive shows `ann at example.org` for every address. */
const obscured = (line: string) => line.trim().replace(/(\w)@(\w)/g, '$1 at $2');

async function read(url: string, get: GetPage, selection: Partial<Selection> = {}): Promise<Finding[]> {
  const link = pipermail.recognise(new URL(url));
  const findings: Finding[] = [];
  if (link !== null)
    for await (const finding of pipermail.read(link, { thread: false, ...selection }, get)) findings.push(finding);
  return findings;
}
const messagesOf = (findings: readonly Finding[]): Message[] =>
  findings.flatMap((finding) => (finding.type === 'message' ? [finding.message] : []));
const urlsOf = (findings: readonly Finding[]) => messagesOf(findings).map(({ url }) => url);
const issuesOf = (findings: readonly Finding[]) =>
  findings.flatMap((finding) => (finding.type === 'issue' ? [finding.issue] : []));

describe('a message link into the bundled archive', () => {
  it.each(truth.map((row) => [row.url.slice(ARCHIVE.length), row] as const))(
    'reads %s as its mail was',
    async (_, row) => {
      const findings = await read(row.url, bundledArchive().get);
      expect(issuesOf(findings)).toEqual([]);
      const [message, ...others] = messagesOf(findings);
      expect(others).toEqual([]);
      expect(message).toMatchObject({
        url: row.url,
        list: row.list,
        id: row.message_id,
        inReplyTo: row.in_reply_to,
        references: row.references,
        subject: row.subject,
        from: { name: row.author, address: row.address },
        date: row.date_utc,
        dateHeader: row.date_header,
        origin: { url: row.url },
      });
      expect(message?.attachments.map(({ url }) => url)).toEqual(
        row.attachments.map(({ path }) => `http://lists.example.org/${path}`),
      );
      const text = message?.body.kind === 'text' ? message.body.text : (message?.body.html ?? '');
      if (row.body.kind === 'text') {
        const lines = text.split('\n').map(obscured);
        expect(lines[0]).toBe(obscured(row.body.first_line));
        expect(lines).toContain(obscured(row.body.last_line));
      }
    },
  );

  it('reads the volume’s text once for several links', async () => {
    const archive = bundledArchive();
    await read(`${FEBRUARY}001084.html`, archive.get);
    await read(`${FEBRUARY}001085.html`, archive.get);
    expect(archive.asked.filter((url) => url.includes('.txt'))).toEqual([`${SUMMIT}2012-February.txt.gz`]);
  });
});

describe('a thread', () => {
  it('cites its first message and the linked one; the others are its replies', async () => {
    const findings = await read(`${FEBRUARY}001086.html`, bundledArchive().get, { thread: true });
    const root = `${FEBRUARY}001084.html`;
    const below = (url: string): string[] => [
      url,
      ...truth.filter(({ replies_to }) => replies_to === url).flatMap((row) => below(row.url)),
    ];
    expect(urlsOf(findings).sort()).toEqual(below(root).sort());
    expect(below(root)).toContain(`${SUMMIT}2012-March/001098.html`);
    const cited = findings.flatMap((finding) =>
      finding.type === 'message' && finding.cited ? [finding.message.url] : [],
    );
    expect(cited).toEqual([root, `${FEBRUARY}001086.html`]);
  });

  it('says which of its pages are gone, and reads the others', async () => {
    const { get } = bundledArchive();
    const lossy: GetPage = (request) =>
      get(request.url === `${FEBRUARY}001087.html` ? { ...request, url: `${ARCHIVE}gone` } : request);
    const findings = await read(`${FEBRUARY}001084.html`, lossy, { thread: true });
    expect(urlsOf(findings)).not.toContain(`${FEBRUARY}001087.html`);
    expect(urlsOf(findings)).toContain(`${FEBRUARY}001088.html`);
    expect(issuesOf(findings)).toContainEqual({ code: 'THREAD_INCOMPLETE', url: `${FEBRUARY}001084.html`, missing: 1 });
  });
});

describe('a volume or a list', () => {
  it('asks which messages are meant, and asks the archive nothing', async () => {
    for (const url of [FEBRUARY, SUMMIT]) {
      const archive = bundledArchive();
      expect(issuesOf(await read(url, archive.get))).toEqual([{ code: 'LINK_NEEDS_CHOICE', url }]);
      expect(archive.asked).toEqual([]);
    }
  });

  it('gives the messages of some days, oldest first', async () => {
    const since = '2012-01-16T00:00:00Z';
    const until = '2012-02-05T00:00:00Z';
    const findings = await read(SUMMIT, bundledArchive().get, { since, until });
    const expected = truth.filter(({ list, date_utc }) => list === 'summit' && date_utc >= since && date_utc < until);
    expect(expected.length).toBeGreaterThan(3);
    expect(urlsOf(findings)).toEqual(expected.map(({ url }) => url));
  });

  it('counts the first instant and not the last', async () => {
    const [row] = truth.filter(({ url }) => url === `${FEBRUARY}001084.html`);
    const instant = row?.date_utc ?? '';
    expect(
      urlsOf(await read(FEBRUARY, bundledArchive().get, { since: instant, until: '2012-02-06T17:05:34Z' })),
    ).toEqual([row?.url]);
    expect(
      urlsOf(await read(FEBRUARY, bundledArchive().get, { since: '2012-02-06T17:05:32Z', until: instant })),
    ).toEqual([]);
  });

  it('finds words of the subject, in any order and case', async () => {
    const findings = await read(`${SUMMIT}2012-January/`, bundledArchive().get, { match: 'AGENDA' });
    const expected = truth.filter(
      ({ url, subject }) => url.startsWith(`${SUMMIT}2012-January/`) && /agenda/i.test(subject),
    );
    expect(expected.length).toBeGreaterThan(1);
    expect(urlsOf(findings)).toEqual(expected.map(({ url }) => url));
  });

  it('says that nothing fits', async () => {
    expect(issuesOf(await read(FEBRUARY, bundledArchive().get, { match: 'zebra' }))).toEqual([
      { code: 'NOTHING_MATCHES', url: FEBRUARY },
    ]);
  });

  it('gives no message twice where the threads of two overlap', async () => {
    const urls = urlsOf(await read(FEBRUARY, bundledArchive().get, { match: 'summit notes', thread: true }));
    expect(new Set(urls).size).toBe(urls.length);
  });

  it('says that a list’s page is none', async () => {
    const archive = archiveOf({ [SUMMIT]: 'gone' });
    expect(issuesOf(await read(SUMMIT, archive.get, { match: 'x' }))).toEqual([
      { code: 'PAGE_UNREADABLE', url: SUMMIT, role: 'list index' },
    ]);
    expect(issuesOf(await read(SUMMIT, archiveOf({}).get, { match: 'x' }))).toEqual([
      { code: 'PAGE_MISSING', url: SUMMIT, status: 404 },
    ]);
  });
});

describe('an archive that lacks something', () => {
  const page = `${FEBRUARY}000001.html`;
  const found = async (archive: Archive) => messagesOf(await read(page, archive.get))[0];
  const href = '"mailto:ann%40example.org"';

  it('is read from the page alone', async () => {
    const findings = await read(page, archiveOf({ [page]: messagePage() }).get);
    expect(messagesOf(findings)).toMatchObject([
      { id: '<own.1@example.org>', date: '2012-02-06T17:42:10Z', dateHeader: null },
    ]);
    expect(issuesOf(findings)).toEqual([]);
  });

  it('keeps the text beside a volume uncompressed', async () => {
    const text =
      'From ann at example.org  Mon Feb  6 18:42:10 2012\nFrom: ann at example.org (Ann Bee)\nDate: Mon, 06 Feb 2012 18:42:10 +0100\nSubject: x\nMessage-ID: <own.1@example.org>\n\nx\n';
    const archive = archiveOf({ [page]: messagePage(), [`${SUMMIT}2012-February.txt`]: text });
    expect(await found(archive)).toMatchObject({ dateHeader: 'Mon, 06 Feb 2012 18:42:10 +0100' });
  });

  it('reports a text that is broken, and reads the page', async () => {
    const broken = new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]);
    const findings = await read(
      page,
      archiveOf({ [page]: messagePage(), [`${SUMMIT}2012-February.txt.gz`]: broken }).get,
    );
    expect(messagesOf(findings)).toHaveLength(1);
    expect(issuesOf(findings)).toMatchObject([{ code: 'BODY_BROKEN', url: `${SUMMIT}2012-February.txt.gz` }]);
  });

  it('says that a page is none, or missing', async () => {
    expect(issuesOf(await read(page, archiveOf({ [page]: '<html>moved</html>' }).get))).toEqual([
      { code: 'PAGE_UNREADABLE', url: page, role: 'message' },
    ]);
    expect(issuesOf(await read(page, archiveOf({}).get))).toEqual([{ code: 'PAGE_MISSING', url: page, status: 404 }]);
  });

  it('takes no header of another mail: the page’s own date proves it', async () => {
    const record = (date: string) =>
      `From ann@example.org ${date}\nDate: ${date}\nFrom: Ann Bee ann@example.org\nSubject: Room 4\n\nx\n`;
    const pages = (text: string) =>
      archiveOf({
        [page]: messagePage({
          subject: 'Room 4',
          href,
          address: 'ann@example.org',
          date: 'Mon, 6 Feb 2012 18:42:10 +0100',
          charset: null,
        }),
        [`${FEBRUARY}thread.html`]: threadPage(threadEntry(1, 'Room 4', 'Ann Bee', '01328550130-')),
        [`${SUMMIT}2012-February.txt`]: text,
      });
    // The same author and subject, three days later: the only record, and not this one.
    expect(await found(pages(record('Thu, 9 Feb 2012 10:00:00 +0100')))).toMatchObject({
      date: '2012-02-06T17:42:10Z',
      dateHeader: null,
    });
    const both = record('Thu, 9 Feb 2012 10:00:00 +0100') + record('Mon, 6 Feb 2012 18:42:10 +0100');
    expect(await found(pages(both))).toMatchObject({ dateHeader: 'Mon, 6 Feb 2012 18:42:10 +0100' });
  });

  it('reads a mail whose address in a notice is no address', async () => {
    const body = 'An HTML attachment was scrubbed...\nURL: &lt;http://[/attachments/20120206/00000000/x.html&gt;';
    expect(await found(archiveOf({ [page]: messagePage({ body }) }))).toMatchObject({ attachments: [] });
  });

  it('lets a stop through', async () => {
    const stop: GetPage = async () => {
      throw new StopRun('Stopped.');
    };
    await expect(read(page, stop)).rejects.toThrow(StopRun);
  });
});

describe('hostile pages', () => {
  const at = `${FEBRUARY}002003.html`;
  const hostile = (name: string) => archiveOf({ [at]: new Uint8Array(readFileSync(fixture(`hostile/${name}`))) });

  it('keep their attachments in the list’s own folder', async () => {
    const [message] = messagesOf(await read(at, hostile('fake-scrub-notices.html').get));
    expect(message?.subject).toBe('[Summit] Pictures of the summit');
    for (const { url } of message?.attachments ?? []) {
      expect(new URL(url ?? '').href.startsWith(`${SUMMIT}attachments/2012`), url ?? '').toBe(true);
    }
  });

  it('have subjects on one line', async () => {
    const [message] = messagesOf(await read(at, hostile('subject-newline.html').get));
    expect(message?.subject).not.toMatch(/[\n\r\t]/);
    expect(message?.subject).not.toBe('');
  });

  it('are issues where they are no message pages', async () => {
    expect(issuesOf(await read(at, hostile('no-article-markers.html').get))).toEqual([
      { code: 'PAGE_UNREADABLE', url: at, role: 'message' },
    ]);
  });
});
