/** A monkey's groups in the accounts of a deployed platform, with the caller's own rights. All calls only read. */
import { awsPorts } from '../../adapters/aws/index.ts';
import type { Group } from '../../core/monkey/group.ts';
import { groupsOf } from '../../core/monkey/groups-of.ts';
import type { MonkeyDefinition } from '../../core/monkey/schema/monkey.ts';
import type { Deployment } from './deployment.ts';
import { deployedEnvironment } from './functions.ts';

/** @throws ServiceFailure, and what looking at a type of resource throws */
export async function groupsRemotely(monkey: MonkeyDefinition, deployment: Deployment): Promise<readonly Group[]> {
  return groupsOf(monkey, awsPorts(await deployedEnvironment(deployment)).resources);
}
