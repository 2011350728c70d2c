/** The roles in other accounts, by the names that the target-account stack gives them. */
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { TargetAccountRoles } from '../../lambdas/runtime/environment.ts';
import { names } from '../configuration/names.ts';
import type { Configuration } from '../configuration/schema.ts';

export function remoteRoles(
  scope: Construct,
  { targetAccounts, stage, profile }: Pick<Configuration, 'targetAccounts' | 'stage' | 'profile'>,
): TargetAccountRoles[] {
  const { partition } = Stack.of(scope);
  return targetAccounts.map(({ account, startExternalId, stopExternalId }) => {
    const role = (roleName: string) => `arn:${partition}:iam::${account}:role/${roleName}`;
    return {
      account,
      startRole: role(names.startRole(stage)),
      stopRole: role(names.stopRole(stage)),
      startExternalId,
      stopExternalId,
      ...(profile === 'run' && { faultRole: role(names.faultRole(stage)) }),
    };
  });
}
