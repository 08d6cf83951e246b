/** `listpress sync` from the command line to the store, through the real crawler, on the bundled archive. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { truthOf } from '../helpers/ground-truth.js';
import { fixture, MEMBERS, SUMMIT, useWorkbench, type Workbench } from '../helpers/run-cli.js';

const quick = ['--delay', '0'];
const { fresh } = useWorkbench();

/** The paths that the server was asked for while something ran. */
async function asked(bench: Workbench, args: readonly string[], changes = {}) {
  const before = bench.server.requests.length;
  const run = await bench.run(args, changes);
  return { ...run, paths: bench.server.requests.slice(before).map(({ path }) => path) };
}

const configured = (bench: Workbench, text: string) => writeFileSync(join(bench.cwd, 'listpress.yaml'), text);
const linesOf = async (bench: Workbench, list: string) => (await bench.run(['messages', list])).out;

describe('a list', () => {
  it('is in the store afterwards, with a summary and a receipt', async () => {
    const bench = fresh();
    const { code, out, err } = await bench.run(['sync', SUMMIT, ...quick]);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    const count = truthOf('summit').length;
    expect(err).toContain(`summit: ${count} new, 0 changed, 0 gone; volumes: 4 read.`);
    expect(err).toMatch(new RegExp(`In the store: ${count} messages in \\d+ threads, 1999-08-04 to 2012-03-28`));
    expect(err).toMatch(/Receipt: \d+ requests, .* 0 from the cache, 0\s+retries\./);
    expect(err).toContain('lists.example.org: ');
    expect(err).toContain('Next: listpress search WORDS, or listpress messages summit');
    expect(err).toContain('summit 2012-February: 15 messages, 15 new\n');
  });

  it('costs three requests and no download when nothing has changed', async () => {
    const bench = fresh();
    await bench.run(['sync', SUMMIT, ...quick]);
    const { code, err, paths } = await asked(bench, ['sync', 'summit', ...quick]);
    expect(code).toBe(0);
    expect(paths).toHaveLength(3);
    expect(err).toContain('summit: 0 new, 0 changed, 0 gone; volumes: 4 unchanged.');
    expect(err).toContain('Skipped: 4 volumes unchanged since the last time.');
    expect(err).toContain('3 not modified (304)');
  });

  it('is read again with --full, and is the same', async () => {
    const bench = fresh();
    await bench.run(['sync', SUMMIT, ...quick]);
    const before = await linesOf(bench, 'summit');
    const { err, paths } = await asked(bench, ['sync', 'summit', '--full', ...quick]);
    expect(paths.filter((path) => path.endsWith('.txt.gz'))).toHaveLength(4);
    expect(err).toContain('summit: 0 new, 0 changed, 0 gone; volumes: 4 read.');
    expect(await linesOf(bench, 'summit')).toBe(before);
  });

  it('is asked for the volumes of --since and --until alone', async () => {
    const { err, paths } = await asked(fresh(), [
      'sync',
      SUMMIT,
      '--since',
      '2012-03-05',
      '--until',
      '2012-03-20',
      ...quick,
    ]);
    expect(paths.filter((path) => path.includes('.txt.gz')).map((path) => path.split('/').at(-1))).toEqual([
      '2012-March.txt.gz',
    ]);
    expect(err).toContain('volumes: 1 read');
  });

  it('is not asked for pages of messages with --no-pages', async () => {
    const { paths } = await asked(fresh(), ['sync', SUMMIT, '--no-pages', ...quick]);
    expect(paths.filter((path) => /\d{6}\.html$|attachment/.test(path))).toEqual([]);
    expect(paths.length).toBeLessThanOrEqual(2 * 4 + 2);
  });

  it('may be a file or a folder', async () => {
    const bench = fresh();
    const file = await asked(bench, ['sync', fixture('mail/docs.mbox')]);
    expect(file).toMatchObject({ code: 0, paths: [] });
    expect(file.err).toContain('docs: 4 new');
    expect(file.err).toContain('Receipt: nobody was asked, all was on this disk.');
    mkdirSync(join(bench.cwd, 'saved'));
    writeFileSync(join(bench.cwd, 'saved', 'one.eml'), 'From: Ann <ann@example.org>\nMessage-ID: <1@x>\n\nHello\n');
    expect((await bench.run(['sync', 'saved', '--json'])).out).toContain('"added": 1');
    const { list } = JSON.parse((await bench.run(['messages', 'saved'])).out);
    expect(list).toBe('saved');
  });
});

