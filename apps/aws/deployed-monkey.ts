/** A monkey as EventBridge Scheduler holds it: its schedule carries what the machine that plans its days is given. */
import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { isFailure } from '../../adapters/aws/errors.ts';
import type { MonkeyDefinition } from '../../core/monkey/schema/monkey.ts';
import { validateMonkey } from '../../core/monkey/validate.ts';
import type { Calendar } from '../../core/schedule/calendar.ts';
import { names } from '../../lib/configuration/names.ts';
import type { Deployment } from './deployment.ts';

export interface RemoteMonkey {
  readonly monkey: MonkeyDefinition;
  /** As it was deployed with; missing where it keeps no holidays. */
  readonly calendar?: Calendar;
  readonly enabled: boolean;
}

/** What is deployed under the name is no monkey that this version reads. */
export class ForeignMonkey extends Error {
  override readonly name = 'ForeignMonkey';
}

/** Undefined: there is none of this name. @throws ServiceFailure, ForeignMonkey */
export async function deployedMonkey(name: string, { stage, region }: Deployment): Promise<RemoteMonkey | undefined> {
  const scheduler = bounded(new SchedulerClient({ ...clientSettings, region }));
  try {
    const found = await scheduler.send(new GetScheduleCommand({ GroupName: names.monkeys(stage), Name: name }));
    const { monkey, calendar } = JSON.parse(found.Target?.Input ?? '{}') as {
      readonly monkey?: unknown;
      readonly calendar?: Calendar | null;
    };
    const checked = validateMonkey(monkey);
    if (!checked.ok)
      throw new ForeignMonkey(
        `monkey ${name} was deployed by another version (${checked.problems[0]?.message}): deploy it again`,
      );
    return { monkey: checked.monkey, ...(calendar && { calendar }), enabled: found.State === 'ENABLED' };
  } catch (error) {
    if (isFailure(error, 'NotFound')) return undefined;
    throw error;
  }
}
