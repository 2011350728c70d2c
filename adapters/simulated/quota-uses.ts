/** What growing takes of the quotas that a world declares. */
import { type Known, notKnown } from '../../core/conformity/known.ts';
import type { Growth, QuotaUse } from '../../core/ports/standby.ts';
import type { Provisions } from '../../core/world/provisions.ts';
import type { SimulatedCloud } from '../../simulator/cloud.ts';
import { vcpusOf } from '../../simulator/faults/vcpus.ts';

const launches: readonly string[] = ['ec2:autoscaling-group', 'eks:nodegroup'];

/** Instances and nodes take processors of their Region. Tasks and pods run on what is there. Where none is declared, none bounds it. */
export function quotaUses(
  { group, by }: Growth,
  cloud: SimulatedCloud,
  { quotas = [] }: Provisions,
): Known<readonly QuotaUse[]> {
  const resources = cloud.resources();
  const found = resources.find(({ id }) => id === group);
  if (!found) return notKnown('there is no such group');
  const quota = quotas.find(({ region }) => region === found.region);
  if (!launches.includes(found.type) || !quota) return [];
  const { services, nodeGroups = [] } = cloud.model;
  const processors = (of: string | undefined) => vcpusOf([...services, ...nodeGroups].find(({ id }) => id === of));
  const used = resources
    .filter(({ type, region }) => type === 'ec2:instance' && region === found.region)
    .reduce((sum, each) => sum + processors(each.group), 0);
  const where = { account: found.account, region: found.region };
  return [{ what: 'vCPUs of instances', where, most: quota.vcpus, used, more: by * processors(found.name) }];
}
