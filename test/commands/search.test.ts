/** `listpress search` in what was synced from the bundled archive. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { truth } from '../helpers/ground-truth.js';
import { MEMBERS, SEEDS, SUMMIT, useWorkbench, type Workbench } from '../helpers/run-cli.js';

const { fresh } = useWorkbench();
let bench: Workbench;
beforeAll(async () => {
  bench = fresh();
  await bench.run(['sync', SUMMIT, MEMBERS, '--delay', '0']);
});

const found = async (...args: string[]) => {
  const { code, out } = await bench.run(['search', ...args, '--json']);
  expect(code).toBe(0);
  return JSON.parse(out) as {
    query: string;
    total: number;
    months: { month: string; count: number }[];
    hits: { url: string; list: string; date: string; from: { name: string } }[];
  };
};

describe('search', () => {
  it('finds the notes of the seed post by what is in them', async () => {
    const { query, hits } = await found('fosdem', 'notes');
    expect(query).toBe('fosdem notes');
    const best = hits.slice(0, 3).map(({ url }) => url);
    for (const seed of SEEDS) expect(best).toContain(seed);
  });

  it('asks nobody, and needs no argument of one piece', async () => {
    const before = bench.server.requests.length;
    expect((await found('"summit notes"')).total).toBeGreaterThan(2);
    expect((await found('fosdem notes')).hits).toEqual((await found('fosdem', 'notes')).hits);
    expect(bench.server.requests.length).toBe(before);
  });

  it('takes a word that must not occur without any ado', async () => {
    const some = await found('the', '-notes', '--list', 'summit', '--limit', '100');
    expect(some.query).toBe('the -notes');
    expect(some.hits).toEqual((await found('the -notes', '--list', 'summit', '--limit', '100')).hits);
    expect(some.total).toBeLessThan((await found('the', '--list', 'summit')).total);
    expect(await found('-notes', 'the', '--list', 'summit', '--limit', '100')).toMatchObject({ total: some.total });
  });

  it('still knows a mistyped option', async () => {
    const { code, err } = await bench.run(['search', 'x', '-y', '--lst', 'summit']);
    expect(code).toBe(2);
    expect(err).toContain('(Did you mean --list?)');
  });

  it('takes a month and a year for its days', async () => {
    const days = await found('the', '--since', '2012-02-01', '--until', '2012-02-29');
    expect(await found('the', '--since', '2012-02', '--until', '2012-02')).toEqual(days);
    expect(days.total).toBeGreaterThan(0);
  });

  it('filters by list, sender and day', async () => {
    const all = await found('the', '--limit', '100');
    expect(all.total).toBe(all.hits.length);
    for (const [args, holds] of [
      [['--list', 'members'], ({ list }: { list: string }) => list === 'members'],
      [['--from', 'marit'], ({ from }: { from: { name: string } }) => from.name === 'Marit Tveitsund'],
      [['--since', '2012-02-06', '--until', '2012-02-07'], ({ date }: { date: string }) => /^2012-02-0[67]/.test(date)],
    ] as const) {
      const some = await found('the', '--limit', '100', ...args);
      const wanted = all.hits.filter(holds as (hit: (typeof all.hits)[number]) => boolean);
      expect(some.hits.map(({ url }) => url).sort()).toEqual(wanted.map(({ url }) => url).sort());
      expect(wanted.length).toBeGreaterThan(0);
      expect(wanted.length).toBeLessThan(all.total);
    }
    expect((await found('the', '--list', 'members', '--list', 'summit', '--limit', '100')).total).toBe(all.total);
  });

  it('counts by month all that there are, and shows as many as it is told', async () => {
    const { total, hits, months } = await found('the', '--limit', '2');
    expect(hits).toHaveLength(2);
    const dated = truth.filter(({ date_utc }) => date_utc !== null).length;
    const counted = months.reduce((sum, { count }) => sum + count, 0);
    expect(counted).toBeLessThanOrEqual(dated);
    expect(counted).toBe(total);
    expect(months.map(({ month }) => month)).toEqual(months.map(({ month }) => month).sort());
  });

  it('shows the chart and the hits on a terminal', async () => {
    let out = '';
    const io = { out: (text: string) => (out += text), screen: { isTTY: true, columns: 80, colours: false } };
    const { code } = await bench.run(['search', 'the', '--limit', '3'], { ...io, out: (text) => void io.out(text) });
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+ messages from 1999-08 to 2012-03, the best 3 of them here\n/);
    expect(out).toContain('█');
    expect(out.match(/^ {2}http:\/\/lists\.example\.org\//gm)).toHaveLength(3);
  });

  it('says that nothing was found, with exit code 0', async () => {
    const { code, out, err } = await bench.run(['search', 'zebra', 'giraffe']);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toContain('Nothing in the 45 messages of summit, members has “zebra giraffe”.');
    const inOne = await bench.run(['search', 'zebra', '--list', 'members']);
    expect(inOne.err.replaceAll('\n', ' ')).toContain('Nothing in the 13 messages of members has “zebra”.');
    expect(inOne.err).toContain('no --list;');
    expect(await found('zebra')).toEqual({ query: 'zebra', total: 0, months: [], hits: [] });
  });

  it.each(['C++', 'list:summit', '"open', 'a AND', 'NEAR(', '*', '(', 'foo-bar', "'", '\u{0}', '☃', '-'])(
    'takes whatever is typed: %j',
    async (query) => {
      expect((await bench.run(['search', '--json', '--', query])).code).toBe(0);
    },
  );

  it.each([
    [['search', 'x', '--list', 'nothing'], 'No list called “nothing” has been synced; there are summit, members.'],
    [['search', ' '], 'The query is empty'],
    [['search', 'x', '--from', ' '], '--from is empty; give words to look for, or leave it out.'],
    [['search', 'x', '--config', 'nowhere.yaml'], 'Cannot read the config nowhere.yaml: there is no such file.'],
    [['search', 'x', '--since', 'soon'], '--since “soon” is not a date'],
    [['search', 'x', '--from', '--json'], '--from has no value: --json is an option of its own.'],
  ])('%j is exit 2 and one sentence', async (args, sentence) => {
    const { code, out, err } = await bench.run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
    expect(err.trimEnd()).not.toContain('\n');
  });

  it('knows the lists of the config that are still to be synced', async () => {
    writeFileSync(join(bench.cwd, 'listpress.yaml'), 'lists:\n  later: http://lists.example.org/pipermail/later/\n');
    const { code, err } = await bench.run(['search', 'x', '--list', 'later']);
    rmSync(join(bench.cwd, 'listpress.yaml'));
    expect(code).toBe(2);
    expect(err).toBe('The list “later” has not been synced yet; run listpress sync later first.\n');
  });

  it('tells how to sync where nothing was', async () => {
    expect(await fresh().run(['search', 'x'])).toEqual({
      code: 2,
      out: '',
      err: 'Nothing has been synced in this folder yet; run listpress sync LINK with the link of a list.\n',
    });
  });
});
