/** The moments that were met, by their digests alone: twelve bytes each, outside of the heap. */
import type { Digest } from './moment.ts';

const fullAt = 0.7;

export class Seen {
  #room = 1 << 12;
  #rows = new Uint32Array(this.#room * 3);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** @returns false for one that was there */
  add(digest: Digest): boolean {
    if (this.#size >= this.#room * fullAt) this.#grow();
    // All zeros is an empty row.
    const first = digest[0]! | 1;
    if (!this.#put(first, digest[1]!, digest[2]!)) return false;
    this.#size++;
    return true;
  }

  #put(a: number, b: number, c: number): boolean {
    const rows = this.#rows;
    const mask = this.#room - 1;
    for (let at = (b ^ (c >>> 5)) & mask; ; at = (at + 1) & mask) {
      const row = at * 3;
      if (rows[row] === 0) {
        rows[row] = a;
        rows[row + 1] = b;
        rows[row + 2] = c;
        return true;
      }
      if (rows[row] === a >>> 0 && rows[row + 1] === b && rows[row + 2] === c) return false;
    }
  }

  #grow(): void {
    const old = this.#rows;
    this.#room *= 2;
    this.#rows = new Uint32Array(this.#room * 3);
    for (let row = 0; row < old.length; row += 3)
      if (old[row] !== 0) this.#put(old[row]!, old[row + 1]!, old[row + 2]!);
  }
}
