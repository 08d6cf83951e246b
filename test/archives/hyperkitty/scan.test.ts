import { describe, expect, it } from 'vitest';
import { hashOf } from '../../../src/archives/hyperkitty/hash.js';
import type { ScanTools } from '../../../src/archives/kind.js';
import { createMemory, type Memory } from './memory.js';
import { BASE, fixture, LIST, LIST_URL, linkOf, type Mail, type Settings, serverOf } from './server.js';

/** Three mails in each of three years; an answer follows its question. */
const mails: readonly Mail[] = [2010, 2011, 2012].flatMap((year) => [
  { id: `${year}.1`, date: `${year}-02-01T10:00:00Z`, subject: 'A', text: 'Mail to bob@example.org.\n' },
  { id: `${year}.2`, date: `${year}-02-03T10:00:00Z`, subject: 'Re: A', text: 'ok\n', parent: `${year}.1` },
  { id: `${year}.3`, date: `${year}-09-01T10:00:00Z`, subject: 'B', text: 'fine\n' },
]);
const mail = (id: string, date: string): Mail => ({ id, date, subject: 'New', text: 'new\n' });
const years = { first: '2010', today: '2026-01-01' };
const shown = (url: string) => url.replace(LIST_URL, '').replace(BASE, '').replace(`api/list/${LIST}/`, 'api:');

/** Scans a server of these mails; its addresses are told short. */
async function scan(memory: Memory, list: readonly Mail[], settings: Settings = {}, tools: Partial<ScanTools> = {}) {
  const { get, asked } = serverOf(list, { ...years, ...settings });
  const scanned = await memory.scan(LIST_URL, get, tools);
  return { ...scanned, ids: scanned.messages.map(({ id }) => id?.slice(1, -1)), asked: asked.map(shown) };
}

const ids = (list: readonly Mail[]) => list.map(({ id }) => id);
const kept = (memory: Memory) => memory.messages().map(({ id }) => id?.slice(1, -1));
const unchanged = ['2010 unchanged', '2011 unchanged', '2012 unchanged'];

