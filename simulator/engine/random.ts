/**
 * Seeded randomness. Every subject draws from a stream of its own, so that a draw more
 * or less in one (a health check, a probe) never shifts another.
 */

/** One stream of pseudo-random numbers. The same seed and name give the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1), in steps of 2⁻³². */
  next(): number;
  /** Uniform integer in [0, n). `n` is a positive integer up to 2³². */
  int(n: number): number;
  /** Exponential, in the unit of its mean. */
  exponential(mean: number): number;
  /** Standard normal: mean 0, standard deviation 1. */
  normal(): number;
  /** Log-normal with the given median and 99th percentile, in their unit. */
  logNormal(median: number, p99: number): number;
}

/** Standard normal quantile of 0.99: what turns a 99th percentile into the spread of a log-normal. */
export const z99 = 2.3263478740408408;

const steps = 2 ** -32;

/** Small Fast Counting generator, 128 bits of state (Chris Doty-Humphrey, PractRand `sfc32`). */
class Sfc32 implements Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  #spare = Number.NaN;

  constructor(a: number, b: number, c: number) {
    this.#a = a | 0;
    this.#b = b | 0;
    this.#c = c | 0;
    for (let i = 0; i < 15; i++) this.#draw();
  }

  #draw(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum;
  }

  next(): number {
    return (this.#draw() >>> 0) * steps;
  }

  int(n: number): number {
    return Math.floor(this.next() * n);
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** Marsaglia's polar method; the second of each pair is kept for the next call. */
  normal(): number {
    const spare = this.#spare;
    if (!Number.isNaN(spare)) {
      this.#spare = Number.NaN;
      return spare;
    }
    let x = 0;
    let y = 0;
    let square = 0;
    do {
      x = 2 * this.next() - 1;
      y = 2 * this.next() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const scale = Math.sqrt((-2 * Math.log(square)) / square);
    this.#spare = y * scale;
    return x * scale;
  }

  logNormal(median: number, p99: number): number {
    return median * Math.exp((Math.log(p99 / median) / z99) * this.normal());
  }
}

/** 32-bit FNV-1a over UTF-16 code units, finished by MurmurHash3's mixer. */
function hash(text: string, basis: number): number {
  let h = basis | 0;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** The stream called `name` of a world's `seed` (any finite number). */
export function stream(seed: number, name: string): Random {
  const key = `${seed}/${name}`;
  return new Sfc32(hash(key, 0x811c9dc5), hash(key, 0x9e3779b9), hash(key, 0x3c6ef372));
}
