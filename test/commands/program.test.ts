/** The command line itself: help, mistakes, exit codes. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Io } from '../../src/commands/io.js';
import { runCli } from '../../src/commands/program.js';
import { fixture } from '../helpers/run-cli.js';

async function run(args: readonly string[], columns = 80) {
  let out = '';
  let err = '';
  const io: Io = {
    cwd: '.',
    env: {},
    version: '1.2.3',
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    terminal: { isTTY: false, columns },
    now: () => 0,
    random: () => 0,
    sleep: async () => {},
    signal: new AbortController().signal,
  };
  return { code: await runCli(args, io), out, err };
}
const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));

/** A value that each option takes. */
const VALUES: Readonly<Record<string, string>> = {
  '--date': '2012-03-14',
  '--since': '2012-02-01',
  '--until': '2012-02-02',
  '--set': 'blog_id=blog',
  '--quotes': 'keep',
  '--slug': 'a-slug',
  '--delay': '0',
  '--concurrency': '1',
};

describe('help', () => {
  it.each([
    [['--help']],
    [['-h']],
    ...['draft', 'sync', 'search', 'messages'].flatMap((name) => [[[name, '--help']], [['help', name]]]),
  ])('%j fits 80 columns and shows examples', async (args) => {
    for (const columns of [80, 200, 132]) {
      const { code, out, err } = await run(args, columns);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(widest(out)).toBeLessThanOrEqual(80);
      expect(out).toMatch(/Examples:[\s\S]*listpress (?:draft|sync|search|messages)/);
      expect(out).not.toMatch(/\(default: undefined|\[object/);
    }
  });

  it('names the command, its words and the exit codes', async () => {
    const { out } = await run(['--help']);
    expect(out).toContain('Usage: listpress');
    expect(out).toMatch(/draft .*draft a post from links and files/);
    expect(out.replace(/\s+/g, ' ')).toContain('0 all was read; 1 something could not be read');
  });

  it('names options that are all accepted, and all the options there are', async () => {
    const { out } = await run(['draft', '--help']);
    const listed = [...out.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)(?: <([^>]+)>)?/gm)];
    const names = listed.map(([, name]) => name);
    expect(names.sort()).toEqual(
      [
        ...[
          '--title',
          '--date',
          '--author',
          '--category',
          '--tag',
          '--slug',
          '--set',
          '--thread',
          '--since',
          '--until',
        ],
        ...['--match', '--config', '--out', '--dry-run', '--json', '--quiet', '--verbose', '--no-cache', '--delay'],
        ...['--concurrency', '--help', '--quotes', '--signatures', '--no-reflow', '--no-redact'],
      ].sort(),
    );
    const file = fixture('mail/plain-utf8.eml');
    for (const [, name = '', value] of listed) {
      if (['--help', '--config', '--out', '--since', '--until', '--match'].includes(name)) continue;
      const args = value === undefined ? [name] : [name, VALUES[name] ?? 'x'];
      const { code, err } = await run(['draft', file, ...args, ...(name === '--dry-run' ? [] : ['--dry-run'])]);
      expect({ name, code, err: err.includes('error') }).toEqual({ name, code: 0, err: false });
    }
    for (const args of [
      ['--out', 'x'],
      ['--since', '2000-01-01'],
      ['--until', '2030-01-01'],
      ['--match', 'e'],
      ['--config', fixture('mail/ORIGIN.md')],
    ]) {
      const { err } = await run(['draft', file, '--dry-run', ...args]);
      expect(err).not.toMatch(/unknown option|argument missing/);
    }
  });

  it('has the example of the README in it', async () => {
    const { out } = await run(['draft', '--help']);
    const words = readFileSync(fixture('archive/draft-command.txt'), 'utf8').split('\n');
    for (const word of words.filter((each) => each.startsWith('--'))) expect(out).toContain(word);
  });
});

describe('the commands of README.md and docs/', () => {
  const texts = ['README.md', 'docs/whole-archives.md'].map((path) => readFileSync(fixture(`../${path}`), 'utf8'));
  const lines = texts.flatMap((text) => [...text.replace(/\\\n\s*/g, '').matchAll(/^(?:\$ )?listpress (\w+)(.*)$/gm)]);

  it('are there', () => {
    expect(new Set(lines.map(([, name]) => name))).toEqual(new Set(['draft', 'sync', 'search', 'messages']));
  });

  it.each(lines.map(([line, name = '', rest = '']) => [line, name, rest] as const))('%s', async (_, name, rest) => {
    const { out } = await run([name, '--help']);
    const options = [...(rest.split('|')[0] ?? '').matchAll(/(?<=\s)--[a-z-]+/g)].map(([option]) => option);
    for (const option of options) expect(out).toMatch(new RegExp(`^ +${option}\\b`, 'm'));
  });
});

