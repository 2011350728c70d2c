import type { Instant } from './clock.ts';

/** The dead-man's switch: at `at` it calls `ensureRecovery(runId)`, whatever of ours has died. */
export interface Deadline {
  /** Idempotent; a later call for the run replaces the instant. */
  arm(runId: string, at: Instant): Promise<void>;
  /** Idempotent. */
  disarm(runId: string): Promise<void>;
}
