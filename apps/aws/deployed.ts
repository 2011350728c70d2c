/** Whether what is deployed is what a file says. Pure. */
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { definitionHash } from '../../core/plan/definition-hash.ts';
import { canonicalJson } from '../../core/plan/hash.ts';
import type { StoredDefinition } from '../../core/ports/definitions.ts';

export interface Deployed {
  readonly same: boolean;
  /** One clause for people. */
  readonly says: string;
}

/**
 * The whole of it is compared: a hash leaves out how far a run may reach, and that is what
 * someone who reads the file relies on.
 * @param stored the newest of that name
 */
export function deployedAs(experiment: Experiment, stored: StoredDefinition | undefined): Deployed {
  const { name } = experiment.metadata;
  if (!stored) return { same: false, says: `no experiment ${name} is deployed` };
  const hash = definitionHash(experiment);
  if (hash !== stored.hash)
    return {
      same: false,
      says: `${name} is deployed as ${stored.hash.slice(0, 12)}, and the file is ${hash.slice(0, 12)}`,
    };
  const differing = differences(experiment, stored.experiment);
  if (differing.length > 0)
    return { same: false, says: `${name} is deployed with another ${differing.join(' and ')} than the file has` };
  return { same: true, says: `the same definition, ${hash.slice(0, 12)}` };
}

function differences(file: Experiment, stored: Experiment): readonly string[] {
  const fields = [...new Set([...Object.keys(file), ...Object.keys(stored)])] as (keyof Experiment)[];
  const text = (value: unknown) => (value === undefined ? '' : canonicalJson(value));
  return fields.filter((field) => text(file[field]) !== text(stored[field])).sort();
}
