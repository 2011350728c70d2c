/** Resource types of AWS FIS that keep data. Sources as in `resource-types.ts`. */
import type { ResourceType } from '../resource-type.ts';
import { text, zoneList } from './target-parameters.ts';

export const awsDataTypes: readonly ResourceType[] = [
  {
    type: 'dsql:cluster',
    chosenBy: ['arns', 'tags', 'filters'],
    parameters: [],
    arn: 'arn:{partition}:dsql:{region}:{account}:cluster/*',
    example: 'abcdefghijklmnopqrstuvwxyz',
  },
  {
    type: 'dynamodb:global-table',
    chosenBy: ['arns', 'tags', 'filters'],
    parameters: [],
    arn: 'arn:{partition}:dynamodb:{region}:{account}:table/*',
    example: 'orders',
  },
  {
    type: 'elasticache:replicationgroup',
    chosenBy: ['arns', 'tags', 'filters', 'parameters'],
    parameters: [text('availabilityZoneIdentifier', 'name or id of the zone whose nodes are hit', true)],
    arn: 'arn:{partition}:elasticache:{region}:{account}:replicationgroup:*',
    example: 'sessions',
  },
  {
    type: 'kinesis:stream',
    chosenBy: ['arns', 'tags', 'filters'],
    parameters: [],
    arn: 'arn:{partition}:kinesis:{region}:{account}:stream/*',
    example: 'clicks',
  },
  {
    type: 'memorydb:multi-region-cluster',
    chosenBy: ['arns', 'tags', 'filters'],
    parameters: [],
    arn: 'arn:{partition}:memorydb::{account}:multiregioncluster/*',
    example: 'sessions',
  },
  {
    type: 'rds:cluster',
    chosenBy: ['arns', 'tags', 'filters', 'parameters'],
    parameters: [zoneList('writerAvailabilityZoneIdentifiers', 'zones that the writer stands in, or all')],
    arn: 'arn:{partition}:rds:{region}:{account}:cluster:*',
    example: 'orders',
  },
  {
    type: 'rds:db',
    chosenBy: ['arns', 'tags', 'filters', 'parameters'],
    parameters: [zoneList('availabilityZoneIdentifiers', 'zones that the instance stands in, or all')],
    arn: 'arn:{partition}:rds:{region}:{account}:db:*',
    example: 'orders-1',
  },
  {
    type: 's3:bucket',
    chosenBy: ['tags'],
    parameters: [],
    arn: 'arn:{partition}:s3:::*',
    example: 'shop-orders',
  },
];
