/** One moment of the whole platform: the world, the functions in the middle of their work, and what is still to come. */
import { createHash } from 'node:crypto';
import type { StepName } from '../../core/lifecycle/steps.ts';
import type { Instant } from '../../core/ports/clock.ts';
import { keyOfProcess, type Process, type Work } from './process.ts';
import { textOf } from './text.ts';
import type { World } from './world.ts';

/** An execution in a Wait. */
export interface Sleeper {
  readonly at: Instant;
  readonly of: string;
  readonly step: StepName;
  readonly input: unknown;
}

/** What may still go wrong, and what people may still do. */
export interface Budget {
  readonly crashes: number;
  /** Steps and triggers that may die; all when missing. One part of the whole, to share the work by. */
  readonly crashesIn?: readonly string[];
  readonly duplicates: number;
  /** Steps that may be called twice; all when missing. */
  readonly duplicatesIn?: readonly string[];
  /** How often the sweeper may still come at any moment, beside its minute. */
  readonly sweeps: number;
  /** Runs that a person may still ask to stop. */
  readonly stops: readonly string[];
  /** Steps during which they may; at any moment when missing. */
  readonly stopsDuring?: readonly string[];
  /** Runs that have not been asked for yet, by the name of their experiment. */
  readonly starts: readonly string[];
}

export interface Moment {
  readonly world: World;
  readonly processes: readonly Process[];
  readonly sleepers: readonly Sleeper[];
  /** Events on their way to a function. */
  readonly events: readonly Work[];
  readonly sweepAt: Instant;
  readonly budget: Budget;
}

/** Two moments with the same key have the same future. */
export function keyOf({ world, processes, sleepers, events, sweepAt, budget }: Moment): string {
  const { tables, faults, stopped, deadlines, executions, aborted } = world;
  const hash = createHash('md5');
  const rows = (of: Iterable<readonly [string, unknown]>) =>
    [...of]
      .map(([key, value]) => `${key}=${textOf(value)}`)
      .sort()
      .join();
  hash.update(`${world.now}|${sweepAt}|${[...aborted].join()}|${JSON.stringify(budget)}|`);
  hash.update(`${rows(tables.records)}|`);
  for (const [runId, entries] of tables.entries) hash.update(`${runId}:${rows(entries)}|`);
  for (const [runId, leftovers] of tables.leftovers) hash.update(`${runId}:${rows(leftovers)}|`);
  for (const [runId, journal] of tables.journals) hash.update(`${runId}:${rows(journal)}|`);
  hash.update(
    `${tables.locks
      .map(({ key, runId }) => key + runId)
      .sort()
      .join()}|`,
  );
  hash.update(`${rows(faults)}|${rows(stopped)}|${rows(deadlines)}|${rows(executions)}|`);
  hash.update(`${processes.map(keyOfProcess).sort().join('&')}|`);
  hash.update(`${sleepers.map(textOf).sort().join('&')}|${events.map(textOf).sort().join('&')}`);
  return hash.digest('base64');
}
