/** Source: AWS FIS actions reference, Amazon DynamoDB actions. */
import type { FaultDefinition } from '../definition.ts';
import { findByTags } from './looking.ts';
import { fisDuration, fisFaults } from './of-fis.ts';

export const dynamodb: readonly FaultDefinition[] = fisFaults([
  {
    id: 'aws:dynamodb:global-table-pause-replication',
    summary: 'pauses replication between the tables and their replicas in other Regions',
    targets: { Tables: { type: 'dynamodb:global-table' } },
    reach: { counts: 'nothing', why: 'the tables go on serving; only their replicas fall behind' },
    moves: 'data',
    parameters: [fisDuration('how long replication is paused')],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'FIS takes its statement out of the tables’ resource policy again' }],
    undoTime: 600_000,
    holes: [
      {
        what: 'replication may go on for up to five minutes after it began',
        answer: 'experiments on replication lag are given a duration well above five minutes',
      },
      {
        what: 'the statement stands in the table’s own resource policy, and a policy written by others meanwhile drops it',
        answer: 'the statement carries its own end, a date; nothing of it holds after the duration',
      },
      {
        what: 'a strongly consistent table takes at most 5,040 minutes of this in seven days',
        answer: 'FIS refuses more, and the run ends without having broken anything',
      },
    ],
    needs: [
      {
        sid: 'PauseOptedInTables',
        actions: [
          'dynamodb:DeleteResourcePolicy',
          'dynamodb:DescribeTable',
          'dynamodb:GetResourcePolicy',
          'dynamodb:PutResourcePolicy',
        ],
        target: 'Tables',
      },
      {
        sid: 'PauseStreamsOfTables',
        actions: ['dynamodb:DeleteResourcePolicy', 'dynamodb:GetResourcePolicy', 'dynamodb:PutResourcePolicy'],
        resources: ['arn:{partition}:dynamodb:{region}:{account}:table/*/stream/*'],
        optIn: { cannot: 'a stream carries no tags; its table is held to the tag' },
      },
      {
        sid: 'PauseStronglyConsistentTables',
        actions: ['dynamodb:InjectError'],
        target: 'Tables',
        resources: ['*'],
        optIn: { cannot: 'it takes no resource; the tables are named by the condition dynamodb:FisTargetArns' },
        conditions: {
          StringEquals: { 'dynamodb:FisActionId': 'aws:dynamodb:global-table-pause-replication' },
          'ForAllValues:ArnLike': { 'dynamodb:FisTargetArns': ['{targets}'] },
        },
      },
      findByTags,
    ],
    examples: { minimal: { duration: 'PT10M' }, maximal: { duration: 'PT12H' } },
    unconfirmed: ['that dynamodb:FisTargetArns names tables by ARN'],
  },
]);
