import type { Experiment } from '../experiment/schema/experiment.ts';

/** A compiled experiment file under its hash, and the way to it by name. */
export interface StoredDefinition {
  readonly hash: string;
  readonly experiment: Experiment;
}

export interface Definitions {
  /** By `metadata.name` or by hash. Undefined when neither is known. */
  load(nameOrHash: string): Promise<StoredDefinition | undefined>;
}
