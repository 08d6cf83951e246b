/** `listpress draft` from the command line to the disk, through the real crawler, on the bundled archive. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readDocument } from '../../src/posts/document.js';
import { fixture, MEMBERS, SEEDS, SUMMIT, seedCommand, useWorkbench } from '../helpers/run-cli.js';

const STEM = '2012-03-14-fosdem-2012-report';
const DRAFT = `output/${STEM}.md`;
const committed = (path: string) => readFileSync(fixture(`../output/${path}`));
const quick = ['--delay', '0'];

const { fresh } = useWorkbench();

describe('the report that started it', () => {
  it('is what is committed in output/, with its image, attachment and companion', async () => {
    const bench = fresh();
    const { code, out, err } = await bench.run(seedCommand());
    expect(err).toContain(`${DRAFT} written`);
    expect({ code, out }).toEqual({ code: 0, out: `${DRAFT}\n` });
    expect(bench.files()).toEqual([
      `output/${STEM}.listpress.yaml`,
      DRAFT,
      `output/${STEM}/resume-trace.txt`,
      `output/${STEM}/whiteboard-session-resume.png`,
    ]);
    for (const path of bench.files()) {
      expect(readFileSync(join(bench.cwd, path)).equals(committed(path.replace('output/', ''))), path).toBe(true);
    }
  });

  it('has the front matter of the seed post, key for key', async () => {
    const bench = fresh();
    await bench.run(seedCommand());
    const text = bench.read(DRAFT);
    expect(text.split('\n').slice(0, 14)).toEqual([
      '---',
      'title: FOSDEM 2012 Report',
      'date: 2012-03-14 12:30',
      'author: stpeter',
      'blog_id: blog',
      'category: FOSDEM',
      'draft: true',
      'sources:',
      '    - title: Summit notes, February 2 and 3',
      '      author: Marit Tveitsund',
      '      date: 2012-02-06T17:05:33Z',
      `      url: ${SEEDS[0]}`,
      '      message_id: <4F30094D.6050302@tveitsund.example.org>',
      '    - title: "FOSDEM: how it went, and thank you"',
    ]);
    const { body } = readDocument(text);
    const [opening] = body.split('\n');
    expect(opening).toContain(`[Summit](${SEEDS[0]})`);
    expect(opening).toContain(`[Members](${SEEDS[1]})`);
  });

  it('carries no address and no phone number of anyone', async () => {
    const bench = fresh();
    await bench.run(seedCommand());
    const { body } = readDocument(bench.read(DRAFT));
    // The room's chat address is no mail address.
    expect(body.replaceAll('xmpp:summit@rooms.example.org', '')).not.toMatch(
      /[\w.]+(?:@| at )[\w-]+(?:\.[\w-]+)*\.example/,
    );
    expect(body).not.toMatch(/\+\d[\d ]{6,}/);
  });

  it('costs one conditional request a page and no download when it is drafted again', async () => {
    const bench = fresh();
    await bench.run(seedCommand());
    const before = bench.server.requests.length;
    const { code, err } = await bench.run(seedCommand());
    const again = bench.server.requests.slice(before);
    expect(code).toBe(0);
    expect(err).toContain('unchanged, as it was drafted before');
    expect(again.every(({ status, headers }) => status === 304 && headers['if-none-match'] !== undefined)).toBe(true);
    expect(new Set(again.map(({ path }) => path)).size).toBe(again.length);
    expect(again).toHaveLength(7);
  });

  it('names every line of the draft that came from a message, in the companion', async () => {
    const bench = fresh();
    await bench.run(seedCommand());
    const companion = parse(bench.read(`output/${STEM}.listpress.yaml`));
    const lines = bench.read(DRAFT).split('\n');
    const traced = companion.blocks.map(({ lines: range }: { lines: string }) => {
      const [from = 0, to = 0] = range.split('-').map(Number);
      return lines.slice(from - 1, to).join('\n');
    });
    expect(traced).toContain('### Interop table');
    expect(traced.at(-1)).toMatch(/^What comes next: /);
    expect(companion.generated).toBe(bench.read(DRAFT));
    const body = lines.slice(lines.indexOf('---', 1) + 1).filter((line) => line !== '');
    const untraced = body.filter((line) => !traced.some((block: string) => block.split('\n').includes(line)));
    // What Listpress itself wrote: the opening, the list of sources.
    expect(untraced.every((line) => /^(This post is based on|## Sources|- \[)/.test(line))).toBe(true);
  });
});

describe('on a terminal', () => {
  it('takes the live line away before the report is printed', async () => {
    const bench = fresh();
    let screen = '';
    const show = (text: string) => {
      screen += text;
    };
    await bench.run(['draft', SEEDS[1], ...quick], { out: show, err: show, terminal: { isTTY: true, columns: 80 } });
    expect(screen).toContain('Reading · ');
    const erase = '\r\u{1b}[2K';
    const report = screen.indexOf('output/2012-02-07');
    expect(screen.slice(0, report).endsWith(erase)).toBe(true);
    expect(screen.slice(report)).not.toContain(erase);
  });
});

describe('without options', () => {
  it('takes title, date and author from the messages', async () => {
    const bench = fresh();
    const { code, out } = await bench.run(['draft', SEEDS[0], ...quick]);
    expect({ code, out }).toEqual({ code: 0, out: 'output/2012-02-06-summit-notes-february-2-and-3.md\n' });
    const { fields } = readDocument(bench.read(out.trim()));
    expect(fields.slice(0, 4)).toEqual([
      ['title', 'Summit notes, February 2 and 3'],
      ['date', '2012-02-06 17:05'],
      ['author', 'Marit Tveitsund'],
      ['draft', true],
    ]);
  });

  it('takes the author from the author map of the config', async () => {
    const bench = fresh();
    writeFileSync(join(bench.cwd, 'listpress.yaml'), 'authors:\n  Marit Tveitsund: marit\n');
    await bench.run(['draft', SEEDS[0], ...quick]);
    expect(bench.read('output/2012-02-06-summit-notes-february-2-and-3.md')).toContain('\nauthor: marit\n');
  });

  it('says that a sender has no handle', async () => {
    const bench = fresh();
    writeFileSync(join(bench.cwd, 'listpress.yaml'), 'authors:\n  somebody@example.net: else\n');
    const { code, err } = await bench.run(['draft', SEEDS[0], ...quick]);
    expect(code).toBe(0);
    expect(err.replace(/\s+/g, ' ')).toContain('“Marit Tveitsund” has no handle under authors: in listpress.yaml');
  });
});

describe('the order of links', () => {
  it('is the order of sections', async () => {
    const bench = fresh();
    await bench.run(['draft', SEEDS[1], SEEDS[0], '--title', 'T', '--date', '2012-03-14', ...quick]);
    const text = bench.read('output/2012-03-14-t.md');
    expect(text.indexOf('## FOSDEM: how it went')).toBeGreaterThan(0);
    expect(text.indexOf('## FOSDEM: how it went')).toBeLessThan(text.indexOf('## Summit notes'));
  });
});

describe('--dry-run and --json', () => {
  it('prints the draft and writes nothing, not even a cache', async () => {
    const bench = fresh();
    const { code, out, err } = await bench.run([...seedCommand(), '--dry-run']);
    expect(code).toBe(0);
    expect(out).toBe(committed(`${STEM}.md`).toString());
    expect(err).toContain('not written (--dry-run)');
    expect(bench.files()).toEqual([]);
    expect(existsSync(join(bench.cwd, '.listpress'))).toBe(false);
  });

  it('gives the same as data and nothing else', async () => {
    const bench = fresh();
    const { code, out, err } = await bench.run([...seedCommand(), '--json']);
    const data = JSON.parse(out);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(data).toMatchObject({ path: DRAFT, status: 'written', images: 1, issues: [] });
    expect(data.frontMatter).toMatchObject({ title: 'FOSDEM 2012 Report', date: '2012-03-14 12:30', blog_id: 'blog' });
    expect(data.sources.map(({ url }: { url: string }) => url)).toEqual(SEEDS);
    expect(data.words).toBeGreaterThan(500);
  });
});

describe('a draft that a person edited', () => {
  it('stays, and the new version is laid beside it', async () => {
    const bench = fresh();
    await bench.run(seedCommand());
    const edited = bench.read(DRAFT).replace('The lounge', 'Our lounge');
    writeFileSync(join(bench.cwd, DRAFT), edited);

    const { code, out, err } = await bench.run(seedCommand());
    const beside = `output/${STEM}.new.md`;
    expect({ code, out }).toEqual({ code: 0, out: `${beside}\n` });
    expect(err).toContain('it was edited, so it stays as it is');
    expect(bench.read(DRAFT)).toBe(edited);
    expect(bench.read(beside)).toBe(committed(`${STEM}.md`).toString());
  });

  it('is not lost when the version beside it was edited too', async () => {
    const bench = fresh();
    await bench.run(seedCommand());
    writeFileSync(join(bench.cwd, DRAFT), 'mine\n');
    await bench.run(seedCommand());
    writeFileSync(join(bench.cwd, `output/${STEM}.new.md`), 'mine too\n');
    const { out } = await bench.run(seedCommand());
    expect(out).toBe(`output/${STEM}.new-2.md\n`);
    expect(bench.read(DRAFT)).toBe('mine\n');
    expect(bench.read(`output/${STEM}.new.md`)).toBe('mine too\n');
  });

  it('is refreshed when nobody edited it', async () => {
    const bench = fresh();
    await bench.run(seedCommand());
    const { err } = await bench.run([...seedCommand(), '--tag', 'summit']);
    expect(err).toContain('brought up to date');
    expect(bench.read(DRAFT)).toContain('\ntags:\n    - summit\n');
  });

  it('is not replaced by another message of the same subject and day', async () => {
    const bench = fresh();
    const reply = `${MEMBERS}2012-February/006681.html`;
    const args = ['--date', '2012-03-14', '--title', 'FOSDEM', ...quick];
    const first = await bench.run(['draft', SEEDS[1], ...args]);
    const text = bench.read(first.out.trim());
    const second = await bench.run(['draft', reply, ...args]);
    expect(second.out).toBe('output/2012-03-14-fosdem-2.md\n');
    expect(bench.read(first.out.trim())).toBe(text);
    // Each finds its own again.
    expect((await bench.run(['draft', reply, ...args])).out).toBe(second.out);
    expect((await bench.run(['draft', SEEDS[1], reply, ...args])).out).toBe(first.out);
  });

  it('is not written over when it is somebody’s file and not a draft of ours', async () => {
    const bench = fresh();
    await bench.run([...seedCommand(), '--dry-run']);
    await bench.run(['draft', SEEDS[0], '--title', 'Other', '--date', '2012-01-01', ...quick]);
    writeFileSync(join(bench.cwd, DRAFT), 'a post by hand\n');
    const { out } = await bench.run(seedCommand());
    expect(bench.read(DRAFT)).toBe('a post by hand\n');
    expect(out).toBe(`output/${STEM}.new.md\n`);
  });
});

describe('--thread', () => {
  it('makes the replies an attributed discussion, in the order of the thread', async () => {
    const bench = fresh();
    const { code, out, err } = await bench.run(['draft', SEEDS[0], '--thread', ...quick]);
    expect({ code, err: err.includes('!') }).toEqual({ code: 0, err: false });
    const text = bench.read(out.trim());
    const numbers = [...text.matchAll(/^\*\*.+\*\* \(\[reply\]\(\S+\/(\d+)\.html\)/gm)].map(([, number]) =>
      Number(number),
    );
    expect(text).toContain('\n## Discussion\n');
    expect(numbers.length).toBeGreaterThanOrEqual(5);
    const expected = thread(SEEDS[0]).slice(1);
    expect(numbers).toEqual(expected.filter((number) => numbers.includes(number)));
  });

  it('takes the whole thread from any of its messages', async () => {
    const bench = fresh();
    const { out } = await bench.run(['draft', `${SUMMIT}2012-February/001086.html`, '--thread', ...quick]);
    const text = bench.read(out.trim());
    expect(text).toContain(`Summit ([1](${SEEDS[0]}), [2](${SUMMIT}2012-February/001086.html)) mailing list on`);
    expect(text).toContain('## Discussion');
  });

  it('follows a thread into the next volume', async () => {
    const bench = fresh();
    const { out } = await bench.run(['draft', SEEDS[0], '--thread', ...quick, '--json']);
    const urls = JSON.parse(out).sources.map(({ url }: { url: string }) => url);
    expect(urls).toContain(`${SUMMIT}2012-March/001098.html`);
    const cited = truth().filter(({ url }) => urls.includes(url));
    expect(cited).toHaveLength(urls.length);
    expect(cited.every(({ url, replies_to }) => url === SEEDS[0] || urls.includes(replies_to))).toBe(true);
  });
});

interface Truth {
  readonly url: string;
  readonly number: number;
  readonly subject: string;
  readonly date_utc: string | null;
  readonly replies_to: string | null;
}

function truth(): Truth[] {
  const data = JSON.parse(readFileSync(fixture('archive/expected/messages.json'), 'utf8'));
  return Array.isArray(data) ? data : data.messages;
}

/** The numbers of a thread, depth first, answers by date: from the mails' own headers. */
function thread(root: string): number[] {
  const rows = truth();
  const children = (url: string): number[] =>
    rows
      .filter(({ replies_to }) => replies_to === url)
      .sort((a, b) => (a.date_utc ?? '').localeCompare(b.date_utc ?? ''))
      .flatMap(({ url: child, number }) => [number, ...children(child)]);
  const first = rows.find(({ url }) => url === root);
  return first === undefined ? [] : [first.number, ...children(root)];
}

