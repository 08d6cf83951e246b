/**
 * Undoing gzip with a bound. A volume `2012-March.txt.gz` reaches a reader as plain text or still gzipped, depending on how the
 * server labelled it; `gunzipBounded` makes both the same.
 */
import { gunzipSync } from 'node:zlib';

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
    return gunzipSync(bytes, { maxOutputLength: Math.max(1, limit) });
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') {
      throw new GunzipError('TOO_LARGE', `more than ${limit} bytes`, { cause: error });
    }
    const reason = zlibReason(error);
    if (reason === null) throw error;
    throw new GunzipError('BROKEN', reason, { cause: error });
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
