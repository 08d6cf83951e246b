/**
 * Parts that an export has and no mail reader sees. Of a mail whose structure is broken, the server keeps its body as an attachment
 * called `multipart/…` and writes that as a part without a boundary, with base64 in it (measured).
 */
import type { Attachment } from '../../model.js';

const MULTIPART = /^Content-Type:[ \t]*multipart\//gim;
/** Such a part, as the server's mail library writes it. */
const HIDDEN =
  /\nContent-Type: (multipart\/[\w.+-]+)\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="?([^"\n]*)"?\n(?:MIME-Version: 1\.0\n)?\n([A-Za-z0-9+/=\n]*)\n--=/;

export interface HiddenParts {
  /** What is certain of them. */
  readonly attachments: readonly Attachment[];
  /** There are others. */
  readonly more: boolean;
}

/** The hidden parts of an exported mail. */
export function hiddenParts(mail: Uint8Array): HiddenParts {
  const source = Buffer.from(mail.buffer, mail.byteOffset, mail.byteLength).toString('latin1').replace(/\r\n/g, '\n');
  // The first is the mail's own: the server writes every mail as multipart/mixed.
  const count = (source.match(MULTIPART)?.length ?? 0) - 1;
  if (count <= 0) return { attachments: [], more: false };
  const found = HIDDEN.exec(source);
  const [, type = '', name = '', encoded] = found ?? [];
  const isFirst = !source.slice(0, found?.index).includes('\nContent-Disposition: attachment');
  if (count > 1 || encoded === undefined || !isFirst) return { attachments: [], more: true };
  const content = new Uint8Array(Buffer.from(encoded, 'base64'));
  const attachment = { name: name || null, type: type.toLowerCase(), url: null, size: content.length, content };
  return { attachments: [attachment], more: false };
}
