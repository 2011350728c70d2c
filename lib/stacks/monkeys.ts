/**
 * Monkeys: each day planned by a state machine that fans out over accounts and Regions, a
 * schedule for each kill, a dashboard. Deployed disabled: a person enables a monkey's schedule,
 * after a manual run of one of its kills held.
 */
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { placesOfMonkey } from '../../core/monkey/places-of.ts';
import { planningTime } from '../../core/monkey/planning-time.ts';
import { followsRuns } from '../../core/monkey/tracker-events.ts';
import type { DeployedMonkey } from '../configuration/monkeys.ts';
import { names } from '../configuration/names.ts';
import type { Configuration } from '../configuration/schema.ts';
import type { Bundles } from '../constructs/bundle.ts';
import { KillSchedules } from '../constructs/kill-schedules.ts';
import { MonkeyMachine } from '../constructs/monkey-machine.ts';
import { monkeyAlarm, monkeyWidgets } from '../constructs/monkey-widgets.ts';
import { resourceStatements } from '../constructs/permissions/looking.ts';
import { killScheduleStatements, lookingElsewhere } from '../constructs/permissions/monkeys.ts';
import { historyStatements } from '../constructs/permissions/platform.ts';
import { ownerNoticeStatements } from '../constructs/permissions/scans.ts';
import { RegularFunction } from '../constructs/regular-function.ts';
import { RegularSchedule } from '../constructs/regular-schedule.ts';
import { remoteRoles } from '../constructs/remote-roles.ts';
import { TrackerFunction } from '../constructs/tracker-function.ts';
import { explainWildcards } from '../constructs/wildcards.ts';
import { planningTimeout } from '../workflow/monkeys.ts';
import type { Experiments } from './experiments.ts';

export interface MonkeysProps extends StackProps {
  readonly configuration: Configuration;
  readonly monkeys: readonly DeployedMonkey[];
  readonly bundles: Bundles;
  readonly experiments: Experiments;
}

export class Monkeys extends Stack {
  constructor(scope: Construct, id: string, props: MonkeysProps) {
    const { configuration, monkeys, bundles, experiments, ...rest } = props;
    super(scope, id, rest);
    const { stage, account, region } = configuration;
    const { queue: deadLetters } = experiments.deadLetters;
    const { lambda: start } = experiments.functions.byName.Start;
    new KillSchedules(this, 'Kills', { stage, start, deadLetters });
    const { lambda: plan } = new RegularFunction(this, 'Days', {
      configuration,
      bundles,
      experiments,
      name: 'PlanMonkey',
      description: 'A monkey’s day in one account and Region: planned, told to owners, a schedule for each kill',
      handler: 'triggers/plan-monkey.handler',
      timeout: Duration.seconds(planningTimeout),
      statements: [
        ...historyStatements(this, stage),
        ...resourceStatements(),
        ...lookingElsewhere(remoteRoles(this, configuration).map(({ stopRole }) => stopRole)),
        ...killScheduleStatements(this, stage),
        ...ownerNoticeStatements(experiments.topic),
      ],
      group: names.monkeys(stage),
    }).squall;
    const buses = monkeys.flatMap(({ monkey }) => (monkey.trackers ?? []).map(({ eventBus }) => eventBus));
    const { machine, caller } = new MonkeyMachine(this, 'Mornings', {
      configuration,
      plan,
      start,
      deadLetters,
      buses: [...new Set(buses)],
    });
    const following = monkeys.flatMap(({ monkey: { trackers = [] } }) =>
      trackers.flatMap((tracker) => (followsRuns([tracker]) ? tracker.eventBus : [])),
    );
    if (following.length > 0)
      new TrackerFunction(this, 'Trackers', { configuration, bundles, experiments, buses: [...new Set(following)] });
    const group = new CfnScheduleGroup(this, 'Group', { name: names.monkeys(stage) });
    for (const { monkey, calendar, seed } of monkeys) {
      const { hour, minute, timeZone } = planningTime(monkey);
      new RegularSchedule(this, `Monkey-${monkey.metadata.name}`, {
        name: monkey.metadata.name,
        description: monkey.metadata.title,
        group: group.ref,
        enabled: false,
        expression: `cron(${minute} ${hour} ? * * *)`,
        timeZone,
        calls: {
          arn: machine.stateMachineArn,
          roleArn: caller.roleArn,
          input: {
            monkey,
            calendar: calendar ?? null,
            seed,
            scheduledTime: '<aws.scheduler.scheduled-time>',
            places: placesOfMonkey(monkey, { account, region }),
          },
        },
        attempts: 10,
        deadLetters,
      });
    }
    const alarm = monkeyAlarm(this, stage, plan, experiments.topic);
    new Dashboard(this, 'Dashboard', {
      dashboardName: names.monkeys(stage),
      widgets: monkeyWidgets(stage, { plan, machine, start, alarm }),
    });
    explainWildcards(this);
    const all = monkeys.map(({ monkey }) => monkey.metadata.name).join(', ');
    new CfnOutput(this, 'MonkeyMachine', { value: machine.stateMachineArn });
    new CfnOutput(this, 'MonkeySchedules', { value: `${names.monkeys(stage)}: ${all}; each is deployed DISABLED` });
  }
}
