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

  it('are set aside where they are longer than what an answer stands on', () => {
    const long = Array.from({ length: 13 }, (_, at) => `> line ${at} of a long history`);
    const { printed, aside } = read(...long, '', 'Yes.');
    expect(printed).toBe('Yes.');
    expect(aside).toContainEqual(['quote', long.join('\n')]);
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
