/**
 * A mail's MIME parts (RFC 2045, 2046) with their transfer coding undone. mailparser does the work; it is kept from decoding,
 * unfolding and joining text, because it does so without asking which charset the bytes are really in.
 */
import type { AttachmentStream, HeaderValue, MailParserOptions, StructuredHeader } from 'mailparser';

/** A part that holds bytes; its containers are named from the outermost in. */
export interface Part {
  /** `text/plain`; what is no media type at all is text (RFC 2045 §5.2). */
  readonly type: string;
  readonly params: Readonly<Record<string, string>>;
  readonly disposition: string | null;
  /** Decoded (RFC 2231, RFC 2047). */
  readonly name: string | null;
  readonly contentId: string | null;
  readonly content: Uint8Array;
  /** The multipart types it lies in (`multipart/alternative`), each with a number that tells it from its neighbours. */
  readonly inside: readonly { readonly type: string; readonly number: number }[];
}

/** What mailparser keeps of a part; its own types leave this out. */
interface Node {
  readonly contentType: string | false;
  readonly parent?: Node;
  readonly children: readonly Node[];
}

/** Mails of more parts than this are attacks. */
const MOST_PARTS = 5000;
const OPTIONS: MailParserOptions = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
  ignoreEmbedded: true,
  checksumAlgo: false,
  maxChildNodes: MOST_PARTS,
};

/** mailparser takes 230 ms to load, and only MIME needs it. */
let partReader: ReturnType<typeof loadPartReader> | undefined;

async function loadPartReader() {
  const { MailParser } = await import('mailparser');
  return class extends MailParser {
    /** The types that mailparser turns into text by itself: none, so that every part comes as its bytes. */
    readonly textTypes: readonly string[] = [];
    declare readonly tree: Node | false;
  };
}

/** Reads the parts of a mail in their order. Throws what mailparser throws on one it cannot read. */
export async function readParts(mail: Uint8Array): Promise<Part[]> {
  partReader ??= loadPartReader();
  const PartReader = await partReader;
  const reader = new PartReader(OPTIONS);
  const streams: { part: AttachmentStream; chunks: Buffer[] }[] = [];
  await new Promise<void>((resolve, reject) => {
    reader.on('error', reject);
    reader.on('end', () => resolve());
    reader.on('data', (item) => {
      if (item.type !== 'attachment') return;
      const chunks: Buffer[] = [];
      streams.push({ part: item, chunks });
      item.content.on('data', (chunk: Buffer) => chunks.push(chunk));
      item.content.on('error', reject);
      item.content.on('end', () => item.release?.());
    });
    reader.end(Buffer.from(mail.buffer, mail.byteOffset, mail.byteLength));
  });
  const leaves = reader.tree === false ? [] : leavesOf(reader.tree);
  return streams.map(({ part, chunks }, index) => partOf(part, Buffer.concat(chunks), leaves[index] ?? []));
}

/** The containers of every leaf, in the order in which mailparser hands the leaves out. Not recursive: mails nest deep to do harm. */
function leavesOf(tree: Node): Part['inside'][] {
  const leaves: Part['inside'][] = [];
  const open: { node: Node; inside: Part['inside'] }[] = [{ node: tree, inside: [] }];
  let number = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, inside } = next;
    const type = typeof node.contentType === 'string' ? node.contentType : '';
    if (!type.startsWith('multipart/')) leaves.push(inside);
    number += 1;
    const within = [...inside, { type, number }];
    for (const child of [...node.children].reverse()) open.push({ node: child, inside: within });
  }
  return leaves;
}

function partOf(part: AttachmentStream, content: Uint8Array, inside: Part['inside']): Part {
  const declared = structured(part.headers.get('content-type'));
  const type = (declared?.value ?? part.contentType).trim().toLowerCase();
  const disposition = structured(part.headers.get('content-disposition'))?.value.trim().toLowerCase() ?? '';
  const params = Object.entries(declared?.params ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  const name = part.filename?.trim() ?? '';
  const contentId = part.cid?.trim() ?? '';
  return {
    type: /^[^\s/]+\/[^\s/]+$/.test(type) ? type : 'text/plain',
    params: Object.fromEntries(params),
    disposition: disposition === '' ? null : disposition,
    name: name === '' ? null : name,
    contentId: contentId === '' ? null : contentId,
    content,
    inside,
  };
}

function structured(value: HeaderValue | undefined): StructuredHeader | null {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return isStructured(first) ? first : null;
}

function isStructured(value: unknown): value is StructuredHeader {
  return (
    typeof value === 'object' &&
    value !== null &&
    'params' in value &&
    'value' in value &&
    typeof value.value === 'string'
  );
}
