/**
 * Runs by the calendar, from the experiment files. Deployed disabled: each is enabled by a
 * person, after a manual run of the same definition held.
 */
import { Stack, type StackProps } from 'aws-cdk-lib';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { type CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { millis } from '../../core/experiment/durations.ts';
import type { StoredDefinition } from '../../core/ports/definitions.ts';
import { names } from '../configuration/names.ts';
import { schedulerRole } from '../constructs/deadlines.ts';
import { RegularSchedule } from '../constructs/regular-schedule.ts';
import type { Experiments } from './experiments.ts';

export interface SchedulesProps extends StackProps {
  readonly stage: string;
  readonly definitions: readonly StoredDefinition[];
  readonly experiments: Experiments;
}

export class Schedules extends Stack {
  constructor(scope: Construct, id: string, { stage, definitions, experiments, ...props }: SchedulesProps) {
    super(scope, id, props);
    const group = new CfnScheduleGroup(this, 'Group', { name: names.schedules(stage) });
    const { lambda } = experiments.functions.byName.Start;
    const { queue: deadLetters } = experiments.deadLetters;
    const role = schedulerRole(this, {
      roleName: names.schedules(stage),
      lambda,
      deadLetters,
      boundary: ManagedPolicy.fromManagedPolicyName(this, 'Boundary', names.boundary(stage)),
    });
    for (const { experiment } of definitions) {
      const { schedule, metadata } = experiment;
      if (!schedule) continue;
      new RegularSchedule(this, metadata.name, {
        name: metadata.name,
        description: metadata.title,
        group: group.ref,
        enabled: false,
        expression: expressionOf(schedule),
        timeZone: schedule.timeZone ?? 'UTC',
        window: windowOf(schedule),
        calls: {
          arn: lambda.functionArn,
          roleArn: role.roleArn,
          // By name: the newest definition, which is the one that this schedule was deployed with.
          input: {
            schedule: '<aws.scheduler.schedule-arn>',
            scheduledTime: '<aws.scheduler.scheduled-time>',
            request: { experiment: metadata.name },
          },
        },
        attempts: 10,
        deadLetters,
      });
    }
  }
}

type Schedule = NonNullable<StoredDefinition['experiment']['schedule']>;

/** Validated: exactly one of cron and rate. */
const expressionOf = ({ cron, rate }: Schedule): string => (cron === undefined ? `rate(${rate})` : `cron(${cron})`);

/** EventBridge takes whole minutes, at least one and at most a day. */
function windowOf({ flexibleWindow }: Schedule): CfnSchedule.FlexibleTimeWindowProperty {
  if (flexibleWindow === undefined) return { mode: 'OFF' };
  const minutes = Math.ceil(millis(flexibleWindow) / 60_000);
  return { mode: 'FLEXIBLE', maximumWindowInMinutes: Math.min(1440, Math.max(1, minutes)) };
}