describe('the first scan of a list', () => {
  it('asks for the span, each year, and one text', async () => {
    const { messages, asked, volumes, issues, archives } = await scan(createMemory(), mails);
    expect(asked).toEqual([
      'latest?count=5',
      'export/summit.mbox.gz?end=2011-01-01',
      `api:email/${hashOf('2010.1')}/`,
      'export/summit.mbox.gz?start=2011-01-01&end=2012-01-01',
      'export/summit.mbox.gz?start=2012-01-01',
    ]);
    expect(volumes).toEqual(['2010 read', '2011 read', '2012 read']);
    expect([issues, archives]).toEqual([[], [LIST_URL]]);
    expect(messages.map(({ id, url }) => [id, url])).toEqual(mails.map(({ id }) => [`<${id}>`, linkOf(id)]));
    expect(messages.map(({ inReplyTo }) => inReplyTo).slice(0, 3)).toEqual([null, '<2010.1>', null]);
    expect(messages.map(({ body }) => body).at(6)).toEqual({ kind: 'text', text: 'Mail to bob@example.org.\n' });
  });

  it('leaves (a) alone on a server that writes @, and asks nobody', async () => {
    const own = { ...mail('own', '2010-03-01T10:00:00Z'), text: 'Section 3(a)i, says ann@example.org.\n' };
    const { messages, asked } = await scan(createMemory(), [own, ...mails], { obscures: false });
    expect(messages.find(({ id }) => id === '<own>')?.body).toMatchObject({ text: own.text });
    expect(asked.filter((url) => url.startsWith('api:'))).toEqual([]);
  });

  it('asks once where only the API can tell, and believes it', async () => {
    const own = { ...mail('own', '2010-01-01T10:00:00Z'), text: 'Section 3(a)i.\n' };
    const { messages, asked } = await scan(createMemory(), [own], { obscures: false, first: '2010' });
    expect(messages[0]?.body).toMatchObject({ text: 'Section 3(a)i.\n' });
    expect(asked.filter((url) => url.startsWith('api:'))).toHaveLength(1);
  });

  it('asks about no message with `pages: false`', async () => {
    const { messages, asked } = await scan(createMemory(), mails, {}, { pages: false });
    expect(messages[0]?.body).toMatchObject({ text: 'Mail to bob(a)example.org.\n' });
    expect(asked).toHaveLength(4);
  });

  it('has the attachments, with their bytes, without asking for them', async () => {
    const attachments = [{ name: 'plan.png', type: 'image/png', body: 'PNG' }];
    const { messages, asked } = await scan(createMemory(), [{ ...mail('a', '2012-01-01T10:00:00Z'), attachments }]);
    expect(messages[0]?.attachments).toMatchObject([{ name: 'plan.png', type: 'image/png', size: 3, url: null }]);
    expect(Buffer.from(messages[0]?.attachments[0]?.content ?? []).toString()).toBe('PNG');
    expect(asked.filter((url) => url.startsWith('api:'))).toEqual([]);
  });

  it('asks for the charset of HTML that does not say it, once and never again', async () => {
    // A few letters of KOI8-R, which nothing tells from a dozen others.
    const html = { bytes: new Uint8Array([0x3c, 0x70, 0x3e, 0xd2, 0xd5, 0xd3]), charset: 'koi8-r' };
    const list = [{ ...mail('html', '2012-01-01T10:00:00Z'), text: '\n', html }];
    const memory = createMemory();
    const { messages, asked } = await scan(memory, list);
    expect(messages[0]?.body).toEqual({ kind: 'html', html: '<p>рус' });
    expect(asked.filter((url) => url.startsWith('api:email/'))).toHaveLength(1);
    const more = [...list, mail('more', '2012-01-02T10:00:00Z')];
    const again = await scan(memory, more);
    expect(again.ids).toEqual(['more']);
    expect(again.asked.filter((url) => url.startsWith('api:email/'))).toEqual([]);
  });

  it('files mail of broken clocks by itself, and asks no empty years for it', async () => {
    const odd = [mail('past', '1970-01-01T00:00:00Z'), mail('future', '2042-02-06T10:00:00Z')];
    const { volumes, asked } = await scan(createMemory(), [...mails, ...odd]);
    expect(volumes).toEqual(['until 1995 read', '2010 read', '2011 read', '2012 read', '2042 read']);
    expect(asked.filter((url) => url.startsWith('export/'))).toHaveLength(3);
  });

  it('runs to today where no thread tells the last year', async () => {
    const { ids: found, asked } = await scan(createMemory(), mails, { menuOnly: true, today: '2013-01-01' });
    expect(found).toEqual(ids(mails));
    expect(asked.filter((url) => url.startsWith('export/'))).toHaveLength(4);
  });

  it('takes the years that are wanted, and later the others', async () => {
    const memory = createMemory();
    const late = await scan(memory, mails, {}, { since: '2012-03-01T00:00:00Z' });
    expect([late.volumes, late.ids]).toEqual([['2012 read'], ['2012.1', '2012.2', '2012.3']]);
    const same = await scan(memory, mails, {}, { since: '2012-03-01T00:00:00Z' });
    expect([same.volumes, same.asked.length]).toEqual([['2012 unchanged'], 2]);
    const rest = await scan(memory, mails);
    expect(rest.volumes).toEqual(['2010 read', '2011 read', '2012 unchanged']);
    expect(rest.asked.filter((url) => url.startsWith('export/'))).toHaveLength(2);
  });
});

