/** The log group that FIS writes its own log to, where the configuration asks for one of ours. */
import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { millis } from '../../core/experiment/durations.ts';
import { ownsFaultLogs } from '../configuration/fault-logs.ts';
import { names } from '../configuration/names.ts';
import type { Configuration } from '../configuration/schema.ts';

export class FaultLogs extends Construct {
  constructor(scope: Construct, id: string, configuration: Pick<Configuration, 'faultLogs' | 'history' | 'stage'>) {
    super(scope, id);
    if (!ownsFaultLogs(configuration)) return;
    new LogGroup(this, 'Group', {
      logGroupName: names.faultLogs(configuration.stage),
      retention: millis(configuration.history.logs) / 86_400_000,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}
