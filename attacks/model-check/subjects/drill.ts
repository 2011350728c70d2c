/** The smallest drill in which steps stand, steps wait and users come home last, beside a run that moves the same users. */
import type { Experiment } from '../../../core/experiment/schema/experiment.ts';
import { validateExperiment } from '../../../core/experiment/validate.ts';
import { commonOf, instance, record, type Subject, storedOf } from './subject.ts';

/** Tells of the loss while it is in ALARM, and of home once it is OK again. */
const alarm = 'shop-lost-hosts';
const [lost, home] = [instance(1), record('home')];

const targets = {
  lost: { type: lost.type, where: { ids: [lost.id] }, select: { all: true } },
  home: { type: home.type, where: { ids: [home.id] }, select: { all: true } },
};

const shift = { action: 'squall:route53:shift-weights', targets: { RecordSets: 'home' } };

/** Lost, noticed, left and held for a moment. All as short as it can be, so that few looks are alike. */
const drill = {
  blastRadius: { scope: 'zone', maxPercent: 100 },
  targets,
  steps: [
    { id: 'lose', action: 'aws:ec2:stop-instances', targets: { Instances: 'lost' }, stands: true },
    { id: 'detect', await: { alarms: [alarm], within: 'PT15S' } },
    { id: 'away', ...shift, stands: true, moves: true },
    { id: 'hold', await: { time: 'PT1S' } },
  ],
  drill: {
    evacuate: { zone: 'euc1-az1' },
    level: 'traffic',
    hold: 'PT1S',
    failback: { within: 'PT15S', ready: { alarms: [alarm] } },
    objectives: { recover: 'PT5M' },
  },
};

/** It moves the same users for a while, and is no drill: what it changed is undone at once. */
const shifted = {
  blastRadius: { maxTargets: 1, maxPercent: 100 },
  targets: { home: targets.home },
  steps: [{ id: 'shift', ...shift, with: { duration: 'PT1M' } }],
};

function experimentOf(name: string, shape: object): Experiment {
  const valid = validateExperiment({
    ...commonOf(name),
    ...shape,
  });
  if (!valid.ok) throw new Error(`${name}: ${valid.problems.map(({ message }) => message).join('; ')}`);
  return valid.experiment;
}

export const drillAndRun: Subject = {
  name: 'a drill and a run',
  fleet: [lost, home],
  definitions: [experimentOf('drill', drill), experimentOf('shifted', shifted)].map(storedOf),
  alarm,
  forced: true,
};
