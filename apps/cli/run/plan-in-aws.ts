/** `squall plan --aws`: of a file, deployed or not, or of what is deployed under a name. */
import { findPlatform } from '../../aws/platform.ts';
import type { PlanCommandOptions, Planned } from '../commands/plan.ts';
import { whereInAws } from '../screen/where.ts';
import { given, planInAws, prepareInAws, undeployed } from './preparation-in-aws.ts';

/** What is not deployed is planned all the same, and its run refused. */
export async function planInAwsFor(file: string, options: PlanCommandOptions): Promise<Planned> {
  const what = given(file);
  const remote = await findPlatform(options);
  const prepared = await prepareInAws(what, options, remote);
  const { deployed, seed } = prepared;
  const made = await planInAws(what, prepared, remote);
  return {
    where: whereInAws(remote.deployment, seed),
    seed,
    ...(made.ok && { plan: made.plan }),
    refusals: [...undeployed(deployed), ...made.refusals],
    deployed,
    flags: [remote.deployment.flags],
  };
}
