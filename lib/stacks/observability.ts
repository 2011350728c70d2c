/** Watching the platform itself: what must page someone, and what is worth a look. */
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { names } from '../configuration/names.ts';
import { PlatformAlarms } from '../constructs/platform-alarms.ts';
import { platformMetrics } from '../constructs/platform-metrics.ts';
import { widgets } from '../constructs/widgets.ts';
import type { Experiments } from './experiments.ts';

export interface ObservabilityProps extends StackProps {
  readonly stage: string;
  readonly experiments: Experiments;
}

export class Observability extends Stack {
  constructor(scope: Construct, id: string, { stage, experiments, ...props }: ObservabilityProps) {
    super(scope, id, props);
    const metrics = platformMetrics(stage, experiments);
    const { alarms } = new PlatformAlarms(this, 'Alarms', { stage, metrics, topic: experiments.topic });
    const dashboardName = names.dashboard(stage);
    new Dashboard(this, 'Dashboard', { dashboardName, widgets: widgets(metrics, alarms) });
    new CfnOutput(this, 'DashboardUrl', {
      value: `https://${this.region}.console.aws.amazon.com/cloudwatch/home?region=${this.region}#dashboards:name=${dashboardName}`,
    });
  }
}
