/** The schedule of an experiment as EventBridge Scheduler holds it. */
import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { isFailure } from '../../adapters/aws/errors.ts';
import type { Schedule } from '../../core/plan/coming-runs.ts';
import type { Instant } from '../../core/ports/clock.ts';
import { names } from '../../lib/configuration/names.ts';
import type { Deployment } from './deployment.ts';

export interface RemoteSchedule {
  readonly schedule: Schedule;
  readonly enabled: boolean;
  /** When it was last changed, which is when it was enabled or later. */
  readonly changedAt?: Instant;
}

/** Undefined: there is none of this name. @throws ServiceFailure */
export async function scheduleOf(name: string, { stage, region }: Deployment): Promise<RemoteSchedule | undefined> {
  const scheduler = bounded(new SchedulerClient({ ...clientSettings, region }));
  try {
    const found = await scheduler.send(new GetScheduleCommand({ GroupName: names.schedules(stage), Name: name }));
    const { ScheduleExpression = '', ScheduleExpressionTimezone: timeZone = 'UTC', FlexibleTimeWindow } = found;
    const changed = found.LastModificationDate ?? found.CreationDate;
    const [, kind, text] = /^(cron|rate)\((.*)\)$/.exec(ScheduleExpression) ?? [];
    const flexible = FlexibleTimeWindow?.Mode === 'FLEXIBLE' ? FlexibleTimeWindow.MaximumWindowInMinutes : undefined;
    return {
      schedule: {
        ...(kind === 'rate' ? { rate: text } : { cron: text ?? ScheduleExpression }),
        timeZone,
        ...(flexible !== undefined && { flexibleWindow: `PT${flexible}M` }),
      },
      enabled: found.State === 'ENABLED',
      ...(changed && { changedAt: changed.getTime() }),
    };
  } catch (error) {
    if (isFailure(error, 'NotFound')) return undefined;
    throw error;
  }
}
