/** Which mails of a file were seen, in a few bytes each: a set of texts would take more memory than all else. */

/** Of a SHA-256, 64 bits are remembered: of ten million different mails, two look the same once in 370,000 archives. */
const HEX_DIGITS = 16;
const FIRST_SIZE = 1 << 10;

/** A set of digests (SHA-256, hex) that can only grow: 16 to 32 bytes for each. */
export class Seen {
  /** Open addressing; 0 is an empty place, so a digest that begins with 64 zero bits is counted as 1. */
  #places = new BigUint64Array(FIRST_SIZE);
  #count = 0;

  /** Adds a digest; false when it was there. */
  add(digest: string): boolean {
    const key = BigInt(`0x${digest.slice(0, HEX_DIGITS)}`) || 1n;
    if (!this.#put(this.#places, key)) return false;
    this.#count += 1;
    if (this.#count * 2 > this.#places.length) this.#grow();
    return true;
  }

  #put(places: BigUint64Array, key: bigint): boolean {
    const last = places.length - 1;
    let at = Number(key & BigInt(last));
    for (let held = places[at]; held !== 0n; held = places[at]) {
      if (held === key) return false;
      at = (at + 1) & last;
    }
    places[at] = key;
    return true;
  }

  #grow(): void {
    const places = new BigUint64Array(this.#places.length * 2);
    for (const key of this.#places) if (key !== 0n) this.#put(places, key);
    this.#places = places;
  }
}
