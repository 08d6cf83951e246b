/** What `listpress draft` says of what it made. */
import { describe, expect, it } from 'vitest';
import { countWords, type Drafted, printData, printReport } from '../../src/commands/draft-report.js';
import type { CommonOptions, Io } from '../../src/commands/io.js';
import type { Issue } from '../../src/issues.js';

const URL_ = 'https://lists.example.org/pipermail/summit/2012-February/001084.html';
const SOURCE = {
  title: 'Notes',
  author: 'Ann Bee',
  date: '2012-02-06T17:05:33Z',
  url: URL_,
  message_id: '<1@example.org>',
  list: 'summit',
  origin: { url: URL_, sha256: 'ab' },
} as const;
const unread: Issue = { code: 'PAGE_MISSING', url: `${URL_}x`, status: 404 };
const known: Issue = { code: 'ID_UNKNOWN', url: URL_ };

const drafted = (given: Partial<Drafted> = {}): Drafted => ({
  draft: { slug: 't', date: '2012-03-14', fields: [['title', 'T']], blocks: [], sources: [SOURCE], setAside: [] },
  text: '---\ntitle: T\n---\n\nOne two.\n',
  body: 'One two.',
  report: { blocks: [{ markdown: 'One two.', source: 0 }], sources: [SOURCE], setAside: [] },
  attached: { carried: new Map(), files: [], images: 0, issues: [] },
  stem: 't',
  saved: { status: 'written', path: 'output/t.md' },
  issues: [],
  ...given,
});

function print(
  result: Parameters<typeof printReport>[0],
  options: CommonOptions = {},
  terminal = { isTTY: false, columns: 80 },
) {
  const io = { out: '', err: '' };
  const world = {
    out: (text: string) => {
      io.out += text;
    },
    err: (text: string) => {
      io.err += text;
    },
    terminal,
  } as unknown as Io;
  if (options.json) printData(result, null, world);
  else printReport(result, options, world);
  return io;
}
const flat = (text: string) => text.replace(/\s+/g, ' ');

