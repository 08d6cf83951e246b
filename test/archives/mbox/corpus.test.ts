/** The mails of the corpus's mbox files against the ground truth that another reader wrote down. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { NOTHING_KNOWN, type ScanEvent } from '../../../src/archives/kind.js';
import { mbox } from '../../../src/archives/mbox/kind.js';
import { splitMbox } from '../../../src/archives/mbox/split.js';
import { readMail } from '../../../src/mail/from-rfc822.js';
import { readMessageIds, readOwnId } from '../../../src/mail/headers.js';
import type { GetPage, Message } from '../../../src/model.js';
import { corpusFile, corpusIsHere, corpusNote, type ExpectedRow, expectedRows } from '../../mail/corpus.js';

const LISTS = ['demo-de', 'demo-de9', 'demo-en', 'demo-en9', 'demo-fr', 'demo-ja', 'demo-ru'];

async function* whole(bytes: Uint8Array) {
  yield bytes;
}

async function readAll(path: string): Promise<Message[]> {
  const messages: Message[] = [];
  for await (const mail of splitMbox(whole(corpusFile(path)))) messages.push(await readMail(mail, { url: path }));
  return messages;
}

describe.skipIf(!corpusIsHere).each(LISTS)(`the mbox of %s${corpusNote}`, (list) => {
  const rows = expectedRows().filter((row) => row.list === list);
  let pairs: { row: ExpectedRow; message: Message }[] = [];
  let messages: Message[] = [];

  beforeAll(async () => {
    messages = await readAll(`mbox/${list}.mbox`);
    const left = new Set(messages);
    pairs = rows.flatMap((row) => {
      const message = [...left].find((each) => isOf(each, row));
      if (message === undefined) return [];
      left.delete(message);
      return [{ row, message }];
    });
  });

  /** The rows for which our value is not the expected one, but for the kinds that we mean to read otherwise. */
  function differing(
    ours: (message: Message) => unknown,
    meant: (row: ExpectedRow) => unknown,
    ...exceptions: string[]
  ) {
    return pairs
      .filter(({ row }) => !exceptions.includes(row.kind ?? ''))
      .map(({ row, message }) => ({ kind: row.kind, id: row.message_id, ours: ours(message), meant: meant(row) }))
      .filter((each) => JSON.stringify(each.ours) !== JSON.stringify(each.meant));
  }

  it('holds every message, and no other', () => {
    expect(pairs).toHaveLength(rows.length);
    expect(messages).toHaveLength(rows.length);
  });

  it('gives subjects', () => {
    expect(
      differing(
        (message) => message.subject,
        (row) => row.subject ?? '',
        'subject-folded', // runs of blanks become one
        'subject-raw-8bit', // two charsets in one line; the ground truth has U+FFFD for either
        'emoji', // the ground truth could not read the raw U+202E behind the encoded word
      ),
    ).toEqual([]);
  });

  it('gives authors', () => {
    expect(
      differing(
        ({ from }) => from,
        (row) => ({ name: row.author_name, address: row.author_address ?? null }),
        'from-name-is-address', // a name is never an address
        'from-raw-8bit', // the ground truth has U+FFFD for what is an ä in Latin-1
        'dmarc-munged', // the address is the list's
      ),
    ).toEqual([]);
  });

  it('gives dates', () => {
    expect(
      differing(
        (message) => message.date,
        (row) => row.date_utc,
        'impossible-date', // 25:61 is no time of day
      ),
    ).toEqual([]);
  });

  it('gives what is answered', () => {
    expect(
      differing(
        ({ inReplyTo, references }) => ({ inReplyTo, references }),
        (row) => ({ inReplyTo: readMessageIds(row.in_reply_to ?? '')[0] ?? null, references: row.references }),
      ),
    ).toEqual([]);
  });

  it('gives the whole text', () => {
    expect(
      differing(
        ({ body }) => (body.kind === 'text' ? digest(body.text, list) : body.kind),
        (row) => row.body.sha256 ?? 'html',
        'from-escaping', // the quoting of `From ` is undone here and kept there
        'related-inline-image', // its HTML says half as much again as its text, which shares no word with it
        'mixed-attachments', // the list's footer, a part of its own, is text too
        'many-text-parts', // three text parts, of which the ground truth has the first
        'digest', // the same
        'bad-base64', // not base64 at all; the ground truth has it undecoded
        'multipart-wrong-boundary', // no part is found: the ground truth has nothing, we have it as it stands
        'multipart-no-boundary',
        'control-chars', // its blanks are Python's, among them U+0085 and U+001C
      ),
    ).toEqual([]);
  });

  it('gives the first and last line of every text', () => {
    const without = pairs
      .filter(
        ({ row }) => !['from-escaping', 'bad-base64', 'control-chars', 'related-inline-image'].includes(row.kind ?? ''),
      )
      .filter(({ row, message: { body } }) => {
        const { first_line = '', last_line = '' } = row.body;
        const text = body.kind === 'text' ? disguised(body.text, list).replaceAll('\u00a0', ' ') : body.html;
        return !text.includes(first_line) || !text.includes(last_line);
      });
    expect(without.map(({ row }) => row.kind)).toEqual([]);
  });

  it('gives the attachments', () => {
    // Mailman 2.1.9 writes files with its own line ends, and without the last.
    const hashes = ({ attachments }: Message) =>
      attachments.flatMap(({ content = new Uint8Array() }) => [hash(content), hash(asWritten(content))]);
    const lost = pairs.flatMap(({ row, message }) =>
      row.attachments
        // HTML is the body here, or the text said once more; Mailman printed it and forwarded mails anew.
        .filter(({ path }) => !/\.(html|mht)$/.test(path))
        .filter(({ sha256 = '' }) => !hashes(message).includes(sha256))
        .map(({ path }) => ({ kind: row.kind, path })),
    );
    // Broken MIME is text here and a file there; Mailman 2.1.9 rewrote the calendar.
    const broken = [
      'multipart-wrong-boundary',
      'multipart-no-boundary',
      ...(list.endsWith('9') ? ['calendar-tnef-vcard'] : []),
    ];
    expect(lost.filter(({ kind = '' }) => !broken.includes(kind))).toEqual([]);
  });

  it('gives no attachment that is not one', () => {
    // Named text is an attachment here, and part of the text there.
    const more = pairs.filter(({ row, message }) => {
      const ours = message.attachments.filter(({ type }) => !/^(text|message)\//.test(type ?? ''));
      const theirs = row.attachments.filter(({ path }) => !/\.(html|mht|ics|vcf)$/.test(path));
      return ours.length > theirs.length;
    });
    expect(more.map(({ row }) => row.kind)).toEqual([]);
  });
});

