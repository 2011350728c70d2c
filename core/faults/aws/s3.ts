/** Source: AWS FIS actions reference, Amazon S3 actions. */
import type { FaultDefinition } from '../definition.ts';
import { findByTags, looking } from './looking.ts';
import { fisDuration, fisFaults } from './of-fis.ts';
import { region } from './parameters.ts';

const buckets = ['arn:{partition}:s3:::*'];
const optIn = {
  cannot: 'S3 reads a bucket’s tags only where its owner has turned that on; buckets are chosen by tag alone',
};

export const s3: readonly FaultDefinition[] = fisFaults([
  {
    id: 'aws:s3:bucket-pause-replication',
    summary: 'pauses replication from the buckets to their copies',
    targets: { Buckets: { type: 's3:bucket' } },
    reach: { counts: 'nothing', why: 'the buckets go on serving; only their copies fall behind' },
    moves: 'data',
    parameters: [
      fisDuration('how long replication is paused'),
      region('Region of the copies'),
      {
        name: 'destinationBuckets',
        type: 'list',
        required: false,
        form: { pattern: '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]', means: 'the name of a bucket' },
        doc: 'the copies, where not all of the Region are meant',
      },
      {
        name: 'prefixes',
        type: 'list',
        required: false,
        doc: 'prefixes of replication rules, where not all rules are meant',
      },
    ],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'FIS lets replication go on after the duration, or when it is stopped' }],
    undoTime: 600_000,
    holes: [
      {
        what: 'what was written before may go on being copied for up to an hour',
        answer: 'experiments on replication lag look at what is written after it began',
      },
    ],
    needs: [
      {
        sid: 'PauseReplication',
        actions: ['s3:PauseReplication'],
        resources: buckets,
        optIn,
        conditions: { StringEquals: { 's3:DestinationRegion': '{with.region}', 'aws:ResourceAccount': '{account}' } },
      },
      {
        sid: 'ChangeReplicationForAPause',
        actions: ['s3:GetReplicationConfiguration', 's3:PutReplicationConfiguration'],
        resources: buckets,
        optIn,
        conditions: {
          BoolIfExists: { 's3:isReplicationPauseRequest': 'true' },
          StringEquals: { 'aws:ResourceAccount': '{account}' },
        },
      },
      looking('ListBuckets', 's3:ListAllMyBuckets'),
      findByTags,
    ],
    examples: {
      minimal: { duration: 'PT1H', region: 'eu-west-1' },
      maximal: {
        duration: 'PT3H',
        region: 'eu-west-1',
        destinationBuckets: ['shop-copy', 'orders-copy'],
        prefixes: ['orders/', 'invoices/'],
      },
    },
    unconfirmed: [
      'whether PutReplicationConfiguration asks for iam:PassRole on the replication role when it only pauses',
    ],
  },
]);
