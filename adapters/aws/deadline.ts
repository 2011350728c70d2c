/** The dead-man's switch: one one-shot schedule a run, in EventBridge Scheduler. */
import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  type SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { sha256Hex } from '../../core/plan/hash.ts';
import type { Clock, Instant } from '../../core/ports/clock.ts';
import type { Deadline } from '../../core/ports/deadline.ts';
import { failureOf, isFailure } from './errors.ts';

export interface DeadlineSettings {
  readonly group: string;
  /** Function that calls `ensureRecovery`, and the role by which Scheduler may call it. */
  readonly target: string;
  readonly role: string;
  /** Queue for a call that failed for good. */
  readonly deadLetters: string;
}

/**
 * Scheduler takes no instant that is past, and says ValidationException: one that is, or is
 * about to be, becomes the soonest that it takes, counted from each call anew.
 */
const soonest = 5000;

/**
 * Fires within the minute after its instant (the precision of Scheduler) and is deleted
 * by Scheduler then. A call that fails is tried again for an hour, and ends in the queue.
 */
export function awsDeadline(scheduler: SchedulerClient, settings: DeadlineSettings, clock: Clock): Deadline {
  const { group, target, role, deadLetters } = settings;
  const scheduleOf = (runId: string, at: Instant): CreateScheduleCommandInput => ({
    Name: scheduleName(runId),
    GroupName: group,
    Description: `the lease of run ${runId} is about to end`.slice(0, 512),
    ScheduleExpression: expression(Math.max(at, clock.now() + soonest)),
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: {
      Arn: target,
      RoleArn: role,
      Input: JSON.stringify({ runId }),
      DeadLetterConfig: { Arn: deadLetters },
      RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 60 },
    },
  });
  const tried = async (call: string, work: () => Promise<unknown>, ...expected: readonly ['Conflict' | 'NotFound']) => {
    try {
      await work();
      return true;
    } catch (error) {
      const failure = failureOf(error, call);
      if (isFailure(failure, ...expected)) return false;
      throw failure;
    }
  };
  return {
    async arm(runId, at) {
      const create = () =>
        tried('CreateSchedule', () => scheduler.send(new CreateScheduleCommand(scheduleOf(runId, at))), 'Conflict');
      const update = () =>
        tried('UpdateSchedule', () => scheduler.send(new UpdateScheduleCommand(scheduleOf(runId, at))), 'NotFound');
      // The one that stands may fire, and be deleted, between the two calls.
      if ((await create()) || (await update())) return;
      await scheduler.send(new CreateScheduleCommand(scheduleOf(runId, at)));
    },
    async disarm(runId) {
      const gone = { Name: scheduleName(runId), GroupName: group };
      await tried('DeleteSchedule', () => scheduler.send(new DeleteScheduleCommand(gone)), 'NotFound');
    },
  };
}

/** `at(2026-03-03T09:30:00)`: whole seconds, rounded up, so that it is never early. */
export const expression = (at: Instant): string =>
  `at(${new Date(Math.ceil(at / 1000) * 1000).toISOString().slice(0, 19)})`;

/** At most 64 of these characters. What does not fit is told apart by its hash. */
export const scheduleName = (runId: string): string =>
  /^[\w.-]{1,64}$/.test(runId)
    ? runId
    : `${runId.replace(/[^\w.-]/g, '_').slice(0, 40)}.${sha256Hex(runId).slice(0, 20)}`;