function isOf(message: Message, row: ExpectedRow): boolean {
  if (row.message_id !== null) return message.id === readOwnId(row.message_id);
  return message.id === null && message.dateHeader === row.date_header;
}

/** As the ground truth has it: in normal form, addresses in the archive's disguise, blanks collapsed. */
function digest(text: string, list: string): string {
  return hash(disguised(text, list).normalize('NFC').replace(PYTHON_BLANKS, ' ').replace(/^ | $/g, ''));
}

/** U+FEFF is a blank to JavaScript alone. */
const PYTHON_BLANKS = /(?:(?!\ufeff)\s)+/g;

function asWritten(bytes: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString('latin1').replace(/\r\n/g, '\n').replace(/\n$/, ''), 'latin1');
}

function disguised(text: string, list: string): string {
  const at = list === 'demo-ja' ? ' ＠ ' : list === 'demo-ru' ? ' на ' : ' at ';
  return text.replace(/([-+,.\w]+)@([-+.\w]+)/g, `$1${at}$2`);
}

function hash(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe.skipIf(!corpusIsHere).each(LISTS)(`a scan of the mbox of %s${corpusNote}`, (list) => {
  const path = `mbox/${list}.mbox`;

  async function scanned(bytes: Uint8Array<ArrayBuffer>, size: number): Promise<ScanEvent[]> {
    const sha256 = hash(bytes);
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
    const get: GetPage = async ({ role }) => ({
      role,
      origin: { url: path, sha256 },
      contentType: '',
      body: new Blob(chunks),
    });
    const link = { kind: 'mbox', form: 'file', url: `file:///${path}` } as const;
    const events: ScanEvent[] = [];
    for await (const event of mbox.scan(link, { get, known: () => NOTHING_KNOWN })) events.push(event);
    return events;
  }

  it('yields what the ground truth holds, plain, gzipped and in pieces, and what reading mail by mail gives', async () => {
    const bytes = new Uint8Array(corpusFile(path));
    const events = await scanned(bytes, bytes.length);
    const found = events.flatMap((event) => (event.type === 'message' ? [event.scanned.message] : []));
    const alone = await readAll(path);
    expect(found.map((each) => ({ ...each, origin: '', issues: '' }))).toEqual(
      alone.map((each) => ({ ...each, origin: '', issues: '' })),
    );
    expect(found).toHaveLength(expectedRows().filter((row) => row.list === list).length);
    expect(events.at(-1)).toMatchObject({ type: 'volume-end', outcome: 'read' });
    expect(await scanned(bytes, 999)).toEqual(events);
    const packed = await scanned(new Uint8Array(gzipSync(bytes)), 5000);
    expect(packed.slice(0, -1)).toEqual(events.slice(0, -1));
  });
});