describe('lists of the config', () => {
  const TWO = `lists:\n  ours: ${SUMMIT}\n  members:\n    - ${MEMBERS}\n`;

  it('are all synced without an argument, under their names there', async () => {
    const bench = fresh();
    configured(bench, TWO);
    const { code, err } = await bench.run(['sync', ...quick]);
    expect(code).toBe(0);
    expect(err).toContain(`ours: ${truthOf('summit').length} new`);
    expect(err).toContain(`members: ${truthOf('members').length} new`);
    expect((await bench.run(['search', 'fosdem', '--list', 'ours', '--json'])).out).toContain('"list": "ours"');
  });

  it('are meant by their name, and by their link too', async () => {
    const bench = fresh();
    configured(bench, TWO);
    expect((await bench.run(['sync', 'members', ...quick])).err).not.toContain('ours');
    const { err } = await bench.run(['sync', SUMMIT, ...quick]);
    expect(err).toContain(`ours: ${truthOf('summit').length} new`);
  });

  it('have their messages once where two archives of a list stand side by side', async () => {
    const bench = fresh();
    configured(bench, `lists:\n  docs:\n    - ${fixture('mail/docs.mbox')}\n    - copy.mbox\n`);
    const { readFileSync } = await import('node:fs');
    writeFileSync(join(bench.cwd, 'copy.mbox'), readFileSync(fixture('mail/docs.mbox')));
    const { err } = await bench.run(['sync', 'docs']);
    expect(err).toContain('In the store: 4 messages');
  });
});

describe('without a config', () => {
  it('and without an argument, what was synced before is brought up to date', async () => {
    const bench = fresh();
    await bench.run(['sync', SUMMIT, MEMBERS, ...quick]);
    const { code, err, paths } = await asked(bench, ['sync', ...quick]);
    expect(code).toBe(0);
    expect(err).toContain('summit: 0 new');
    expect(err).toContain('members: 0 new');
    expect(paths.length).toBeLessThanOrEqual(5);
  });

  it.each([
    [['sync'], 'There is no list to sync: give the link of one'],
    [['sync', 'sumit'], '“sumit” is no list (none is known here yet), no link and no file'],
    [['sync', SUMMIT, '--since', 'soon'], '--since “soon” is not a date'],
    [['sync', SUMMIT, '--since', '2012-02-03', '--until', '2012-02-01'], 'is not before'],
    [['sync', 'x.mbox', '--url-template', 'nowhere'], '--url-template “nowhere” is not an address'],
    [['sync', SUMMIT, '--url-template', '--full'], '--url-template has no value'],
    [['sync', '--health', '--dry-run'], 'Nothing has been synced in this folder yet'],
  ])('%j is exit 2 and one sentence', async (args, sentence) => {
    const { code, out, err } = await fresh().run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
    expect(err.trimEnd()).not.toContain('\n');
  });
});

describe('--dry-run', () => {
  it('asks for the index, says what would be read, and writes nothing', async () => {
    const bench = fresh();
    const { code, out, err, paths } = await asked(bench, ['sync', SUMMIT, '--dry-run', ...quick]);
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      'summit: would read 4 volumes.',
      ...['1999-August', '2012-January', '2012-February', '2012-March'].map(
        (name) => `  ${name}  ${SUMMIT}${name}.txt.gz`,
      ),
      '',
    ]);
    expect(paths).toHaveLength(2);
    expect(err).toContain('Nothing was written.');
    expect(existsSync(join(bench.cwd, '.listpress'))).toBe(false);
  });

  it('knows what was synced before', async () => {
    const bench = fresh();
    await bench.run(['sync', SUMMIT, ...quick]);
    expect((await bench.run(['sync', 'summit', '--dry-run', ...quick])).out).toContain(
      'summit: would read 1 volume, 3 volumes unchanged.',
    );
    const { out } = await bench.run(['sync', 'summit', '--dry-run', '--full', '--json', ...quick]);
    expect(JSON.parse(out).plans).toMatchObject([{ list: 'summit', unchanged: 0 }]);
  });
});

