/** Source: AWS FIS actions reference, Amazon Aurora DSQL actions. */
import type { FaultDefinition } from '../definition.ts';
import { findByTags } from './looking.ts';
import { fisDuration, fisFaults } from './of-fis.ts';
import { percentage } from './parameters.ts';

export const dsql: readonly FaultDefinition[] = fisFaults([
  {
    id: 'aws:dsql:cluster-connection-failure',
    summary: 'fails a share of the connections to the clusters',
    targets: { Clusters: { type: 'dsql:cluster' } },
    reach: { counts: 'share', parameter: 'percentage' },
    parameters: [fisDuration('how long connections fail'), percentage('percentage', 'share of connections that fail')],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'FIS lets connections through again after the duration, or when it is stopped' }],
    undoTime: 120_000,
    holes: [],
    needs: [
      { sid: 'FailOptedInClusters', actions: ['dsql:GetCluster', 'dsql:InjectError'], target: 'Clusters' },
      findByTags,
    ],
    examples: { minimal: { duration: 'PT5M', percentage: 10 }, maximal: { duration: 'PT1H', percentage: 100 } },
    unconfirmed: ['that dsql:InjectError takes the cluster as its resource, and its tags'],
  },
]);
