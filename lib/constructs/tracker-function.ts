/** Tells trackers that a kill has started or ended: called by the notices' topic, for the kinds that say so. */
import { Duration } from 'aws-cdk-lib';
import { SubscriptionFilter } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { followedNotices } from '../../core/monkey/tell-trackers.ts';
import { names } from '../configuration/names.ts';
import { runReadingStatements, trackerStatements } from './permissions/trackers.ts';
import { RegularFunction, type RegularFunctionProps } from './regular-function.ts';

export interface TrackerFunctionProps extends Pick<RegularFunctionProps, 'configuration' | 'bundles' | 'experiments'> {
  /** Of trackers that ask what becomes of kills: ARNs, or names of buses here. */
  readonly buses: readonly string[];
}

export class TrackerFunction extends Construct {
  constructor(scope: Construct, id: string, { buses, ...props }: TrackerFunctionProps) {
    super(scope, id);
    const { stage } = props.configuration;
    const { lambda } = new RegularFunction(this, 'Telling', {
      ...props,
      name: 'TellTrackers',
      description: 'The trackers of a monkey hear that a kill has started, and how it ended',
      handler: 'triggers/tell-trackers.handler',
      timeout: Duration.seconds(30),
      statements: [...runReadingStatements(this, stage), ...trackerStatements(this, buses)],
      group: names.trackers(stage),
    }).squall;
    props.experiments.topic.addSubscription(
      new LambdaSubscription(lambda, {
        filterPolicy: { kind: SubscriptionFilter.stringFilter({ allowlist: [...followedNotices] }) },
      }),
    );
  }
}
