/** What an exercise has seen, by its own looks and by the platform's records: what its criteria judge. */
import type { Proof } from '../../core/history/ledger.ts';
import type { RunHistory } from '../../core/history/run-history.ts';
import type { Instant, Millis } from '../../core/ports/clock.ts';
import type { ExecutionState } from '../../core/ports/executions.ts';

export interface Times {
  readonly startedAt: Instant;
  /** First look at which a fault was active. */
  readonly injectedAt?: Instant;
  readonly disturbedAt?: Instant;
  /** First look at which none was active any more, and none after it. */
  readonly faultsEndedAt?: Instant;
  /** First look at which the fleet looked as before, and at every look after it. */
  readonly restoredAt?: Instant;
}

export interface Facts {
  readonly history: RunHistory;
  readonly times: Times;
  /** Pause between two looks. */
  readonly lookEvery: Millis;
  /** Why looking was given up before the run was at rest. */
  readonly gaveUp?: string;
  /** Faults of the run that the provider calls active, at the last look. */
  readonly active: readonly string[];
  /** Keys that the run still holds. */
  readonly locks: readonly string[];
  /** Executions of the run that have not ended, by name. */
  readonly running: readonly string[];
  /** The execution that was stopped from outside, as it ended. */
  readonly disturbed?: ExecutionState;
  /** The fleet against how it looked before, by our own look. */
  readonly world: Proof;
}
