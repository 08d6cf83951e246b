/** What of a mail a report prints, and what it sets aside. */
import { describe, expect, it } from 'vitest';
import { passagesOf } from '../../src/reports/passages.js';
import { message } from '../mail/message.js';

function read(...lines: string[]) {
  const text = lines.join('\n');
  const { blocks, setAside } = passagesOf(message({ body: { kind: 'text', text } }), { redact: true });
  return {
    text,
    printed: blocks.map(({ markdown }) => markdown).join('\n\n'),
    blocks,
    setAside,
    aside: setAside.map((span) => [span.type, text.slice(span.from, span.to).trim()] as const),
  };
}

describe('quotes', () => {
  it('are kept where an answer follows', () => {
    const { printed } = read('> Is the room booked?', '', 'It is, until six.');
    expect(printed).toMatch(/^> Is the room booked\?/);
    expect(printed).toContain('It is, until six.');
  });

  it('are set aside where nothing answers them', () => {
    const { printed, aside } = read(
      'Thanks!',
      '',
      'On Monday, Tom wrote:',
      '',
      '> Is the room booked?',
      '> And the lounge?',
    );
    expect(printed).toBe('Thanks!');
    expect(aside).toContainEqual(['quote', '> Is the room booked?\n> And the lounge?']);
    expect(aside.map(([type]) => type)).toContain('attribution');
  });

  it('are folded where they are longer than what an answer stands on', () => {
    const long = Array.from({ length: 13 }, (_, at) => `> line ${at} of a long history`);
    const { printed, aside } = read(...long, '', 'Yes.');
    expect(printed).toBe('> *13 lines quoted*\n\nYes.');
    expect(aside).toContainEqual(['quote', long.join('\n')]);
  });

  it('are folded to a link where the message that they are from is known', () => {
    const said = Array.from({ length: 13 }, (_, at) => `Point ${at} is that the pier needs ${at} new planks.`);
    const parent = message({
      id: '<a@example.org>',
      url: 'https://lists.example.org/1.html',
      body: { kind: 'text', text: said.join('\n') },
    });
    const text = `${said.map((line) => `> ${line}`).join('\n')}\n\nAgreed.\n`;
    const answer = message({ inReplyTo: '<a@example.org>', body: { kind: 'text', text } });
    const { blocks, setAside } = passagesOf(answer, {
      redact: true,
      known: (id) => (id === parent.id ? parent : undefined),
    });
    expect(blocks[0]?.markdown).toBe(`> [13 lines quoted from ${parent.from.name}](https://lists.example.org/1.html)`);
    expect(setAside.find(({ type }) => type === 'quote')?.quotes).toEqual({
      id: '<a@example.org>',
      url: 'https://lists.example.org/1.html',
      author: parent.from.name,
    });
  });

  it.each([
    ['keep', 'On Mon, Feb 6, 2012 at 18:05, Tom Okafor wrote:\n\n> Booked?\n\nYes.\n\n> And the lounge?'],
    ['drop', 'Yes.'],
    ['fold', '> Booked?\n\nYes.'],
  ] as const)('%s', (quotes, expected) => {
    const text = 'On Mon, Feb 6, 2012 at 18:05, Tom Okafor wrote:\n> Booked?\n\nYes.\n\n> And the lounge?\n';
    const { blocks, setAside } = passagesOf(message({ body: { kind: 'text', text } }), { redact: true, quotes });
    expect(blocks.map(({ markdown }) => markdown).join('\n\n')).toBe(expected);
    expect(setAside.some(({ type }) => type === 'quote')).toBe(quotes !== 'keep');
  });

  it('lose the line that says whose they are: the report says it', () => {
    const { printed, aside } = read(
      'On Mon, Feb 6, 2012 at 18:05, Tom Okafor wrote:',
      '> Booked?',
      '',
      'Yes, it is booked.',
    );
    expect(printed).not.toContain('wrote:');
    expect(printed).toContain('Booked?');
    expect(aside.map(([type]) => type)).toContain('attribution');
  });
});

describe('chat logs', () => {
  const log = [
    '[20:00:01] <Marit> hello',
    '[20:00:09] <Tom> hello',
    '[20:01:12] <Marit> first point',
    '[20:01:40] <Tom> agreed',
  ];

  it('are set aside where the mail says something itself', () => {
    const { printed, aside } = read('The minutes of the call: we meet again on Friday.', '', ...log);
    expect(printed).toContain('we meet again on Friday');
    expect(printed).not.toContain('<Marit>');
    expect(printed).not.toContain('first point');
    expect(aside.some(([type, text]) => type === 'log' && text.includes('first point'))).toBe(true);
  });

  it('are printed where the mail is nothing else', () => {
    expect(read(...log).printed).toContain('first point');
  });
});

