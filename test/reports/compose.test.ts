/** A report from messages. */
import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import type { Attachment, Message } from '../../src/model.js';
import { type Carried, composeReport, type Report } from '../../src/reports/compose.js';
import { renderHtml, visibleText } from '../helpers/visible-text.js';
import { message } from '../mail/message.js';

const url = (list: string, number: number) =>
  `https://lists.example.org/pipermail/${list}/2012-February/00${number}.html`;
const text = (body: string) => ({ body: { kind: 'text', text: body } }) as const;
const notes = message({
  id: '<1@example.org>',
  url: url('summit', 1084),
  list: 'summit',
  subject: '[Summit] Notes from Monday',
  from: { name: 'Tom Okafor', address: 'tom@example.org' },
  date: '2012-02-06T17:05:33Z',
  origin: { url: url('summit', 1084), sha256: 'a1' },
  ...text('Rooms\n=====\n\nWe took two rooms.\n\nMoney\n=====\n\nIt is enough.'),
});
const report = message({
  url: url('members', 6679),
  list: 'members',
  subject: '[Members] FOSDEM',
  from: { name: 'Ana Keller', address: null },
  date: '2012-02-07T09:05:00Z',
  origin: { url: url('members', 6679), sha256: 'b2' },
  ...text('Many came.'),
});
const reply = message({
  url: url('summit', 1085),
  list: 'summit',
  subject: 'Re: [Summit] Notes from Monday',
  from: { name: 'Mei-Lin Zhao', address: null },
  date: '2012-02-08T10:00:00Z',
  origin: { url: url('summit', 1085), sha256: 'c3' },
  ...text('> We took two rooms.\n\nThree, I think.'),
});

const compose = (
  cited: readonly [Message, ...Message[]],
  replies: readonly Message[] = [],
  carried: ReadonlyMap<Attachment, Carried> = new Map(),
) => composeReport({ cited, replies, carried, passages: { redact: true } });
const markdownOf = ({ blocks }: Report) => blocks.map(({ markdown }) => markdown).join('\n\n');
const headings = (made: Report) => made.blocks.flatMap(({ markdown }) => (markdown.startsWith('#') ? [markdown] : []));

