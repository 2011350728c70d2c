/** The README of an exported folder: what FIS has no place for, and what to do with the files. */
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import { fieldOf } from '../../../../core/validation/problem.ts';
import { type Destination, roleArn } from './place.ts';
import { roleNameOf, targetRoleNameOf } from './role-names.ts';
import type { WrittenTemplate } from './template.ts';

export function readmeOf(experiment: Experiment, { accounts, items }: WrittenTemplate, to: Destination): string {
  const { metadata, hypothesis, guardrails, environment } = experiment;
  const { name } = metadata;
  const irreversible = experiment.steps.flatMap(({ id, undo }) =>
    typeof undo === 'object' && 'irreversible' in undo ? [`- ${id}: ${undo.irreversible}`] : [],
  );
  const told = items.filter(({ fate }) => fate !== 'kept');
  return lines([
    `# ${metadata.title}`,
    '',
    ...(metadata.description === undefined ? [] : [metadata.description, '']),
    `Exported from the experiment \`${name}\`, of ${metadata.owner}, on the service ${metadata.service}, for the environment ${environment}.`,
    '',
    '## Hypothesis',
    '',
    `If ${hypothesis.if}, then ${hypothesis.then}${hypothesis.because === undefined ? '' : `, because ${hypothesis.because}`}. FIS measures none of it: look at your own dashboards.`,
    '',
    '## Stop conditions',
    '',
    guardrails.stopAlarms
      ? `The alarms ${guardrails.stopAlarms.join(', ')} stop it, and have to exist before the template is created.`
      : `None: ${guardrails.unsafe?.noStopCondition ?? 'no reason is given'}. It runs until it is over or somebody stops it.`,
    '',
    ...(irreversible.length > 0 ? ['## What cannot be undone', '', ...irreversible, ''] : []),
    '## How to use it',
    '',
    'Put your account and Region in where the files leave them open. Then:',
    '',
    '```',
    `aws iam create-role --role-name ${roleNameOf(name)} --assume-role-policy-document file://fis-iam-trust-relationship.json`,
    `aws iam put-role-policy --role-name ${roleNameOf(name)} --policy-name ${name.slice(0, 128)} --policy-document file://${name}-iam-policy.json`,
    `aws fis create-experiment-template --cli-input-json file://${name}-template.json`,
    ...accounts.map(
      (account) =>
        `aws fis create-target-account-configuration --experiment-template-id <ID> --account-id ${account} --role-arn ${roleArn({ ...to, account }, targetRoleNameOf(name))}`,
    ),
    '```',
    ...(accounts.length > 0
      ? [
          '',
          'In each of the accounts, with credentials of it, before the experiment is started:',
          '',
          '```',
          ...accounts.flatMap((account) => [
            `aws iam create-role --role-name ${targetRoleNameOf(name)} --assume-role-policy-document file://target-account-iam-trust-relationship.json`,
            `aws iam put-role-policy --role-name ${targetRoleNameOf(name)} --policy-name ${name.slice(0, 128)} --policy-document file://${name}-iam-policy-${account.replace(/\W+/g, '-')}.json`,
          ]),
          '```',
          '',
          'FIS looks for every target in every one of these accounts, and stops on alarms of its own account alone: a run of Squall acts in each by itself, with the alarms of each.',
        ]
      : []),
    ...(told.length > 0
      ? ['', '## What is not in the template', '', ...told.map(({ path, why }) => `- \`${fieldOf(path)}\`: ${why}`)]
      : []),
  ]);
}

const lines = (all: readonly string[]): string => `${all.join('\n')}\n`;
