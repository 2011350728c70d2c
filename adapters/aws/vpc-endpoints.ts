/** Endpoints of VPCs, with what a fault takes away from them. */
import { EC2Client, paginateDescribeVpcEndpoints, type VpcEndpoint } from '@aws-sdk/client-ec2';
import { arnPattern } from './arn-pattern.ts';
import { arn } from './arns.ts';
import type { Looking } from './looking.ts';
import { type Described, type ResourceFamily, tagFilters, tagsOf } from './resource-family.ts';

const type = 'ec2:vpc-endpoint';

export const awsVpcEndpoints = ({ client, region }: Looking): ResourceFamily => ({
  type,
  arn: arnPattern(type),
  async describe({ tags, names }) {
    const wanted = names && new Set(names);
    const Filters = tagFilters(tags);
    const found: Described[] = [];
    // An account has few; an unknown id would fail the question as a whole.
    for await (const { VpcEndpoints = [] } of paginateDescribeVpcEndpoints(
      { client: client('ec2', EC2Client) },
      Filters.length > 0 ? { Filters } : {},
    ))
      for (const endpoint of VpcEndpoints)
        if (wanted?.has(endpoint.VpcEndpointId ?? '') ?? true) found.push(described(endpoint, region));
    return found;
  },
});

/** One stands in several zones, so that it has none. EC2 writes `available` in capitals for some kinds. */
function described(endpoint: VpcEndpoint, region: string): Described {
  const { VpcEndpointId: name = '', OwnerId: account = '', State = 'unknown', Groups = [], SubnetIds = [] } = endpoint;
  const state = State.toLowerCase();
  return {
    resource: {
      id: arn('ec2', { account, region }, `vpc-endpoint/${name}`),
      type,
      name,
      account,
      region,
      tags: tagsOf(endpoint.Tags),
      healthy: state === 'available',
    },
    state: {
      state,
      // FIS gives them back only while nobody else changes them.
      securityGroups: Groups.flatMap(({ GroupId }) => GroupId ?? [])
        .sort()
        .join(' '),
      subnets: [...SubnetIds].sort().join(' '),
    },
    raw: endpoint,
  };
}
