/** Values that are met again and again, each kept once and known by a number. */
export class Interned<Value> {
  readonly #numbers = new Map<string, number>();
  readonly #values: Value[] = [];

  /** @param text equal for values that are the same */
  numberOf(text: string, value: () => Value): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#values.length;
    this.#numbers.set(text, number);
    this.#values.push(value());
    return number;
  }

  valueOf(number: number): Value {
    return this.#values[number]!;
  }

  get size(): number {
    return this.#values.length;
  }
}
