/** A plan shown to FIS by whoever plans, with every action skipped. */
import { FisClient } from '@aws-sdk/client-fis';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { type FaultPreview, previewFaults } from '../../adapters/aws/fis-preview.ts';
import { type Refusal, refuse } from '../../core/history/refusal.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Deployment } from './deployment.ts';
import { deployedEnvironment } from './functions.ts';

/**
 * The one look at a plan that takes rights to start: the caller makes templates and passes
 * the fault role of the deployment to FIS. What it makes, it removes.
 * @throws ServiceFailure when AWS cannot be reached or asks for fewer calls
 */
export async function previewRemotely(plan: Plan, deployment: Deployment): Promise<FaultPreview> {
  const { account, region, faultRole, faultLogs } = await deployedEnvironment(deployment);
  const fis = bounded(new FisClient({ ...clientSettings, region }));
  const id = `${plan.hash.slice(0, 12)}-${Date.now()}`;
  return previewFaults(fis, plan, {
    account,
    region,
    id,
    ...(faultRole !== undefined && { faultRole }),
    ...(faultLogs && { faultLogs }),
  });
}

/** Where FIS sees it otherwise, a run would not do what is planned: a sentence for each wave and step. */
export function refusalsOf({ waves }: FaultPreview): readonly Refusal[] {
  return waves.flatMap(({ wave, outcome, reason, steps }) => {
    if (outcome !== 'resolved') {
      const what = { refused: 'FIS does not take it', failed: 'FIS fails at it', unfinished: 'FIS did not end it' }[
        outcome
      ];
      return [refuse('preview', `wave ${wave}: ${what}: ${reason ?? 'and gives no reason'}`)];
    }
    return steps.flatMap(({ stepId, missing, unplanned }) => [
      ...(missing.length > 0 ? [refuse('preview', `step ${stepId}: FIS does not find ${named(missing)}`)] : []),
      ...(unplanned.length > 0 ? [refuse('preview', `step ${stepId}: FIS would hit ${named(unplanned)} as well`)] : []),
    ]);
  });
}

const named = (arns: readonly string[]): string =>
  `${arns.slice(0, 3).join(', ')}${arns.length > 3 ? ` and ${arns.length - 3} more` : ''}`;