describe('what is set aside', () => {
  it('points at real passages, in order, that no block came from', () => {
    const { text, setAside, blocks } = read(
      'Hello all,',
      '',
      'the room is booked.',
      '',
      'On Monday, Tom wrote:',
      '> Is it?',
      '',
      '-- ',
      'Ann Bee',
      'Example Street 1',
      '_______________________________________________',
      'Summit mailing list',
      'Summit@lists.example.org',
      'http://lists.example.org/mailman/listinfo/summit',
    );
    expect(setAside.length).toBeGreaterThan(2);
    for (const { from, to } of setAside) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(text.length);
      expect(text.slice(from, to).trim()).not.toBe('');
      expect(blocks.some((block) => block.from >= from && block.from < to)).toBe(false);
    }
    expect(setAside.every(({ from }, at) => at === 0 || from >= (setAside[at - 1]?.to ?? 0))).toBe(true);
    expect(setAside.map(({ type }) => type)).toEqual(expect.arrayContaining(['signature', 'footer']));
    expect(blocks.map(({ markdown }) => markdown)).toEqual(['the room is booked.']);
  });

  it('leaves nothing out: every line is printed or set aside', () => {
    const { text, setAside, blocks } = read(
      'Hello,',
      '',
      'one',
      '',
      '> two',
      '',
      'three',
      '',
      '> four',
      '',
      '-- ',
      'Ann',
    );
    const lines = [...text.matchAll(/^.*\S.*$/gm)].map((match) => ({ at: match.index, text: match[0] }));
    const ranges = [...setAside, ...blocks];
    for (const line of lines) {
      expect(
        ranges.some(({ from, to }) => line.at >= from && line.at < to),
        line.text,
      ).toBe(true);
    }
  });
});

describe('addresses', () => {
  const body = { kind: 'text', text: 'Write to ann@example.org.' } as const;
  it('are redacted unless the config says otherwise', () => {
    const printed = (redact: boolean) =>
      passagesOf(message({ body }), { redact })
        .blocks.map(({ markdown }) => markdown)
        .join();
    expect(printed(true)).not.toContain('ann@example.org');
    expect(printed(false)).toContain('ann@example.org');
  });
});

describe('an HTML mail', () => {
  it('is printed, and nothing of it can act', () => {
    const html = '<p>Hello <em>all</em></p><script>alert(1)</script>';
    const { blocks } = passagesOf(message({ body: { kind: 'html', html } }), { redact: true });
    expect(blocks.map(({ markdown }) => markdown)).toEqual(['Hello *all*']);
  });
});

describe('what can be turned off or on', () => {
  const text =
    'We met on the pier,\nin the rain, as every\nFebruary.  Call +32 555 01 00 77\nor ann@example.org.\n-- \nAnn Keller\nPier group\n';
  const shown = (options: Partial<Parameters<typeof passagesOf>[1]>): string =>
    passagesOf(message({ body: { kind: 'text', text } }), { redact: true, ...options })
      .blocks.map(({ markdown }) => markdown)
      .join('\n\n');

  it('nothing', () => {
    expect(shown({ reflow: true })).not.toMatch(/Pier group|555|ann@/);
  });

  it('signatures', () => {
    expect(shown({ signatures: true })).toContain('Pier group');
  });

  it('redaction', () => {
    expect(shown({ redact: false })).toContain('+32 555 01 00 77');
    expect(shown({ redact: false })).toContain('ann@example.org');
    expect(shown({ redact: { addresses: 'hide', phones: 'keep' } })).toMatch(/77.*…\./s);
  });

  it('reflow', () => {
    expect(shown({ reflow: false })).toContain('pier,  \nin the rain');
  });

  it('all of them in HTML', () => {
    const html =
      '<p>We met.</p><div class="gmail_signature">Ann Keller<br>Pier group</div><div class="gmail_quote"><div class="gmail_attr">On Monday, Tom wrote:</div><blockquote class="gmail_quote">Booked?</blockquote></div>';
    const of = (options: object): string =>
      passagesOf(message({ body: { kind: 'html', html } }), { redact: true, ...options })
        .blocks.map(({ markdown }) => markdown)
        .join('\n\n');
    expect(of({})).toBe('We met.');
    expect(of({ signatures: true })).toContain('Pier group');
    expect(of({ quotes: 'keep' })).toMatch(/On Monday, Tom wrote:\n\n> Booked\?/);
  });
});
