/**
 * What a function, or whatever comes of it before time passes, may still read and change.
 * It is learned by looking on, per kind of function and next call. An exploration in which
 * nothing is learned has seen nothing outside of what it went by: then what it left out
 * was rightly left out. One in which something is learned is made again.
 */
import { both, type Footprint, nothing, within } from './cells.ts';

/** What may still go wrong: a future with a crash in it is wider. */
const crash = 1;
const duplicate = 2;
const kinds = 4;

export const kindOf = ({ crashes, duplicates }: { readonly crashes: number; readonly duplicates: number }): number =>
  (crashes > 0 ? crash : 0) | (duplicates > 0 ? duplicate : 0);

export class Futures {
  readonly #numbers = new Map<string, number>();
  readonly #footprints: Footprint[] = [];
  readonly #before: number[][] = [];
  readonly #edges = new Set<number>();
  #learned = 0;

  /** How often something was learned. */
  get learned(): number {
    return this.#learned;
  }

  numberOf(signature: string): number {
    const known = this.#numbers.get(signature);
    if (known !== undefined) return known;
    const number = this.#numbers.size * kinds;
    this.#numbers.set(signature, number);
    for (let kind = 0; kind < kinds; kind++) {
      this.#footprints.push(nothing);
      this.#before.push([]);
    }
    // With less to go wrong there is less to come.
    for (const [more, less] of [
      [crash, 0],
      [duplicate, 0],
      [crash | duplicate, crash],
      [crash | duplicate, duplicate],
    ] as const)
      this.leadsTo(number + more, number + less);
    return number;
  }

  of(number: number): Footprint {
    return this.#footprints[number]!;
  }

  /** It does this itself. */
  does(number: number, footprint: Footprint): void {
    if (!within(footprint, this.#footprints[number]!)) this.#widen(number, footprint);
  }

  /** The other one comes of it. */
  leadsTo(number: number, other: number): void {
    const edge = number * 1_000_003 + other;
    if (number === other || this.#edges.has(edge)) return;
    this.#edges.add(edge);
    this.#before[other]!.push(number);
    this.does(number, this.#footprints[other]!);
  }

  #widen(number: number, footprint: Footprint): void {
    this.#learned++;
    const wider = both(this.#footprints[number]!, footprint);
    this.#footprints[number] = wider;
    for (const before of this.#before[number]!) this.does(before, wider);
  }
}
