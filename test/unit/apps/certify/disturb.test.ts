import { expect, it } from 'vitest';
import { disturb, settle } from '../../../../apps/certify/conduct/disturb.ts';
import type { Exercise } from '../../../../apps/certify/exercise.ts';
import type { Rig } from '../../../../apps/certify/rig.ts';

const exercise = (over: Partial<Exercise> = {}): Exercise => ({
  id: 'stop-condition',
  title: 'trips it',
  experiment: 'stop-instance',
  shows: [],
  disturbance: 'alarm',
  ...over,
});

function rigThatNotes() {
  const set: string[] = [];
  const rig = {
    place: { stage: 'qa' },
    forceAlarm: async (name: string, state: string, reason: string) => void set.push(`${name} ${state}: ${reason}`),
  } as unknown as Rig;
  return { rig, set };
}

it('forces the sample fleet’s alarm, and lets it go again, since nobody else moves it', async () => {
  const { rig, set } = rigThatNotes();
  await disturb(exercise(), 'run-1', 'ada', rig);
  await settle(exercise(), rig);
  expect(set).toEqual([
    'squall-qa-sample-5xx ALARM: squall certify: this is an exercise',
    'squall-qa-sample-5xx OK: squall certify: this is an exercise, and it is over',
  ]);
});

it('leaves an alarm that people use to its own data: to call it OK could hide an incident', async () => {
  const { rig, set } = rigThatNotes();
  const own = exercise({ alarm: 'shop-checkout-5xx', reason: 'squall doctor --trip, by ada: this is an exercise' });
  await disturb(own, 'run-1', 'ada', rig);
  await settle(own, rig);
  expect(set).toEqual(['shop-checkout-5xx ALARM: squall doctor --trip, by ada: this is an exercise']);
});

it('settles nothing that was not an alarm', async () => {
  const { rig, set } = rigThatNotes();
  await settle(exercise({ disturbance: 'person' }), rig);
  await settle(undefined, rig);
  expect(set).toEqual([]);
});
