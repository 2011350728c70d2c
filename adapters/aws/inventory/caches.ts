import { paginateDescribeReplicationGroups, type ReplicationGroup } from '@aws-sdk/client-elasticache';
import { homeOf } from '../arns.ts';
import type { Reader } from './reader.ts';
import { tagsByArn } from './tagged.ts';

/** Replication groups. Memcached has no replicas: what stands in it may be lost by design. */
export const caches: Reader = {
  kind: 'cache',
  async read(reading) {
    const { elastiCache: client } = reading.clients;
    const found: ReplicationGroup[] = [];
    for await (const { ReplicationGroups = [] } of paginateDescribeReplicationGroups({ client }, {}))
      found.push(...ReplicationGroups);
    if (found.length === 0) return [];
    const tags = await tagsByArn(reading, 'elasticache:replicationgroup');
    return found.map(({ ARN: id = '', ReplicationGroupId: name = '', MultiAZ, AutomaticFailover, NodeGroups = [] }) => {
      const zones = NodeGroups.map(
        ({ NodeGroupMembers = [] }) => new Set(NodeGroupMembers.map((node) => node.PreferredAvailabilityZone)),
      );
      return {
        kind: 'cache' as const,
        id,
        name,
        ...homeOf(id),
        tags: tags(id),
        // Every shard has to have a copy elsewhere.
        multiZone: zones.length > 0 ? zones.every(({ size }) => size > 1) : MultiAZ === 'enabled',
        failover: AutomaticFailover === 'enabled',
      };
    });
  },
};