describe('--version', () => {
  it.each(['-V', '--version'])('%s prints it', async (flag) => {
    expect(await run([flag])).toEqual({ code: 0, out: '1.2.3\n', err: '' });
  });
});

describe('a mistake', () => {
  it.each([
    [['drfat'], "unknown command 'drfat'", 'Did you mean draft?'],
    [['draft', 'x.eml', '--titel', 'x'], "unknown option '--titel'", 'Did you mean --title?'],
    [['draft', 'x.eml', '--dryrun'], "unknown option '--dryrun'", 'Did you mean --dry-run?'],
    [['--quite'], "unknown option '--quite'", 'listpress --help'],
    [['draft'], "missing required argument 'link'", 'listpress draft --help'],
    [['search'], "missing required argument 'query'", 'listpress search --help'],
    [['messages'], "missing required argument 'source'", 'listpress messages --help'],
    [['sync', 'x.mbox', '--heath'], "unknown option '--heath'", 'Did you mean --health?'],
    [['search', 'x', '--out', 'y'], "unknown option '--out'", 'listpress search --help'],
    [['search', 'x', '--limit', '0'], "'0' is invalid", 'from 1 to 10000'],
    [['draft', 'x.eml', '--title'], 'argument missing', 'listpress --help'],
    [['draft', 'x.eml', '--delay', 'soon'], "'soon' is invalid", 'whole number from 0 to 600000'],
    [['draft', 'x.eml', '--delay', '-1'], "'-1' is invalid", 'whole number'],
    [['draft', 'x.eml', '--delay', ''], "'' is invalid", 'whole number'],
    [['draft', 'x.eml', '--concurrency', '0'], "'0' is invalid", 'from 1 to 8'],
    [['draft', 'x.eml', '--concurrency', '2.5'], "'2.5' is invalid", 'from 1 to 8'],
    [['draft', 'x.eml', '--quiet', '--verbose'], 'cannot be used with', '--verbose'],
  ])('%j is exit 2, with words that help and no stack trace', async (args, problem, advice) => {
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(problem);
    expect(err).toContain(advice);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it.each([
    [['--date', 'soon'], '--date “soon” is not a date'],
    [['--date', '2012-02-30'], 'is not a date'],
    [['--since', '2012-02-30'], '--since “2012-02-30” is not a date'],
    [['--until', '2012-02-03 10:00 +99:99'], 'is not a date'],
    [['--since', '2012-02-05', '--until', '2012-02-03'], 'is not before'],
    [['--title', ' '], '--title is empty'],
    [['--slug', '../x'], 'is not a safe file name'],
    [['--slug', 'CON'], '“post-con” would be'],
    [['--set', 'blog'], 'is not key=value'],
    [['--set', '=x'], 'is not key=value'],
    [['--set', 'a b=x'], 'is not key=value'],
    [['--set', 'title=x'], 'use --title'],
    [['--set', 'sources=x'], 'Listpress writes it'],
    [['--config', 'nowhere.yaml'], 'Cannot read the config nowhere.yaml: there is no such file'],
  ])('in the value %j is exit 2 and one sentence', async (args, sentence) => {
    const { code, out, err } = await run(['draft', fixture('mail/plain-utf8.eml'), '--dry-run', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
    expect(err.trimEnd()).not.toContain('\n');
  });

  it('is not to set a field that JavaScript has a word for', async () => {
    const { code, out } = await run([
      'draft',
      fixture('mail/plain-utf8.eml'),
      '--dry-run',
      '--set',
      'constructor=x',
      '--set',
      '__proto__=z',
    ]);
    expect(code).toBe(0);
    expect(out).toContain('\nconstructor: x\n__proto__: z\n');
  });

  it('without any command shows what there is', async () => {
    const { code, err } = await run([]);
    expect(code).toBe(2);
    expect(err).toContain('Usage: listpress');
  });
});
