/** Source: AWS FIS actions reference, Amazon RDS actions. */
import { type FaultDefinition, fisPrice } from '../definition.ts';

export const rds: readonly FaultDefinition[] = [
  {
    id: 'aws:rds:failover-db-cluster',
    family: 'rds',
    provider: 'fis',
    summary: 'promotes a reader of each cluster to writer',
    targets: { Clusters: 'rds:cluster' },
    reach: { counts: 'members' },
    parameters: [],
    bounded: { by: 'instant' },
    undo: [{ by: 'nobody', why: 'the writer has moved; failing back would be a second interruption' }],
    undoTime: 300_000,
    holes: [],
    pricePerActionMinute: fisPrice,
  },
  {
    id: 'aws:rds:reboot-db-instances',
    family: 'rds',
    provider: 'fis',
    summary: 'reboots the database instances, which drop their connections',
    targets: { DBInstances: 'rds:db' },
    reach: { counts: 'members' },
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
    pricePerActionMinute: fisPrice,
  },
];
