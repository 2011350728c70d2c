/** A one-shot schedule for each kill, in EventBridge Scheduler. Its name is the run's, so that a second one of it cannot be. */
import { CreateScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import type { KillSchedules } from '../../core/ports/kill-schedules.ts';
import { expression, scheduleName } from './deadline.ts';
import { failureOf, isFailure } from './errors.ts';

export interface KillScheduleSettings {
  readonly group: string;
  /** The function that begins runs, and the role by which Scheduler may call it. */
  readonly target: string;
  readonly role: string;
  /** Queue for a call that failed for good. */
  readonly deadLetters: string;
}

/** Scheduler takes no shorter one. */
const shortestAge = 60;

/**
 * Fires within the minute after its instant, and is deleted by Scheduler then. A call that fails
 * is tried again until `notAfter`, which it carries too: one that comes later begins nothing.
 */
export const awsKillSchedules = (scheduler: SchedulerClient, settings: KillScheduleSettings): KillSchedules => ({
  async set({ runId, at, notAfter, request }) {
    const { group, target, role, deadLetters } = settings;
    const create = new CreateScheduleCommand({
      Name: scheduleName(runId),
      GroupName: group,
      Description: `${request.startedBy ?? 'a monkey'}: run ${runId}`.slice(0, 512),
      ScheduleExpression: expression(at),
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: {
        Arn: target,
        RoleArn: role,
        Input: JSON.stringify({
          schedule: '<aws.scheduler.schedule-arn>',
          scheduledTime: '<aws.scheduler.scheduled-time>',
          runId,
          notAfter,
          request,
        }),
        DeadLetterConfig: { Arn: deadLetters },
        RetryPolicy: {
          MaximumEventAgeInSeconds: Math.max(shortestAge, Math.floor((notAfter - at) / 1000)),
          MaximumRetryAttempts: 5,
        },
      },
    });
    try {
      await scheduler.send(create);
      return 'set';
    } catch (error) {
      const failure = failureOf(error, 'CreateSchedule');
      if (isFailure(failure, 'Conflict')) return 'stands';
      throw failure;
    }
  },
});
