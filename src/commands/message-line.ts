/** One message as one line of JSON: the contract of `listpress messages`. */
import { renderBlocks } from '../markdown/index.js';
import type { Message } from '../model.js';
import { type PassageOptions, passagesOf } from '../reports/passages.js';
import { issueAsData } from './io.js';
import { toJson } from './terminal.js';

/**
 * The line, its newline included. Every key is there, in this order, `null` or `[]` where there is nothing. `markdown` is what a
 * draft would print of the mail; `text` is the whole body as it was sent. Nothing is redacted: this is the archive's own data.
 */
export function messageLine(
  message: Message,
  thread: string | null,
  shown: Omit<PassageOptions, 'redact'> = {},
): string {
  const { id, url, list, subject, from, date, dateHeader, inReplyTo, references, body, attachments, issues } = message;
  const data = {
    id,
    url,
    list,
    subject,
    from: { name: from.name, address: from.address },
    date,
    dateHeader,
    inReplyTo,
    references,
    thread,
    markdown: renderBlocks(passagesOf(message, { ...shown, redact: false }).blocks),
    text: body.kind === 'text' ? body.text : body.html,
    attachments: attachments.map(({ name, type, url: address, size }) => ({ name, type, url: address, size })),
    issues: issues.map(issueAsData),
  };
  return `${toJson(data)}\n`;
}
