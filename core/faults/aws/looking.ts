/** Calls that only look. IAM takes no resource for any of them. */
import type { FaultNeed } from '../need.ts';

const looking = (sid: string, ...actions: readonly string[]): FaultNeed => ({ sid, actions, resources: ['*'] });

/** FIS finds targets by their tags through it, of every service but EC2. */
export const findByTags = looking('FindByTags', 'tag:GetResources');
export const lookAtInstances = looking('LookAtInstances', 'ec2:DescribeInstances');
export const lookAtSubnets = looking('LookAtSubnets', 'ec2:DescribeSubnets');
export const lookAtVolumes = looking('LookAtVolumes', 'ec2:DescribeVolumes');
export const lookAtGroups = looking('LookAtGroups', 'autoscaling:DescribeAutoScalingGroups');
export const readPrefixLists = looking(
  'ReadPrefixLists',
  'ec2:DescribeManagedPrefixLists',
  'ec2:GetManagedPrefixListEntries',
);
/** A command knows no resource once it is sent; it can only be ended. */
export const endCommands = looking('EndCommands', 'ssm:CancelCommand', 'ssm:ListCommands');
export { looking };