describe('a later scan', () => {
  it('costs one request where nothing has changed', async () => {
    const memory = createMemory();
    await scan(memory, mails);
    const { asked, volumes, messages } = await scan(memory, mails);
    expect([asked, volumes, messages]).toEqual([['api:emails/?limit=10&offset=0'], unchanged, []]);
  });

  it('asks for the days of the mail that came, late mail among it, and for a year that began', async () => {
    const memory = createMemory();
    await scan(memory, mails);
    const more = [mail('late', '2011-05-01T10:00:00Z'), mail('new', '2013-01-05T10:00:00Z')];
    const { asked, volumes, ids: found, kept: seen } = await scan(memory, [...mails, ...more]);
    expect([found, seen]).toEqual([['late', 'new'], 0]);
    expect(volumes).toEqual(['2010 unchanged', '2011 extended', '2012 unchanged', '2013 read']);
    expect(asked).toEqual([
      'api:emails/?limit=10&offset=0',
      'export/summit.mbox.gz?start=2011-05-01&end=2011-05-02',
      'export/summit.mbox.gz?start=2013-01-01&end=2014-01-01',
    ]);
    const third = await scan(memory, [...mails, ...more]);
    expect([third.asked.length, third.messages]).toEqual([1, []]);
  });

  it('reads on where more came than a page holds', async () => {
    const memory = createMemory();
    await scan(memory, mails);
    const more = Array.from({ length: 130 }, (_, index) =>
      mail(`n${index}`, new Date(Date.UTC(2012, 9, 1, index)).toISOString().replace('.000', '')),
    );
    const { asked, ids: found, volumes } = await scan(memory, [...mails, ...more]);
    expect([found, volumes]).toEqual([ids(more), ['2010 unchanged', '2011 unchanged', '2012 extended']]);
    expect(asked).toHaveLength(4);
  });

  it.each(['2010.1', '2011.3', '2012.3'])(
    'finds the year of a deleted mail (%s) and reads that alone',
    async (gone) => {
      const memory = createMemory();
      await scan(memory, mails);
      const left = mails.filter(({ id }) => id !== gone);
      const { asked, volumes, messages } = await scan(memory, left);
      expect(messages).toEqual([]);
      expect(volumes).toEqual(
        unchanged.map((each) => (each.startsWith(gone.slice(0, 4)) ? `${gone.slice(0, 4)} read` : each)),
      );
      expect(asked.filter((url) => url.startsWith('export/'))).toHaveLength(1);
      expect(asked.length).toBeLessThan(8);
      expect(kept(memory)).toEqual(ids(left));
      expect((await scan(memory, left)).asked).toHaveLength(1);
    },
  );

  it.each([
    ['paged', 5],
    ['bare', 4],
    ['unordered', 7],
  ] as const)('finds what came and went at once (%s)', async (api, most) => {
    const memory = createMemory();
    await scan(memory, mails, { api });
    const list = [...mails.filter(({ id }) => id !== '2011.2' && id !== '2012.3'), mail('x', '2012-11-01T10:00:00Z')];
    const { asked } = await scan(memory, list, { api });
    expect([...kept(memory)].sort()).toEqual(ids(list).sort());
    expect(asked.length).toBeLessThanOrEqual(most + 4);
    expect((await scan(memory, list, { api })).volumes).toEqual(unchanged);
  });

  it('reads the years again whose mails the export does not have, but once', async () => {
    // The API counts a mail that no export brings: its ID is another's but for its parentheses.
    const twin = [...mails, mail('2012.(3)', '2012-09-02T10:00:00Z')];
    const memory = createMemory();
    await scan(memory, twin);
    await scan(memory, twin);
    expect((await scan(memory, twin)).asked).toHaveLength(1);
  });

  it('asks a long list for its last days, where an API page is all of it', async () => {
    const many = Array.from({ length: 1100 }, (_, index) =>
      mail(`m${index}`, new Date(Date.UTC(2010, 0, 1, index * 16)).toISOString().replace('.000', '')),
    );
    const memory = createMemory();
    await scan(memory, many, { api: 'bare' });
    const same = await scan(memory, many, { api: 'bare' });
    // The last days are all of what the list has of 2012.
    expect([same.volumes, same.messages]).toEqual([['2010 unchanged', '2011 unchanged', '2012 read'], []]);
    expect(same.asked).toEqual([
      'api/lists/?limit=1',
      expect.stringMatching(/^export\/summit.mbox.gz\?start=2011-12-\d\d$/),
    ]);
    const again = await scan(memory, [...many, mail('new', '2012-02-01T10:00:00Z')], { api: 'bare' });
    expect(again.ids).toEqual(['new']);
  });

  it('asks for the last days where there is no API', async () => {
    const memory = createMemory();
    await scan(memory, mails, { api: 'off' });
    const { volumes, ids: found } = await scan(memory, [...mails, mail('new', '2013-02-01T10:00:00Z')], { api: 'off' });
    expect([found, volumes]).toEqual([['new'], [...unchanged, '2013 read']]);
  });

  it('reads a year again that it could not read', async () => {
    const memory = createMemory();
    const failing = serverOf(mails, years);
    const { volumes } = await memory.scan(LIST_URL, async (request) => {
      if (request.url.includes('start=2011')) return serverOf([], { list: 'private' }).get(request);
      return failing.get(request);
    });
    expect(volumes).toEqual(['2010 read', '2011 incomplete']);
    const again = await scan(memory, mails);
    expect(again.volumes).toEqual(['2010 unchanged', '2011 read', '2012 read']);
    expect(kept(memory).sort()).toEqual(ids(mails).sort());
  });
});

