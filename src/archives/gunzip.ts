/**
 * Undoing gzip with a bound. A volume `2012-March.txt.gz` reaches a reader as plain text or still gzipped, depending on how the
 * server labelled it; `gunzipBounded` makes both the same, `gunzipped` does so as the bytes are asked for, whatever their number.
 */
import { constants, createGunzip, gunzipSync } from 'node:zlib';

/** A gzip that cannot be undone. `reason` is in plain words, made for `BODY_BROKEN`; `TOO_LARGE` names the limit in bytes. */
export class GunzipError extends Error {
  override readonly name = 'GunzipError';
  readonly code: 'BROKEN' | 'TOO_LARGE';
  readonly reason: string;
  constructor(code: 'BROKEN' | 'TOO_LARGE', reason: string, options?: ErrorOptions) {
    super(`Cannot gunzip: ${reason}`, options);
    this.code = code;
    this.reason = reason;
  }
}

/** Whether these bytes begin as a gzip member does (RFC 1952 §2.3.1). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The bytes with gzip undone, all members of it (RFC 1952 §2.2) and complete: every checksum is compared and a missing end is
 * an error. Bytes that are not gzip are handed back as they are, whatever their number.
 *
 * @param limit the most bytes that may come out; decoding stops there, so a bomb costs no memory.
 * @throws GunzipError `TOO_LARGE` past the limit, `BROKEN` when the gzip is cut short or damaged.
 */
export function gunzipBounded(bytes: Uint8Array, limit: number): Uint8Array {
  if (!isGzip(bytes)) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.max(1, limit), chunkSize: roomFor(bytes) });
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') {
      throw new GunzipError('TOO_LARGE', `more than ${limit} bytes`, { cause: error });
    }
    const reason = zlibReason(error);
    if (reason === null) throw error;
    throw new GunzipError('BROKEN', reason, { cause: error });
  }
}

/** What a volume may be given at once; the size that a gzip claims (RFC 1952 §2.3.1, ISIZE) is the sender's word. */
const MOST_ROOM = 1 << 22;

/** Room for all of it in one piece, which spares putting pieces together: a fifth of the time. */
function roomFor(bytes: Uint8Array): number {
  const end = bytes.length;
  const claimed = end < 18 ? 0 : new DataView(bytes.buffer, bytes.byteOffset, end).getUint32(end - 4, true);
  return Math.min(Math.max(claimed + 1, 1 << 14), MOST_ROOM);
}

/**
 * What can be had of a gzip that was cut short, with nothing said about the rest; empty where its data is damaged.
 *
 * @param limit the most bytes that may come out; past it, nothing does.
 */
export function gunzipPartly(bytes: Uint8Array, limit: number): Uint8Array {
  if (!isGzip(bytes)) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.max(1, limit), finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    if (zlibReason(error) === null && codeOf(error) !== 'ERR_BUFFER_TOO_LARGE') throw error;
    return new Uint8Array();
  }
}

/** Compressed bytes that are undone at a time: a thousandfold bomb is some megabytes then. */
const SLICE = 1 << 14;

/**
 * The same for what comes in pieces, all members of it, and no more in memory than a slice of it.
 *
 * @throws GunzipError `BROKEN` when the gzip is cut short or damaged, after all that came before the damage.
 */
export async function* gunzipped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const gunzip = createGunzip();
  let done: Buffer[] = [];
  let failure: unknown;
  let isOver = false;
  gunzip.on('data', (chunk: Buffer) => done.push(chunk));
  // It ends before its input does where zeros follow, the padding of a tape; what is written to it then is never answered.
  const over = new Promise<void>((resolve) => {
    const end = (error?: unknown): void => {
      failure = error;
      isOver = true;
      resolve();
    };
    gunzip.on('error', end).on('end', () => end());
  });
  const written = (slice: Uint8Array) =>
    Promise.race([over, new Promise<void>((resolve) => gunzip.write(slice, () => resolve()))]);
  const take = (): Buffer[] => {
    const taken = done;
    done = [];
    return taken;
  };
  try {
    for await (const slice of slicesOf(chunks)) {
      // One slice is undone while what came of the last is worked on.
      const next = written(slice);
      yield* take();
      await next;
      if (isOver) break;
    }
    gunzip.end();
    await over;
    yield* take();
    if (failure === undefined) return;
    const reason = zlibReason(failure);
    if (reason === null) throw failure;
    throw new GunzipError('BROKEN', reason, { cause: failure });
  } finally {
    gunzip.destroy();
  }
}

async function* slicesOf(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += SLICE) yield chunk.subarray(from, from + SLICE);
  }
}

/** What is wrong with compressed data, in plain words; null when the error is not one of zlib's. */
export function zlibReason(error: unknown): string | null {
  const code = codeOf(error);
  if (code === 'Z_BUF_ERROR') return 'the compressed data ends early';
  if (code.startsWith('Z_') || code.startsWith('ERR__ERROR_FORMAT') || code.startsWith('ERR_BROTLI')) {
    return 'the compressed data is damaged';
  }
  return null;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
