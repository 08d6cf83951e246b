/**
 * A message from what HyperKitty says of it. The API has the text exactly, the attachments' addresses and the thread; the export
 * has the Date header's offset, the In-Reply-To as sent, and the attachments' bytes.
 */
import { createHash } from 'node:crypto';
import { readBody } from '../../mail/bodies.js';
import type { Attachment, Body, Message, Origin } from '../../model.js';
import type { ApiAttachment, ApiEmail } from './api.js';
import { type ListPlace, messageUrl } from './links.js';

export interface Evidence {
  readonly place: ListPlace;
  readonly exported?: Message | undefined;
  readonly email?: ApiEmail | undefined;
  /** The Message-ID (with brackets) of the message that it answers, where the API's list of emails told. */
  readonly parentId?: string | undefined;
}

/** Puts one message together; null when nothing is known of it. */
export function assembleMessage({ place, exported, email: read, parentId }: Evidence): Message | null {
  if (read === undefined) return exported === undefined ? null : completed(exported, []);
  const url = messageUrl(place, read.hash);
  const issues = (exported?.issues ?? []).map((issue) => ('url' in issue ? { ...issue, url } : issue));
  if (read.date === null) issues.push({ code: 'DATE_UNREADABLE', url, value: null });
  const body: Body = read.text === null ? (exported?.body ?? NO_TEXT) : { kind: 'text', text: read.text };
  const message: Message = {
    ...(exported?.archivedAt === undefined ? {} : { archivedAt: exported.archivedAt }),
    id: `<${read.id}>`,
    url,
    list: place.list,
    subject: read.subject,
    from: { name: read.from.name, address: read.from.address ?? exported?.from.address ?? null },
    date: read.date,
    dateHeader: exported?.dateHeader ?? null,
    inReplyTo: exported?.inReplyTo ?? parentId ?? null,
    references: [],
    body,
    attachments: attachmentsOf(read, url, exported?.attachments ?? []),
    issues,
    origin: { url, sha256: '' },
  };
  return completed(message, read.attachments);
}

const NO_TEXT: Body = { kind: 'text', text: '' };

/** With the HTML part as its body where there is no other, and with what the server lost counted. */
function completed(message: Message, known: readonly ApiAttachment[]): Message {
  if (message.body.kind === 'html') return message;
  const part = needsHtml(message) ? htmlPartOf(message) : undefined;
  if (part?.content !== undefined) {
    const at = message.attachments.indexOf(part);
    return withHtml(message, part.content, known[at]?.charset ?? null);
  }
  // The server decodes the text and knows no other sign for what it could not read.
  const lost = message.body.text.split('\ufffd').length - 1;
  const counted = lost === 0 || message.issues.some(({ code }) => code === 'CHARACTERS_LOST');
  if (counted || message.url === null) return message;
  return { ...message, issues: [...message.issues, { code: 'CHARACTERS_LOST', url: message.url, count: lost }] };
}

/**
 * Where the message is and what it says, as one sum. Not of the bytes received: an export's boundaries are random, and the API's
 * answer changes with every reply and vote.
 */
export function originOf({ url, origin, id, date, subject, body, attachments }: Message): Origin {
  const said = JSON.stringify([id, date, subject, body, attachments.map(({ name, type }) => [name, type])]);
  return { url: url ?? origin.url, sha256: createHash('sha256').update(said).digest('hex') };
}

/** The HTML part of a message that says nothing else; undefined when it has none. */
export function htmlPartOf({ attachments }: Message): Attachment | undefined {
  return attachments.find(({ type }) => type === 'text/html');
}

/** Whether the text is blank, or a list's footer alone: an HTML-only mail's text is blank everywhere (measured). */
export function needsHtml({ body, attachments }: Pick<Message, 'body' | 'attachments'>): boolean {
  if (body.kind === 'html' || !attachments.some(({ type }) => type === 'text/html')) return false;
  return body.text.trim() === '' || FOOTER_ALONE.test(body.text);
}

/** Mailman 2's footer, with which imported archives come: a rule, and a few lines about the list. */
const FOOTER_ALONE = /^\s*_{30,}\n(?:[^\n]*\n){0,5}[^\n]*\n?$/;

/** The message with these bytes of HTML as its body. Their charset is declared, or in the HTML, or guessed. */
export function withHtml(message: Message, content: Uint8Array, charset: string | null): Message {
  const { body, guessed, lost } = readBody([
    {
      type: 'text/html',
      params: charset === null ? {} : { charset },
      disposition: null,
      name: null,
      contentId: null,
      content,
      inside: [],
    },
  ]);
  const url = message.url ?? message.origin.url;
  const issues = [...message.issues];
  if (guessed !== null) issues.push({ code: 'CHARSET_GUESSED', url, used: guessed });
  if (lost > 0) issues.push({ code: 'CHARACTERS_LOST', url, count: lost });
  return { ...message, body, issues };
}

/** The attachments with their addresses; with their bytes where the export brought them, which lists them in the same order. */
function attachmentsOf(read: ApiEmail, url: string, exported: readonly Attachment[]): Attachment[] {
  if (read.attachments.length === 0) return [...exported];
  const same =
    exported.length === read.attachments.length &&
    exported.every(({ name }, index) => name === null || name === read.attachments[index]?.name);
  return read.attachments.map(({ name, type, size, path }, index) => {
    const content = same ? exported[index]?.content : undefined;
    return {
      name,
      type,
      url: `${url}attachment/${path}`,
      size: content?.length ?? size,
      ...(content === undefined ? {} : { content }),
    };
  });
}
