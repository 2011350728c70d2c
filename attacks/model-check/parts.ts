/** The whole of what is checked, cut into parts that can be explored one by one and side by side. */
import { experimentSteps, recoverySteps } from '../../core/lifecycle/steps.ts';
import type { Budget } from './moment.ts';

export interface Part {
  readonly name: string;
  readonly budget: Budget;
}

const nothing = { crashes: 0, duplicates: 0, stops: [], starts: [], sweeps: 0 } as const satisfies Budget;
const both = ['both', 'one'];
const steps = [...experimentSteps, ...recoverySteps];
const functions = [...steps, 'status', 'deadline'];

/** Seconds of work: one thing at a time. */
export const shortParts: readonly Part[] = [
  { name: 'two runs on one instance, undisturbed', budget: { ...nothing, starts: both } },
  { name: 'a run, and one crash anywhere', budget: { ...nothing, starts: ['both'], crashes: 1 } },
  { name: 'a run, and the sweeper at any moment', budget: { ...nothing, starts: ['both'], sweeps: 1 } },
  { name: 'a bounded run, and one crash anywhere', budget: { ...nothing, starts: ['one'], crashes: 1 } },
  ...(['Admit', 'Arm', 'Inject', 'Undo', 'Conclude'] as const).map((step) => ({
    name: `a run, and ${step} called twice`,
    budget: { ...nothing, starts: ['both'], duplicates: 1, duplicatesIn: [step] },
  })),
];

/** Two runs, two targets, one crash, one duplicate: each pair of where they happen. Then a person at every moment of a run. */
export const longParts: readonly Part[] = [
  ...functions.flatMap((crash) =>
    steps.map((step) => ({
      name: `two runs, a crash of ${crash}, and ${step} called twice`,
      budget: { ...nothing, starts: both, crashes: 1, crashesIn: [crash], duplicates: 1, duplicatesIn: [step] },
    })),
  ),
  ...experimentSteps.map((step) => ({
    name: `a bounded run that a person stops during ${step}`,
    budget: { ...nothing, starts: ['one'], stops: ['run-one'], stopsDuring: [step] },
  })),
];
