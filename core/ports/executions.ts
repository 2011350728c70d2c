import type { Instant } from './clock.ts';

export type Machine = 'experiment' | 'recovery';

export type ExecutionState =
  | { readonly state: 'absent' }
  | { readonly state: 'running'; readonly startedAt: Instant }
  | { readonly state: 'ended'; readonly how: 'succeeded' | 'failed' | 'aborted' | 'timed-out'; readonly at: Instant };

export interface Executions {
  /** The name is the identity: a second start of the same name is success. Names: `<runId>` and `<runId>-r<attempt>`. */
  start(machine: Machine, name: string, input: unknown): Promise<void>;
  /** Idempotent. The status event that follows is a trigger of recovery of its own. */
  stop(machine: Machine, name: string, reason: string): Promise<void>;
  look(machine: Machine, name: string): Promise<ExecutionState>;
}
