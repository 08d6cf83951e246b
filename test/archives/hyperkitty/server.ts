/** A HyperKitty in memory, for tests: one list, its three doors, and what can be wrong with them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { constants, gzipSync } from 'node:zlib';
import { hashOf } from '../../../src/archives/hyperkitty/hash.js';
import { hyperkitty } from '../../../src/archives/hyperkitty/kind.js';
import type { Selection } from '../../../src/archives/kind.js';
import { GiveUpOnPage } from '../../../src/errors.js';
import type { Issue } from '../../../src/issues.js';
import type { GetPage, Message } from '../../../src/model.js';

export const BASE = 'https://lists.example.org/hyperkitty/';
export const LIST = 'summit@lists.example.org';
export const LIST_URL = `${BASE}list/${LIST}/`;

const folder = fileURLToPath(new URL('../../../fixtures/hyperkitty/', import.meta.url));
export const fixture = (name: string) => readFileSync(`${folder}${name}`, 'utf8');

/** A mail as the server keeps it. */
export interface Mail {
  readonly id: string;
  readonly date: string;
  readonly subject: string;
  readonly text: string;
  readonly parent?: string;
  readonly attachments?: readonly { readonly name: string; readonly type: string; readonly body: string }[];
  /** The server cannot write it into an export, and breaks off. */
  readonly bad?: boolean;
  /** Bytes of HTML that are all it says, in a charset that only the API knows. */
  readonly html?: { readonly bytes: Uint8Array; readonly charset: string };
}

/** The mails of a server are in the order in which it took them in. */
export interface Settings {
  readonly export?: 'on' | 'off' | 'failing';
  /** Whether the export writes `(a)`; servers before May 2024 do. */
  readonly obscures?: boolean;
  readonly api?: 'paged' | 'unordered' | 'bare' | 'off';
  readonly list?: 'public' | 'private' | 'unknown';
  readonly pages?: Readonly<Record<string, string>>;
  readonly first?: string;
  /** There is no page of the latest threads. */
  readonly menuOnly?: boolean;
  readonly today?: string;
}

export const linkOf = (id: string) => `${LIST_URL}message/${hashOf(id)}/`;