describe('where doors are shut', () => {
  it('keeps what came of an export that broke off, and asks for the rest of it alone', async () => {
    const list = mails.map((each) => (each.id === '2011.3' ? { ...each, bad: true } : each));
    const memory = createMemory();
    const { ids: found, asked, volumes, issues } = await scan(memory, list);
    expect([found, issues]).toEqual([ids(mails), []]);
    expect(volumes).toEqual(['2010 read', '2011 read', '2012 read']);
    // The mail before the bad one may have been cut, so that it is asked for as well.
    const single = asked.filter((url) => url.startsWith('api:email/') || url.includes('message='));
    expect(single.filter((url) => url.includes(hashOf('2011.1')))).toEqual([]);
    expect(asked.filter((url) => url.startsWith('export/') && !url.includes('message='))).toHaveLength(3);
    expect((await scan(memory, list)).asked).toHaveLength(1);
  });

  it('halves the days where much is missing, and not those of which all came', async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      ...mail(`m${index}`, new Date(Date.UTC(2010, 0, 1 + index * 6)).toISOString().replace('.000', '')),
      bad: index === 40,
    }));
    const { ids: found, asked, issues } = await scan(createMemory(), many);
    expect([found, issues]).toEqual([ids(many), []]);
    expect(asked.filter((url) => url.startsWith('export/') && !url.includes('message=')).length).toBeLessThan(8);
    expect(asked.filter((url) => url.startsWith('api:email/')).length).toBeLessThan(10);
  });

  it('asks the API alone once exports do nothing but fail', async () => {
    const many = Array.from({ length: 200 }, (_, index) =>
      mail(`m${index}`, new Date(Date.UTC(2010, 0, 1, index * 40)).toISOString().replace('.000', '')),
    );
    const { ids: found, asked } = await scan(createMemory(), many, { export: 'failing' });
    expect(found).toEqual(ids(many));
    expect(asked.filter((url) => url.startsWith('export/')).length).toBeLessThan(20);
  });

  it.each(['paged', 'bare'] as const)('reads each message from the API (%s), once', async (api) => {
    const memory = createMemory();
    const { ids: found, messages, asked } = await scan(memory, mails, { export: 'off', api });
    expect(found).toEqual(ids(mails));
    expect(messages[1]).toMatchObject({ inReplyTo: '<2010.1>' });
    expect(asked.filter((url) => url.startsWith('api:email/'))).toHaveLength(mails.length);
    const more = [...mails, mail('new', '2012-10-01T10:00:00Z')];
    const again = await scan(memory, more, { export: 'off', api });
    expect(again.ids).toEqual(['new']);
    expect(again.asked.filter((url) => url.startsWith('api:email/'))).toHaveLength(1);
    expect((await scan(memory, more, { export: 'off', api })).volumes).toEqual(unchanged);
  });

  it('reads the pages last', async () => {
    const [first, second] = ['notes.1@example.org', 'notes.2@example.org'] as const;
    const month = `${LIST_URL}2012/2/`;
    const pages = {
      [LIST_URL]: fixture('month.html'),
      [`${month}?page=1`]: fixture('month.html'),
      [`${month}?page=2`]: fixture('month.html'),
      [`${LIST_URL}2012/3/?page=1`]: '<html>no mail</html>',
      [`${LIST_URL}thread/${hashOf(first)}/?noscript`]: fixture('thread.html'),
      [linkOf(first)]: fixture('message.html'),
      [linkOf(second)]: fixture('thread.html'),
    };
    const { get } = serverOf([], { api: 'off', export: 'off', pages, menuOnly: true });
    const { messages, volumes } = await createMemory().scan(LIST_URL, get, { until: '2013-01-01T00:00:00Z' });
    expect(messages.map(({ id }) => id)).toEqual([`<${first}>`, `<${second}>`]);
    expect(volumes).toEqual(['2012 read']);
  });

  it.each([
    ['private', { code: 'PAGE_PRIVATE', status: 403 }],
    ['unknown', { code: 'PAGE_MISSING', status: 404 }],
  ] as const)('says that a list is %s, in at most two requests', async (list, issue) => {
    const { issues, volumes, asked } = await scan(createMemory(), mails, { list });
    expect([issues, volumes]).toEqual([[{ ...issue, url: LIST_URL }], []]);
    expect(asked.length).toBeLessThanOrEqual(2);
  });
});

