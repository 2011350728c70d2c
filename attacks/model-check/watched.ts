/** Rows that a call sees through its footprint: it can touch nothing that it has not declared. */
import type { Footprint } from './cells.ts';

/** @param cellsOf the cell that a key lies in, and of no key all of them */
export class Watched<Row> extends Map<string, Row> {
  readonly #cellsOf: (key?: string) => number;
  readonly #footprint: Footprint;

  constructor(rows: Iterable<readonly [string, Row]>, cellsOf: (key?: string) => number, footprint: Footprint) {
    super();
    for (const [key, row] of rows) super.set(key, row);
    this.#cellsOf = cellsOf;
    this.#footprint = footprint;
  }

  #may(bits: number, cells: number, does: string): void {
    if ((cells & ~bits) !== 0) throw new UndeclaredTouch(does);
  }

  override get(key: string): Row | undefined {
    this.#may(this.#footprint.reads, this.#cellsOf(key), `reads ${key}`);
    return super.get(key);
  }

  override has(key: string): boolean {
    this.#may(this.#footprint.reads, this.#cellsOf(key), `reads ${key}`);
    return super.has(key);
  }

  override set(key: string, row: Row): this {
    this.#may(this.#footprint.writes, this.#cellsOf(key), `changes ${key}`);
    return super.set(key, row);
  }

  override delete(key: string): boolean {
    this.#may(this.#footprint.writes, this.#cellsOf(key), `deletes ${key}`);
    return super.delete(key);
  }

  override values(): MapIterator<Row> {
    this.#may(this.#footprint.reads, this.#cellsOf(), 'reads all rows');
    return super.values();
  }

  override keys(): MapIterator<string> {
    this.#may(this.#footprint.reads, this.#cellsOf(), 'reads all keys');
    return super.keys();
  }

  override [Symbol.iterator](): MapIterator<[string, Row]> {
    this.#may(this.#footprint.reads, this.#cellsOf(), 'reads all rows');
    return super[Symbol.iterator]();
  }

  /** All rows, for who carried the call out. */
  rows(): readonly (readonly [string, Row])[] {
    return [...super[Symbol.iterator]()];
  }
}

/** The model is wrong about a call, and every reduction by it with it. */
export class UndeclaredTouch extends Error {
  override readonly name = 'UndeclaredTouch';
  constructor(does: string) {
    super(`a call ${does}, which its footprint does not say`);
  }
}
