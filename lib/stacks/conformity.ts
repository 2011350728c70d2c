/** Scans of what does not conform: a function that reads, a schedule that is disabled unless the configuration enables it, a dashboard. */
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Conformity as Settings } from '../../core/conformity/settings.ts';
import { names } from '../configuration/names.ts';
import type { Configuration } from '../configuration/schema.ts';
import type { Bundles } from '../constructs/bundle.ts';
import { inventoryStatements, ownerNoticeStatements, partitionStatements } from '../constructs/permissions/scans.ts';
import { RegularFunction } from '../constructs/regular-function.ts';
import { scanWidgets } from '../constructs/scan-widgets.ts';
import { explainWildcards } from '../constructs/wildcards.ts';
import type { Experiments } from './experiments.ts';

export interface ConformityProps extends StackProps {
  readonly configuration: Configuration;
  readonly settings: Settings;
  readonly bundles: Bundles;
  readonly experiments: Experiments;
}

export class Conformity extends Stack {
  constructor(scope: Construct, id: string, props: ConformityProps) {
    const { configuration, settings, bundles, experiments, ...rest } = props;
    super(scope, id, rest);
    const { stage } = configuration;
    const { cron, timeZone = 'UTC', enabled = false } = settings;
    const { squall } = new RegularFunction(this, 'Scans', {
      configuration,
      bundles,
      experiments,
      name: 'Scan',
      description: 'What does not conform is found, remembered, and told to its owners',
      handler: 'triggers/scan.handler',
      timeout: Duration.minutes(15),
      statements: [
        ...inventoryStatements(),
        ...partitionStatements(this, stage, ['findings', 'scans']),
        ...ownerNoticeStatements(experiments.topic),
      ],
      group: names.scans(stage),
      ...(cron !== undefined && {
        schedule: { name: 'scan', expression: `cron(${cron})`, timeZone, enabled, input: { settings } },
      }),
    });
    new Dashboard(this, 'Dashboard', { dashboardName: names.scans(stage), widgets: scanWidgets(stage, squall.lambda) });
    explainWildcards(this);
    new CfnOutput(this, 'ScanSchedule', {
      value:
        cron === undefined
          ? 'no schedule: the function is called by whoever wants to know'
          : `cron(${cron}) in ${timeZone}, ${enabled ? 'enabled' : 'disabled'}`,
    });
    new CfnOutput(this, 'ScanFunction', { value: squall.lambda.functionArn });
  }
}
