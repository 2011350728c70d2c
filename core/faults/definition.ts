/** What the catalogue says of one action: what it changes, what it takes, what bounds it, who undoes it. */
import type { Millis } from '../ports/clock.ts';
import type { FaultProvider } from '../ports/faults.ts';

export type FaultFamily = 'ec2' | 'network' | 'ssm' | 'lambda' | 'rds' | 'fis';

export interface FaultParameter {
  readonly name: string;
  /** `json`: an object of strings, written as JSON text. `list`: comma-joined for FIS. */
  readonly type: 'duration' | 'number' | 'boolean' | 'text' | 'list' | 'json';
  readonly unit?: 'ms' | 's' | '%';
  /** For numbers in `unit`; for durations ISO 8601. */
  readonly min?: number | string;
  readonly max?: number | string;
  readonly required: boolean;
  /** Asked for where another parameter has this value. */
  readonly requiredWith?: { readonly parameter: string; readonly is: string };
  readonly allowed?: readonly string[];
  /** What the provider takes when it is left out. */
  readonly default?: string;
  /** One line. */
  readonly doc: string;
}

/** The first rule whose `when` matches says who undoes the action. */
export type UndoRule = {
  readonly when?: { readonly parameter: string; readonly is: 'absent' | 'present' | string };
} & (
  | { readonly by: 'provider'; readonly how: string }
  | { readonly by: 'us'; readonly how: string }
  /** A step with such an action must declare `undo: { irreversible: … }`. */
  | { readonly by: 'nobody'; readonly why: string }
);

/**
 * How a target counts against the blast radius: as a member of its service's fleet, by the
 * resources of the named types that stand in it (each one a member of its own service's
 * fleet), by the share of its requests (percent, in the named parameter), or not at all,
 * because nothing that serves is taken away.
 */
export type FaultReach =
  | { readonly counts: 'members' }
  | { readonly counts: 'residents'; readonly types: readonly string[] }
  | { readonly counts: 'requests'; readonly parameter: string }
  | { readonly counts: 'nothing'; readonly why: string };

export interface FaultDefinition {
  readonly id: string;
  readonly family: FaultFamily;
  readonly provider: FaultProvider;
  /** What it changes, one sentence without a full stop. */
  readonly summary: string;
  /** Target key to FIS resource type. Each key must be given. */
  readonly targets: Readonly<Record<string, string>>;
  readonly reach: FaultReach;
  readonly parameters: readonly FaultParameter[];
  /** The parameter that says how long it lasts, or `instant`: done when the call is. */
  readonly bounded: { readonly by: 'duration'; readonly parameter: string } | { readonly by: 'instant' };
  readonly undo: readonly UndoRule[];
  /** Longest that undo takes once asked for, until it is seen to have worked. */
  readonly undoTime: Millis;
  /** What the provider's own rollback is known to miss. */
  readonly holes: readonly string[];
  /** Dollars for a minute of one action. Source: the FIS price list, $0.10. */
  readonly pricePerActionMinute: number;
}

/** FIS bounds every duration to between one minute and twelve hours. */
export const fisDuration = (doc: string, name = 'duration', required = true): FaultParameter => ({
  name,
  type: 'duration',
  min: 'PT1M',
  max: 'PT12H',
  required,
  doc,
});

export const fisPrice = 0.1;
