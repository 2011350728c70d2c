/** Source: AWS FIS actions reference, Amazon MemoryDB action. */
import type { FaultDefinition } from '../definition.ts';
import { findByTags } from './looking.ts';
import { fisDuration, fisFaults } from './of-fis.ts';

export const memorydb: readonly FaultDefinition[] = fisFaults([
  {
    id: 'aws:memorydb:multi-region-cluster-pause-replication',
    summary: 'pauses replication between this Region’s cluster and the others of each multi-Region cluster',
    targets: { MultiRegionClusters: { type: 'memorydb:multi-region-cluster' } },
    reach: { counts: 'nothing', why: 'the clusters go on serving; only the other Regions fall behind' },
    parameters: [fisDuration('how long replication is paused')],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'FIS lets replication go on after the duration, or when it is stopped' }],
    undoTime: 600_000,
    holes: [
      {
        what: 'the multi-Region cluster cannot be changed while it lasts, and takes minutes to become available after it',
        answer: 'undo waits ten minutes before it gives up on it',
      },
    ],
    needs: [
      {
        sid: 'PauseOptedInClusters',
        actions: ['memorydb:DescribeMultiRegionClusters', 'memorydb:PauseMultiRegionClusterReplication'],
        target: 'MultiRegionClusters',
      },
      findByTags,
    ],
    examples: { minimal: { duration: 'PT5M' }, maximal: { duration: 'PT12H' } },
    unconfirmed: ['that MemoryDB holds these calls to the tags of a multi-Region cluster'],
  },
]);
