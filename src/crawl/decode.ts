/** A body as it comes over the wire, its content coding undone (RFC 9110 §8.4) under a bound on what comes out. */
import { type Duplex, type Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createUnzip } from 'node:zlib';

import { zlibReason } from '../archives/gunzip.js';

export interface Bytes {
  /** As received. */
  readonly wire: Uint8Array;
  /** With the coding undone. */
  readonly body: Uint8Array;
  /** False when reading stopped at the limit because the caller had said `cut`, or broke off and he had said `keep`. */
  readonly whole: boolean;
}

export interface ReadOptions {
  /** The Content-Encoding field, '' when there is none. */
  readonly coding: string;
  /** The most bytes that may come out. */
  readonly limit: number;
  /** At the limit, keep the first part instead of failing (robots.txt, RFC 9309 §2.5). */
  readonly cut: boolean;
  /** Whether what came before this failure is worth having. Without it, all of a body or nothing. */
  readonly keep?: (error: unknown) => boolean;
  readonly signal: AbortSignal;
  readonly onBytes: (count: number) => void;
}

/** More than the limit came out. */
export class PastLimit extends Error {
  override readonly name = 'PastLimit';
}

/** A coding that we did not ask for and cannot undo. */
export class UnknownCoding extends Error {
  override readonly name = 'UnknownCoding';
  readonly coding: string;
  constructor(coding: string) {
    super(coding);
    this.coding = coding;
  }
}

/** A Map: in an object, a coding called `constructor` would be one of them. */
const DECODERS: ReadonlyMap<string, () => Duplex> = new Map<string, () => Duplex>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createUnzip],
  ['br', createBrotliDecompress],
]);

// The rest of IANA's list. Other words there are mistakes: HyperKitty sends an attachment's charset (`gb2312`) in this field.
const UNSUPPORTED: ReadonlySet<string> = new Set([
  'aes128gcm',
  'compress',
  'x-compress',
  'dcb',
  'dcz',
  'exi',
  'pack200-gzip',
  'zstd',
]);

// One coding is what servers send; a long chain is an attack that multiplies with each link.
const MOST_CODINGS = 3;

/**
 * Reads a body to its end, or to the limit. Decoding runs while bytes arrive and stops at the limit, so what a bomb would have
 * become is never made.
 *
 * Throws `PastLimit`, `UnknownCoding`, zlib's errors for damaged data, and the source's own errors.
 */
export async function readBytes(source: Readable, options: ReadOptions): Promise<Bytes> {
  const wire = collector(wireLimit(options.limit));
  const body = collector(options.limit);
  const received = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      options.onBytes(chunk.length);
      if (wire.add(chunk)) done(null, chunk);
      else done(new PastLimit());
    },
  });
  const decoded = new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      done(body.add(chunk) ? null : new PastLimit());
    },
  });
  let whole = true;
  try {
    await pipeline([source, received, ...decodersFor(options.coding), decoded], { signal: options.signal });
  } catch (error) {
    source.destroy();
    const cut = options.cut && error instanceof PastLimit;
    // An empty body is no gzip, yet servers label it so; there is nothing in it to be broken.
    const empty = wire.size() === 0 && zlibReason(error) !== null;
    const kept = !options.signal.aborted && options.keep?.(error) === true;
    if (!cut && !empty && !kept) throw error;
    whole = empty;
  }
  return { wire: wire.bytes(), body: body.bytes(), whole };
}

/** The streams that undo the codings, the last applied first. */
function decodersFor(field: string): Duplex[] {
  const codings = field
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => DECODERS.has(coding) || UNSUPPORTED.has(coding));
  if (codings.length > MOST_CODINGS) throw new UnknownCoding(field);
  return codings.reverse().map((coding) => {
    const decoder = DECODERS.get(coding);
    if (decoder === undefined) throw new UnknownCoding(coding);
    return decoder();
  });
}

// Compressed data can be a little longer than what it holds, but not without end: empty gzip members decode to nothing.
function wireLimit(limit: number): number {
  return limit + Math.ceil(limit / 100) + 65_536;
}

/** Keeps chunks up to a limit; of the chunk that passes it, the part that still fits. */
function collector(limit: number) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  return {
    /** False when the chunk did not fit. */
    add(chunk: Uint8Array): boolean {
      const fits = size + chunk.length <= limit;
      const kept = fits ? chunk : chunk.subarray(0, limit - size);
      chunks.push(kept);
      size += kept.length;
      return fits;
    },
    size: () => size,
    bytes: (): Uint8Array => Buffer.concat(chunks),
  };
}
