/** First-come-first-served lines of arrival times: a ring in a typed array that doubles when full. */
export class Line {
  #times = new Float64Array(64);
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(time: number): void {
    const size = this.#times.length;
    if (this.#length === size) this.#grow();
    this.#times[(this.#head + this.#length++) & (this.#times.length - 1)] = time;
  }

  /** The oldest. Only when there is one. */
  shift(): number {
    const time = this.#times[this.#head]!;
    this.#head = (this.#head + 1) & (this.#times.length - 1);
    this.#length--;
    return time;
  }

  #grow(): void {
    const old = this.#times;
    const times = new Float64Array(2 * old.length);
    times.set(old.subarray(this.#head), 0);
    times.set(old.subarray(0, this.#head), old.length - this.#head);
    this.#times = times;
    this.#head = 0;
  }
}
