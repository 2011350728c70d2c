/** The smallest fleet and the smallest experiments in which every rule of the ordinary protocol has something to do. */
import type { Experiment } from '../../../core/experiment/schema/experiment.ts';
import { commonOf, instance, type Subject, storedOf } from './subject.ts';

interface Shape {
  readonly name: string;
  /** Numbers of the instances that are stopped. */
  readonly targets: readonly number[];
  /** Missing: they stay stopped until we start them. */
  readonly duration?: string;
}

const experimentOf = ({ name, targets, duration }: Shape): Experiment => ({
  ...commonOf(name),
  blastRadius: { maxTargets: 2, maxPercent: 100, minHealthyPerZone: 0 },
  targets: {
    web: { type: 'ec2:instance', where: { ids: targets.map((n) => instance(n).id) }, select: { all: true } },
  },
  steps: [
    {
      id: 'stop',
      action: 'aws:ec2:stop-instances',
      targets: { Instances: 'web' },
      ...(duration !== undefined && { with: { startInstancesAfterDuration: duration } }),
    },
  ],
});

/** `both` stays until we undo it; `one` ends by itself; they meet at the second instance. */
export const twoRuns: Subject = {
  name: 'two runs',
  fleet: [instance(1), instance(2)],
  definitions: [
    experimentOf({ name: 'both', targets: [1, 2] }),
    experimentOf({ name: 'one', targets: [2], duration: 'PT1M' }),
  ].map(storedOf),
};
