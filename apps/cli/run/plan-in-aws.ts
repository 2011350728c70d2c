/** `squall plan --aws`: of a file, deployed or not, or of what is deployed under a name. */
import { findPlatform } from '../../aws/platform.ts';
import { previewRemotely, refusalsOf } from '../../aws/preview.ts';
import type { PlanCommandOptions, Planned } from '../commands/plan.ts';
import { forcedFlag } from '../screen/forced-flag.ts';
import { whereInAws } from '../screen/where.ts';
import { given, planInAws, prepareInAws, undeployed } from './preparation-in-aws.ts';

/** What is not deployed is planned all the same, and its run refused. Only `--preview` changes anything in AWS, and for a moment. */
export async function planInAwsFor(file: string, options: PlanCommandOptions): Promise<Planned> {
  const what = given(file);
  const remote = await findPlatform(options);
  const prepared = await prepareInAws(what, options, remote);
  const { deployed, seed } = prepared;
  const made = await planInAws(what, prepared, remote);
  const preview = options.preview && made.ok ? await previewRemotely(made.plan, remote.deployment) : undefined;
  return {
    where: whereInAws(remote.deployment, seed),
    seed,
    ...(made.ok && { plan: made.plan }),
    refusals: [...undeployed(deployed), ...made.refusals, ...(preview ? refusalsOf(preview) : [])],
    ...(preview && { preview }),
    deployed,
    flags: [
      remote.deployment.flags,
      ...(options.rolloutStage === undefined ? [] : [`--rollout-stage ${options.rolloutStage}`]),
      ...forcedFlag(prepared.forcePrecheck),
    ],
  };
}
