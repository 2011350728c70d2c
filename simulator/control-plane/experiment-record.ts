/** FIS experiments as the control plane keeps them. JSON-safe; what is not known yet is null. */
import type { ExperimentStatus } from '../cloud.ts';
import type { Effect } from '../faults/effect.ts';
import type { Instant, Millis } from '../model.ts';

export interface ActionRecord {
  readonly name: string;
  readonly actionId: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Target key to ARNs. */
  readonly targets: Readonly<Record<string, readonly string[]>>;
  readonly effects: readonly Effect[];
  readonly startedAt: Instant;
  status: ExperimentStatus;
  endedAt: Instant | null;
  /** The effects hold in [effectsFrom, effectsUntil), which need not be when the action runs. */
  readonly effectsFrom: Instant;
  effectsUntil: Instant;
  /** How long the effects wear off once the action has been stopped. */
  readonly rampDown: Millis;
}

export interface ExperimentRecord {
  readonly id: string;
  readonly clientToken: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly stopAlarms: readonly string[];
  readonly startedAt: Instant;
  readonly actions: ActionRecord[];
  status: ExperimentStatus;
  reason: string | null;
  endedAt: Instant | null;
}

export const isActive = (status: ExperimentStatus): boolean =>
  status === 'pending' || status === 'running' || status === 'stopping';
