/** The roles in other accounts, by the names that the target-account stack gives them. */
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { TargetAccountRoles } from '../../lambdas/runtime/environment.ts';
import { names } from '../configuration/names.ts';
import type { Configuration } from '../configuration/schema.ts';

export function remoteRoles(
  scope: Construct,
  { targetAccounts, stage }: Pick<Configuration, 'targetAccounts' | 'stage'>,
): TargetAccountRoles[] {
  const { partition } = Stack.of(scope);
  return targetAccounts.map(({ account, startExternalId, stopExternalId }) => ({
    account,
    startRole: `arn:${partition}:iam::${account}:role/${names.startRole(stage)}`,
    stopRole: `arn:${partition}:iam::${account}:role/${names.stopRole(stage)}`,
    startExternalId,
    stopExternalId,
  }));
}
