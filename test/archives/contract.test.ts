/**
 * What every kind of archive owes whoever scans it. One list of mails, archived in each kind's shape; the same demands on all. A new
 * kind adds its way of archiving to the table.
 */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { archiveKinds, linkFor } from '../../src/archives/index.js';
import {
  type ArchiveKindName,
  type Known,
  NOTHING_KNOWN,
  type ScanEvent,
  type ScanTools,
} from '../../src/archives/kind.js';
import { GiveUpOnPage, StopRun } from '../../src/errors.js';
import type { GetPage, Message } from '../../src/model.js';
import { threadEntry, threadPage } from '../helpers/pipermail.js';
import { BASE, LIST, type Mail, serverOf } from './hyperkitty/server.js';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const MAILS: readonly Mail[] = [
  {
    id: 'one@example.org',
    date: '2011-12-30T09:00:00Z',
    subject: 'Who comes to the harbour?',
    text: 'Please answer here.\n',
  },
  {
    id: 'two@example.org',
    date: '2012-01-02T10:00:00Z',
    subject: 'Re: Who comes to the harbour?',
    text: 'I do.\n',
    parent: 'one@example.org',
  },
  {
    id: 'three@example.org',
    date: '2012-02-06T11:00:00Z',
    subject: 'Notes of the first day',
    text: 'We met in room 4.\n',
  },
  { id: 'four@example.org', date: '2012-02-06T12:00:00Z', subject: 'Notes of the second day', text: 'Room 4 again.\n' },
  {
    id: 'five@example.org',
    date: '2012-03-01T13:00:00Z',
    subject: 'Re: Notes of the second day',
    text: 'It was room 5.\n',
    parent: 'four@example.org',
  },
];

type Pages = ReadonlyMap<string, Uint8Array>;
interface Archived {
  readonly link: string;
  readonly get: GetPage;
}

const rfcDate = (date: string) => new Date(date).toUTCString().replace('GMT', '+0000');
const ctime = (date: string) =>
  rfcDate(date).replace(
    /^(\w+), (\d+) (\w+) (\d+) (\S+).*/,
    (_, day, of, month, year, time) => `${day} ${month} ${String(Number(of)).padStart(2)} ${time} ${year}`,
  );
const headersOf = ({ subject, date, id, parent }: Mail, from: string) =>
  `From: ${from}\nDate: ${rfcDate(date)}\nSubject: ${subject}\n${parent === undefined ? '' : `In-Reply-To: <${parent}>\n`}Message-ID: <${id}>\n`;

function pagesGet(pages: Pages): GetPage {
  return async ({ url, role }) => {
    const bytes = pages.get(url);
    if (bytes === undefined) throw new GiveUpOnPage({ code: 'PAGE_MISSING', url, status: 404 });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { role, origin: { url, sha256 }, contentType: '', body: new Blob([bytes as Uint8Array<ArrayBuffer>]) };
  };
}

function asPipermail(mails: readonly Mail[]): Archived {
  const list = 'http://lists.example.org/pipermail/summit/';
  const pages = new Map<string, Uint8Array>();
  const volumes = groups(mails);
  const rows: string[] = [];
  for (const [name, those] of volumes) {
    const text = those
      .map(
        (mail) =>
          `From ann at example.org  ${ctime(mail.date)}\n${headersOf(mail, 'ann at example.org (Ann)')}\n${mail.text}\n\n`,
      )
      .join('');
    const gz = gzipSync(text);
    const entries = those.map((mail) =>
      threadEntry(mails.indexOf(mail), mail.subject, 'Ann', `0${Date.parse(mail.date) / 1000}.${mails.indexOf(mail)}-`),
    );
    pages.set(`${list}${name}/thread.html`, Buffer.from(threadPage(entries.join('\n'))));
    pages.set(`${list}${name}.txt.gz`, gz);
    rows.unshift(
      `<tr><td>${name}:</td><td><A href="${name}/thread.html">[ Thread ]</a></td><td><A href="${name}.txt.gz">[ Gzip'd Text ${gz.length} bytes ]</a></td></tr>`,
    );
  }
  pages.set(list, Buffer.from(`<title>The Summit Archives</title><table>${rows.join('\n')}</table>`));
  return { link: list, get: pagesGet(pages) };
}

