/** Hands out small integers and takes them back: the slots of a struct of arrays. */
export class FreeList {
  #next: Int32Array;
  #head = 0;
  #used = 0;
  readonly #grown: (capacity: number) => void;

  /** `grown` is called with the new capacity whenever the arrays must grow; the first time at once. */
  constructor(capacity: number, grown: (capacity: number) => void) {
    this.#next = chain(new Int32Array(capacity), 0);
    this.#grown = grown;
    grown(capacity);
  }

  get used(): number {
    return this.#used;
  }

  take(): number {
    const slot = this.#head;
    this.#used++;
    this.#head = this.#next[slot]!;
    if (this.#head < 0) this.#grow();
    return slot;
  }

  give(slot: number): void {
    this.#used--;
    this.#next[slot] = this.#head;
    this.#head = slot;
  }

  #grow(): void {
    const capacity = this.#next.length;
    const larger = new Int32Array(2 * capacity);
    larger.set(this.#next);
    this.#next = chain(larger, capacity);
    this.#head = capacity;
    this.#grown(2 * capacity);
  }
}

/** Links every slot from `from` on to the one after it; the last ends the chain with −1. */
function chain(slots: Int32Array, from: number): Int32Array {
  for (let i = from; i < slots.length; i++) slots[i] = i + 1;
  slots[slots.length - 1] = -1;
  return slots;
}
