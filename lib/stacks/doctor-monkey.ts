/** The doctor: a function that looks and starts runs, a schedule that is disabled unless the configuration enables it, a dashboard. */
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { prudenceOf, type DoctorMonkey as Settings } from '../../core/doctor-monkey/settings.ts';
import { names } from '../configuration/names.ts';
import type { Configuration } from '../configuration/schema.ts';
import type { Bundles } from '../constructs/bundle.ts';
import { doctorWidgets } from '../constructs/doctor-widgets.ts';
import { wardStatements } from '../constructs/permissions/doctor.ts';
import { experimentStartStatements, historyStatements } from '../constructs/permissions/platform.ts';
import { ownerNoticeStatements } from '../constructs/permissions/scans.ts';
import { RegularFunction } from '../constructs/regular-function.ts';
import { explainWildcards } from '../constructs/wildcards.ts';
import type { Experiments } from './experiments.ts';

export interface DoctorMonkeyProps extends StackProps {
  readonly configuration: Configuration;
  readonly settings: Settings;
  readonly bundles: Bundles;
  readonly experiments: Experiments;
}

export class DoctorMonkey extends Stack {
  constructor(scope: Construct, id: string, props: DoctorMonkeyProps) {
    const { configuration, settings, bundles, experiments, ...rest } = props;
    super(scope, id, rest);
    const { stage } = configuration;
    const { enabled = false } = settings;
    const minutes = Math.max(1, Math.round(prudenceOf(settings).every / 60_000));
    const expression = `rate(${minutes} minute${minutes === 1 ? '' : 's'})`;
    const { squall } = new RegularFunction(this, 'Rounds', {
      configuration,
      bundles,
      experiments,
      name: 'Treat',
      description: 'Instances that have been ill for too long are replaced, each by a run',
      handler: 'triggers/treat.handler',
      timeout: Duration.minutes(1),
      statements: [
        ...wardStatements(),
        ...historyStatements(this, stage),
        ...experimentStartStatements(this, stage),
        ...ownerNoticeStatements(experiments.topic),
      ],
      group: names.rounds(stage),
      schedule: { name: 'treat', expression, timeZone: 'UTC', enabled, input: { settings } },
    });
    const dashboardName = names.rounds(stage);
    new Dashboard(this, 'Dashboard', { dashboardName, widgets: doctorWidgets(stage, squall.lambda) });
    explainWildcards(this);
    new CfnOutput(this, 'RoundSchedule', { value: `${expression}, ${enabled ? 'enabled' : 'disabled'}` });
    new CfnOutput(this, 'TreatFunction', { value: squall.lambda.functionArn });
  }
}