function groups(mails: readonly Mail[]): Map<string, Mail[]> {
  const volumes = new Map<string, Mail[]>();
  for (const mail of mails) {
    const name = `${mail.date.slice(0, 4)}-${MONTHS[Number(mail.date.slice(5, 7)) - 1]}`;
    volumes.set(name, [...(volumes.get(name) ?? []), mail]);
  }
  return volumes;
}

function asHyperkitty(mails: readonly Mail[]): Archived {
  const server = serverOf(mails, { first: '2011', today: '2012' });
  const get: GetPage = async (request) => {
    const page = await server.get(request);
    const bytes = new Uint8Array(await page.body.arrayBuffer());
    return { ...page, origin: { ...page.origin, sha256: createHash('sha256').update(bytes).digest('hex') } };
  };
  return { link: `${BASE}list/${LIST}/`, get };
}

function asMbox(mails: readonly Mail[]): Archived {
  const link = 'file:///mail/summit.mbox';
  const text = mails
    .map(
      (mail) =>
        `From ann@example.org ${ctime(mail.date)}\n${headersOf(mail, 'Ann <ann@example.org>')}List-Id: <summit.lists.example.org>\n\n${mail.text}\n`,
    )
    .join('');
  return { link, get: pagesGet(new Map([[link, Buffer.from(text)]])) };
}

const KINDS: Readonly<Record<ArchiveKindName, (mails: readonly Mail[]) => Archived>> = {
  pipermail: asPipermail,
  hyperkitty: asHyperkitty,
  mbox: asMbox,
};

async function scan({ link, get }: Archived, tools: Partial<ScanTools> = {}): Promise<ScanEvent[]> {
  const known = linkFor(new URL(link));
  if (known === null) throw new Error(`${link} is no link`);
  const events: ScanEvent[] = [];
  for await (const event of archiveKinds[known.kind].scan(known, { get, known: () => NOTHING_KNOWN, ...tools }))
    events.push(event);
  return events;
}

const messagesOf = (events: readonly ScanEvent[]): Message[] =>
  events.flatMap((event) => (event.type === 'message' ? [event.scanned.message] : []));
const issuesOf = (events: readonly ScanEvent[]) =>
  events.flatMap((event) => (event.type === 'issue' ? [event.issue] : []));

/** What an archive that was scanned to its end is known to hold. */
function knownFrom(events: readonly ScanEvent[]): Known {
  const stamps = new Map<string, string>();
  const digests = new Set<string>();
  let volume = '';
  for (const event of events) {
    if (event.type === 'volume') volume = event.volume.url;
    if (event.type === 'message') digests.add(event.scanned.digest);
    if (event.type === 'volume-end' && event.stamp !== null) stamps.set(volume, event.stamp);
  }
  return { stamp: (url) => stamps.get(url) ?? null, has: (digest) => digests.has(digest) };
}

/** Counts requests, and fails those that `fails` says. */
function watched({ link, get }: Archived, fails: (request: number) => Error | null = () => null) {
  const asked: string[] = [];
  const counting: GetPage = async (request) => {
    asked.push(request.url);
    const error = fails(asked.length);
    if (error !== null) throw error;
    return get(request);
  };
  return { archived: { link, get: counting }, asked };
}

