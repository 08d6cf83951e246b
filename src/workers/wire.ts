/** What goes between the main thread and those that read mail: bytes there, messages back, moved rather than copied. */
import type { MailBytes } from '../archives/kind.js';
import type { Issue } from '../issues.js';
import type { Message } from '../model.js';

/** What a thread is started with. */
export interface ThreadData {
  /** Two 32-bit integers, written by the thread: the number of the batch that it reads, and of the mail in it. */
  readonly progress: SharedArrayBuffer;
}

/** Mails, their bytes one after the other. */
export interface PackedMails {
  readonly batch: number;
  readonly bytes: ArrayBuffer;
  readonly mails: readonly PackedMail[];
}

type PackedMail = Omit<MailBytes, 'bytes'> & { readonly size: number };

/** What was read of a batch, in its order. `fault` is an error of ours and no property of the mail. */
export interface ReadBatch {
  readonly batch: number;
  readonly read: readonly (Message | Issue | { readonly fault: string })[];
}

/** Puts mails into one piece of memory that can be handed over. */
export function packMails(batch: number, mails: readonly MailBytes[]): PackedMails {
  const bytes = new Uint8Array(mails.reduce((sum, mail) => sum + mail.bytes.length, 0));
  let at = 0;
  const packed = mails.map(({ bytes: own, ...where }): PackedMail => {
    bytes.set(own, at);
    at += own.length;
    return { ...where, size: own.length };
  });
  return { batch, bytes: bytes.buffer, mails: packed };
}

/** The mails again, their bytes views of the piece. */
export function* unpackMails({ bytes, mails }: PackedMails): Iterable<MailBytes> {
  let at = 0;
  for (const { size, ...where } of mails) {
    yield { ...where, bytes: new Uint8Array(bytes, at, size) };
    at += size;
  }
}

/** A message whose attachments have memory of their own, and that memory: a view of a larger piece would be sent with all of it. */
export function detached(message: Message): { readonly message: Message; readonly memory: readonly ArrayBuffer[] } {
  const memory: ArrayBuffer[] = [];
  const attachments = message.attachments.map((attachment) => {
    if (attachment.content === undefined) return attachment;
    const content = new Uint8Array(attachment.content);
    memory.push(content.buffer);
    return { ...attachment, content };
  });
  return { message: memory.length === 0 ? message : { ...message, attachments }, memory };
}

/** A message as it is where it was read: contents are Buffers. */
export function arrived(message: Message): Message {
  if (message.attachments.every(({ content }) => content === undefined)) return message;
  const attachments = message.attachments.map((attachment) => {
    const { content } = attachment;
    return content === undefined
      ? attachment
      : { ...attachment, content: Buffer.from(content.buffer, content.byteOffset, content.byteLength) };
  });
  return { ...message, attachments };
}
