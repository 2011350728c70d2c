/** Spot instances: instances that EC2 may take back, which FIS counts as a type of their own. */
import type { Instance } from '@aws-sdk/client-ec2';
import { awsInstances } from './ec2-instances.ts';
import type { Looking } from './looking.ts';
import type { ResourceFamily } from './resource-family.ts';

const type = 'ec2:spot-instance';

export function spotInstances(looking: Looking): ResourceFamily {
  const instances = awsInstances(looking);
  return {
    type,
    // Its ARN is that of an instance, and a snapshot is taken as of one.
    arn: /(?!)/,
    describe: async (narrowing) =>
      (await instances.describe(narrowing))
        .filter(({ raw }) => (raw as Instance).InstanceLifecycle === 'spot')
        .map((each) => ({ ...each, resource: { ...each.resource, type } })),
  };
}
