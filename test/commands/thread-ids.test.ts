/** Threads while an archive streams by. */
import { describe, expect, it } from 'vitest';
import { createThreadIds } from '../../src/commands/thread-ids.js';

const mail = (id: string | null, inReplyTo: string | null = null, references: string[] = []) => ({
  id,
  url: `http://lists.example.org/${id}`,
  inReplyTo,
  references,
});

describe('createThreadIds', () => {
  it('names the first message, however deep the answer', () => {
    const threads = createThreadIds();
    expect(threads.of(mail('<a>'))).toBe('<a>');
    expect(threads.of(mail('<b>', '<a>'))).toBe('<a>');
    expect(threads.of(mail('<c>', '<b>'))).toBe('<a>');
    expect(threads.of(mail('<d>', null, ['<x>', '<c>']))).toBe('<a>');
    expect(threads.of(mail('<e>', '<x>'))).toBe('<a>');
    expect(threads.of(mail('<f>'))).toBe('<f>');
  });

  it('keeps together the answers to a message that is not there', () => {
    const threads = createThreadIds();
    expect(threads.of(mail('<b>', '<missing>'))).toBe('<b>');
    expect(threads.of(mail('<c>', '<missing>'))).toBe('<b>');
    expect(threads.of(mail('<missing>'))).toBe('<b>');
  });

  it('takes the URL of a first message without an ID, and survives circles and folded IDs', () => {
    const threads = createThreadIds();
    expect(threads.of(mail(null))).toBe('http://lists.example.org/null');
    expect(threads.of(mail('<a>', '<a>'))).toBe('<a>');
    expect(threads.of(mail('<b>', '<c>'))).toBe('<b>');
    expect(threads.of(mail('<c>', '<b>'))).toBe('<b>');
    expect(threads.of(mail('<d>', '<\n a>'))).toBe('<a>');
  });
});
