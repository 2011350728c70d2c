/** What the deployed doctor would do now, by its own function and with its own settings. It only looks. */
import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { isFailure } from '../../adapters/aws/errors.ts';
import type { LeftAlone } from '../../core/doctor-monkey/decide.ts';
import type { Round } from '../../core/doctor-monkey/round.ts';
import { treatEvent } from '../../core/doctor-monkey/settings.ts';
import { names } from '../../lib/configuration/names.ts';
import type { Deployment } from './deployment.ts';
import { callFunction } from './functions.ts';

type Named = Pick<LeftAlone['group'], 'id' | 'name'>;

export interface RemoteLook extends Omit<Round, 'treatments'> {
  readonly enabled: boolean;
  readonly treatments: readonly {
    readonly group: Named;
    readonly member: Named;
    readonly check: string;
    readonly illSince: number;
  }[];
}

/** Undefined where none is deployed. @throws FunctionFailed; ServiceFailure when it could not be asked */
export async function lookRemotely({
  stage,
  region,
}: Pick<Deployment, 'stage' | 'region'>): Promise<RemoteLook | undefined> {
  const scheduler = bounded(new SchedulerClient({ ...clientSettings, region }));
  try {
    const { Target, State } = await scheduler.send(
      new GetScheduleCommand({ GroupName: names.rounds(stage), Name: 'treat' }),
    );
    const { settings } = treatEvent.parse(JSON.parse(Target?.Input ?? '{}'));
    const look = (await callFunction('Treat', { settings, only: 'look' }, { stage, region })) as Omit<
      RemoteLook,
      'enabled'
    >;
    return { ...look, enabled: State === 'ENABLED' };
  } catch (error) {
    if (isFailure(error, 'NotFound')) return undefined;
    throw error;
  }
}
