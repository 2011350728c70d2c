/** Which locks keep others out: shared holders tolerate each other, exclusive ones nobody. */
import type { Lock } from '../../core/ports/runs.ts';

export interface HeldLock extends Lock {
  readonly runId: string;
}

/** The first wanted lock that another run's lock forbids, as a clause for people; undefined when all are free. */
export function lockConflict(held: readonly HeldLock[], wanted: readonly Lock[], runId: string): string | undefined {
  for (const want of wanted) {
    const other = held.find(
      (lock) =>
        lock.key === want.key && lock.runId !== runId && (lock.mode === 'exclusive' || want.mode === 'exclusive'),
    );
    if (other) return `${want.key} is held (${other.mode}) by run ${other.runId}`;
  }
  return undefined;
}
