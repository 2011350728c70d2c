/** What the doctor sees: groups and how their members are, as their load balancers and EC2 tell. */
import type { Instant } from '../ports/clock.ts';

export type Health =
  | { readonly is: 'sound' }
  /** Failing a check now. `since`: where whoever checks says it; most say only how it is. */
  | { readonly is: 'ill'; readonly check: string; readonly since?: Instant }
  /** Launching, warming up, or not checked yet: not counted on, and not ill. */
  | { readonly is: 'starting' }
  /** Being given up by its group already. */
  | { readonly is: 'leaving' }
  /** Put aside by somebody: standby, detached from its load balancer. */
  | { readonly is: 'aside'; readonly why: string }
  | { readonly is: 'unknown'; readonly why: string };

export interface Member {
  /** ARN. */
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  /** Carries the opt-in tag. */
  readonly optedIn: boolean;
  readonly health: Health;
}

export interface Group {
  /** ARN. */
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly desired: number;
  /** Processes of the group that are suspended. */
  readonly suspended: readonly string[];
  readonly members: readonly Member[];
}

export interface Ward {
  readonly at: Instant;
  /** What was looked at: `111122223333 eu-central-1`, `world shop`. */
  readonly place: string;
  readonly groups: readonly Group[];
}
