/** Decides at each occasion whether an attack happens, and keeps what did. */
import type { Instant, Millis } from '../../core/ports/clock.ts';
import { type AttackDescription, type AttackKind, attackKinds, attacks } from './attacks.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { CrashPoint } from './crash-points.ts';
import { nameOf } from './crash-points.ts';

export interface Attack {
  /** Kind and occasion: the same in every run of the seed, so that it can be taken away alone. */
  readonly id: string;
  readonly kind: AttackKind;
  readonly at: Instant;
}

export interface AttackerOptions {
  readonly seed: number;
  /** Points at which a function dies in this run, whatever else happens. */
  readonly crashes: readonly CrashPoint[];
  /** Ids of the attacks that may happen; all when missing. */
  readonly only?: ReadonlySet<string>;
  readonly now: () => Instant;
}

/** Of the kinds that come by chance, the share that is at work in one run. */
const atWork = 0.2;

/**
 * In some runs everything that wakes recovery up is dead for the better part of an hour, and
 * executions are stopped: all that is left is the reaper.
 */
const dark: { readonly share: number; readonly lasting: Millis; readonly rates: Partial<Record<AttackKind, number>> } =
  {
    share: 0.1,
    lasting: 50 * 60_000,
    rates: { 'event-lost': 1, 'sweeper-lost': 1, 'execution-stopped': 1, 'recovery-stopped': 0, 'reaper-late': 0.9 },
  };

export class Attacker {
  readonly chance: Chance;
  readonly happened: Attack[] = [];
  /** Points met, by name. */
  readonly covered = new Set<string>();
  readonly #only: ReadonlySet<string> | undefined;
  readonly #now: () => Instant;
  readonly #active: ReadonlySet<AttackKind>;
  /** Points still to come, with how many calls of their method are let through before. */
  readonly #forced: { readonly point: CrashPoint; skip: number }[];
  readonly #darkUntil: Instant;
  #slack: Millis = 0;

  constructor({ seed, crashes, only, now }: AttackerOptions) {
    this.chance = chanceOf(seed);
    this.#only = only;
    this.#now = now;
    this.#darkUntil = this.chance.of('dark') < dark.share ? now() + dark.lasting : Number.NEGATIVE_INFINITY;
    this.#active = new Set(attackKinds.filter((kind) => this.chance.of(`at work/${kind}`) < atWork));
    this.#forced = crashes.map((point) => ({ point, skip: skipped(this.chance, point) }));
  }

  /** How much later than promised all that happened may have made the platform, in milliseconds. */
  get slack(): Millis {
    return this.#slack;
  }

  isAtWork(kind: AttackKind): boolean {
    return this.#active.has(kind) || this.#rateInTheDark(kind) !== undefined;
  }

  #rateInTheDark(kind: AttackKind): number | undefined {
    return this.#now() < this.#darkUntil ? dark.rates[kind] : undefined;
  }

  /** @param rate of the occasions of a run in which the kind is at work at all */
  happens(kind: AttackKind, occasion: string, rate: number, delay?: Millis): boolean {
    const inTheDark = this.#rateInTheDark(kind);
    if (inTheDark === undefined && !this.#active.has(kind)) return false;
    if (this.chance.of(`${kind}/${occasion}`) >= (inTheDark ?? rate)) return false;
    // The reaper is there for this: it owes nothing to events and sweeper.
    return this.#commit(kind, occasion, inTheDark === 1 ? 0 : delay);
  }

  /** Whether the function about to make this call, or done with it, dies here as planned. */
  crashesAt(call: string, when: CrashPoint['when'], occasion: string): boolean {
    for (const forced of this.#forced) {
      if (forced.point.call !== call || forced.point.when !== when) continue;
      if (forced.skip-- !== 0) continue;
      if (!this.#commit(`crash-${when}`, occasion)) return false;
      this.covered.add(nameOf(forced.point));
      return true;
    }
    return false;
  }

  #commit(kind: AttackKind, occasion: string, delay?: Millis): boolean {
    const id = `${kind}/${occasion}`;
    if (this.#only && !this.#only.has(id)) return false;
    this.happened.push({ id, kind, at: this.#now() });
    const described: AttackDescription = attacks[kind];
    this.#slack += delay ?? described.delay ?? 0;
    return true;
  }
}

/** The first call of a method is the likeliest, since it is there in every run. */
const skipped = (chance: Chance, point: CrashPoint): number =>
  chance.of(`first/${nameOf(point)}`) < 0.6 ? 0 : chance.below(6, `skip/${nameOf(point)}`);