describe('printReport', () => {
  it('puts the path on standard output and all else on standard error', () => {
    const { out, err } = print(drafted());
    expect(out).toBe('output/t.md\n');
    expect(flat(err)).toContain('output/t.md written: 2 words, 1 source, 0 images, no issues.');
    expect(flat(err)).toContain(`from Notes · ${URL_}`);
    expect(err).toContain('Next: edit output/t.md, then set draft: false.');
    expect(err).not.toContain('\u{1b}');
  });

  it.each([
    ['refreshed', 'brought up to date', 'Next: edit output/t.md'],
    ['unchanged', 'unchanged, as it was drafted before', 'Next: edit output/t.md'],
  ] as const)('says that a draft is %s', (status, done, next) => {
    const { err } = print(drafted({ saved: { status, path: 'output/t.md' } }));
    expect(flat(err)).toContain(`output/t.md ${done}:`);
    expect(flat(err)).toContain(next);
  });

  it('names the new text beside an edited draft, on both outputs', () => {
    const { out, err } = print(
      drafted({ saved: { status: 'laid-beside', path: 'output/t.md', newPath: 'output/t.new.md' } }),
    );
    expect(out).toBe('output/t.new.md\n');
    expect(flat(err)).toContain('output/t.md left as it was edited');
    expect(flat(err)).toContain('Next: compare output/t.md with output/t.new.md');
  });

  it('prints the text itself in a dry run', () => {
    const result = drafted({ saved: { status: 'not-written', path: 'output/t.md' } });
    const { out, err } = print(result, { dryRun: true });
    expect(out).toBe(result.text);
    expect(flat(err)).toContain('not written (--dry-run)');
    expect(flat(err)).toContain('without --dry-run to write the draft');
  });

  it('counts images, attachments and what is set aside', () => {
    const file = (path: string) => ({ path, url: null, sha256: 'ab', content: new Uint8Array(3) });
    const span = (type: 'signature' | 'signoff' | 'attribution', from: number) => ({
      type,
      from,
      to: from + 1,
      source: 0,
      text: 'Ann\n+32 555 0100',
    });
    const { err } = print(
      drafted({
        attached: { carried: new Map(), files: [file('t/a.png'), file('t/b.pdf')], images: 1, issues: [] },
        report: {
          blocks: [{ markdown: '![A](t/a.png)', source: 0 }],
          sources: [SOURCE],
          setAside: [span('signature', 0), span('signature', 1), span('signoff', 2), span('attribution', 3)],
        },
      }),
    );
    expect(flat(err)).toContain('1 source, 1 image, 1 attachment, no issues.');
    expect(err).toContain('file  t/a.png');
    expect(err).toContain('set aside, not lost: 2 signatures, 1 sign-off, 1 attribution line');
    expect(flat(err)).toContain('describe its images for readers who cannot see them');
  });

  it('shows what is set aside to those who ask', () => {
    const setAside = [{ type: 'signature' as const, from: 0, to: 9, source: 0, text: 'Ann\n\u001b[31m+32' }];
    const result = drafted({ report: { blocks: [], sources: [SOURCE], setAside } });
    expect(print(result).err).not.toContain('| Ann');
    expect(print(result, { verbose: true }).err).toContain('  signature of source 1:\n    | Ann\n    |  [31m+32\n');
  });

  it('marks what could not be read, and what is only worth knowing', () => {
    const { err } = print(drafted({ issues: [unread, known] }));
    expect(flat(err)).toContain('2 issues.');
    expect(err).toMatch(/^ {2}! https\S+ does\s+not\s+exist/m);
    expect(err).toMatch(/^ {2}· https/m);
  });

  it('says only what could not be read with --quiet', () => {
    const { out, err } = print(drafted({ issues: [unread, known] }), { quiet: true });
    expect(out).toBe('output/t.md\n');
    expect(flat(err)).toBe(
      flat(
        `  ! ${unread.code === 'PAGE_MISSING' ? unread.url : ''} does not exist (HTTP 404); check the link in a browser.\n`,
      ),
    );
    expect(print(drafted({ issues: [known] }), { quiet: true }).err).toBe('');
  });

  it('says that nothing was drafted', () => {
    const { out, err } = print({ draft: null, issues: [unread] });
    expect(out).toBe('');
    expect(err).toContain('Nothing could be read, so nothing was drafted.');
    expect(print({ draft: null, issues: [unread] }, { quiet: true }).err).not.toContain('Nothing');
  });

  it.each([20, 40, 60, 80, 300])('breaks lines between words at %d columns', (columns) => {
    const { err } = print(drafted({ issues: [unread, known] }), {}, { isTTY: false, columns });
    const most = Math.max(40, Math.min(columns, 100));
    for (const line of err.split('\n')) {
      expect(
        line.length <= most ||
          !line
            .trim()
            .replace(/^(?:[!·] )/, '')
            .includes(' ') ||
          line.includes('https://'),
        line,
      ).toBe(true);
    }
    // An address is never broken.
    expect(err).toContain(`${URL_}x`);
  });

  it('has colours on a terminal only', () => {
    expect(print(drafted({ issues: [unread] }), {}, { isTTY: true, columns: 80 }).err).toContain('\u{1b}[31m');
    expect(print(drafted({ issues: [unread] })).err).not.toContain('\u{1b}');
  });

  it('sends nothing that a stranger wrote to the terminal as a command', () => {
    const command = '\u{1b}[2J\u{1b}]0;pwned\u0007\u009b2J\rdone';
    const hostile: Issue = { code: 'DATE_UNREADABLE', url: URL_, value: command };
    const draft = { ...drafted().draft, sources: [{ ...SOURCE, title: command }] } as Drafted['draft'];
    for (const isTTY of [false, true]) {
      const { err } = print(drafted({ draft, issues: [hostile] }), {}, { isTTY, columns: 80 });
      // Colours are ours; nothing else is.
      expect(err.replace(/\u{1b}\[\d+m/gu, '')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
      expect(err).toContain('pwned');
    }
  });
});

describe('printData', () => {
  it('is one JSON object with the same facts', () => {
    const { out, err } = print(drafted({ issues: [unread] }), { json: true });
    expect(err).toBe('');
    expect(JSON.parse(out)).toEqual({
      path: 'output/t.md',
      status: 'written',
      frontMatter: { title: 'T' },
      words: 2,
      sources: [SOURCE],
      files: [],
      images: 0,
      setAside: [],
      issues: [{ ...unread, message: expect.stringContaining('does not exist') }],
      receipt: null,
    });
  });

  it('gives the size of files and not their bytes, and the text of a dry run', () => {
    const files = [{ path: 't/a.png', url: null, sha256: 'ab', content: new Uint8Array(3) }];
    const result = drafted({
      attached: { carried: new Map(), files, images: 1, issues: [] },
      saved: { status: 'not-written', path: 'output/t.md' },
    });
    const data = JSON.parse(print(result, { json: true }).out);
    expect(data.files).toEqual([{ path: 't/a.png', url: null, sha256: 'ab', size: 3 }]);
    expect(data.text).toBe(result.text);
  });

  it('says that nothing was read', () => {
    const data = JSON.parse(print({ draft: null, issues: [unread] }, { json: true }).out);
    expect(data).toMatchObject({
      path: null,
      status: 'nothing-read',
      issues: [{ code: 'PAGE_MISSING' }],
      receipt: null,
    });
  });
});

describe('countWords', () => {
  it.each([
    ['', 0],
    ['One, two - three.', 3],
    ['See [the notes](https://lists.example.org/pipermail/summit/001084.html).', 3],
    ['![A board](t/a.png)', 2],
    ['Grüße aus Łódź', 3],
    ['don’t', 1],
  ])('%j has %d', (markdown, words) => {
    expect(countWords(markdown)).toBe(words);
  });

  it('counts words where there are no blanks', () => {
    expect(countWords('会議の議事録を公開しました')).toBeGreaterThan(3);
  });
});
