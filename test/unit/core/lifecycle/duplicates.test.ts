/** Every call delivered again: at once, later, and side by side. One run comes of it, the same as without. */
import { expect, test } from 'vitest';
import type { StepReference } from '../../../../core/lifecycle/reference.ts';
import { type StepName, steps } from '../../../../core/lifecycle/steps.ts';
import { proposed, type TestWorld } from './world.ts';

type Deliver = (call: () => Promise<StepReference>, world: TestWorld) => Promise<StepReference>;

async function runThrough(deliver: Deliver): Promise<TestWorld> {
  const world = await proposed();
  for (const [next, wave] of [
    ['Arm', 0],
    ['Undo', 1],
  ] as const) {
    let at: StepReference = world.reference({ next, wave });
    while (at.next in steps) {
      world.now += at.waitSeconds * 1000;
      const reference = at;
      at = await deliver(() => steps[reference.next as StepName](reference, world.ports), world);
    }
  }
  return world;
}

const outcome = async (world: TestWorld) => ({
  journal: await world.journal(),
  record: await world.record(),
  ledger: await world.ports.ledger.list('run-1'),
  faults: [...world.faults.byToken.keys()],
});

const once: Deliver = (call) => call();

test.each<[string, Deliver]>([
  [
    'twice in a row',
    async (call) => {
      const first = await call();
      expect(await call()).toEqual(first);
      return first;
    },
  ],
  [
    'again two seconds later',
    async (call, world) => {
      const first = await call();
      world.now += 2000;
      await call();
      world.now -= 2000;
      return first;
    },
  ],
  ['three at once', async (call) => (await Promise.all([call(), call(), call()]))[0]!],
])('%s', async (_name, deliver) => {
  expect(await outcome(await runThrough(deliver))).toEqual(await outcome(await runThrough(once)));
});
