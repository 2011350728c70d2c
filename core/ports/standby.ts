/** What there is in the place that takes over: looked at before users are sent there, and never changed. */
import type { Known } from '../conformity/known.ts';
import type { MetricQuery } from '../experiment/schema/probes.ts';
import type { PlannedStep } from '../plan/plan.ts';
import type { Instant, Millis } from './clock.ts';
import type { Datapoint } from './metrics.ts';

/** A Region, in the platform's own account where none is named. */
export interface Elsewhere {
  readonly account?: string;
  readonly region: string;
}

export interface Certificate {
  /** Domain names that it is for, some with `*.` before them. */
  readonly names: readonly string[];
  readonly expires: Instant;
}

export type SecretState =
  | { readonly state: 'present' }
  | { readonly state: 'absent' }
  /** A clause: it is there, and cannot be read. */
  | { readonly state: 'unusable'; readonly why: string };

export interface AheadQuestion {
  /** What the drill changes, as planned: the loss first, movers after it. */
  readonly steps: readonly PlannedStep[];
  readonly queries: readonly MetricQuery[];
  /** How far ahead, from the last of the steps on. */
  readonly for: Millis;
}

/** How a world would go on, told by a copy of it. */
export interface Ahead {
  /** When the last of the steps had been made. */
  readonly moved: Instant;
  readonly until: Instant;
  /** One for each query, in order: what was published in between. */
  readonly series: readonly (readonly Datapoint[])[];
}

export interface Standby {
  /** All that are issued there. */
  certificates(where: Elsewhere): Promise<Known<readonly Certificate[]>>;
  /** One for each name, in order. No value is ever read. */
  secrets(names: readonly string[], where: Elsewhere): Promise<readonly Known<SecretState>[]>;
  /** Not known where there is no world to run ahead. Nothing happens in the one that there is. */
  ahead(question: AheadQuestion): Promise<Known<Ahead>>;
}
