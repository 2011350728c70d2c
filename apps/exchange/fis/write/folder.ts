/** The folder of a template as the AWS FIS template library lays it out. */
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import { assuming, rolesIn, targetTrustOf } from './accounts.ts';
import type { Destination } from './place.ts';
import { deliveryOf, policiesOf } from './policy.ts';
import { readmeOf } from './readme.ts';
import type { WrittenTemplate } from './template.ts';
import { trustOf } from './trust.ts';

export interface FolderFile {
  readonly name: string;
  readonly text: string;
}

/** By which the library's own tools know a folder of theirs. */
const mark = { AWSFIS: { template: { version: '1.0' } } };

export function folderOf(experiment: Experiment, written: WrittenTemplate, to: Destination): readonly FolderFile[] {
  const { name } = experiment.metadata;
  const { role } = policiesOf(experiment, to);
  const { accounts } = written;
  const several = accounts.length > 0;
  const own = { Version: '2012-10-17', Statement: [assuming(experiment, accounts, to), ...deliveryOf(experiment, to)] };
  return [
    { name: 'README.md', text: readmeOf(experiment, written, to) },
    { name: 'AWSFIS.json', text: jsonOf(mark) },
    { name: `${name}-template.json`, text: jsonOf(written.document) },
    ...(role ? [{ name: `${name}-iam-policy.json`, text: jsonOf(several ? own : role.policy) }] : []),
    ...rolesIn(experiment, accounts, to).map(({ account, policy }) => ({
      name: `${name}-iam-policy-${account.replace(/\W+/g, '-')}.json`,
      text: jsonOf(policy),
    })),
    ...(several
      ? [{ name: 'target-account-iam-trust-relationship.json', text: jsonOf(targetTrustOf(experiment, to)) }]
      : []),
    { name: 'fis-iam-trust-relationship.json', text: jsonOf(trustOf(to)) },
  ];
}

export const jsonOf = (value: unknown): string => `${JSON.stringify(value, null, 4)}\n`;
