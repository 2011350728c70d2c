/** How long things took, from what was seen. Pure. */
import type { LedgerEntry } from '../../core/history/ledger.ts';
import type { RunRecord } from '../../core/history/run-record.ts';
import type { Instant, Millis } from '../../core/ports/clock.ts';
import type { Times } from './facts.ts';

export const leaseOf = ({ lease }: RunRecord): Instant | undefined => lease?.until;

/** When the platform had its last proof. Undefined while one is missing, or there was nothing to prove. */
export function provedAt(ledger: readonly LedgerEntry[]): Instant | undefined {
  const instants = ledger.map(({ undoneAt }) => undoneAt);
  return instants.length === 0 || instants.includes(undefined) ? undefined : Math.max(...(instants as Instant[]));
}

export interface Durations {
  /** From the disturbance until no fault was active. */
  readonly toStop?: Millis;
  /** From the disturbance, or from the end of faults that ran their course, until all was proved and seen. */
  readonly toRestore?: Millis;
}

/** A recovery is killed after the faults have ended, so that nothing is left for it to stop. */
export function durations(times: Times, ledger: readonly LedgerEntry[]): Durations {
  const { disturbedAt, faultsEndedAt, restoredAt } = times;
  const from = disturbedAt ?? faultsEndedAt;
  const proved = provedAt(ledger);
  const stops = disturbedAt !== undefined && faultsEndedAt !== undefined && faultsEndedAt > disturbedAt;
  return {
    ...(stops && { toStop: faultsEndedAt - disturbedAt }),
    ...(from !== undefined &&
      proved !== undefined &&
      restoredAt !== undefined && { toRestore: Math.max(0, proved - from, restoredAt - from) }),
  };
}
