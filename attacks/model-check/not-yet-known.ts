/**
 * Moves are worked out without waiting, by what is known of functions and calls already.
 * What is met for the first time is thrown as this, found out, and the move made anew.
 */
export class NotYetKnown extends Error {
  override readonly name = 'NotYetKnown';
  readonly findOut: () => Promise<void>;

  constructor(findOut: () => Promise<void>) {
    super('it was not met before');
    this.findOut = findOut;
  }
}

/** What cannot be known without waiting, once it was waited for. */
export class Answers<Value> {
  readonly #known = new Map<string, Value>();

  /** @throws NotYetKnown */
  of(key: string, findOut: () => Promise<Value>): Value {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    throw new NotYetKnown(async () => {
      this.#known.set(key, await findOut());
    });
  }

  get size(): number {
    return this.#known.size;
  }
}
