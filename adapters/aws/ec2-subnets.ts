/** Subnets, with the network ACL that a connectivity fault swaps. */
import {
  EC2Client,
  type Filter,
  paginateDescribeNetworkAcls,
  paginateDescribeSubnets,
  type Subnet,
} from '@aws-sdk/client-ec2';
import { arnPattern } from './arn-pattern.ts';
import { chunks } from './chunks.ts';
import type { Looking } from './looking.ts';
import { type ResourceFamily, tagFilters, tagsOf } from './resource-family.ts';

const type = 'ec2:subnet';
const atOnce = 200;

export function awsSubnets(looking: Looking): ResourceFamily {
  const { region } = looking;
  const client = looking.client('ec2', EC2Client);

  async function read(Filters: Filter[]): Promise<readonly Subnet[]> {
    const found: Subnet[] = [];
    const input = Filters.length > 0 ? { Filters } : {};
    for await (const { Subnets = [] } of paginateDescribeSubnets({ client }, input)) found.push(...Subnets);
    return found;
  }
  async function aclsOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const some of chunks(ids, atOnce)) {
      const Filters = [{ Name: 'association.subnet-id', Values: [...some] }];
      for await (const { NetworkAcls = [] } of paginateDescribeNetworkAcls({ client }, { Filters }))
        for (const { SubnetId, NetworkAclId } of NetworkAcls.flatMap(({ Associations = [] }) => Associations))
          if (SubnetId && NetworkAclId) found.set(SubnetId, NetworkAclId);
    }
    return found;
  }
  return {
    type,
    arn: arnPattern(type),
    parameters: { vpc: async (found, vpc) => found.filter(({ raw }) => (raw as Subnet).VpcId === vpc) },
    async describe({ tags, names }) {
      const byTag = tagFilters(tags);
      const byId = names && chunks(names, atOnce).map((ids) => ({ Name: 'subnet-id', Values: [...ids] }));
      const asked = byId ? byId.map((filter) => [...byTag, filter]) : [byTag];
      const subnets = (await Promise.all(asked.map(read))).flat();
      const acls = await aclsOf(subnets.flatMap(({ SubnetId }) => SubnetId ?? []));
      return subnets.map((subnet) => ({
        resource: {
          id: subnet.SubnetArn ?? '',
          type,
          name: subnet.SubnetId ?? '',
          account: subnet.OwnerId ?? '',
          region,
          ...(subnet.AvailabilityZoneId !== undefined && { zone: subnet.AvailabilityZoneId }),
          tags: tagsOf(subnet.Tags),
          healthy: subnet.State === 'available',
        },
        state: { state: subnet.State ?? 'unknown', networkAcl: acls.get(subnet.SubnetId ?? '') ?? 'unknown' },
        raw: subnet,
      }));
    },
  };
}
