import { expect, test } from 'vitest';
import { findDeployment } from '../../apps/aws/deployment.ts';
import { names } from '../../lib/configuration/names.ts';
import { resourcesOf, synthesized } from './synthesized.ts';

test('the stacks output what the command line finds a deployment by', async () => {
  const { account, arn } = { account: '111122223333', arn: 'arn:aws:iam::111122223333:user/ada' };
  const machine = `arn:aws:states:eu-central-1:${account}:stateMachine:any`;
  const templates = synthesized();
  const found = await findDeployment(
    { stage: 'staging' },
    {
      who: async () => ({ account, arn }),
      region: async () => 'eu-central-1',
      // Their values are known once they are deployed; their keys are these.
      outputs: async (stack) => {
        const template = templates[stack.replace('squall-staging-', '')];
        return template && Object.fromEntries(Object.keys(template.Outputs ?? {}).map((key) => [key, machine]));
      },
    },
  );
  expect(found).toMatchObject({ experimentMachine: machine, historyTable: machine });
});

test('the functions that the command line calls are deployed under the names that it knows', () => {
  const deployed = resourcesOf(synthesized().experiments!, 'AWS::Lambda::Function').map(
    ({ Properties }) => Properties.FunctionName,
  );
  for (const name of ['Admit', 'Stop', 'StopScope', 'Resume', 'Sweep', 'Approve', 'Acknowledge', 'Promote'])
    expect(deployed).toContain(names.function('staging', name));
});