describe('other links', () => {
  const scanLink = async (memory: Memory, url: string) => {
    const { get, asked } = serverOf(mails, years);
    return { ...(await memory.scan(url, get)), asked: asked.map(shown) };
  };

  it('name all lists of a host', async () => {
    const { archives, messages } = await scanLink(createMemory(), BASE);
    expect([archives, messages.length]).toEqual([[LIST_URL], 9]);
  });

  it('name a month, a thread, a message: parts of their years', async () => {
    const memory = createMemory();
    const month = await scanLink(memory, `${LIST_URL}2011/2/`);
    expect([month.volumes, month.messages.length, month.asked.length]).toEqual([['2011 extended'], 2, 2]);
    const thread = await scanLink(memory, `${LIST_URL}thread/${hashOf('2010.1')}/`);
    expect([thread.volumes, thread.messages.length, thread.archives]).toEqual([['2010 extended'], 2, [LIST_URL]]);
    const message = await scanLink(memory, linkOf('2012.3'));
    expect([message.volumes, message.asked.length]).toEqual([['2012 extended'], 1]);
    const all = await scan(memory, mails);
    expect([all.volumes, all.kept]).toEqual([['2010 read', '2011 read', '2012 read'], 5]);
  });

  it('of a month do not lose what is noted of its year', async () => {
    const memory = createMemory();
    await scan(memory, mails);
    expect((await scanLink(memory, `${LIST_URL}2011/2/`)).volumes).toEqual(['2011 unchanged']);
    const more = [...mails, mail('new', '2011-02-20T10:00:00Z')];
    const month = await memory.scan(`${LIST_URL}2011/2/`, serverOf(more, years).get);
    expect([month.volumes, month.messages.length]).toEqual([['2011 extended'], 1]);
    expect((await scan(memory, more)).volumes).toEqual(unchanged);
  });

  it('that name nothing say so', async () => {
    const url = linkOf('nobody');
    expect((await scanLink(createMemory(), url)).issues).toEqual([{ code: 'PAGE_MISSING', url, status: 404 }]);
  });
});