describe('a volume or a list', () => {
  it('gives the messages that --match names', async () => {
    const bench = fresh();
    const { code, out } = await bench.run([
      'draft',
      `${SUMMIT}2012-February/`,
      '--match',
      'NOTES summit',
      ...quick,
      '--json',
    ]);
    const urls = JSON.parse(out).sources.map(({ url }: { url: string }) => url);
    const expected = truth()
      .filter(
        ({ url, subject }) =>
          url.startsWith(`${SUMMIT}2012-February/`) &&
          /notes/i.test(subject) &&
          /summit/i.test(subject.replace(/^(\[[^\]]*\] ?)/, '')),
      )
      .map(({ url }) => url);
    expect(code).toBe(0);
    expect(urls).toEqual(expect.arrayContaining(expected));
    expect(urls).toContain(SEEDS[0]);
  });

  it('gives the messages of some days, from every volume that can hold them, and asks for no other', async () => {
    const bench = fresh();
    const before = bench.server.requests.length;
    const days = ['--since', '2012-01-30', '--until', '2012-02-03'];
    const { out } = await bench.run(['draft', SUMMIT, ...days, '--title', 'Days', ...quick, '--json']);
    const urls = JSON.parse(out).sources.map(({ url }: { url: string }) => url);
    const expected = truth()
      .filter(
        ({ url, date_utc }) =>
          url.startsWith(SUMMIT) && (date_utc ?? '') >= '2012-01-30' && (date_utc ?? '') < '2012-02-04',
      )
      .map(({ url }) => url);
    expect(expected.length).toBeGreaterThan(1);
    expect([...urls].sort()).toEqual([...expected].sort());
    const asked = bench.server.requests.slice(before).map(({ path }) => path);
    expect(asked.filter((path) => path.includes('1999-August') || path.includes('2012-March'))).toEqual([]);
  });

  it('asks which messages are meant', async () => {
    const bench = fresh();
    const { code, out, err } = await bench.run(['draft', MEMBERS, ...quick]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('--since, --until or --match');
  });
});

