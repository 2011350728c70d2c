import type { Experiment } from '../experiment/schema/experiment.ts';
import type { Calendar } from '../schedule/calendar.ts';

/** A compiled experiment file under its hash, and the way to it by name. */
export interface StoredDefinition {
  readonly hash: string;
  readonly experiment: Experiment;
  /** The days that its holidays fall on. The hash leaves it out. Missing for one that keeps none. */
  readonly calendar?: Calendar | undefined;
}

export interface Definitions {
  /** By `metadata.name` or by hash. Undefined when neither is known. */
  load(nameOrHash: string): Promise<StoredDefinition | undefined>;
}
