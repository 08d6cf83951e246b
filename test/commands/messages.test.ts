/** `listpress messages`: links, files and synced lists as JSON Lines. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { truth, truthOf } from '../helpers/ground-truth.js';
import { fixture, MEMBERS, SUMMIT, useWorkbench } from '../helpers/run-cli.js';

const quick = ['--delay', '0'];
const { fresh } = useWorkbench();
const DOCS = fixture('mail/docs.mbox');

type Line = Record<string, unknown> & { readonly url: string; readonly thread: string };
const read = (out: string) =>
  out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
const urls = (out: string) => read(out).map(({ url }) => url);

describe('a list', () => {
  it('comes with every message of its mails, in the archive’s order', async () => {
    const { code, out } = await fresh().run(['messages', SUMMIT, ...quick]);
    expect(code).toBe(0);
    expect(read(out).map(({ id, url, list, date, subject, from }) => ({ id, url, list, date, subject, from }))).toEqual(
      truthOf('summit').map((message) => ({
        id: message.message_id,
        url: message.url,
        list: message.list,
        date: message.date_utc,
        subject: expect.stringContaining(message.subject_sent.replace(/^Re: /, '')),
        from: { name: message.author, address: expect.anything() },
      })),
    );
  });

  it('is the same from the store, which asks nobody', async () => {
    const bench = fresh();
    const streamed = await bench.run(['messages', SUMMIT, ...quick]);
    await bench.run(['sync', SUMMIT, ...quick]);
    const before = bench.server.requests.length;
    const { code, out, err } = await bench.run(['messages', 'summit']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(bench.server.requests.length).toBe(before);
    const without = (text: string) => read(text).map(({ thread: _, ...line }) => line);
    expect(without(out)).toEqual(without(streamed.out));
  });

  it('writes nothing but kept pages, and with --dry-run not even these', async () => {
    const bench = fresh();
    await bench.run(['messages', `${MEMBERS}2012-March/`, ...quick]);
    expect(bench.files()).toEqual([]);
    const dry = fresh();
    const { out } = await dry.run(['messages', `${MEMBERS}2012-March/`, '--dry-run', ...quick]);
    expect(read(out).length).toBe(truthOf('members').filter(({ volume }) => volume === '2012-March').length);
    expect(() => dry.read('.listpress/.gitignore')).toThrow('ENOENT');
  });
});

describe('a filter', () => {
  const link = [SUMMIT, ...quick];
  const expected = {
    days: truthOf('summit').filter(({ date_utc }) => date_utc !== null && /^2012-02-0[78]/.test(date_utc)),
    from: truthOf('summit').filter(({ author }) => author === 'Marit Tveitsund'),
    match: truthOf('summit').filter(({ subject_sent }) => /summit/i.test(subject_sent) && /notes/i.test(subject_sent)),
  };

  it.each([
    ['days', ['--since', '2012-02-07', '--until', '2012-02-08']],
    ['from', ['--from', 'tveitsund MARIT']],
    ['match', ['--match', 'notes summit']],
  ] as const)('chooses by %s, from a link as from the store', async (by, args) => {
    const bench = fresh();
    const wanted = expected[by].map(({ url }) => url);
    expect(wanted.length).toBeGreaterThan(1);
    expect(urls((await bench.run(['messages', ...link, ...args])).out)).toEqual(wanted);
    await bench.run(['sync', ...link]);
    expect(urls((await bench.run(['messages', 'summit', ...args])).out)).toEqual(wanted);
  });

  it('takes whole threads with --thread, and names their first message', async () => {
    const bench = fresh();
    const first = truthOf('summit').find(({ url }) => url.endsWith('/001084.html'));
    const thread = new Set<string | null>([first?.url ?? '']);
    for (const { url, replies_to } of truthOf('summit')) if (thread.has(replies_to)) thread.add(url);
    const wanted = truthOf('summit').filter(({ url }) => thread.has(url));
    expect(wanted.length).toBeGreaterThan(4);

    const args = ['--match', 'notes', '--from', 'marit', '--since', '2012-02-06', '--until', '2012-02-06', '--thread'];
    const streamed = await bench.run(['messages', ...link, ...args]);
    expect(urls(streamed.out)).toEqual(wanted.map(({ url }) => url));
    expect(new Set(read(streamed.out).map(({ thread: id }) => id))).toEqual(new Set([first?.message_id]));
    await bench.run(['sync', ...link]);
    expect((await bench.run(['messages', 'summit', ...args])).out).toBe(streamed.out);
    // A message's own link, too.
    const one = await bench.run(['messages', first?.url ?? '', '--thread', ...quick]);
    expect(urls(one.out).sort()).toEqual(wanted.map(({ url }) => url).sort());
  });

  it('that nothing fits says so, and that is no failure', async () => {
    const bench = fresh();
    expect(await bench.run(['messages', DOCS, '--match', 'giraffe'])).toEqual({
      code: 0,
      out: '',
      err: 'No message fits.\n',
    });
    expect((await bench.run(['messages', DOCS, '--match', 'giraffe', '--quiet'])).err).toBe('');
  });
});

describe('a file', () => {
  it('is read without asking anybody, each mail once however often it comes', async () => {
    const bench = fresh();
    writeFileSync(join(bench.cwd, 'twice.mbox'), Buffer.concat([readFileSync(DOCS), readFileSync(DOCS)]));
    const before = bench.server.requests.length;
    for (const args of [[DOCS], ['twice.mbox'], ['twice.mbox', DOCS]]) {
      const { code, out } = await bench.run(['messages', ...args]);
      expect(code).toBe(0);
      expect(read(out)).toHaveLength(4);
    }
    expect(bench.server.requests.length).toBe(before);
  });

  it('gets permalinks from a template', async () => {
    const bench = fresh();
    writeFileSync(join(bench.cwd, 'one.eml'), 'From: Ann <ann@example.org>\nMessage-ID: <1@x>\n\nHello\n');
    const { out } = await bench.run(['messages', 'one.eml', '--url-template', 'https://example.org/m/{id}']);
    expect(urls(out)).toEqual(['https://example.org/m/1%40x']);
  });

  it('that is not there is exit 1, and the others are read', async () => {
    const { code, out, err } = await fresh().run(['messages', 'nowhere.mbox', DOCS]);
    expect(code).toBe(1);
    expect(read(out)).toHaveLength(4);
    expect(err).toContain('! nowhere.mbox cannot be read (there is no such file)');
  });
});

describe('a mistake', () => {
  it.each([
    [['messages', 'sumit'], '“sumit” is no list'],
    [['messages', 'ours'], 'The list “ours” has not been synced yet; run listpress sync ours first.'],
    [['messages', DOCS, '--since', 'soon'], '--since “soon” is not a date'],
    [['messages', DOCS, '--match', ' '], '--match is empty'],
    [['messages', DOCS, '--from', '--thread'], '--from has no value'],
  ])('%j is exit 2 and one sentence, and nothing goes out', async (args, sentence) => {
    const bench = fresh();
    writeFileSync(join(bench.cwd, 'listpress.yaml'), `lists:\n  ours: ${SUMMIT}\n`);
    const { code, out, err } = await bench.run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
    expect(err.trimEnd()).not.toContain('\n');
  });
});

describe('standard output', () => {
  it('is given no more than it takes', async () => {
    let waiting = 0;
    let most = 0;
    const { code } = await fresh().run(['messages', DOCS], {
      out: () => {
        waiting += 1;
        most = Math.max(most, waiting);
      },
      drained: () =>
        new Promise((done) => {
          setTimeout(() => {
            waiting = 0;
            done();
          }, 5);
        }),
    });
    expect({ code, most }).toEqual({ code: 0, most: 1 });
  });

  it('that nobody reads any more ends the run', async () => {
    const stop = new AbortController();
    let lines = 0;
    const { code } = await fresh().run(['messages', DOCS], {
      signal: stop.signal,
      out: () => {
        lines += 1;
        stop.abort();
      },
    });
    expect({ code, lines }).toEqual({ code: 130, lines: 1 });
  });

  it('has no live line between the messages on a terminal', async () => {
    let screen = '';
    const show = (text: string) => {
      screen += text;
    };
    const tty = { isTTY: true, columns: 80 };
    await fresh().run(['messages', `${MEMBERS}2012-March/`, ...quick], {
      out: show,
      err: show,
      terminal: tty,
      screen: tty,
    });
    expect(screen).not.toContain('\u{1b}');
    expect(read(screen).length).toBeGreaterThan(0);
  });
});

describe('two lists', () => {
  it('come one after the other', async () => {
    const { out } = await fresh().run(['messages', SUMMIT, MEMBERS, ...quick]);
    expect(urls(out)).toEqual([...truthOf('summit'), ...truthOf('members')].map(({ url }) => url));
    expect(urls(out)).toHaveLength(truth.length);
  });
});
