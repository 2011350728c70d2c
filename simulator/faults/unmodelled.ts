/** Actions of the catalogue that no fault here stands for, and why none does. */

const noControlPlane = 'nothing of a world calls the interfaces of AWS, so that nobody would meet the errors';
const noContainerInstances = 'tasks of a world stand on no machines of their own';

export const unmodelled: Readonly<Record<string, string>> = {
  'aws:cloudwatch:assert-alarm-state':
    'it changes nothing, and fails or not; probes and alarms of the experiment say the same',
  'aws:directconnect:virtual-interface-disconnect': 'a world has no network of another kind than its own',
  'aws:dsql:cluster-connection-failure': 'databases of a world are clusters of Aurora',
  'aws:ec2:api-insufficient-instance-capacity-error':
    'groups of a world launch with a role of AWS’s own; asg-insufficient-instance-capacity-error hits them',
  'aws:ecs:drain-container-instances': noContainerInstances,
  'aws:eks:inject-kubernetes-custom-resource': 'what it breaks is known to the operator alone that reads it',
  'aws:fis:inject-api-internal-error': noControlPlane,
  'aws:fis:inject-api-throttle-error': noControlPlane,
  'aws:fis:inject-api-unavailable-error': noControlPlane,
  'aws:kinesis:stream-expired-iterator-exception': 'a world has no streams',
  'aws:kinesis:stream-provisioned-throughput-exception': 'a world has no streams',
  'aws:memorydb:multi-region-cluster-pause-replication': 'caches of a world have no replica in another Region',
  'aws:network:disrupt-vpc-endpoint':
    'calls of a world go through no endpoint of its own; dynamodb as scope of disrupt-connectivity parts a zone from its tables',
  'aws:ssm:start-automation-execution': 'what it does is known to its document alone',
};
