/** Short keys for long names: 16 bytes of a SHA-256, which no two of a billion share by chance. */
import { createHash } from 'node:crypto';

const BYTES = 16;

export function keyOf(...parts: readonly (string | number)[]): Uint8Array {
  return createHash('sha256').update(parts.join('\0')).digest().subarray(0, BYTES);
}

/** A SHA-256 in hex, shortened alike. */
export function keyOfDigest(digest: string): Uint8Array {
  return /^[0-9a-f]{64}$/i.test(digest) ? Buffer.from(digest.slice(0, BYTES * 2), 'hex') : keyOf(digest);
}

/** A Message-ID as it is compared: blanks inside come from folding. */
export function plainId(id: string): string {
  return id.replace(/\s+/g, '');
}
