/** ElastiCache replication groups. */
import {
  ElastiCacheClient,
  ListTagsForResourceCommand,
  paginateDescribeReplicationGroups,
  type ReplicationGroup,
} from '@aws-sdk/client-elasticache';
import { arnPattern } from './arn-pattern.ts';
import { homeOf } from './arns.ts';
import type { Looking } from './looking.ts';
import { type Described, type ResourceFamily, tagsOf } from './resource-family.ts';

const type = 'elasticache:replicationgroup';

/**
 * No filter by tag, and an unknown id is an error: all are read, and chosen from here. An
 * account has few, and only the tags of those that may be meant are asked for.
 */
export function replicationGroups(looking: Looking): ResourceFamily {
  const { zones } = looking;
  const client = looking.client('elastiCache', ElastiCacheClient);

  async function described(group: ReplicationGroup): Promise<Described> {
    const { ARN: id = '', ReplicationGroupId: name = '', Status: status = 'unknown', NodeGroups = [] } = group;
    const { TagList } = await client.send(new ListTagsForResourceCommand({ ResourceName: id }));
    const members = NodeGroups.flatMap(({ NodeGroupMembers = [] }) => NodeGroupMembers);
    const inZones = await Promise.all(
      members.map(({ PreferredAvailabilityZone }) => zones.idOf(PreferredAvailabilityZone)),
    );
    return {
      resource: {
        id,
        type,
        name,
        ...homeOf(id),
        tags: tagsOf(TagList),
        healthy: status === 'available',
      },
      state: {
        status,
        members: (group.MemberClusters ?? []).length,
        shards: NodeGroups.length,
        // Told for groups of one shard only: a failover moves it.
        primary: members.find(({ CurrentRole }) => CurrentRole === 'primary')?.CacheClusterId ?? 'none',
        zones: [...new Set(inZones.filter((zone) => zone !== undefined))].sort().join(' '),
        automaticFailover: group.AutomaticFailover ?? 'unknown',
        nodeType: group.CacheNodeType ?? 'unknown',
      },
      raw: group,
    };
  }
  return {
    type,
    arn: arnPattern(type),
    // A fault on one zone hits those with a node there.
    inZone: ({ state }, zone) => String(state.zones).split(' ').includes(zone),
    async describe({ names }) {
      const wanted = names && new Set(names);
      const found: Described[] = [];
      for await (const { ReplicationGroups = [] } of paginateDescribeReplicationGroups({ client }, {}))
        for (const group of ReplicationGroups)
          if (wanted?.has(group.ReplicationGroupId ?? '') ?? true) found.push(await described(group));
      return found;
    },
  };
}
