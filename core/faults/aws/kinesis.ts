/** Source: AWS FIS actions reference, Amazon Kinesis Data Streams actions. */
import type { FaultDefinition } from '../definition.ts';
import { findByTags } from './looking.ts';
import { fisDuration, fisFaults } from './of-fis.ts';
import { percentage } from './parameters.ts';

const kinds = [
  {
    id: 'aws:kinesis:stream-provisioned-throughput-exception',
    summary: 'answers a share of the calls on the streams with ProvisionedThroughputExceededException',
  },
  {
    id: 'aws:kinesis:stream-expired-iterator-exception',
    summary: 'answers a share of the reads of the streams with ExpiredIteratorException',
  },
] as const;

export const kinesis: readonly FaultDefinition[] = fisFaults(
  kinds.map(({ id, summary }) => ({
    id,
    summary,
    targets: { KinesisStreams: { type: 'kinesis:stream' } },
    reach: { counts: 'share', parameter: 'percentage' },
    parameters: [fisDuration('how long calls fail'), percentage('percentage', 'share of calls that fail')],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'FIS lets calls through again after the duration, or when it is stopped' }],
    undoTime: 120_000,
    holes: [],
    needs: [
      {
        sid: 'FailCallsOfStreams',
        actions: ['kinesis:InjectApiError'],
        target: 'KinesisStreams',
        resources: ['*'],
        optIn: { cannot: 'it takes no resource; the streams are named by the condition kinesis:FisTargetArns' },
        conditions: {
          StringEquals: { 'kinesis:FisActionId': id },
          'ForAllValues:ArnLike': { 'kinesis:FisTargetArns': ['{targets}'] },
        },
      },
      findByTags,
    ],
    examples: { minimal: { duration: 'PT5M', percentage: 10 }, maximal: { duration: 'PT1H', percentage: 100 } },
  })),
);
