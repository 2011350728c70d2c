/**
 * The dead-man's switch on the virtual clock: what EventBridge Scheduler is in AWS, but
 * never late. Armed deadlines are kept by whoever is told of them, so that they outlive
 * the process.
 */
import type { Instant } from '../../core/ports/clock.ts';
import type { Deadline } from '../../core/ports/deadline.ts';
import type { Schedule } from './clock.ts';

export interface SimulatedDeadlineOptions {
  readonly schedule: Schedule;
  /** Calls `ensureRecovery`. The deadline is spent then. */
  readonly reached: (runId: string) => void;
  /** Each change, before it takes effect: `at` undefined when the run has no deadline any more. */
  readonly changed?: (runId: string, at: Instant | undefined) => void;
  /** Deadlines that outlived their process. Those that have passed fire at once. */
  readonly known?: readonly { readonly runId: string; readonly at: Instant }[];
}

export function simulatedDeadline({ schedule, reached, changed, known }: SimulatedDeadlineOptions): Deadline {
  const armed = new Map<string, { cancel(): void }>();
  const arm = (runId: string, at: Instant) => {
    armed.get(runId)?.cancel();
    const timer = schedule(at, () => {
      armed.delete(runId);
      changed?.(runId, undefined);
      reached(runId);
    });
    armed.set(runId, timer);
  };
  for (const { runId, at } of known ?? []) arm(runId, at);
  return {
    async arm(runId, at) {
      changed?.(runId, at);
      arm(runId, at);
    },
    async disarm(runId) {
      changed?.(runId, undefined);
      armed.get(runId)?.cancel();
      armed.delete(runId);
    },
  };
}
