/**
 * A template over several accounts: the role of the template may only be the roles that stand in
 * them, and those do the work. Source: AWS FIS user guide, "Prerequisites for multi-account experiments".
 */
import { partitionOf } from '../../../../adapters/aws/arns.ts';
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import { policyOf } from '../../../../core/plan/role-policy.ts';
import { type Destination, open, roleArn } from './place.ts';
import { documentOf, type PolicyDocument } from './policy.ts';
import { roleNameOf, targetRoleNameOf } from './role-names.ts';

export interface AccountRole {
  readonly account: string;
  readonly policy: PolicyDocument;
}

/** What the role of each account needs there; the template's own account may be one of them. */
export const rolesIn = (experiment: Experiment, accounts: readonly string[], to: Destination): readonly AccountRole[] =>
  accounts.map((account) => ({
    account,
    policy: documentOf(policyOf(experiment, { accounts: account === to.account ? [undefined, account] : [account] }), {
      ...to,
      account,
    }),
  }));

/** Beside what it may need itself, for its log. */
export const assuming = (experiment: Experiment, accounts: readonly string[], to: Destination) => ({
  Sid: 'ActInAccounts',
  Effect: 'Allow',
  Action: ['sts:AssumeRole'],
  Resource: accounts.map((account) => roleArn({ ...to, account }, targetRoleNameOf(experiment.metadata.name))),
});

/** Of a role in a target account: the role of the template alone, for its experiments. */
export const targetTrustOf = ({ metadata: { name } }: Experiment, to: Destination): object => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: to.account },
      Action: 'sts:AssumeRole',
      Condition: {
        StringLike: {
          'sts:ExternalId': `arn:${partitionOf(to.region)}:fis:${regionOf(to)}:${to.account}:experiment/*`,
        },
        ArnEquals: { 'aws:PrincipalArn': roleArn(to, roleNameOf(name)) },
      },
    },
  ],
});

const regionOf = ({ region }: Destination): string => (region === open.region ? '*' : region);
