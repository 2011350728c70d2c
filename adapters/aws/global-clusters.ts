/** Aurora global databases: which clusters are theirs, who writes, and what is under way between them. */
import { type GlobalCluster, paginateDescribeGlobalClusters, type RDSClient } from '@aws-sdk/client-rds';
import { homeOf } from './arns.ts';

/** All that have a member in the client's Region. An account has few: RDS has no filter by member. */
export async function globalClustersOf(client: RDSClient): Promise<readonly GlobalCluster[]> {
  const found: GlobalCluster[] = [];
  for await (const { GlobalClusters = [] } of paginateDescribeGlobalClusters({ client }, {}))
    found.push(...GlobalClusters);
  return found;
}

export const globalOf = (globals: readonly GlobalCluster[], cluster: string): GlobalCluster | undefined =>
  globals.find(({ GlobalClusterMembers = [] }) =>
    GlobalClusterMembers.some(({ DBClusterArn }) => DBClusterArn === cluster),
  );

/** ARN of the cluster that writes. */
export const writerOf = ({ GlobalClusterMembers = [] }: GlobalCluster): string | undefined =>
  GlobalClusterMembers.find(({ IsWriter }) => IsWriter)?.DBClusterArn;

/** What a snapshot of a member shows of the whole. Its status is left out: a Region that is lost changes it, and so does its return. */
export function stateIn(global: GlobalCluster, cluster: string) {
  const writer = writerOf(global);
  return {
    global: global.GlobalClusterIdentifier ?? '',
    globalRole: writer === cluster ? 'primary' : 'secondary',
    globalMembers: (global.GlobalClusterMembers ?? []).length,
    writerCluster: writer ?? 'none',
    writerRegion: writer === undefined ? 'none' : homeOf(writer).region,
  } as const;
}
