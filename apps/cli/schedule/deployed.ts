/** The schedule of a deployed experiment, as EventBridge Scheduler has it now. */
import { nearest } from '../../../core/validation/nearest.ts';
import { findPlatform } from '../../aws/platform.ts';
import { Failure } from '../failure.ts';
import type { DeploymentOptions } from '../platforms/open.ts';
import { haltedBy, notesOn, type Scheduled } from './scheduled.ts';

/** @throws Failure, DeploymentUnknown, InvalidConfiguration, ServiceFailure */
export async function deployedSchedule(name: string, options: DeploymentOptions): Promise<Scheduled> {
  const platform = await findPlatform(options);
  const known = await platform.definitions();
  const definition = known.find(({ experiment }) => experiment.metadata.name === name);
  const place = `squall-${platform.deployment.stage} in ${platform.deployment.region}`;
  if (!definition) {
    const names = known.map(({ experiment }) => experiment.metadata.name).sort();
    const close = nearest(name, names);
    throw new Failure(
      `there is no experiment ${name} in ${place}${close === undefined ? '' : `: did you mean ${close}?`} (squall ls experiments --aws lists them)`,
    );
  }
  const found = await platform.schedule(name);
  if (!found) throw new Failure(`${name} has no schedule in ${place}: give its file one, and deploy it again`);
  const runs = await platform.list({ experiment: name });
  const last = runs.find(({ terminal }) => terminal !== undefined && terminal.end !== 'refused');
  const halted = haltedBy(await platform.switches.raised(), definition);
  const { schedule, enabled, changedAt } = found;
  return {
    definition,
    schedule,
    state: enabled ? `enabled in ${place}` : `DISABLED in ${place}: nothing of this comes until somebody enables it`,
    ...(halted !== undefined && { halted }),
    ...(schedule.rate !== undefined && changedAt !== undefined && { enabledAt: changedAt }),
    ...(last?.terminal && { lastEnd: last.terminal.at }),
    notes: notesOn(definition, schedule.rate !== undefined && (!enabled || changedAt === undefined)),
  };
}