/** What must hold for every report. */
function expectSound(made: Report, messages: readonly Message[]) {
  expect(made.sources.length).toBeGreaterThan(0);
  for (const { source } of made.blocks) {
    if (source !== null) expect(made.sources[source], String(source)).toBeDefined();
  }
  for (const { source, from, to } of made.setAside) {
    const cited = messages.find(({ origin }) => origin.sha256 === made.sources[source]?.origin.sha256);
    const body = cited?.body.kind === 'text' ? cited.body.text : '';
    expect(to).toBeLessThanOrEqual(body.length);
    expect(body.slice(from, to).trim()).not.toBe('');
  }
  // Each level by one, and none skipped.
  const depths = headings(made).map((heading) => /^#+/.exec(heading)?.[0].length ?? 0);
  for (const [at, depth] of depths.entries()) expect(depth).toBeLessThanOrEqual((depths[at - 1] ?? 1) + 1);
}

describe('a report of one message', () => {
  const made = compose([notes]);

  it('has the mail’s own headings at the top, then its source', () => {
    expectSound(made, [notes]);
    expect(headings(made)).toEqual(['## Rooms', '## Money', '## Sources']);
    expect(markdownOf(made)).toMatch(/^This post is based on what Tom Okafor wrote to the \[Summit\]/);
  });

  it('names the message that each passage came from, and where in it', () => {
    const body = notes.body.kind === 'text' ? notes.body.text : '';
    const own = made.blocks.filter(({ source }) => source === 0);
    expect(own).toHaveLength(4);
    for (const { markdown, from = 0, to = 0 } of own) {
      const words = visibleText(markdown).trim();
      expect(body.slice(from, to)).toContain(words);
    }
    expect(made.blocks[0]?.source).toBeNull();
    expect(made.blocks.at(-1)?.source).toBeNull();
  });

  it('keeps what proves the source', () => {
    expect(made.sources).toEqual([
      {
        title: 'Notes from Monday',
        author: 'Tom Okafor',
        date: '2012-02-06T17:05:33Z',
        url: notes.url,
        message_id: '<1@example.org>',
        list: 'summit',
        origin: notes.origin,
      },
    ]);
  });
});

describe('a report of several messages', () => {
  const made = compose([report, notes]);

  it('has a section for each, in the order given', () => {
    expectSound(made, [report, notes]);
    expect(headings(made)).toEqual(['## FOSDEM', '## Notes from Monday', '### Rooms', '### Money', '## Sources']);
    expect(made.sources.map((source) => source.url)).toEqual([report.url, notes.url]);
    expect(made.blocks.filter(({ source }) => source === 1)[0]?.markdown).toBe('## Notes from Monday');
  });

  it('ends with a line for each source', () => {
    expect(made.blocks.at(-1)?.markdown.split('\n')).toEqual([
      `- [FOSDEM](${report.url}), Ana Keller, Members list, February 7, 2012`,
      `- [Notes from Monday](${notes.url}), Tom Okafor, Summit list, February 6, 2012`,
    ]);
  });

  it('says of a source what is known of it', () => {
    const bare = message({ subject: 'Agenda', from: { name: null, address: 'x@example.org' }, ...text('x') });
    expect(compose([bare]).blocks.at(-1)?.markdown).toBe('- Agenda');
    const untitled = message({ subject: '', url: url('x', 1), ...text('x') });
    expect(markdownOf(compose([untitled, notes]))).not.toMatch(/^## *$|\[\]\(/m);
  });
});

describe('a discussion', () => {
  const made = compose([notes], [reply]);

  it('says before each reply whose it is, with a link and the day', () => {
    expectSound(made, [notes, reply]);
    expect(headings(made)).toEqual(['## Notes from Monday', '### Rooms', '### Money', '## Discussion', '## Sources']);
    const lead = made.blocks.find(({ markdown }) => markdown.startsWith('**'));
    expect(lead).toEqual({ markdown: `**Mei-Lin Zhao** ([reply](${reply.url}), February 8, 2012):`, source: 1 });
  });

  it('keeps a quote that is answered', () => {
    expect(markdownOf(made)).toContain('> We took two rooms.\n\nThree, I think.');
  });

  it('leaves out a reply that says nothing of its own, and its source', () => {
    const empty = { ...reply, ...text('> We took two rooms.\n> It is enough.\n') };
    const silent = compose([notes], [empty]);
    expect(silent.sources).toHaveLength(1);
    expect(markdownOf(silent)).not.toContain('Discussion');
  });

  it('counts its sources past a reply that was left out', () => {
    const empty = { ...reply, origin: { url: 'e', sha256: 'e5' }, ...text('> only a quote') };
    const last = { ...reply, origin: { url: 'd', sha256: 'd4' }, ...text('Four!') };
    const mixed = compose([notes], [empty, reply, last]);
    expectSound(mixed, [notes, empty, reply, last]);
    expect(mixed.sources.map(({ origin }) => origin.sha256)).toEqual(['a1', 'c3', 'd4']);
    expect(mixed.blocks.find(({ markdown }) => markdown === 'Four!')?.source).toBe(2);
  });

  it('speaks of a reader where there is no name, and leaves out what is not known', () => {
    const unknown = { ...reply, from: { name: null, address: null }, url: null, date: null };
    expect(markdownOf(compose([notes], [unknown]))).toContain('**A reader**:');
  });
});

describe('a chat log', () => {
  const log = '[20:00:01] <Marit> hello\n[20:00:09] <Tom> hello\n[20:01:12] <Marit> point one\n[20:01:40] <Tom> agreed';
  it('is set aside with a link to where it is', () => {
    const minutes = { ...notes, ...text(`We meet again on Friday, at the same place.\n\n${log}`) };
    const made = compose([minutes]);
    expectSound(made, [minutes]);
    expect(markdownOf(made)).toContain(`The chat log is in [the message](${notes.url}).`);
    expect(markdownOf(made)).not.toContain('point one');
    expect(made.setAside).toContainEqual(expect.objectContaining({ type: 'log', source: 0 }));
  });
});

describe('two lists', () => {
  it('stay two when what stood between them is set aside', () => {
    const long = Array.from({ length: 14 }, (_, line) => `> line ${line} of what Tom wrote`).join('\n');
    const answer = { ...reply, inReplyTo: '<1@example.org>', ...text(`- one\n- two\n\n${long}\n\n- three\n- four`) };
    const made = compose([notes], [answer]);
    const lists = load(renderHtml(markdownOf(made)))('ul');
    expect(lists.toArray().map((list) => load(list)('li').length)).toEqual([2, 2, 2]);
  });
});

describe('attachments', () => {
  const attachment = (name: string): Attachment => ({ name, type: null, url: null, size: null });
  const [image, file, page, other] = ['a.png', 'b.pdf', 'c.html', 'd.asc'].map(attachment);
  if (image === undefined || file === undefined || page === undefined || other === undefined) throw new Error('four');
  const carrying = { ...notes, attachments: [image, file, page, other] };

  it('are shown as what became of them; one that was not carried is not', () => {
    const made = compose(
      [carrying],
      [],
      new Map<Attachment, Carried>([
        [image, { as: 'image', path: 'r/a.png', alt: 'White board' }],
        [file, { as: 'file', path: 'r/b.pdf', name: 'b.pdf' }],
        [page, { as: 'link', url: 'https://lists.example.org/c.html', name: 'c.html' }],
      ]),
    );
    expectSound(made, [carrying]);
    const markdown = markdownOf(made);
    expect(markdown).toContain('![White board](r/a.png)');
    expect(markdown).toContain('Attached:\n\n- [b.pdf](r/b.pdf)\n- [c.html](https://lists.example.org/c.html)');
    expect(markdown).not.toContain('d.asc');
  });

  it('let a reply stand that says nothing else', () => {
    const silent = { ...reply, ...text(''), attachments: [image] };
    const made = compose([notes], [silent], new Map([[image, { as: 'image', path: 'r/a.png', alt: '' }]]));
    expectSound(made, [notes, silent]);
    expect(made.sources).toHaveLength(2);
    expect(markdownOf(made)).toContain('![](r/a.png)');
  });
});

describe('hostile mail', () => {
  const evil = 'x](javascript:alert(1)) ![y](https://evil.example.com/p.png) <script>z</script> {{w}} #';
  const attachment: Attachment = { name: evil, type: null, url: null, size: null };
  const hostile = { ...notes, subject: evil, from: { name: evil, address: null }, attachments: [attachment] };

  it.each<[string, Carried]>([
    ['image', { as: 'image', path: 'r/a.png', alt: evil }],
    ['file', { as: 'file', path: 'r/a b)c.pdf', name: evil }],
    ['link', { as: 'link', url: 'javascript:alert(1)', name: evil }],
  ])('is shown and does not act, with its attachment as %s', (_, carried) => {
    const made = compose(
      [hostile, { ...hostile, url: null }],
      [{ ...hostile, url: url('x', 3) }],
      new Map([[attachment, carried]]),
    );
    const page = load(renderHtml(markdownOf(made)));
    const hrefs = page('a')
      .toArray()
      .map((link) => page(link).attr('href') ?? '');
    expect(hrefs.filter((href) => !/^https:\/\/lists\.example\.org\/|^r\//.test(href))).toEqual([]);
    const images = page('img')
      .toArray()
      .map((img) => page(img).attr('src'));
    expect(images.filter((src) => src !== 'r/a.png')).toEqual([]);
    expect(page('script').length).toBe(0);
    expect(markdownOf(made)).not.toMatch(/\{\{/);
    // The heading says the whole subject, its last # too.
    expect(page('h2').first().text()).toBe(evil);
  });
});

describe('composeReport', () => {
  it('has a section even for a message that says nothing', () => {
    const silent = { ...notes, ...text('') };
    expectSound(compose([silent]), [silent]);
    expect(headings(compose([silent, report]))).toContain('## Notes from Monday');
  });

  it('is the same for the same messages', () => {
    expect(compose([notes, report], [reply])).toEqual(compose([notes, report], [reply]));
  });
});