describe.each(Object.entries(KINDS))('a scan of %s', (name, archive) => {
  it('yields every mail once, oldest first, as the mail has it', async () => {
    const messages = messagesOf(await scan(archive(MAILS)));
    expect(
      messages.map(({ id, date, from, inReplyTo, list, body }) => ({
        id,
        date,
        name: from.name,
        inReplyTo,
        list: list?.replace(/@.*/, ''),
        text: body.kind === 'text' ? body.text.trim() : null,
      })),
    ).toEqual(
      MAILS.map((mail) => ({
        id: `<${mail.id}>`,
        date: mail.date,
        name: 'Ann',
        inReplyTo: mail.parent === undefined ? null : `<${mail.parent}>`,
        list: 'summit',
        text: mail.text.trim(),
      })),
    );
  });

  it('says what it does in order: archive, volume, its messages in order, its end', async () => {
    const events = await scan(archive(MAILS));
    expect(events[0]).toMatchObject({ type: 'archive', kind: name });
    let inVolume = false;
    let position = Number.NEGATIVE_INFINITY;
    const volumes = new Set<string>();
    for (const event of events.slice(1)) {
      if (event.type === 'volume') {
        expect(inVolume).toBe(false);
        expect(volumes).not.toContain(event.volume.url);
        volumes.add(event.volume.url);
        position = Number.NEGATIVE_INFINITY;
      }
      if (event.type === 'message') {
        expect(inVolume).toBe(true);
        expect(event.scanned.position).toBeGreaterThan(position);
        expect(event.scanned.digest).toMatch(/^[0-9a-f]{64}$/);
        position = event.scanned.position;
      }
      if (event.type === 'volume-end') expect(inVolume).toBe(true);
      inVolume = event.type === 'volume' || (inVolume && event.type !== 'volume-end');
    }
    expect(inVolume).toBe(false);
    expect(volumes.size).toBeGreaterThan(0);
    expect(issuesOf(events)).toEqual([]);
  });

  it('gives the same digests, stamps and messages again, whoever asks', async () => {
    expect(await scan(archive(MAILS))).toEqual(await scan(archive(MAILS)));
  });

  it('reads nothing again that has not changed', async () => {
    const first = await scan(archive(MAILS));
    const { archived, asked } = watched(archive(MAILS));
    const second = await scan(archived, { known: () => knownFrom(first) });
    expect(messagesOf(second)).toEqual([]);
    expect(asked.length).toBeLessThanOrEqual(2);
    const outcomes = second.flatMap((event) => (event.type === 'volume-end' ? [event.outcome] : []));
    expect(outcomes.filter((outcome) => outcome === 'incomplete')).toEqual([]);
  });

  it('finds what is new, and makes again only that', async () => {
    const first = await scan(archive(MAILS));
    const news: Mail = { id: 'six@example.org', date: '2012-03-02T14:00:00Z', subject: 'Minutes', text: 'Agreed.\n' };
    const second = await scan(archive([...MAILS, news]), { known: () => knownFrom(first) });
    expect(messagesOf(second).map(({ id }) => id)).toEqual(['<six@example.org>']);
  });

  it('answers a failed request with an issue, and goes on; the next scan has all of it', async () => {
    const whole = messagesOf(await scan(archive(MAILS))).map(({ id }) => id);
    const { asked } = await scanCounting(archive(MAILS));
    for (let nth = 1; nth <= asked; nth += 1) {
      const { archived } = watched(archive(MAILS), (request) =>
        request === nth
          ? new GiveUpOnPage({ code: 'SERVER_FAILED', url: 'https://lists.example.org/x', status: 503 })
          : null,
      );
      const failed = await scan(archived);
      const next = await scan(archive(MAILS), { known: () => knownFrom(failed) });
      const both = new Set([...messagesOf(failed), ...messagesOf(next)].map(({ id }) => id));
      expect([...both].sort(), `request ${nth}`).toEqual([...whole].sort());
      // What no other request made good is said.
      if (messagesOf(failed).length < whole.length) expect(issuesOf(failed), `request ${nth}`).not.toEqual([]);
    }
  });

  it('ends at once when the run is over', async () => {
    const { archived, asked } = watched(archive(MAILS), (request) => (request === 1 ? new StopRun('Stopped.') : null));
    await expect(scan(archived)).rejects.toThrow(StopRun);
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('asks for nothing more once nobody listens', async () => {
    const { archived, asked } = watched(archive(MAILS));
    const link = linkFor(new URL(archived.link));
    if (link === null) throw new Error('no link');
    for await (const event of archiveKinds[link.kind].scan(link, { get: archived.get, known: () => NOTHING_KNOWN })) {
      if (event.type === 'message') break;
    }
    const before = asked.length;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(asked.length).toBe(before);
  });
});

async function scanCounting(archived: Archived): Promise<{ readonly asked: number }> {
  const { archived: counted, asked } = watched(archived);
  await scan(counted);
  return { asked: asked.length };
}
