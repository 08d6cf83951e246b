import { describe, expect, it } from 'vitest';
import { answeredIds, mentionedIds, quotedFrom } from '../../src/mail/quoted.js';
import type { Message } from '../../src/model.js';
import { message } from './message.js';

const said = (id: string, text: string): Message => message({ id, body: { kind: 'text', text } });
const question = said('<q@example.org>', 'Who brings the tent poles to the island on Saturday morning?\n');
const answer = said(
  '<a@example.org>',
  '> Who brings the tent poles to the island on Saturday morning?\nI do, and the pegs as well, in the green box.\n',
);

describe('quotedFrom', () => {
  it('finds the message whose own words are quoted, however they are wrapped', () => {
    const quote =
      '> > Who brings the tent poles to the\n> > island on Saturday morning?\n> I do, and the pegs as\n> well, in the green box.\n';
    expect(quotedFrom(quote, [question, answer])).toBe(answer);
    expect(quotedFrom('> Who brings the tent poles to the\n> island on Saturday morning?\n', [answer, question])).toBe(
      question,
    );
  });

  it('takes nobody’s word for what is quoted from elsewhere', () => {
    expect(quotedFrom('> The harbour master closed the gate for good.\n', [question, answer])).toBeUndefined();
    expect(quotedFrom('>\n', [question])).toBeUndefined();
  });

  it('reads scripts without spaces, other marks and HTML', () => {
    const japanese = said('<j@example.org>', '島の桟橋が壊れています。誰か直せますか。\n');
    expect(quotedFrom('＞島の桟橋が壊れています。\n', [japanese])).toBe(japanese);
    expect(quotedFrom('AK> I do, and the pegs as well, in the green box.\n', [question, answer])).toBe(answer);
    const page = message({
      id: '<h@example.org>',
      body: { kind: 'html', html: '<p>The <b>kettle</b> is in the red box&nbsp;now.</p>' },
    });
    expect(quotedFrom('> The kettle is in the red box now.\n', [page])).toBe(page);
  });
});

describe('what a message names', () => {
  it('is what it answers, the nearest first', () => {
    expect(
      answeredIds({ inReplyTo: '<c@x.example>', references: ['<a@x.example>', '<b@x.example>', '<c@x.example>'] }),
    ).toEqual(['<c@x.example>', '<b@x.example>', '<a@x.example>']);
  });

  it('and the Message-IDs in its text, also as archives write them', () => {
    const text = 'See <4F30.1@example.org>, <4F31.2 at example.org> and mid:4F32.3@example.org.\n';
    expect(mentionedIds(said('<x@example.org>', text))).toEqual([
      '<4F30.1@example.org>',
      '<4F31.2@example.org>',
      '<4F32.3@example.org>',
    ]);
  });
});
