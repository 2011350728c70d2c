/** The plan of a run that was refused before there was one: the definition as written, and nothing that would be touched. */

import type { Plan } from '../plan/plan.ts';
import type { StoredDefinition } from '../ports/definitions.ts';

export const unplanned = (
  { experiment, hash }: StoredDefinition,
  parameters: Plan['parameters'],
  seed: number,
): Plan => ({
  definition: experiment,
  definitionHash: hash,
  hash: '',
  seed,
  parameters,
  targets: [],
  steps: [],
  waves: 0,
  shares: [],
  exposure: [],
  irreversible: [],
  unsafe: [],
  cost: { faults: 0, platform: 0, total: 0, basis: 'refused before it could be planned' },
  times: { gate: 0, waves: 0, undo: 0, lease: 0, sampleEvery: 0 },
});