export function serverOf(mails: readonly Mail[], settings: Settings = {}) {
  const asked: string[] = [];
  const rootOf = (mail: Mail): Mail => {
    const parent = mails.find(({ id }) => id === mail.parent);
    return parent === undefined ? mail : rootOf(parent);
  };
  const emailOf = (mail: Mail, detail: boolean) => ({
    message_id: mail.id,
    message_id_hash: hashOf(mail.id),
    thread: `http://backend/hyperkitty/api/list/${LIST}/thread/${hashOf(rootOf(mail).id)}/`,
    sender: { address: 'ann (a) example.org' },
    sender_name: 'Ann',
    subject: mail.subject,
    date: mail.date,
    parent:
      mail.parent === undefined ? null : `http://backend/hyperkitty/api/list/${LIST}/email/${hashOf(mail.parent)}/`,
    ...(detail
      ? {
          content: mail.text,
          attachments:
            mail.html !== undefined
              ? [
                  {
                    name: 'attachment.html',
                    content_type: 'text/html',
                    encoding: mail.html.charset,
                    size: mail.html.bytes.length,
                    download: `http://backend/hyperkitty/list/${LIST}/message/${hashOf(mail.id)}/attachment/2/attachment.html`,
                  },
                ]
              : (mail.attachments ?? []).map(({ name, type, body }, index) => ({
                  name,
                  content_type: type,
                  encoding: null,
                  size: body.length,
                  download: `http://backend/hyperkitty/list/${LIST}/message/${hashOf(mail.id)}/attachment/${index}/${name}`,
                })),
        }
      : {}),
  });
  const exported = (mail: Mail) =>
    [
      `From ann@example.org ${new Date(mail.date).toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) (\S+).*/, '$1 $3 $2 $5 $4')}`,
      'From: Ann <ann@example.org>',
      `Subject: ${mail.subject}`,
      `Date: ${new Date(mail.date).toUTCString().replace('GMT', '+0000')}`,
      `Message-ID: <${mail.id}>`,
      ...(mail.parent === undefined ? [] : [`In-Reply-To: <${mail.parent}>`]),
      'Content-Type: multipart/mixed; boundary="==1=="',
      '',
      '--==1==',
      'Content-Type: text/plain; charset="utf-8"',
      '',
      settings.obscures === false ? mail.text : mail.text.replace(/([\w.+-]+)@([\w.+-]+)/g, '$1(a)$2'),
      ...(mail.html === undefined
        ? []
        : [
            '--==1==',
            'Content-Type: text/html',
            'Content-Transfer-Encoding: base64',
            'Content-Disposition: attachment; filename="attachment.html"',
            '',
            Buffer.from(mail.html.bytes).toString('base64'),
          ]),
      ...(mail.attachments ?? []).flatMap(({ name, type, body }) => [
        '--==1==',
        `Content-Type: ${type}`,
        'Content-Transfer-Encoding: base64',
        `Content-Disposition: attachment; filename="${name}"`,
        '',
        Buffer.from(body).toString('base64'),
      ]),
      '--==1==--',
      '',
      '',
    ].join('\n');
  const stop = (issue: Issue): never => {
    throw new GiveUpOnPage(issue);
  };

  function answer(url: string, partial: boolean): string | Uint8Array | { readonly part: Uint8Array } {
    const { pathname, searchParams: query } = new URL(url);
    if (settings.list === 'private') return stop({ code: 'PAGE_PRIVATE', url, status: 403 });
    const missing = () => stop({ code: 'PAGE_MISSING', url, status: 404 });
    const page = settings.pages?.[url];
    if (page !== undefined) return page;
    const within = pathname.slice(pathname.indexOf(`list/${LIST}/`) + `list/${LIST}/`.length);
    if (settings.list === 'unknown') return missing();
    if (pathname === '/hyperkitty/api/lists/' && settings.api !== 'off') {
      const lists = [{ name: LIST }];
      return JSON.stringify(settings.api === 'bare' ? lists : { count: 1, results: lists });
    }
    if (pathname.includes('/api/')) {
      if (settings.api === 'off') return missing();
      const one = /^email\/(\w+)\/$/.exec(within)?.[1];
      const mail = mails.find(({ id }) => hashOf(id) === one);
      if (one !== undefined) return mail === undefined ? missing() : JSON.stringify(emailOf(mail, true));
      const thread = /^thread\/(\w+)\/emails\/$/.exec(within)?.[1];
      const some = mails.filter((each) => thread === undefined || hashOf(rootOf(each).id) === thread);
      const arrived = [...some].reverse();
      if (settings.api === 'bare') return JSON.stringify(arrived.map((each) => emailOf(each, false)));
      const byDate = query.get('ordering') === 'date' && settings.api !== 'unordered';
      const ordered = byDate || thread !== undefined ? [...some].sort((a, b) => a.date.localeCompare(b.date)) : arrived;
      const offset = Number(query.get('offset'));
      const results = ordered.slice(offset, offset + Number(query.get('limit'))).map((each) => emailOf(each, false));
      return JSON.stringify({ count: some.length, next: 'http://backend/', results });
    }
    if (within.startsWith('export/')) {
      if (settings.export === 'off') return stop({ code: 'SERVER_FAILED', url, status: 400 });
      if (settings.export === 'failing') return stop({ code: 'SERVER_FAILED', url, status: 500 });
      const [start, end, thread, message] = ['start', 'end', 'thread', 'message'].map((name) => query.get(name));
      const some = mails.filter(
        (each) =>
          (start == null || each.date >= start) &&
          (end == null || each.date < end) &&
          (thread == null || hashOf(rootOf(each).id) === thread) &&
          (message == null || hashOf(each.id) === message),
      );
      const bad = some.findIndex((each) => each.bad);
      if (bad < 0) return gzipSync(some.map(exported).join('\n'));
      if (!partial || bad === 0) return stop({ code: 'BODY_BROKEN', url, reason: 'it ends early' });
      const came = some.slice(0, bad).map(exported).join('\n');
      return { part: gzipSync(came, { finishFlush: constants.Z_SYNC_FLUSH }) };
    }
    if (within === 'latest' && settings.menuOnly !== true) {
      const dates = mails
        .map(({ date }) => date)
        .sort()
        .slice(-5)
        .reverse();
      return `${menu()}${dates.map((date) => `<span class="thread-date pull-right" title="${date.slice(0, 16)}">`).join('\n')}`;
    }
    if (within === '') return menu();
    const attachment = /^message\/(\w+)\/attachment\/(\d+)\//.exec(within);
    const holder = mails.find(({ id }) => hashOf(id) === attachment?.[1]);
    return holder?.attachments?.[Number(attachment?.[2])]?.body ?? missing();

    function menu(): string {
      const last = Number((settings.today ?? '2013').slice(0, 4));
      const years = Array.from({ length: last - Number(settings.first ?? '2012') + 1 }, (_, index) => last - index);
      return years.map((year) => `<a href="/hyperkitty/list/${LIST}/${year}/1/">`).join('\n');
    }
  }

  const get: GetPage = async ({ url, role, partial }) => {
    asked.push(url);
    const found = answer(url, partial === true);
    const page = { role, origin: { url, sha256: 'ab' }, contentType: '' };
    if (typeof found === 'object' && 'part' in found) {
      return { ...page, body: new Blob([found.part as Uint8Array<ArrayBuffer>]), complete: false };
    }
    return { ...page, body: new Blob([found as string | Uint8Array<ArrayBuffer>]) };
  };
  return { get, asked };
}

/** Reads a link: the messages (those not cited in parentheses), and the issues. */
export async function readLink(url: string, selection: Partial<Selection>, get: GetPage) {
  const link = hyperkitty.recognise(new URL(url));
  const messages: Message[] = [];
  const issues: Issue[] = [];
  const ids: string[] = [];
  if (link !== null) {
    for await (const finding of hyperkitty.read(link, { thread: false, ...selection }, get)) {
      if (finding.type === 'issue') issues.push(finding.issue);
      else {
        messages.push(finding.message);
        ids.push(finding.cited ? `${finding.message.id}` : `(${finding.message.id})`);
      }
    }
  }
  return { messages, issues, ids };
}
