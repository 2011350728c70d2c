/** All actions of AWS FIS, by service. */
import type { FaultDefinition } from '../definition.ts';
import { arc } from './arc.ts';
import { cloudwatch } from './cloudwatch.ts';
import { directconnect } from './directconnect.ts';
import { dsql } from './dsql.ts';
import { dynamodb } from './dynamodb.ts';
import { ebs } from './ebs.ts';
import { ec2 } from './ec2.ts';
import { ecs } from './ecs.ts';
import { eks } from './eks.ts';
import { elasticache } from './elasticache.ts';
import { fis } from './fis.ts';
import { kinesis } from './kinesis.ts';
import { lambda } from './lambda.ts';
import { memorydb } from './memorydb.ts';
import { network } from './network.ts';
import { rds } from './rds.ts';
import { s3 } from './s3.ts';
import { ssm } from './ssm.ts';

export const aws: readonly FaultDefinition[] = [
  ...ec2,
  ...ebs,
  ...network,
  ...ssm,
  ...ecs,
  ...eks,
  ...lambda,
  ...rds,
  ...dynamodb,
  ...dsql,
  ...elasticache,
  ...memorydb,
  ...kinesis,
  ...s3,
  ...arc,
  ...directconnect,
  ...cloudwatch,
  ...fis,
];
