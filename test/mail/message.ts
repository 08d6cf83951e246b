/** Messages for tests, made of what a test is about. */
import type { Message } from '../../src/model.js';

export function message(given: Partial<Message>): Message {
  return {
    id: null,
    url: null,
    list: null,
    subject: 'Agenda',
    from: { name: 'Ann Bee', address: 'ann@example.org' },
    date: null,
    dateHeader: null,
    inReplyTo: null,
    references: [],
    body: { kind: 'text', text: '' },
    attachments: [],
    issues: [],
    origin: { url: 'a.mbox', sha256: '' },
    ...given,
  };
}

/** A mail's bytes, its lines joined by `\n`; each character is a byte. */
export function mail(...lines: string[]): Uint8Array {
  return Buffer.from(lines.join('\n'), 'latin1');
}
