/** The whole of what is checked, cut into parts that can be explored one by one and side by side. */
import { experimentSteps, recoverySteps } from '../../core/lifecycle/steps.ts';
import type { Budget } from './moment.ts';
import type { SubjectName } from './subjects/index.ts';

export interface Part {
  readonly name: string;
  /** Default: two ordinary runs. */
  readonly subject?: SubjectName;
  readonly budget: Budget;
}

const nothing = { crashes: 0, duplicates: 0, stops: [], starts: [], sweeps: 0 } as const satisfies Budget;
const both = ['both', 'one'];
const functions = [...experimentSteps, ...recoverySteps, 'status', 'deadline', 'sweep'];

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

/** Minutes: two runs, two targets, and one thing that goes wrong anywhere. */
export const longParts: readonly Part[] = [
  { name: 'two runs, and one crash anywhere', budget: { ...nothing, starts: both, crashes: 1 } },
  { name: 'two runs, and anything called twice', budget: { ...nothing, starts: both, duplicates: 1 } },
];

/** Two runs, two targets, one crash (or an event that is lost), one duplicate: each pair of where they happen. */
export const wholeParts: readonly Part[] = [...functions, 'event'].flatMap((crash) =>
  functions.map((twice) => ({
    name: `two runs, ${crash === 'event' ? 'an event lost' : `a crash of ${crash}`}, and ${twice} called twice`,
    budget: { ...nothing, starts: both, crashes: 1, crashesIn: [crash], duplicates: 1, duplicatesIn: [twice] },
  })),
);

/** Two runs, one crash, one duplicate, each of one step of one run: few enough to follow in every order. */
export const comparedParts: readonly Part[] = (['VerifyBefore', 'Undo'] as const).map((step) => ({
  name: `two runs, a crash of ${step} of one, and it called twice`,
  budget: {
    ...nothing,
    starts: both,
    crashes: 1,
    crashesIn: [`run-one/${step}`],
    duplicates: 1,
    duplicatesIn: [`run-one/${step}`],
  },
}));

/** A person at every moment of a run. */
export const peopleParts: readonly Part[] = experimentSteps.map((step) => ({
  name: `a bounded run that a person stops during ${step}`,
  budget: { ...nothing, starts: ['one'], stops: ['run-one'], stopsDuring: [step] },
}));

const ofDrill = { ...nothing, starts: ['drill'], flips: 2 };
const ofBoth = { ...nothing, starts: ['drill', 'shifted'], flips: 2 };
const drill = (name: string, budget: Budget): Part => ({ name: `a drill${name}`, subject: 'drill', budget });

/** A second: a drill alone, noticed at any moment or never, home ready at any moment or never. */
export const shortDrillParts: readonly Part[] = [drill(', undisturbed', ofDrill)];

/** Minutes: one thing that goes wrong anywhere, in the drill alone and beside a run that moves the same users. */
export const drillParts: readonly Part[] = [
  drill(', and somebody else who ends its loss', { ...ofDrill, strangers: 1 }),
  drill(', home ready and not and ready again', { ...ofDrill, flips: 4 }),
  drill(', and the sweeper at any moment', { ...ofDrill, sweeps: 1 }),
  drill(' and a run, undisturbed', ofBoth),
  ...[ofDrill, ofBoth].flatMap((budget) => {
    const who = budget === ofBoth ? ' and a run' : '';
    return [
      ...[...functions, 'event'].map((crash) =>
        drill(`${who}, and ${crash === 'event' ? 'an event lost' : `a crash of ${crash}`}`, {
          ...budget,
          crashes: 1,
          crashesIn: [crash],
        }),
      ),
      ...functions.map((twice) =>
        drill(`${who}, with ${twice} called twice`, { ...budget, duplicates: 1, duplicatesIn: [twice] }),
      ),
    ];
  }),
  ...experimentSteps.map((step) =>
    drill(` that a person stops during ${step}`, { ...ofDrill, stops: ['run-drill'], stopsDuring: [step] }),
  ),
];
