/** The contract of `listpress messages`: its keys, their order, and what stands where there is nothing. */
import { describe, expect, it } from 'vitest';
import { messageLine } from '../../src/commands/message-line.js';
import { aMessage } from '../helpers/fake-writer.js';

const KEYS = [
  ...['id', 'url', 'list', 'subject', 'from', 'date', 'dateHeader', 'inReplyTo', 'references', 'thread', 'markdown'],
  ...['text', 'attachments', 'issues'],
];
const read = (line: string) => JSON.parse(line) as Record<string, unknown>;

describe('messageLine', () => {
  it('has every key, in order, whatever there is', () => {
    const bare = aMessage('a', {
      ...{ id: null, url: null, list: null, date: null, dateHeader: null, subject: '' },
      ...{ from: { name: null, address: null }, body: { kind: 'text', text: '' } },
    });
    for (const message of [aMessage('a'), bare]) expect(Object.keys(read(messageLine(message, null)))).toEqual(KEYS);
    expect(read(messageLine(bare, null))).toEqual({
      ...{ id: null, url: null, list: null, subject: '', from: { name: null, address: null }, date: null },
      ...{ dateHeader: null, inReplyTo: null, references: [], thread: null, markdown: '', text: '' },
      ...{ attachments: [], issues: [] },
    });
  });

  it('is one line, whatever the mail says', () => {
    const text = 'one\ntwo\r\u{85}\u{2028}\u{2029}\u{1b}[2J\u{9b}2J\n';
    const line = messageLine(aMessage('a', { subject: 'a\nb', body: { kind: 'text', text } }), null);
    expect(line.split(/[\n\r\u{85}\u{2028}\u{2029}]/u)).toHaveLength(2);
    expect(line.endsWith('}\n')).toBe(true);
    expect(line).not.toMatch(/[\u{1b}\u{9b}]/u);
    expect(read(line)).toMatchObject({ subject: 'a\nb', text });
  });

  it('gives the text as it was sent, and as Markdown what a draft would print of it', () => {
    const text = 'Hello all,\n\n* room 4\n* room 5\n\nwrite to ann@example.org\n\n-- \nAnn\n';
    const line = read(messageLine(aMessage('a', { body: { kind: 'text', text } }), '<first@example.org>'));
    expect(line['text']).toBe(text);
    expect(line['thread']).toBe('<first@example.org>');
    const markdown = String(line['markdown']);
    expect(markdown).toMatch(/^[*-] room 4\n[*-] room 5\n/);
    // Raw data: nothing is redacted.
    expect(markdown).toContain('ann@example.org');
    expect(markdown).not.toContain('-- ');
  });

  it('gives an HTML mail as it was sent, and as Markdown', () => {
    const html = '<p>Room <b>4</b></p>';
    const line = read(messageLine(aMessage('a', { body: { kind: 'html', html } }), null));
    expect(line).toMatchObject({ text: html, markdown: 'Room **4**\n' });
  });

  it('names attachments and issues, and carries no bytes', () => {
    const url = 'http://lists.example.org/pipermail/summit/attachments/20120206/0badcafe/notes.pdf';
    const message = aMessage('a', {
      attachments: [{ name: 'notes.pdf', type: 'application/pdf', url, size: 3, content: new Uint8Array([1, 2, 3]) }],
      issues: [{ code: 'ID_UNKNOWN', url }],
    });
    const line = read(messageLine(message, null));
    expect(line['attachments']).toEqual([{ name: 'notes.pdf', type: 'application/pdf', url, size: 3 }]);
    expect(line['issues']).toEqual([{ code: 'ID_UNKNOWN', url, message: expect.stringContaining(url) }]);
  });
});