describe('files', () => {
  it('drafts from a saved page, a mail and an mbox', async () => {
    const bench = fresh();
    for (const name of ['saved-page.html', 'plain-utf8.eml', 'multipart.eml']) {
      const { code, out, err } = await bench.run(['draft', fixture(`mail/${name}`), '--slug', name.replace('.', '-')]);
      expect({ name, code, err: err.includes(' ! ') }).toEqual({ name, code: 0, err: false });
      const text = bench.read(out.trim());
      expect(text, name).not.toContain(bench.cwd);
      expect(text, name).not.toContain('file:');
      expect(text, name).not.toMatch(/\/fixtures\//);
    }
    const { code, out } = await bench.run(['draft', fixture('mail/docs.mbox'), '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out).sources).toHaveLength(4);
  });

  it('copies an image that came with the mail', async () => {
    const bench = fresh();
    await bench.run(['draft', fixture('mail/multipart.eml'), '--slug', 'mail']);
    expect(bench.files().filter((path) => /\.(png|jpg|gif)$/.test(path)).length).toBeGreaterThan(0);
  });

  it('reads a page of a copy of an archive with its neighbours', async () => {
    const bench = fresh();
    const page = fixture('archive/www/pipermail/summit/2012-February/001084.html');
    const { out } = await bench.run(['draft', page, '--json']);
    const [source] = JSON.parse(out).sources;
    expect(source).toMatchObject({ url: null, date: '2012-02-06T17:05:33Z', list: 'summit' });
  });

  it('reads pages of 1999, which keep no Message-ID', async () => {
    const bench = fresh();
    const url = `${SUMMIT}1999-August/000000.html`;
    const { code, out, err } = await bench.run(['draft', url, ...quick, '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const data = JSON.parse(out);
    expect(data.sources[0].message_id).toBeNull();
    expect(data.sources[0].date).toBe(truth().find((row) => row.url === url)?.date_utc);
    expect(data.issues.map(({ code: issue }: { code: string }) => issue)).toEqual(['ID_UNKNOWN']);
  });
});

describe('what cannot be read', () => {
  const cases: readonly (readonly [what: string, link: string, sentence: RegExp])[] = [
    ['a link that is no archive', 'https://example.org/blog/', /https:\/\/example\.org\/blog\/ is not a link into/],
    ['a page that is not there', `${SUMMIT}2012-February/999999.html`, /999999\.html does not exist \(HTTP 404\)/],
    [
      'a host that nobody knows',
      'http://no-such-host.invalid/pipermail/x/2012-May/000001.html',
      /could not be reached|answered HTTP 502/,
    ],
    ['a file that is not there', 'notes.eml', /notes\.eml cannot be read \(there is no such file\)/],
    [
      'a link without its beginning',
      'lists.example.org/pipermail/summit/2012-February/001084.html',
      /cannot be read \(there is no such file; a link begins with https:\/\/\)/,
    ],
    ['a page without an article', fixture('hostile/no-article-markers.html'), /is not the message page/],
  ];

  it.each(cases)('%s is one sentence, and the other links are still drafted', async (_, link, sentence) => {
    const bench = fresh();
    const { code, out, err } = await bench.run(['draft', link, SEEDS[1], '--slug', 'x', ...quick]);
    const text = err.replace(/\s+/g, ' ');
    expect(text).toMatch(sentence);
    expect(text).not.toMatch(/\bat .+:\d+:\d+|Error:|undefined|\[object/);
    expect(code).toBe(1);
    expect(out).toBe('output/2012-02-07-x.md\n');
  });

  it.each([401, 403])('a private list (%i) is named as such', async (status) => {
    const server = createServer((request, response) => {
      response.writeHead(request.url === '/robots.txt' ? 404 : status).end('members only');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const bench = fresh();
    const link = `http://127.0.0.1:${port}/pipermail/board/2012-May/000001.html`;
    const { code, out, err } = await bench.run(['draft', link, ...quick], { env: {} });
    server.close();
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.replace(/\s+/g, ' ')).toContain(`${link} is private (HTTP ${status}); a member can save the page`);
  });

  it('stops at once, and says so, when the run is interrupted', async () => {
    const bench = fresh();
    const { code, out } = await bench.run(seedCommand(), { signal: AbortSignal.abort() });
    expect({ code, out, files: bench.files() }).toEqual({ code: 130, out: '', files: [] });
  });

  it('exits with 1 and writes nothing when nothing could be read', async () => {
    const bench = fresh();
    const { code, out, err } = await bench.run(['draft', 'https://example.org/', ...quick]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('nothing was drafted');
    expect(bench.files()).toEqual([]);
  });
});

describe('what cannot start', () => {
  const cases: readonly (readonly [args: readonly string[], sentence: string])[] = [
    [['--date', '14.3.2012'], '--date “14.3.2012” is not a date; write it as 2012-03-14 or "2012-03-14 12:30".'],
    [['--date', '2012-02-31'], '--date “2012-02-31” is not a date'],
    [['--set', 'blog_id'], '--set “blog_id” is not key=value'],
    [['--set', 'title=x'], '--set title=… is not possible: use --title.'],
    [['--slug', 'CON/../x'], '--slug “CON/../x” is not a safe file name'],
    [['--since', '2012-02-05', '--until', '2012-02-01'], '--since 2012-02-05 is not before --until 2012-02-01.'],
    [['--delay', 'soon'], 'It is a whole number from 0 to 600000.'],
    [['--sinse', '2012-02-05'], "unknown option '--sinse'"],
    [['--config', 'nowhere.yaml'], 'Cannot read the config nowhere.yaml: there is no such file.'],
  ];

  it.each(cases)('%j is one sentence and exit code 2, and nothing is asked of anyone', async (args, sentence) => {
    const bench = fresh();
    const before = bench.server.requests.length;
    const { code, out, err } = await bench.run(['draft', SEEDS[0], ...args]);
    expect(err).toContain(sentence);
    expect({ code, out, files: bench.files() }).toEqual({ code: 2, out: '', files: [] });
    expect(bench.server.requests.length).toBe(before);
  });

  it('names file, line and column of a mistake in the config', async () => {
    const bench = fresh();
    writeFileSync(join(bench.cwd, 'listpress.yaml'), 'contact: me@example.org\nauthor:\n  a: b\n');
    const { code, err } = await bench.run(['draft', SEEDS[0]]);
    expect(code).toBe(2);
    expect(err).toMatch(/^listpress\.yaml:2:1 “author” is not a setting here; the settings are contact, authors/);
  });

  it('says that a folder cannot be written', async () => {
    const bench = fresh();
    writeFileSync(join(bench.cwd, 'output'), 'a file in the way');
    const { code, err } = await bench.run(['draft', SEEDS[0]]);
    expect(code).toBe(2);
    expect(err).toMatch(/^Cannot write .*output: a file is in the way\. Choose another folder with --out\.\n$/);
    chmodSync(join(bench.cwd, 'output'), 0o644);
  });
});

describe('hostile mail', () => {
  it('stays text: in the front matter, in the file name, in the body', async () => {
    const bench = fresh();
    const pages = ['2012-January/001079', '2012-February/001081', '2012-February/001082', '2012-February/001093'];
    const links = pages.map((page) => `${SUMMIT}${page}.html`);
    const { out } = await bench.run(['draft', ...links, '--date', '2012-03-01', ...quick]);
    const path = out.trim();
    expect(path).toMatch(/^output\/2012-03-01-[a-z0-9-]+\.md$/);
    const text = bench.read(path);
    const { fields, body } = readDocument(text);
    expect(String(fields[0]?.[1])).toContain('{{ site.title }}');
    expect(body).not.toMatch(/\{\{|\{%|\{#|<script/i);
    expect(bench.files().every((file) => /^output\/[\w.-]+(\/[\w.-]+)?$/.test(file))).toBe(true);
    expect(bench.files().some((file) => /(^|\/)con\.png$/i.test(file))).toBe(false);
  });

  it.each([
    'hostile/body-js.html',
    'hostile/body-js.eml',
    'hostile/subject-newline.html',
    'hostile/subject-300.eml',
    'hostile/fake-scrub-notices.html',
  ])('%s becomes a draft that reads back', async (name) => {
    const bench = fresh();
    const { out, err } = await bench.run(['draft', fixture(name), '--date', '2012-03-01']);
    expect(err).not.toContain('Error');
    const { fields } = readDocument(bench.read(out.trim()));
    expect(Object.fromEntries(fields)).toMatchObject({ date: '2012-03-01', draft: true });
    expect(Buffer.byteLength(out.trim().split('/').at(-1) ?? '')).toBeLessThan(120);
  });
});

describe('what a mail quotes and names', () => {
  const points = Array.from(
    { length: 14 },
    (_, at) => `Point ${at}: the pier wants ${at} new planks, says the carpenter.`,
  );
  const parent = [
    'From ann@example.org Mon Feb  6 17:05:33 2012',
    'From: Ann Keller <ann@example.org>',
    'Date: Mon, 06 Feb 2012 17:05:33 +0000',
    'Subject: The pier',
    'Message-ID: <4F30094D.1@example.org>',
    'Archived-At: <https://lists.example.org/pier/1.html>',
    '',
    ...points,
    '',
  ].join('\n');
  const reply = [
    'From: Tom Okafor <tom@example.org>',
    'Date: Tue, 07 Feb 2012 10:00:00 +0000',
    'Subject: Re: The pier',
    'Message-ID: <4F30094D.2@example.org>',
    'In-Reply-To: <4F30094D.1@example.org>',
    '',
    'On Mon, 6 Feb 2012, Ann Keller wrote:',
    ...points.map((line) => `> ${line}`),
    '',
    'I have them all. Ann listed them in <4F30094D.1@example.org>, and the nails are ordered.',
    '',
  ].join('\n');

  it('is linked where the list was synced', async () => {
    const bench = fresh();
    writeFileSync(join(bench.cwd, 'pier.mbox'), parent);
    writeFileSync(join(bench.cwd, 'reply.eml'), reply);
    const before = await bench.run(['draft', 'reply.eml', '--dry-run']);
    expect(before.out).toContain('> *14 lines quoted*');
    expect((await bench.run(['sync', 'pier.mbox'])).code).toBe(0);
    const { out, code } = await bench.run(['draft', 'reply.eml', '--dry-run']);
    expect(code).toBe(0);
    expect(out).toContain('> [14 lines quoted from Ann Keller](https://lists.example.org/pier/1.html)');
    expect(out).toContain('[&lt;4F30094D.1@example.org>](https://lists.example.org/pier/1.html)');
    await bench.run(['draft', 'reply.eml']);
    expect(bench.read('output/2012-02-07-re-the-pier.listpress.yaml'.replace('re-', ''))).toContain(
      'of: https://lists.example.org/pier/1.html',
    );
  });

  it('is kept or dropped as the command line says, else the config', async () => {
    const bench = fresh();
    writeFileSync(join(bench.cwd, 'reply.eml'), reply);
    writeFileSync(join(bench.cwd, 'listpress.yaml'), 'quotes: keep\n');
    const kept = await bench.run(['draft', 'reply.eml', '--dry-run']);
    expect(kept.out).toMatch(/^> .*Point 13: the pier wants 13 new planks/m);
    const dropped = await bench.run(['draft', 'reply.eml', '--dry-run', '--quotes', 'drop']);
    expect(dropped.out).not.toMatch(/^>/m);
  });
});
