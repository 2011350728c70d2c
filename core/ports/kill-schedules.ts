import type { RunRequest } from '../lifecycle/reference.ts';
import type { Instant } from './clock.ts';

/** A run that is to begin once, at an instant. */
export interface ScheduledKill {
  /** Its identity: a second one of the same id is the first. */
  readonly runId: string;
  readonly at: Instant;
  /** Coming later than this it begins nothing. */
  readonly notAfter: Instant;
  readonly request: RunRequest;
}

/** What wakes up for each kill. No port of the lifecycle: only whoever plans a monkey's day has it. */
export interface KillSchedules {
  /** `stands`: one of that id was there, and is left as it is. @throws for an instant that is past */
  set(kill: ScheduledKill): Promise<'set' | 'stands'>;
}
