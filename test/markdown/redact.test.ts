import { describe, expect, it } from 'vitest';
import { redactAddresses } from '../../src/markdown/redact.js';

describe('redactAddresses', () => {
  it.each([
    ['write to ann@example.org.', 'write to a…@example.org.'],
    ['Ann <ann.keller@example.org>', 'Ann <a…@example.org>'],
    ['Ann <ann.keller at example.org>', 'Ann <a… at example.org>'],
    ['Анна <anna на example.org>', 'Анна <a… на example.org>'],
    ['mailto:ann@example.org', 'mailto:a…@example.org'],
    ['mailto:ann at example.org', 'mailto:a… at example.org'],
    ['https://ann@example.org/x', 'https://a…@example.org/x'],
    ['- mail: ann at example.org', '- mail: a… at example.org'],
    ['(ann at example.org)', '(a… at example.org)'],
    ['  ann at example.org', '  a… at example.org'],
    ['write to ann.keller at example.org please', 'write to a… at example.org please'],
    ['write to ann2 at lists.example.org.', 'write to a… at lists.example.org.'],
  ])('shortens %s', (text, redacted) => {
    expect(redactAddresses(text)).toBe(redacted);
    expect(redactAddresses(redacted)).toBe(redacted);
  });

  it.each([
    'Message-ID: <x@example.org>',
    '<4F300D72.1030406@ferry.example>',
    '<20120206184210.GA1234@ferry.example>',
    'https://social.example.org/@ann/1',
    'https://example.org/a@b',
    'xmpp:room@conference.example.org',
    'xmpp:room at conference.example.org',
    'sip:ann@example.org',
    '(marek at chat.example.org/desk)',
    'git@example.org:tools/listpress.git',
    'we met at example.org in spring',
    '10 @ 5 euros',
  ])('keeps %s', (text) => {
    expect(redactAddresses(text)).toBe(text);
  });

  it('keeps a chat address that the archive takes for a mail address', () => {
    const text = 'join xmpp:room at chat.example.org, or write to room at chat.example.org';
    const redacted = 'join xmpp:room at chat.example.org, or write to r… at chat.example.org';
    expect(redactAddresses(text, ['room at chat.example.org'])).toBe(redacted);
  });

  it('shortens what the archive marks as an address, in its own words', () => {
    expect(
      redactAddresses('ask ann at example.org or bea ＠ example.org', ['ann at example.org', 'bea ＠ example.org']),
    ).toBe('ask a… at example.org or b… ＠ example.org');
  });
});
