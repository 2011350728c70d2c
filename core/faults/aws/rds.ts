/** Source: AWS FIS actions reference, Amazon RDS actions. */
import type { FaultDefinition } from '../definition.ts';
import { findByTags, looking } from './looking.ts';
import { fisFaults } from './of-fis.ts';

export const rds: readonly FaultDefinition[] = fisFaults([
  {
    id: 'aws:rds:failover-db-cluster',
    summary: 'promotes a reader of each cluster to writer',
    targets: { Clusters: { type: 'rds:cluster' } },
    reach: { counts: 'members' },
    moves: 'data',
    parameters: [],
    bounded: { by: 'instant' },
    undo: [{ by: 'nobody', why: 'the writer has moved; failing back would be a second interruption' }],
    undoTime: 300_000,
    holes: [],
    needs: [
      { sid: 'FailOverOptedInClusters', actions: ['rds:FailoverDBCluster'], target: 'Clusters' },
      looking('LookAtClusters', 'rds:DescribeDBClusters'),
      findByTags,
    ],
    examples: { minimal: {}, maximal: {} },
  },
  {
    id: 'aws:rds:reboot-db-instances',
    summary: 'reboots the database instances, which drop their connections',
    targets: { DBInstances: { type: 'rds:db' } },
    reach: { counts: 'members' },
    moves: 'data',
    movesWhen: { parameter: 'forceFailover', is: 'true' },
    parameters: [
      {
        name: 'forceFailover',
        type: 'boolean',
        required: false,
        default: 'false',
        doc: 'whether a Multi-AZ instance fails over to its standby',
      },
    ],
    bounded: { by: 'instant' },
    undo: [
      {
        when: { parameter: 'forceFailover', is: 'true' },
        by: 'nobody',
        why: 'the standby has become the primary; failing back would be a second interruption',
      },
      { by: 'provider', how: 'RDS boots the instances again by itself' },
    ],
    undoTime: 600_000,
    holes: [],
    needs: [
      { sid: 'RebootOptedInDatabases', actions: ['rds:RebootDBInstance'], target: 'DBInstances' },
      looking('LookAtDatabases', 'rds:DescribeDBInstances'),
      findByTags,
    ],
    examples: { minimal: {}, maximal: { forceFailover: true } },
  },
]);