describe('--json', () => {
  it('is one object with lists, receipt and health, and nothing else', async () => {
    const { code, out, err } = await fresh().run(['sync', SUMMIT, '--json', '--health', ...quick]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const data = JSON.parse(out);
    expect(data).toMatchObject({
      lists: [
        { name: 'summit', messages: truthOf('summit').length, archives: [{ url: SUMMIT, volumes: { read: 4 } }] },
      ],
      ...{ added: truthOf('summit').length, changed: 0, gone: 0, skipped: [], stopped: false },
      receipt: { perHost: [{ host: 'lists.example.org' }] },
      health: [{ list: 'summit' }],
    });
  });
});

describe('--health', () => {
  it('tells the owner how the archive is, and asks nobody with --dry-run', async () => {
    const bench = fresh();
    const first = await bench.run(['sync', SUMMIT, '--health', '--quiet', ...quick]);
    expect(first.err).toBe('');
    expect(first.out).toMatch(/^How the archive of summit is\n=+\n/);
    // The five mails of 1999 are in an archive that shows no Message-ID.
    expect(first.out).toMatch(/Messages without a Message-ID: 5\n {2}\S.*\n(?: {2}\S.*\n)* {2}- http.*1999-August/);
    const { code, out, err, paths } = await asked(bench, ['sync', '--health', '--dry-run']);
    expect({ code, out, err, paths }).toEqual({ code: 0, out: first.out, err: '', paths: [] });
    expect(JSON.parse((await bench.run(['sync', SUMMIT, '--health', '--dry-run', '--json'])).out).health).toHaveLength(
      1,
    );
    expect((await bench.run(['sync', MEMBERS, '--health', '--dry-run'])).err).toContain(
      'has not been synced; there are summit',
    );
  });
});

describe('what fails', () => {
  it('is told with its address; the others are synced all the same', async () => {
    const gone = 'http://lists.example.org/pipermail/nothing/';
    const { code, err } = await fresh().run(['sync', gone, MEMBERS, 'https://example.org/about', ...quick]);
    expect(code).toBe(1);
    expect(err.replace(/\s+/g, ' ')).toContain(`! ${gone}`);
    expect(err.replace(/\s+/g, ' ')).toContain('! https://example.org/about is not a link into a mailing-list archive');
    expect(err).toContain(`members: ${truthOf('members').length} new`);
    expect(err).toMatch(/Skipped: .*1 not there \(404\)/);
  });

  it('leaves nothing behind that later syncs would stumble over', async () => {
    const bench = fresh();
    mkdirSync(join(bench.cwd, 'empty'));
    writeFileSync(join(bench.cwd, 'zero.mbox'), '');
    const failing = ['sync', 'http://lists.example.org/pipermail/nothing/', 'empty', 'zero.mbox', ...quick];
    const first = await bench.run(failing);
    expect(first.code).toBe(1);
    expect(first.err).toContain('There is nothing to search yet.');
    expect((await bench.run(['sync'])).err).toContain('There is no list to sync');
    await bench.run(['sync', MEMBERS, ...quick]);
    const again = await bench.run(failing);
    expect(again.err).toContain('Nothing was added; what was synced before is there as it was.');
    expect(again.err).not.toContain('0 threads');
    expect((await bench.run(['sync', ...quick])).code).toBe(0);
    expect((await bench.run(['search', 'x', '--list', 'nothing'])).err).toContain('there are members.');
  });
});

describe('Ctrl-C', () => {
  it('keeps what was read, says so, and the next run completes it', async () => {
    const whole = fresh();
    await whole.run(['sync', SUMMIT, ...quick]);
    const undisturbed = await linesOf(whole, 'summit');

    for (const after of [3, 6, 10]) {
      const bench = fresh();
      const stop = new AbortController();
      let seen = 0;
      const sleep = async () => {
        seen += 1;
        if (seen === after) stop.abort();
      };
      // Each request waits its turn, which is where it is stopped.
      const { code, err } = await bench.run(['sync', SUMMIT, '--delay', '1'], {
        signal: stop.signal,
        sleep,
        now: clock(),
      });
      expect(code).toBe(130);
      expect(err).toContain('Stopped. What was read is kept; the same command goes on from there.');
      expect((await bench.run(['sync', SUMMIT, ...quick])).code).toBe(0);
      expect(await linesOf(bench, 'summit')).toBe(undisturbed);
    }
  });
});

/** A clock that stands still, so that each request has to wait. */
function clock(): () => number {
  const now = Date.now();
  let steps = 0;
  return () => {
    steps += 1;
    return now + Math.floor(steps / 100);
  };
}

describe('two syncs at once', () => {
  it('wait for one another, and both are there in the end', async () => {
    const bench = fresh();
    const runs = await Promise.all([bench.run(['sync', SUMMIT, ...quick]), bench.run(['sync', MEMBERS, ...quick])]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(runs.filter(({ err }) => err.includes(`Waiting for process ${process.pid}`))).toHaveLength(1);
    expect(JSON.parse((await bench.run(['sync', '--json', ...quick])).out).lists).toMatchObject([
      { messages: truthOf('summit').length },
      { messages: truthOf('members').length },
    ]);
  });
});

describe('on a terminal', () => {
  it('takes the live line away before the summary', async () => {
    let screen = '';
    const show = (text: string) => {
      screen += text;
    };
    const erase = '\r\u{1b}[2K';
    await fresh().run(['sync', MEMBERS, ...quick], { out: show, err: show, terminal: { isTTY: true, columns: 80 } });
    const summary = screen.indexOf(' new, 0 changed');
    expect(screen.slice(0, summary)).toContain('asking lists.example.org');
    expect(screen.slice(summary)).not.toContain(erase);
    for (const line of screen.slice(0, summary).split(erase)) expect(line.split('\n')[0]?.length).toBeLessThan(90);
  });
});
