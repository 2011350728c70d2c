/** The name of the role that FIS acts as for one experiment: the platform and whoever deploys it know it alike. */
import type { Experiment } from '../experiment/schema/experiment.ts';
import { sha256Hex } from './hash.ts';

/** Tag of an experiment's metadata: whose role it shares. Kills of a monkey come after its role was made. */
export const sharedRoleTag = 'squall:monkey';

/** Whose role FIS acts as for an experiment: its own, or the monkey's whose kill it is. */
export const roleOwnerOf = ({ metadata }: Pick<Experiment, 'metadata'>): string =>
  metadata.tags?.[sharedRoleTag] ?? metadata.name;

/** Of a role's name. Source: IAM and STS quotas. */
const longest = 64;

/**
 * `squall-staging-faults` and `az-power` make `squall-staging-faults-az-power`. A name that
 * would be too long is cut, and told apart by a hash.
 * @param base a name, or an ARN that ends with it
 */
export function faultRoleOf(base: string, experiment: string): string {
  const room = longest - (base.length - base.lastIndexOf('/') - 1) - 1;
  if (experiment.length <= room) return `${base}-${experiment}`;
  const mark = sha256Hex(experiment).slice(0, 8);
  return `${base}-${experiment.slice(0, room - mark.length - 1).replace(/-$/, '')}-${mark}`;
}
