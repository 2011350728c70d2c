/** Source: AWS FIS actions reference, Amazon ElastiCache actions. */
import type { FaultDefinition } from '../definition.ts';
import { findByTags, looking } from './looking.ts';
import { fisDuration, fisFaults } from './of-fis.ts';

export const elasticache: readonly FaultDefinition[] = fisFaults([
  {
    id: 'aws:elasticache:replicationgroup-interrupt-az-power',
    summary: 'takes the power from the replication groups’ nodes in one zone',
    targets: { ReplicationGroups: { type: 'elasticache:replicationgroup' } },
    reach: { counts: 'members' },
    moves: 'data',
    parameters: [fisDuration('how long the nodes stay without power, and are not replaced')],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'FIS lets the nodes be replaced after the duration, or when it is stopped' }],
    undoTime: 900_000,
    holes: [
      {
        what: 'a primary in the zone has moved to another, and does not move back',
        answer: 'the snapshot has the primary’s node: one elsewhere is told as drifted, and is for a person to judge',
      },
      {
        what: 'only groups with Multi-AZ are hit, one zone of each at a time, and no serverless cache',
        answer: 'FIS refuses others, and the run ends without having broken anything',
      },
    ],
    needs: [
      { sid: 'InterruptOptedInCaches', actions: ['elasticache:InterruptClusterAzPower'], target: 'ReplicationGroups' },
      looking('LookAtCaches', 'elasticache:DescribeReplicationGroups'),
      findByTags,
    ],
    examples: { minimal: { duration: 'PT5M' }, maximal: { duration: 'PT12H' } },
  },
]);
