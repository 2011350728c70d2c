/**
 * The event heap: a 4-ary min-heap in typed arrays, ordered by (time, sequence), so
 * that events of one instant come out in the order they went in. It doubles when full
 * and never allocates otherwise.
 */
export class EventQueue {
  #times: Float64Array;
  #sequences: Float64Array;
  #payloads: Int32Array;
  #size = 0;
  #sequence = 0;
  /** The root was taken and its place not yet refilled: a push that follows fills it with one sift instead of two. */
  #hole = false;

  constructor(capacity = 1024) {
    this.#times = new Float64Array(capacity);
    this.#sequences = new Float64Array(capacity);
    this.#payloads = new Int32Array(capacity);
  }

  get size(): number {
    return this.#hole ? this.#size - 1 : this.#size;
  }

  /** Events taken so far. */
  get popped(): number {
    return this.#sequence - this.size;
  }

  /** Time of the earliest event; Infinity when there is none. */
  get next(): number {
    if (this.#hole) this.#fill();
    return this.#size === 0 ? Number.POSITIVE_INFINITY : this.#times[0]!;
  }

  /** Adds an event. `payload` is a 32-bit integer. */
  push(time: number, payload: number): void {
    const sequence = this.#sequence++;
    if (this.#hole) {
      this.#hole = false;
      this.#sink(time, sequence, payload);
      return;
    }
    if (this.#size === this.#times.length) this.#grow();
    const times = this.#times;
    const sequences = this.#sequences;
    const payloads = this.#payloads;
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 2;
      // An event just pushed has the highest sequence of all: equal times stay above it.
      if (times[parent]! <= time) break;
      times[at] = times[parent]!;
      sequences[at] = sequences[parent]!;
      payloads[at] = payloads[parent]!;
      at = parent;
    }
    times[at] = time;
    sequences[at] = sequence;
    payloads[at] = payload;
  }

  /** Takes the payload of the earliest event; its time was `next`. Only when `size` is above 0. */
  pop(): number {
    if (this.#hole) this.#fill();
    this.#hole = true;
    return this.#payloads[0]!;
  }

  #fill(): void {
    this.#hole = false;
    const last = --this.#size;
    if (last > 0) this.#sink(this.#times[last]!, this.#sequences[last]!, this.#payloads[last]!);
  }

  /** Puts an event in at the root and lets it sink to its place. */
  #sink(time: number, sequence: number, payload: number): void {
    const times = this.#times;
    const sequences = this.#sequences;
    const payloads = this.#payloads;
    const size = this.#size;
    let at = 0;
    for (;;) {
      const first = 4 * at + 1;
      if (first >= size) break;
      const end = first + 4 < size ? first + 4 : size;
      let least = first;
      let leastTime = times[first]!;
      for (let child = first + 1; child < end; child++) {
        const t = times[child]!;
        if (t < leastTime || (t === leastTime && sequences[child]! < sequences[least]!)) {
          least = child;
          leastTime = t;
        }
      }
      if (leastTime > time || (leastTime === time && sequences[least]! > sequence)) break;
      times[at] = leastTime;
      sequences[at] = sequences[least]!;
      payloads[at] = payloads[least]!;
      at = least;
    }
    times[at] = time;
    sequences[at] = sequence;
    payloads[at] = payload;
  }

  #grow(): void {
    const capacity = 2 * this.#times.length;
    const times = new Float64Array(capacity);
    times.set(this.#times);
    const sequences = new Float64Array(capacity);
    sequences.set(this.#sequences);
    const payloads = new Int32Array(capacity);
    payloads.set(this.#payloads);
    this.#times = times;
    this.#sequences = sequences;
    this.#payloads = payloads;
  }
}
