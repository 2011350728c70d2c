/** One thing that a certification does to the platform, and what it must have seen to be true. */
import type { Cause } from '../../core/history/run-record.ts';

/** What is done to a run from outside, and when it is ripe for it. */
export type Disturbance =
  /** The stop alarm is forced into ALARM while faults are active. */
  | 'alarm'
  /** StopExecution of the experiment while it observes. */
  | 'stop-workflow'
  /** StopExecution of the first recovery while it runs. */
  | 'kill-recovery'
  /** A person's stop, the way a person asks for it. */
  | 'person';

export interface Exercise {
  readonly id: string;
  /** One sentence without a full stop. */
  readonly title: string;
  /** Name of a certification experiment: a folder of `templates/certification`, without `certify-`. */
  readonly experiment: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** FIS actions, and Systems Manager documents by name, that it shows to be undone. */
  readonly shows: readonly string[];
  readonly disturbance?: Disturbance;
  /** The alarm that is forced, and left to its next evaluation. The sample fleet's when missing. */
  readonly alarm?: string;
  /** What the disturbance gives as its reason. */
  readonly reason?: string;
  /** What the run must have ended by. Missing: whatever it was, the run was left to itself. */
  readonly cause?: readonly Cause['kind'][];
  /** Attempts at recovery that it must have taken at least. */
  readonly attempts?: number;
}
