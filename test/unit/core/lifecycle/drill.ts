/** A small drill: a loss that stands, an alarm and a person that are waited for, two movers, and time. */
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import type { Plan, PlannedStep } from '../../../../core/plan/plan.ts';
import { definition, instance, plan } from './definition.ts';
import { armed, type TestWorld } from './world.ts';

const minute = 60_000;

const step = (id: string, wave: number, changes: Partial<PlannedStep>): PlannedStep => ({
  id,
  title: id,
  wave,
  provider: 'squall',
  action: 'squall:elb:detach-targets',
  parameters: {},
  targets: { Instances: [instance(wave === 1 ? 1 : 2).id] },
  duration: 60 * minute,
  stands: true,
  undo: { by: 'us', how: 'puts it back' },
  changes: id,
  ...changes,
});

export const drillDefinition: Experiment = {
  ...definition,
  guardrails: { stopAlarms: ['guard'] },
  steps: [
    { id: 'loss', action: 'aws:ec2:stop-instances', stands: true },
    { id: 'away', action: 'squall:elb:detach-targets', stands: true, moves: true },
  ],
  drill: {
    evacuate: { zone: 'euc1-az1' },
    level: 'traffic',
    hold: 'PT5M',
    failback: { within: 'PT10M', ready: { alarms: ['home'] } },
    objectives: { recover: 'PT5M' },
  },
};

/** Waves: the loss; detect and decide together; room, which the other place needs; away; hold. */
export const drillPlan: Partial<Plan> = {
  definition: drillDefinition,
  steps: [
    step('loss', 1, {
      provider: 'fis',
      action: 'aws:ec2:stop-instances',
      undo: { by: 'provider', how: 'starts them' },
    }),
    step('room', 3, { moves: true }),
    step('away', 4, { moves: true }),
  ],
  awaits: [
    {
      id: 'detect',
      title: 'detect',
      wave: 2,
      what: { kind: 'alarms', alarms: ['lost', 'gone'], state: 'ALARM' },
      within: 5 * minute,
      otherwise: 'end',
    },
    {
      id: 'decide',
      title: 'decide',
      wave: 2,
      what: { kind: 'approvals', count: 1 },
      within: 5 * minute,
      otherwise: 'end',
    },
    { id: 'hold', title: 'hold', wave: 5, what: { kind: 'time' }, within: 5 * minute, otherwise: 'go-on' },
  ],
  waves: 5,
  times: { ...plan.times, waves: 30 * minute, lease: 90 * minute },
};

/** Armed, with alarms for the loss and for home that are OK; its faults go on until they are stopped. */
export async function drilled(changes: Partial<Plan> = {}): Promise<TestWorld> {
  const world = await armed({ ...drillPlan, ...changes });
  for (const name of ['lost', 'gone', 'home']) world.alarms.set(name, 'OK');
  const { start } = world.faults;
  world.faults.start = async (injection) => {
    const answer = await start(injection);
    const fault = world.faults.byToken.get(injection.token)!;
    fault.endsAt = Number.POSITIVE_INFINITY;
    return answer;
  };
  return world;
}
